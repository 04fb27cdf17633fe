// Accounts and absence in irssi and WeeChat: SASL and PASS as these clients do them, and who is away.
import { assertEquals } from "@std/assert";
import { ServerProcess } from "../support/process.ts";
import { TestTerminal } from "../support/terminal.ts";
import { FileClient, isInstalled } from "./irc_client.ts";

const NEEDED = ["tmux", "irssi", "weechat-headless"];
const missing = (await Promise.all(NEEDED.map(isInstalled))).some((installed) => !installed);
const PASSWORD = "a-long-password";

/** Makes an account and goes. */
async function register(server: ServerProcess, nick: string): Promise<void> {
  using peer = await server.enter(nick, "lobby");
  await peer.ask({ type: "register", password: PASSWORD });
  await peer.ask({ type: "quit" });
}

Deno.test({
  name: "WeeChat logs in by SASL, is seen as an account, and sees who is away",
  ignore: missing,
  async fn() {
    await using server = await ServerProcess.start();
    await register(server, "wee");
    using nat = await server.enter("nat", "tea");
    const sasl = `-sasl_mechanism=plain -sasl_username=wee -sasl_password=${PASSWORD}`;
    const commands = [
      "/set logger.file.flush_delay 0",
      "/set logger.level.irc 9",
      // One line a second would do, but the default is two: the test is about us.
      "/set irc.server_default.anti_flood_prio_high 0",
      `/server add p 127.0.0.1/${server.port} -notls -nicks=somebody -autojoin=#tea ${sasl}`,
      "/connect p",
    ];
    await using weechat = await FileClient.start(
      "weechat-headless",
      (folder) => ["-d", folder, "-r", commands.join(";")],
    );
    const log = "logs/irc.server.p.weechatlog";
    const enter = (line: string) => weechat.enter(`weechat_fifo_${weechat.pid}`, `irc.p.#tea *${line}`);
    await weechat.until(log, "SASL authentication successful");
    const joined = await nat.until("member");
    assertEquals([joined.nick, joined.account], ["wee", "wee"]);
    await weechat.until("logs/irc.p.#tea.weechatlog", /wee .*has joined #tea/);

    await nat.ask({ type: "status", status: "away", note: "on the moon" });
    await enter("/whois nat");
    await weechat.until(log, "is away: on the moon");
    await enter("/away gone fishing");
    assertEquals((await nat.until("status")).note, "gone fishing");
    await weechat.until(log, "You are marked as away");
    await enter("/away");
    assertEquals((await nat.until("status")).status, "online");
  },
});

Deno.test({
  name: "irssi logs in by a server password, and is told who is away",
  ignore: missing,
  async fn() {
    await using server = await ServerProcess.start();
    await register(server, "ada");
    using nat = await server.enter("nat", "tea");
    const home = await Deno.makeTempDir({ prefix: "parley-" });
    const args = ["-c", "127.0.0.1", "-p", String(server.port), "-n", "ada", "-w", PASSWORD];
    await using irssi = await TestTerminal.start(["irssi", `--home=${home}`, ...args]);
    await irssi.until("You are logged in as ada");
    // It waits two seconds between lines of its own, unless told otherwise: the test is about us.
    await irssi.enter("/set cmd_queue_speed 10msec");
    await irssi.enter("/join #tea");
    assertEquals((await nat.until("member")).account, "ada");
    await irssi.until("[Users #tea]");
    await nat.ask({ type: "status", status: "busy", note: "lunch" });
    await irssi.enter("/query nat hello");
    assertEquals((await nat.until("direct")).text, "hello");
    await irssi.until("busy: lunch");
    await irssi.enter("/away gone fishing");
    assertEquals((await nat.until("status")).note, "gone fishing");
    // Its own sign of being away, in the status row.
    await irssi.until("(zZzZ)");
    await irssi.enter("/quit");
    assertEquals(await irssi.ended(), 0);
    const left = await nat.until("member");
    assertEquals([left.change, left.quit], ["left", true]);
    await Deno.remove(home, { recursive: true });
  },
});
