// Coming in: what RFC 2812 (3.1, 5.1) and IRCv3's capability negotiation say, line by line.
import { assert, assertEquals } from "@std/assert";
import { ircCodec } from "../../../lib/wire/irc/codec.ts";
import { World } from "./world.ts";

const GREETING = ["001", "002", "003", "004", "005", "005", "422"];

function numerics(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.split(" ")[1] ?? "");
}

Deno.test("NICK and USER, in either order, are answered by 001 to 005 and the message of the day", () => {
  const world = new World();
  assertEquals(numerics(world.connect().say("NICK ada", "USER ada 0 * :Ada")), GREETING);
  assertEquals(numerics(world.connect().say("USER bob 0 * :Bob", "NICK bob")), GREETING);
  assertEquals(numerics(world.connect().say("nick eve", "user eve 0 * :Eve")), GREETING);
  const [wrong] = numerics(world.connect().say("PASS secret", "NICK kim", "USER kim 0 * :Kim"));
  assertEquals(wrong, "464", "a password is an account's, and nobody is told which of them there are");
});

Deno.test("the message of the day is told row by row", () => {
  const peer = new World({ motd: "Be kind.\nTea at four." }).connect();
  assertEquals(peer.say("NICK ada", "USER ada 0 * :Ada").slice(-4), [
    ":irc.parley 375 ada :- irc.parley message of the day -",
    ":irc.parley 372 ada :- Be kind.",
    ":irc.parley 372 ada :- Tea at four.",
    ":irc.parley 376 ada :End of /MOTD",
  ]);
});

Deno.test("registration waits while capabilities are negotiated", () => {
  const peer = new World().connect();
  const [list] = peer.say("CAP LS 302", "NICK ada", "USER ada 0 * :Ada");
  assert(list?.startsWith(":irc.parley CAP * LS :account-notify account-tag "), list);
  assertEquals(peer.say("CAP REQ :batch echo-message"), [":irc.parley CAP * ACK :batch echo-message"]);
  assertEquals(numerics(peer.say("CAP END")), GREETING);
});

Deno.test.each(
  [
    ["JOIN #tea", ":irc.parley 451 * :Send NICK and USER first"],
    ["NONSENSE", ":irc.parley 451 * :Send NICK and USER first"],
    ["NICK", ":irc.parley 431 * :No nick given"],
    [
      "NICK #room",
      ":irc.parley 432 * #room :A nick has 1 to 32 letters, digits or - _ . ' [ ] \\ ` ^ { } | and begins with none of those signs",
    ],
    ["USER ada", ":irc.parley 461 * USER :Give a name"],
    ["USER ada 0 * :", ":irc.parley 461 * USER :Give a name"],
    [
      "PASS",
      ":irc.parley 461 * PASS :Not enough parameters: PASS password: your account's password, before NICK and USER",
    ],
    ["PING", ":irc.parley 409 * :No origin given"],
    ["PING 7 8", ":irc.parley PONG irc.parley 7"],
    ["CAP FOO", ":irc.parley 410 * FOO :That is no command of CAP"],
    ["CAP REQ :batch no-such", ":irc.parley CAP * NAK :batch no-such"],
    ["CAP LIST", ":irc.parley CAP * LIST :"],
    ["GET / HTTP/1.1", "ERROR :Closing link: This is a chat server"],
  ] as const,
)("before registration: %s", (line, answer) => {
  assertEquals(new World().connect().say(line), [answer]);
});

Deno.test("what a browser sends is never read as chat", () => {
  const peer = new World().connect();
  peer.say("POST / HTTP/1.1", "Host: chat", "", "NICK evil", "USER evil 0 * :evil", "JOIN #tea");
  assertEquals(peer.say("NICK evil"), []);
});

Deno.test("a nick in use is 433, and another one will do", () => {
  const world = new World();
  world.irc("ada");
  const peer = world.connect();
  const [taken] = peer.say("NICK Ada", "USER ada 0 * :Ada");
  assert(taken?.startsWith(":irc.parley 433 * Ada :"), taken);
  assertEquals(numerics(peer.say("NICK ada_")), GREETING);
});

Deno.test("a reserved nick is 432", () => {
  const [refused] = new World().connect().say("NICK server", "USER s 0 * :s");
  assert(refused?.startsWith(":irc.parley 432 * server :"), refused);
});

Deno.test("PASS and USER come once", () => {
  const peer = new World().irc("ada");
  assertEquals(peer.say("PASS x", "USER a 0 * :a"), [
    ":irc.parley 462 ada :You are registered already",
    ":irc.parley 462 ada :You are registered already",
  ]);
});

Deno.test("a server that is full says so and closes", () => {
  const world = new World({ clientsMax: 1 });
  world.irc("ada");
  const peer = world.connect();
  const heard = peer.say("NICK bob", "USER bob 0 * :Bob");
  assertEquals(numerics(heard.slice(0, 1)), ["400"]);
  assert(heard[1]?.startsWith("ERROR :Closing link: "), heard[1]);
  assertEquals(peer.open, false);
});

Deno.test("QUIT is answered by ERROR, and the link is closed", () => {
  const world = new World();
  const bob = world.irc("bob", { room: "tea" });
  const ada = world.irc("ada", { room: "tea" });
  bob.hear();
  assertEquals(ada.say("QUIT :so long"), ["ERROR :Closing link: quit"]);
  assertEquals(ada.open, false);
  assertEquals(bob.hear(), [":ada!~u@parley QUIT :Quit: so long"]);
  world.irc("eve", { room: "tea" }).say("QUIT");
  assertEquals(bob.hear().at(-1), ":eve!~u@parley QUIT :Quit");
});

Deno.test("the server's PING is answered by PONG, or the link ends with ERROR", () => {
  const world = new World();
  const ada = world.irc("ada");
  const eve = world.irc("eve");
  world.wait(31_000);
  const [ping] = ada.hear();
  assert(ping?.startsWith("PING :"), ping);
  ada.say(ping?.replace("PING", "PONG") ?? "");
  world.wait(31_000);
  assertEquals([ada.open, eve.open], [true, false]);
  assertEquals(eve.hear().at(-1), "ERROR :Closing link: Nothing was heard of you for too long");
});

Deno.test("an IRC client that was probed gets its line ended first", () => {
  const world = new World();
  const peer = world.connect(ircCodec("parley/1", true));
  assertEquals(peer.say("NICK ada")[0], "");
});

Deno.test("nothing is heard before 001, whenever the hub has let one in", () => {
  const world = new World();
  const bob = world.irc("bob");
  world.irc("ada").say("NS REGISTER pass_word_1", "QUIT");
  const ada = world.connect();
  ada.say("CAP REQ sasl", "AUTHENTICATE PLAIN", `AUTHENTICATE ${btoa("\0ada\0pass_word_1")}`);
  bob.say("PRIVMSG ada :are you there?", "PRIVMSG $* :all of you");
  assertEquals(ada.hear(), []);
  const heard = ada.say("NICK ada", "USER ada 0 * :Ada", "CAP END");
  assertEquals(numerics(heard).slice(0, GREETING.length), GREETING);
  assertEquals(heard.slice(GREETING.length), [
    ":bob!~u@parley PRIVMSG ada :are you there?",
    ":bob!~u@parley NOTICE $* :all of you",
  ]);
  assertEquals(bob.say("PRIVMSG ada :and now?"), []);
  assertEquals(ada.hear(), [":bob!~u@parley PRIVMSG ada :and now?"]);
});

Deno.test("what waits for 001 is bounded: what is more is heard at once, and nothing is lost", () => {
  const world = new World();
  const bob = world.irc("bob");
  world.irc("ada").say("NS REGISTER pass_word_1", "QUIT");
  const ada = world.connect();
  ada.say("CAP REQ sasl", "AUTHENTICATE PLAIN", `AUTHENTICATE ${btoa("\0ada\0pass_word_1")}`);
  for (let number = 1; number <= 1_030; number++) bob.say(`PRIVMSG ada :n${number}`);
  assertEquals(ada.hear().length, 6);
  const heard = ada.say("NICK ada", "USER ada 0 * :Ada", "CAP END");
  assertEquals(heard.filter((line) => line.includes("PRIVMSG ada")).length, 1_024);
});

Deno.test.each([
  ["garden", "garden"],
  ["The  Garden\t2", "The-Garden-2"],
  ["a/b", "a/b"],
  [" \n", "parley"],
  ["x".repeat(100), "x".repeat(32)],
])("a server called %j is the network %s", (name, network) => {
  const server = `${name}/1`;
  const peer = new World({ server }).connect(ircCodec(server));
  const heard = peer.say("NICK ada", "USER ada 0 * :Ada");
  assertEquals(heard[0], `:irc.parley 001 ada :Welcome to ${network}, ada!~u@parley`);
  assertEquals(numerics(heard), GREETING);
  const tokens = heard.filter((line) => line.includes(" 005 ")).flatMap((line) => line.split(" "));
  assertEquals(tokens.filter((token) => token.startsWith("NETWORK=")), [`NETWORK=${network}`]);
  assertEquals(peer.say("LINKS")[0]?.endsWith(` :0 ${network}`), true);
});
