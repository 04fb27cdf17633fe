import { assertEquals } from "@std/assert";
import { PlainReader } from "../../lib/wire/plain_reader.ts";
import { TelnetFilter } from "../../lib/wire/telnet.ts";
import { assertSameOverCuts } from "../support/cuts.ts";
import { type FakePeer, FakeWorld } from "../support/fake_world.ts";

const encoder = new TextEncoder();

async function ask(world: FakeWorld, peer: FakePeer, text: string): Promise<string[]> {
  peer.send(text);
  await world.settle();
  return peer.heard().join("").split("\n").slice(0, -1);
}

async function enter(world: FakeWorld, nick: string, room = "lobby"): Promise<FakePeer> {
  const peer = world.dial("plain");
  await ask(world, peer, `${nick}\n/join ${room}\n`);
  return peer;
}

Deno.test("plain: asked for a name, shown a menu, then talking", async () => {
  await using world = await FakeWorld.start("--motd", "be kind");
  const bob = world.dial("plain");
  await world.settle();
  assertEquals(bob.heard().join(""), "This is parley/0.1.0.\nYour name? ");
  bob.send("no name\n");
  await world.settle();
  assertEquals(bob.heard()[0]?.startsWith("? A nick has"), true);
  assertEquals(await ask(world, bob, "bob\n"), [
    "You are bob on parley/0.1.0.",
    "- be kind",
    "Rooms:",
    "   1  lobby  0 people",
    "What next?",
    "  NUMBER or NAME     enter that room",
    "  create NAME        make a room and enter it",
    "  list               the rooms anew",
    "  @name: text        write to one person, @ALL: text to everybody",
    "  menu, /help, exit  this menu, all commands, leave",
  ]);
  assertEquals(await ask(world, bob, "hello?\n"), [
    "? Not sent: you are in no room. /join lobby, or menu shows the rooms",
  ]);
  assertEquals(await ask(world, bob, "1\n"), ["- You are in lobby · nobody else is here yet"]);
  assertEquals(await ask(world, bob, "1\n"), []); // that is said now
  const eve = await enter(world, "eve");
  assertEquals(await ask(world, eve, "hi all\n/me waves\n"), []);
  assertEquals(bob.heard().join(""), "- eve came in\neve: hi all\n* eve waves\n");
  assertEquals(await ask(world, bob, "exit\n"), ["- Bye"]);
  assertEquals([bob.halfClosed, eve.heard().join("")], [true, "- bob left\n"]);
});

Deno.test("plain: on the main port the first line is the name", async () => {
  await using world = await FakeWorld.start();
  const bob = world.dial();
  assertEquals((await ask(world, bob, "bob\n"))[0], "You are bob on parley/0.1.0.");
  const slow = world.dial();
  await world.advance(1_500);
  assertEquals(slow.heard(), ["NICK"]);
  assertEquals((await ask(world, slow, "eve\n")).slice(0, 2), ["", "You are eve on parley/0.1.0."]);
});

Deno.test.each([
  ["/who\n", ["1 person:", "  bob  in garden"]],
  ["/create shed --limit x\n", [
    "? Not done. It is written /create NAME [--private] [--limit N] [--password P] [TOPIC]",
  ]],
  ["/join nowhere\n", [
    "? There is no such room: see rooms for those that are there, or create it (/create nowhere makes it)",
  ]],
  ["/topic Plants\n/topic\n", ["- garden: topic Plants", "- Topic: Plants"]],
  ["/set limit 3\n/set\n", [
    "- garden: limit 3",
    "- garden: you are owner here · topic none · limit 3 · private off",
  ]],
  ["/nick rob\n/nick\n", ["- You are called rob now", "- You are rob"]],
  ["/status busy in a call\n", ["- You are busy: in a call"]],
  ["/msg bob hi\n", ["? Not sent: That is your own name: write to somebody else"]],
  ["@zed: hi\n", ["? Not sent: zed is not here: see who"]],
  ["/groups\n", ["You are in no group: group groupX bob, eve makes one"]],
  ["group groupX a, b\n", ["? A group needs at least three different people who are here, you among them"]],
  ["/shout hey\n", ["- Nobody else is connected"]],
  ["@ALL: hey\n", ["- Nobody else is connected"]],
  ["/dance\n", ["? There is no /dance (/help lists all, //dance would send it as text)"]],
  ["/help kick\n", ["/kick NAME [--server] [REASON]", "  put somebody out of the room"]],
  ["/help /J\n", ["/join NAME|NUMBER [PASSWORD]", "  enter a room", "  also /j /enter"]],
  ["/help mute\n", [
    "/mute NAME [--for 10m] [REASON]",
    "  somebody may read here, but not speak",
    "  a time is written 30s, 10m, 2h, 1d or 1w",
  ]],
  ["/help dance\n", ["? There is no /dance (/help lists all)"]],
  ["/group foo a, b\n", [
    '? Not done. A group\'s name is "group" and 1 to 32 characters of a nick, as in groupX',
  ]],
  ["/history\n", []],
  ["/colour on\n/topic\n", ["\x1b[2m- Colours are on\x1b[0m", "- garden has no topic"]],
  ["/room\n", ["- You write to garden now"]],
  ["/leave nowhere\n", ["? You are not in that room: join it first"]],
  ["/rooms gard\n", ["   1  garden  1 person"]],
])("plain: %j", async (typed, lines) => {
  await using world = await FakeWorld.start();
  const bob = world.dial("plain");
  await ask(world, bob, "bob\ncreate garden\n");
  assertEquals(await ask(world, bob, typed), [...lines]);
});

Deno.test("plain: what was meant for one never goes to the room, but by a second Enter", async () => {
  await using world = await FakeWorld.start();
  const bob = await enter(world, "bob");
  const eve = await enter(world, "eve");
  bob.heard();
  assertEquals(await ask(world, bob, "eve: psst\n"), []);
  assertEquals(eve.heard().join(""), "@ bob to you: psst\n");
  assertEquals(await ask(world, bob, "zed: psst\n"), [
    "? Not sent: zed is not here: see who. Enter alone says it in lobby",
  ]);
  assertEquals(eve.heard(), []);
  await ask(world, bob, "\n\n");
  assertEquals(eve.heard().join(""), "bob: zed: psst\n");
  await ask(world, bob, "at 12:30, see https://x.y\n");
  assertEquals(eve.heard().join(""), "bob: at 12:30, see https://x.y\n");
});

Deno.test("plain: a conversation takes the lines, until one goes back to the room", async () => {
  await using world = await FakeWorld.start();
  const bob = await enter(world, "bob");
  const eve = await enter(world, "eve");
  const ada = await enter(world, "ada");
  for (const peer of [bob, eve, ada]) peer.heard();
  await ask(world, bob, "/msg eve\none\n/room\ntwo\ngroup groupX eve, ada\ngroupX: three\n");
  assertEquals(eve.heard().join("").split("\n").slice(0, -1), [
    "@ bob to you: one",
    "- bob made groupX: bob, eve, ada · write to it with groupX: text",
    "& groupX bob: three",
    "bob: two",
  ]);
});

Deno.test("plain: a text of several lines can't pass for somebody else's words", async () => {
  await using world = await FakeWorld.start();
  const bob = await enter(world, "bob");
  const ada = await world.native("ada");
  bob.heard();
  ada.send('{"op":"say","text":"a\\r\\nQUIT :x\\u2028eve: hi\\u001b[2J\\u009b1m"}\n');
  await world.settle();
  assertEquals(bob.heard().join(""), "ada: a\n    QUIT :x\n    eve: hi[2J1m\n");
});

Deno.test("plain: one history in the order of the room, with colours for those who want them", async () => {
  await using world = await FakeWorld.start();
  const bob = await enter(world, "bob");
  await ask(world, bob, "one\ntwo\n");
  const eve = world.dial("plain");
  const lines = await ask(world, eve, "eve\n/color on\n/join lobby\n");
  assertEquals(lines.slice(-3).map((line) => line.replace(/\d\d:\d\d/, "time")), [
    "\x1b[2mtime\x1b[0m \x1b[93mbob\x1b[0m: one",
    "\x1b[2mtime\x1b[0m \x1b[93mbob\x1b[0m: two",
    "\x1b[2m- You are in lobby · here: bob\x1b[0m",
  ]);
});

Deno.test("plain: no ping is ever shown, and silence ends nothing", async () => {
  await using world = await FakeWorld.start();
  const bob = await enter(world, "bob");
  bob.heard();
  await world.advance(300_000);
  assertEquals([bob.heard(), bob.closed], [[], false]);
});

Deno.test("plain: a person may think about a name for five minutes", async () => {
  await using world = await FakeWorld.start();
  const bob = world.dial("plain");
  await world.advance(290_000);
  assertEquals(bob.closed, false);
  await world.advance(12_000);
  assertEquals(bob.closed, true);
});

Deno.test("plain: telnet is answered, its bytes are nobody's words, and lines end as it wants them", async () => {
  await using world = await FakeWorld.start();
  const bob = world.dial();
  bob.send(Uint8Array.of(255, 251, 31, 255, 253, 3, 255));
  await world.settle();
  bob.send(Uint8Array.of(250, 31, 0, 80, 0, 24, 255, 240, ...encoder.encode("bxx\b\x7fob\r\0")));
  await world.settle();
  const [answers = new Uint8Array(0)] = bob.writes.map(({ bytes }) => bytes);
  assertEquals([...answers.subarray(0, 6)], [255, 254, 31, 255, 252, 3]);
  assertEquals(bob.heard().join("").includes("You are bob on parley/0.1.0.\r\n"), true);
});

Deno.test("PlainReader gives the same lines however they are cut", () => {
  const bytes = new Uint8Array([
    ...encoder.encode("one\r\n\nzoë\x7f\x7foe\n"),
    0xe4, // Windows-1252
    10,
    ...encoder.encode("last\n"),
  ]);
  const lines = assertSameOverCuts(bytes, () => new PlainReader());
  assertEquals(lines.map((found) => found === "too-long" ? found : found.line), ["one", "", "zoe", "ä", "last"]);
});

Deno.test("PlainReader reports a line that is too long once, and reads on", () => {
  const reader = new PlainReader();
  for (let each = 0; each < 40; each++) reader.feed(encoder.encode("x".repeat(4_096)));
  assertEquals([reader.next(), reader.next()], ["too-long", undefined]);
  reader.feed(encoder.encode("x\nnext\n"));
  assertEquals([reader.next(), reader.next()], [{ line: "next" }, undefined]);
});

Deno.test("TelnetFilter takes the same out however it is cut, and answers as much", () => {
  const bytes = Uint8Array.of(
    97,
    255,
    253,
    3,
    98,
    255,
    250,
    31,
    255,
    255,
    0,
    255,
    240,
    99,
    255,
    241,
    13,
    0,
    100,
    13,
    10,
  );
  const strip = (chunks: readonly Uint8Array[]) => {
    const filter = new TelnetFilter();
    const data = chunks.flatMap((chunk) => [...filter.strip(chunk)]);
    return [data, [...filter.takeAnswer() ?? []]];
  };
  const whole = strip([Uint8Array.of(255, 241), bytes]);
  assertEquals(whole, [[97, 98, 99, 10, 100, 13, 10], [255, 252, 3]]);
  for (let cut = 1; cut < bytes.length; cut++) {
    assertEquals(strip([Uint8Array.of(255, 241), bytes.subarray(0, cut), bytes.subarray(cut)]), whole, `cut ${cut}`);
  }
});

const SECRET = "correct horse";

/** Like `ask`, for what a password is looked at for: that takes as long as it takes. */
async function prove(world: FakeWorld, peer: FakePeer, text: string, lines: number): Promise<string[]> {
  const heard = await ask(world, peer, text);
  while (heard.length < lines) {
    await peer.written();
    heard.push(...await ask(world, peer, ""));
  }
  return heard;
}

Deno.test("plain: accounts, and what waits for them", async () => {
  await using world = await FakeWorld.start();
  const bob = await enter(world, "bob");
  bob.heard();
  assertEquals(await ask(world, bob, `/passwd one\n/register short\n`), [
    "? Not done. It is written /passwd [OLD NEW]",
    "? A password has 8 to 1024 bytes: choose a longer one",
  ]);
  assertEquals(await prove(world, bob, `/register ${SECRET}\n`, 1), [
    "- bob is yours now: nobody else can bear the name",
  ]);
  const ada = await enter(world, "ada");
  await prove(world, ada, "/register battery staple\n", 1);
  await ask(world, bob, "/quit\n");
  ada.heard();
  assertEquals(await prove(world, ada, "@bob: later\n", 1), ["- bob is not here: it is kept until the next login"]);
  const back = world.dial("plain");
  await ask(world, back, "guest\n");
  const lines = await prove(world, back, `/login @bob wrong one\n/login @bob ${SECRET}\n`, 3);
  assertEquals(lines, [
    "? The name or the password is wrong: try again, or choose another name",
    "- You are logged in as bob",
    "@ ada to you: later",
  ]);
  assertEquals(await ask(world, back, "/conversations\n"), ["  ada  1 unread of 1"]);
  assertEquals(await prove(world, back, `/passwd OLD\n/passwd wrong battery9\n/logout\n`, 3), [
    "? Not done. It is written /passwd [OLD NEW]",
    "? The name or the password is wrong: try again, or choose another name",
    "- You are logged out, and a guest called guest1",
  ]);
});

Deno.test("plain: order in the house, told once to each", async () => {
  await using world = await FakeWorld.start();
  const bob = world.dial("plain");
  await ask(world, bob, "bob\ncreate garden\n");
  const eve = await enter(world, "eve", "garden");
  for (const peer of [bob, eve]) peer.heard();
  const table: readonly (readonly [string, string[], string[]])[] = [
    ["/topic Plants", ["- garden: topic Plants"], ["- bob set the topic: Plants"]],
    ["/op eve", ["- eve is moderator of garden now"], ["- bob made eve a moderator"]],
    ["/deop eve", ["- eve is member of garden now"], ["- bob took eve's role away"]],
    ["/mute eve 1h", ["- eve is muted"], ["- bob muted eve for 1 hour"]],
    ["/unmute eve", ["- eve may speak again"], ["- bob lets eve speak again"]],
    ["/role eve king", ["? Not done. It is written /role NAME owner|moderator|member"], []],
    ["/mute eve 90", ["? Not done: a time is written 30s, 10m, 2h, 1d or 1w"], []],
    ["/erase", ["? Not done: add --yes. Erase all that was said in garden?"], []],
    ["/erase --yes", ["- What was said in garden is erased"], ["- bob erased what was said before"]],
    ["/bans", ["Nobody is banned or muted"], []],
    ["/invites", ["There are no invites"], []],
    ["/away lunch", ["- You are away: lunch"], ["- bob is away: lunch"]],
    ["/back", ["- You are online"], ["- bob is online"]],
    ["/kick eve too loud", ["- eve was removed"], ["- You are out of garden (kicked by bob: too loud)"]],
  ];
  for (const [typed, own, others] of table) {
    assertEquals([await ask(world, bob, `${typed}\n`), eve.heard().join("").split("\n").slice(0, -1).slice(0, 1)], [
      own,
      others,
    ], typed);
  }
  eve.heard();
  assertEquals(await ask(world, eve, "/kick bob\n"), ["? You are in no room: enter one, or name it as #room first"]);
  assertEquals(await ask(world, eve, "/kick #garden bob\n"), ["? You are not in that room: join it first"]);
});

Deno.test("plain: a server that needs accounts shows its menu after one was made", async () => {
  await using world = await FakeWorld.start("--require-login");
  const bob = world.dial("plain");
  assertEquals((await ask(world, bob, "bob\n")).slice(-1), ["- /register PASSWORD or /login PASSWORD comes first"]);
  assertEquals((await prove(world, bob, `/register ${SECRET}\n`, 2)).slice(0, 2), [
    "- bob is yours now: nobody else can bear the name",
    "Rooms:",
  ]);
});
