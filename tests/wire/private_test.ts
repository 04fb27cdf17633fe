// To strangers of other dialects a private room is not there either: the bytes are those for a room that never was.
import { assert, assertEquals } from "@std/assert";
import { COMMANDS } from "../../lib/wire/irc/commands.ts";
import { type FakePeer, FakeWorld } from "../support/fake_world.ts";

/** What a stranger may ask about a room by IRC, by command; those that name no room are left out. */
const IRC: Readonly<Record<string, readonly string[]>> = {
  CHATHISTORY: ["LATEST #den * 50", "BEFORE #den timestamp=2030-01-01T00:00:00.000Z 10", "LATEST den * 50"],
  GROUP: ["den alice eve kim"],
  INVITE: ["alice #den", "nobody #den", "kim #den"],
  KICK: ["#den alice", "#den nobody :out"],
  LIST: ["", "#den", "*de*", ">0", "U>0"],
  MARKREAD: ["#den", "#den timestamp=2026-01-01T00:00:00.000Z"],
  MODE: [
    ...["#den", "#den +b", "#den b", "#den +b alice!*@*", "#den -b alice!*@*", "#den +o eve", "#den +v eve"],
    ...["#den +i", "#den +s", "#den -k x", "#den +k x", "#den +l 5", "#den +e", "#den +I"],
  ],
  NAMES: ["#den", "", "#den,#lobby"],
  NOTICE: ["#den :hello", "@#den :hello", "den :hello"],
  PART: ["#den", "#den :bye"],
  PRIVMSG: ["#den :hello", "@#den :hello", "#den :\x01ACTION waves\x01", "den :hello"],
  TAGMSG: ["#den"],
  TOPIC: ["#den", "#den :mine"],
  WHO: ["#den", "*", "alice", "#den %tcuhnfar,7"],
  WHOIS: ["alice", "den", "#den"],
  WHOWAS: ["den", "#den"],
};
/** Commands that name no room, and the one disclosure: JOIN makes a room, and a name can be taken only once. */
const OTHERS = (
  "ADMIN AUTHENTICATE AWAY CAP HELP HELPOP INFO ISON JOIN KILL LINKS LUSERS MONITOR MOTD NICK NICKSERV NS OPER PASS PING PONG " +
  "QUIT SETNAME TIME USER USERHOST VERSION WALLOPS"
).split(" ");

const PLAIN = [
  ...["/rooms", "/rooms de", "/join den", "/join #den", "/join den wolf", "den", "/leave den", "/who den", "/who #den"],
  ...["/who *", "/whois alice", "/whois den", "/msg den hello", "@den: hello", "den: hello", "/topic mine", "menu"],
  ...["/history", "/set private off", "@#den: hello", "/status", "/groups"],
];

type Lock = Readonly<Record<string, unknown>>;
const LOCKS: Readonly<Record<string, Lock>> = { "a password": { password: "fox" }, "an invite": { invite: true } };

/** A world with Alice in a hidden room of that name, where something was said, and Kim who is nobody in particular. */
async function scene(room: string, lock: Lock): Promise<FakeWorld> {
  const world = await FakeWorld.start();
  const { invite, ...rest } = lock;
  const alice = world.dial("native", "10.0.0.9");
  const lines = [
    { op: "hello", nick: "alice" },
    { op: "create", room, private: true, topic: "a secret topic", ...rest },
    { op: "say", room, text: "a secret" },
    ...(invite ? [{ op: "set", room, invite }] : []),
  ];
  alice.send(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  await world.settle();
  assert(alice.heard().join("").includes('"op":"said"'));
  await world.native("kim");
  return world;
}

/** Says lines, and gives the lines that are heard until nothing more comes. */
async function ask(world: FakeWorld, peer: FakePeer, ...lines: readonly string[]): Promise<string[]> {
  peer.send(lines.map((line) => `${line}\r\n`).join(""));
  const heard: string[] = [];
  do {
    await world.settle();
    heard.push(peer.heard().join(""));
  } while (heard.at(-1) !== "");
  return heard.join("").split("\n");
}

async function compare(lock: Lock, enter: (world: FakeWorld) => Promise<FakePeer>, lines: readonly string[]) {
  await using there = await scene("den", lock);
  await using absent = await scene("nut", lock);
  const peers = [await enter(there), await enter(absent)] as const;
  const [found, expected] = [await ask(there, peers[0], ...lines), await ask(absent, peers[1], ...lines)];
  assert(found.length > lines.length, `Cannot compare: only ${found.length} lines were heard`);
  assertEquals(found, expected);
}

async function irc(world: FakeWorld, caps: string): Promise<FakePeer> {
  const eve = world.dial("irc");
  await ask(world, eve, `CAP REQ :${caps}\r\nNICK eve\r\nUSER eve 0 * :Eve\r\nCAP END`);
  return eve;
}

async function plain(world: FakeWorld): Promise<FakePeer> {
  const eve = world.dial("plain");
  await ask(world, eve, "eve");
  return eve;
}

for (const [what, lock] of Object.entries(LOCKS)) {
  Deno.test(`by IRC a hidden room with ${what} is not there`, async () => {
    const lines = Object.entries(IRC).flatMap(([verb, forms]) => forms.map((form) => `${verb} ${form}`.trim()));
    await compare(lock, (world) => irc(world, "multi-prefix"), lines);
    await compare(
      lock,
      (world) => irc(world, "draft/chathistory batch server-time message-tags draft/read-marker"),
      lines,
    );
  });

  Deno.test(`by the plain dialect a hidden room with ${what} is not there`, async () => {
    await compare(lock, plain, PLAIN);
  });
}

Deno.test("the probes name every command of IRC's that can name a room", () => {
  assertEquals([...Object.keys(IRC), ...OTHERS].sort(), Object.keys(COMMANDS).sort());
});
