// What any client may count on, however old: nicks, collisions, the form of what is declared (RFC 1459, RFC 2812,
// modern.ircdocs.horse). Everything that has a subject of its own has a file of its own.
import { assert, assertEquals } from "@std/assert";
import { World } from "./world.ts";

const codes = (lines: readonly string[]) => lines.map((line) => line.replace(/^@\S+ /, "").split(" ")[1] ?? "");

Deno.test("two who register with one nick at a time: one of them gets it", () => {
  const world = new World();
  const [one, two] = [world.connect(), world.connect()];
  assertEquals([...one.say("NICK foo"), ...two.say("NICK FOO")], []);
  assertEquals(codes(one.say("USER a 0 * :A"))[0], "001");
  assertEquals(codes(two.say("USER b 0 * :B")), ["433"]);
  assertEquals(codes(two.say("NICK bar"))[0], "001");
});

Deno.test("a nick that can't be is refused, and the next one will do", () => {
  const peer = new World().connect();
  assertEquals(codes(peer.say("NICK *", "USER u s e r")), ["432"]);
  assertEquals(codes(peer.say("NICK :")), ["431"]);
  assertEquals(codes(peer.say("NICK valid"))[0], "001");
});

Deno.test("who fails to take another nick keeps its own, and is written to by it", () => {
  const world = new World();
  const alice = world.irc("alice");
  const bob = world.irc("bob");
  assertEquals(codes(bob.say("NICK alice")), ["433"]);
  alice.say("PRIVMSG bob hi");
  assertEquals(bob.hear(), [":alice!~u@parley PRIVMSG bob :hi"]);
});

Deno.test("another case of one's nick is told to all, the same again to nobody", () => {
  const world = new World();
  const alice = world.irc("alice", { room: "test" });
  const bob = world.irc("bob", { room: "test" });
  alice.hear();
  const line = ":alice!~u@parley NICK Alice";
  assertEquals([alice.say("NICK Alice"), bob.hear()], [[line], [line]]);
  assertEquals([alice.say("NICK Alice"), bob.hear()], [[], []]);
});

Deno.test("a nick is free when its bearer has taken another, or has gone", () => {
  const world = new World();
  const alice = world.irc("alice");
  alice.say("NICK malice");
  const other = world.connect();
  assertEquals(codes(other.say("NICK alice", "USER u s e r"))[0], "001");
  other.say("QUIT");
  assertEquals(codes(world.connect().say("NICK ALICE", "USER u s e r"))[0], "001");
  const unregistered = world.connect();
  unregistered.say("NICK carol", "QUIT");
  assertEquals(codes(world.connect().say("NICK carol", "USER u s e r"))[0], "001");
});

Deno.test("005 has a form: thirteen tokens at most to a line, ASCII, each once", () => {
  const lines = new World().connect().say("NICK ada", "USER a 0 * :a").filter((line) => line.includes(" 005 "));
  const tokens = lines.flatMap((line) => {
    const [words = "", trailing] = line.slice(1).split(" :");
    assertEquals(trailing, "are supported by this server");
    const found = words.split(" ").slice(3);
    assert(found.length >= 1 && found.length <= 13, line);
    return found;
  });
  for (const token of tokens) assert(/^[A-Z0-9]+(=[\x21-\x7e]*)?$/.test(token), token);
  const values = new Map(tokens.map((token) => token.split(/=(.*)/, 2) as [string, string]));
  assertEquals(values.size, tokens.length);
  for (const part of (values.get("TARGMAX") ?? "").split(",")) assert(/^[A-Z]+:\d*$/.test(part), part);
  const [, letters = "", signs = ""] = /^\((\w+)\)(\S+)$/.exec(values.get("PREFIX") ?? "") ?? [];
  assertEquals([letters.length, letters.indexOf("o") < letters.indexOf("v")], [signs.length, true]);
  const modes = (values.get("CHANMODES") ?? "").split(",").join("") + letters;
  assertEquals([...modes].sort(), [...new Set(modes)].sort(), "no letter means two things");
  const declared = new World().connect().say("NICK ada", "USER a 0 * :a").find((line) => line.includes(" 004 "));
  assertEquals([...(declared?.split(" ").at(-1) ?? "")].sort(), [...modes].sort(), "004 says the same");
});

Deno.test("what TARGMAX allows is done, and no more", () => {
  const world = new World({ roomsPerClient: 100 });
  const ada = world.irc("ada");
  const rooms = Array.from({ length: 70 }, (_, index) => `#r${index}`);
  assertEquals(ada.say(`JOIN ${rooms.join()}`).filter((line) => line.includes(" JOIN ")).length, 64);
  assertEquals(ada.say(`PART ${rooms.join()}`).filter((line) => line.includes(" PART ")).length, 64);
  const boss = world.irc("boss", { room: "yard" });
  const nicks = Array.from({ length: 18 }, (_, index) => `n${index}`);
  for (const nick of nicks) world.irc(nick, { room: "yard" });
  boss.hear();
  assertEquals(boss.say(`KICK #yard ${nicks.join()}`).length, 16);
});

Deno.test("a label is on errors too, and on the batch of several echoes", () => {
  const world = new World();
  const ada = world.irc("ada", { caps: "batch labeled-response echo-message" });
  world.irc("bob");
  world.irc("eve");
  assertEquals(codes(ada.say("@label=x FOO")), ["421"]);
  assertEquals(ada.say("@label=x FOO")[0]?.startsWith("@label=x :irc.parley 421 ada FOO "), true);
  const heard = ada.say("@label=y PRIVMSG bob,eve :hi");
  assertEquals(heard, [
    "@label=y :irc.parley BATCH +1 labeled-response",
    "@batch=1 :ada!~u@parley PRIVMSG bob :hi",
    "@batch=1 :ada!~u@parley PRIVMSG eve :hi",
    ":irc.parley BATCH -1",
  ]);
  const joined = ada.say("@label=z JOIN #tea");
  assertEquals(codes(joined), ["BATCH", "JOIN", "353", "366", "BATCH"]);
  assert(joined.slice(1, -1).every((line) => line.startsWith("@batch=2 ")), joined.join("\n"));
});

Deno.test.each(
  [
    ["ADMIN", ["423"]],
    ["HELP", ["704", "705", "706"]],
    ["HELPOP privmsg", ["704", "706"]],
    ["HELP NOTHING", ["524"]],
    ["INFO", ["371", "371", "371", "374"]],
    ["ISON x", ["303"]],
    ["LINKS", ["364", "365"]],
    ["LINKS nowhere.example", ["365"]],
    ["LIST #none", ["321", "323"]],
    ["MOTD", ["422"]],
    ["MOTD nowhere.example", ["402"]],
    ["TIME", ["391"]],
    ["TIME irc.*", ["391"]],
    ["USERHOST x", ["302"]],
    ["VERSION", ["351", "005", "005"]],
    ["WHO nobody", ["315"]],
    ["WHOIS", ["431"]],
    ["WHOIS irc.parley ada", ["311", "312", "317", "318"]],
    ["WHOIS nobody", ["401", "318"]],
    ["WHOWAS", ["431"]],
    ["WHOWAS nobody", ["406", "369"]],
    ["PRIVMSG", ["411"]],
    ["PRIVMSG #none", ["412"]],
    ["PRIVMSG #none :x", ["404"]],
    ["NOTICE #none :x", []],
    ["NOTICE nobody :x", []],
    ["OPER root", ["461"]],
    ["AWAY :tea", ["306"]],
    ["AWAY", ["305"]],
    ["FOO", ["421"]],
    [":src!u@h", []],
    ["   ", []],
  ] as const,
)("%s is answered by %j", (line, expected) => {
  assertEquals(codes(new World().irc("ada").say(line)), [...expected]);
});

Deno.test("TIME says when it was asked", () => {
  const world = new World();
  const ada = world.irc("ada");
  const at = Date.UTC(2026, 4, 6, 7, 8, 9);
  ada.codec.decoder.feed(new TextEncoder().encode("TIME\r\n"), at);
  world.pump(ada);
  assertEquals(ada.hear(), [":irc.parley 391 ada irc.parley 2026-05-06T07:08:09.000Z"]);
});
