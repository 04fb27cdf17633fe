// irssi, WeeChat, ii and a native peer in one room, through the one port: everybody has everybody's words, once, in one
// order, with no settings but host, port and nick.
import { assert, assertEquals } from "@std/assert";
import type { NativePeer } from "../support/native_peer.ts";
import { ServerProcess } from "../support/process.ts";
import { TestTerminal } from "../support/terminal.ts";
import { FileClient, isInstalled } from "./irc_client.ts";

const NEEDED = ["tmux", "irssi", "weechat-headless", "ii"];
const missing = (await Promise.all(NEEDED.map(isInstalled))).some((installed) => !installed);
const WORDS = ["one from nat", "two from ada", "three from wee", "four from iggy", "five, ünï", "six 😀"];

function startIrssi(port: number, folder: string): Promise<TestTerminal> {
  return TestTerminal.start(["irssi", `--home=${folder}`, "-c", "127.0.0.1", "-p", String(port), "-n", "ada"]);
}

function startWeechat(port: number): Promise<FileClient> {
  // Nothing is set but where its log goes to the disk at once; the rest is host, port, nick and room.
  const commands = [
    "/set logger.file.flush_delay 0",
    `/server add p 127.0.0.1/${port} -notls -nicks=wee -autojoin=#tea`,
    "/connect p",
  ];
  return FileClient.start("weechat-headless", (folder) => ["-d", folder, "-r", commands.join(";")]);
}

function startIi(port: number): Promise<FileClient> {
  return FileClient.start("ii", (folder) => ["-s", "127.0.0.1", "-p", String(port), "-i", folder, "-n", "iggy"]);
}

/** The words of the story in a transcript, in their order there. */
function wordsIn(transcript: string): readonly string[] {
  const places = WORDS.flatMap((words) =>
    [...transcript.matchAll(new RegExp(words, "g"))].map(({ index }) => [index, words])
  );
  return places.sort(([a], [b]) => Number(a) - Number(b)).map(([, words]) => String(words));
}

async function heardBy(peer: NativePeer): Promise<readonly string[]> {
  return (await peer.settled()).flatMap(({ event }) => event.type === "message" ? [event.text] : []);
}

Deno.test({
  name: "irssi, WeeChat, ii and a native peer hear each other, once, in one order",
  ignore: missing,
  async fn() {
    await using server = await ServerProcess.start();
    using nat = await server.enter("nat", "tea");
    const home = await Deno.makeTempDir({ prefix: "parley-" });
    await using irssi = await startIrssi(server.port, home);
    await irssi.until("There is no message of the day");
    await irssi.enter("/join #tea");
    await irssi.until("[Users #tea]");
    await using weechat = await startWeechat(server.port);
    const log = "logs/irc.p.#tea.weechatlog";
    await weechat.until(log, "has joined #tea");
    await using ii = await startIi(server.port);
    await ii.until("127.0.0.1/out", "message of the day");
    await ii.enter("127.0.0.1/in", "/j #tea");
    await ii.until("127.0.0.1/#tea/out", "iggy");

    await nat.ask({ type: "say", text: "one from nat" });
    await irssi.until("one from nat");
    await irssi.enter("two from ada");
    await weechat.until(log, "two from ada");
    await weechat.enter(`weechat_fifo_${weechat.pid}`, "irc.p.#tea *three from wee");
    await ii.until("127.0.0.1/#tea/out", "three from wee");
    await ii.enter("127.0.0.1/#tea/in", "four from iggy");
    await irssi.until("four from iggy");
    await nat.ask({ type: "say", text: "five, ünï\r\nsix 😀" });
    await irssi.until("six");
    assertEquals(wordsIn(await irssi.screen()), WORDS);
    await weechat.until(log, "six 😀");
    assertEquals(wordsIn(weechat.lines(log).join("\n")), WORDS);
    await ii.until("127.0.0.1/#tea/out", "six 😀");
    assertEquals(wordsIn(ii.lines("127.0.0.1/#tea/out").join("\n")), WORDS);
    assertEquals(await heardBy(nat), ["two from ada", "three from wee", "four from iggy"]);

    await nat.ask({ type: "set", room: "tea", topic: "Green tea" });
    await irssi.until("changed the topic of #tea to: Green tea");
    await weechat.until(log, 'has changed topic for #tea to "Green tea"');
    await nat.ask({ type: "nick", nick: "nate" });
    await irssi.until("nat is now known as nate");
    await weechat.until(log, "nat is now known as nate");
    await irssi.enter("/me dances");
    await weechat.until(log, "ada dances");
    await irssi.enter("/msg wee psst");
    await weechat.until("logs/irc.p.ada.weechatlog", "psst");
    await nat.ask({ type: "tell", to: ["ada", "wee"], text: "to both of you" });
    await weechat.until("logs/irc.p.nate.weechatlog", "to both of you");
    await irssi.enter("/join #milk");
    await irssi.until("[Users #milk]");
    await weechat.until(log, /ada .*has left #tea/);
    await irssi.enter("/quit");
    assertEquals(await irssi.ended(), 0);
    await Deno.remove(home, { recursive: true });
  },
});

Deno.test({
  name: "who comes later to irssi sees what was said, marked with its time",
  ignore: missing,
  async fn() {
    await using server = await ServerProcess.start();
    using nat = await server.enter("nat", "tea");
    await nat.ask({ type: "say", text: "before you came" });
    const home = await Deno.makeTempDir({ prefix: "parley-" });
    await using irssi = await startIrssi(server.port, home);
    await irssi.until("There is no message of the day");
    await irssi.enter("/join #tea");
    const screen = await irssi.until("before you came");
    assert(/\[\d{4}-\d\d-\d\d \d\d:\d\dZ\] <nat> before you came/.test(screen), screen);
    await irssi.enter("/quit");
    assertEquals(await irssi.ended(), 0);
    await Deno.remove(home, { recursive: true });
  },
});
