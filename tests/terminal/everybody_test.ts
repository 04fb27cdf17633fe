// Everybody in one room, through the one port: irssi, WeeChat, ii, nc, ncat, telnet, our client in its full screen and
// in a pipe, the native dialect, and a scripted peer of each older system. All see everybody's words, once, in one order.
import { assertEquals } from "@std/assert";
import { Lines } from "../support/lines.ts";
import {
  classchatPeer,
  iitdPeer,
  mucaPeer,
  nativeEar,
  nickpromptPeer,
  type OlderPeer,
} from "../support/older_peers.ts";
import { Program, ServerProcess } from "../support/process.ts";
import { TestTerminal } from "../support/terminal.ts";
import { FileClient, isInstalled } from "./irc_client.ts";
import { CLIENT } from "./screen.ts";

const NEEDED = ["tmux", "irssi", "weechat-headless", "ii", "nc", "ncat", "telnet"];
const missing = (await Promise.all(NEEDED.map(isInstalled))).some((installed) => !installed);
/** A word of the story, as nobody else would write it. */
const WORD = /w\d-[a-z]+\./g;

/** Somebody in the lobby by whatever program. */
interface Person {
  readonly name: string;
  say(word: string): Promise<void>;
  /** Resolves when all these were heard. */
  until(words: readonly string[]): Promise<void>;
  /** All that was heard, in order. */
  transcript(): Promise<string>;
}

async function inTerminal(
  stack: AsyncDisposableStack,
  name: string,
  command: readonly string[],
  enter: (terminal: TestTerminal) => Promise<void>,
): Promise<Person> {
  const terminal = stack.use(await TestTerminal.start(command, { columns: 110, rows: 90 }));
  await enter(terminal);
  return {
    name,
    say: (word) => terminal.enter(word),
    async until(words) {
      for (const word of words) await terminal.until(word);
    },
    transcript: () => terminal.screen(),
  };
}

/** Somebody with a program that reads and writes lines. */
async function inPipe(
  stack: AsyncDisposableStack,
  name: string,
  command: readonly [string, ...string[]],
  first: readonly (readonly [typed: string, shown: string])[],
): Promise<Person> {
  const [program, ...args] = command;
  const child = new Deno.Command(program, { args, stdin: "piped", stdout: "piped", stderr: "null" }).spawn();
  const typing = child.stdin.getWriter();
  const shown = new Lines(child.stdout);
  stack.defer(async () => {
    child.kill("SIGTERM");
    await typing.abort().catch(() => {});
    await shown.ended();
    await child.status;
  });
  const say = (line: string) => typing.write(new TextEncoder().encode(`${line}\n`));
  for (const [typed, answer] of first) {
    await say(typed);
    await shown.until(answer);
  }
  return {
    name,
    say,
    until: (words) => untilAll(shown, words),
    transcript: () => Promise.resolve(shown.all.join("\n")),
  };
}

async function untilAll(lines: Lines, words: readonly string[]): Promise<void> {
  const isMissing = () => words.some((word) => !lines.all.some((line) => line.includes(word)));
  while (isMissing()) await lines.until(WORD_LINE);
}

const WORD_LINE = /w\d-[a-z]+\./;

async function fromOlder(stack: AsyncDisposableStack, coming: Promise<OlderPeer>): Promise<Person> {
  const peer = await coming;
  stack.defer(() => peer.close());
  return {
    name: peer.name,
    say: (word) => peer.sayInRoom(word),
    async until(words) {
      for (const word of words) await peer.ear.until(word);
    },
    transcript: () => Promise.resolve(peer.ear.text),
  };
}

async function irssi(stack: AsyncDisposableStack, port: number): Promise<Person> {
  const home = await Deno.makeTempDir({ prefix: "parley-" });
  stack.defer(() => Deno.remove(home, { recursive: true }));
  const command = ["irssi", `--home=${home}`, "-c", "127.0.0.1", "-p", String(port), "-n", "ira"];
  return await inTerminal(stack, "ira", command, async (terminal) => {
    await terminal.until("There is no message of the day");
    await terminal.enter("/join #lobby");
    await terminal.until("[Users #lobby]");
  });
}

async function weechat(stack: AsyncDisposableStack, port: number): Promise<Person> {
  const commands = [
    "/set logger.file.flush_delay 0",
    `/server add p 127.0.0.1/${port} -notls -nicks=wee -autojoin=#lobby`,
    "/connect p",
  ];
  const client = stack.use(
    await FileClient.start("weechat-headless", (folder) => ["-d", folder, "-r", commands.join(";")]),
  );
  const log = "logs/irc.p.#lobby.weechatlog";
  await client.until(log, "has joined #lobby");
  return fileClient("wee", client, log, (word) => client.enter(`weechat_fifo_${client.pid}`, `irc.p.#lobby *${word}`));
}

async function ii(stack: AsyncDisposableStack, port: number): Promise<Person> {
  const args = (folder: string) => ["-s", "127.0.0.1", "-p", String(port), "-i", folder, "-n", "iggy"];
  const client = stack.use(await FileClient.start("ii", args));
  await client.until("127.0.0.1/out", "message of the day");
  await client.enter("127.0.0.1/in", "/j #lobby");
  const log = "127.0.0.1/#lobby/out";
  await client.until(log, "iggy");
  return fileClient("iggy", client, log, (word) => client.enter("127.0.0.1/#lobby/in", word));
}

function fileClient(name: string, client: FileClient, log: string, say: (word: string) => Promise<void>): Person {
  const isMissing = (word: string) => !client.lines(log).some((line) => line.includes(word));
  return {
    name,
    say,
    async until(words) {
      while (words.some(isMissing)) await client.until(log, WORD_LINE);
    },
    transcript: () => Promise.resolve(client.lines(log).join("\n")),
  };
}

async function ourPipe(stack: AsyncDisposableStack, port: number): Promise<Person> {
  const program = stack.use(
    new Program("client.ts", ["pip", `127.0.0.1:${port}`, "--room", "lobby", "--listen", "--settings", ":memory:"]),
  );
  await program.stdout.until("You are in lobby");
  return {
    name: "pip",
    say: (word) => program.type(word),
    until: (words) => untilAll(program.stdout, words),
    transcript: () => Promise.resolve(program.stdout.all.join("\n")),
  };
}

/** All of them, one after the other. */
async function everybody(stack: AsyncDisposableStack, port: number): Promise<readonly Person[]> {
  const place = ["127.0.0.1", String(port)] as const;
  const lines = (name: string) => [[name, `You are ${name}`], ["/join lobby", "You are in lobby"]] as const;
  return [
    await fromOlder(stack, nativeEar(port, "nat")),
    await irssi(stack, port),
    await weechat(stack, port),
    await ii(stack, port),
    await inPipe(stack, "nora", ["nc", ...place], lines("nora")),
    await inPipe(stack, "nick", ["ncat", ...place], lines("nick")),
    await inTerminal(stack, "tess", ["telnet", ...place], async (terminal) => {
      await terminal.until("Escape character");
      await terminal.enter("tess");
      await terminal.until("What next?");
      await terminal.enter("/join lobby");
      await terminal.until("You are in lobby");
    }),
    await inTerminal(stack, "fay", [...CLIENT, "fay", place.join(":"), "--room", "lobby"], async (terminal) => {
      await terminal.until("You are in lobby");
    }),
    await ourPipe(stack, port),
    await fromOlder(stack, nickpromptPeer(port, "nina")),
    await fromOlder(stack, classchatPeer(port, "cleo")),
    await fromOlder(stack, mucaPeer(port, "mona")),
    await fromOlder(stack, iitdPeer(port, "ivy")),
  ];
}

function wordsIn(transcript: string): readonly string[] {
  return [...transcript.matchAll(WORD)].map(([word]) => word);
}

Deno.test({
  name: "everybody sees everybody's words, once, in one order, with whatever they came",
  ignore: missing,
  async fn() {
    await using server = await ServerProcess.start(["--rate", "0"]);
    await using stack = new AsyncDisposableStack();
    const people = await everybody(stack, server.port);
    const witness = await fromOlder(stack, nativeEar(server.port, "witness"));
    // One after the other, then all at once.
    const turns = people.map(({ name }) => `w1-${name}.`);
    for (const [index, person] of people.entries()) {
      const word = turns[index] ?? "";
      await person.say(word);
      await Promise.all([...people, witness].filter((other) => other !== person).map((other) => other.until([word])));
    }
    await Promise.all(people.map((person) => person.say(`w2-${person.name}.`)));
    const together = people.map(({ name }) => `w2-${name}.`);
    await Promise.all(
      [...people, witness].map(({ name, until }) => until(together.filter((word) => !word.endsWith(`-${name}.`)))),
    );
    const order = wordsIn(await witness.transcript());
    assertEquals([order.length, order.slice(0, people.length)], [2 * people.length, turns]);
    for (const { name, transcript } of people) {
      const isOthers = (word: string) => !word.endsWith(`-${name}.`);
      assertEquals(wordsIn(await transcript()).filter(isOthers), order.filter(isOthers), name);
    }
  },
});
