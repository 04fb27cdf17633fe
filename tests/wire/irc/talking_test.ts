// PRIVMSG and NOTICE, echoes, labels, CTCP, people who are away, everybody (RFC 2812, 3.3; IRCv3 echo-message).
import { assert, assertEquals } from "@std/assert";
import { World } from "./world.ts";

Deno.test("what is said in a room is heard by the others, and by the speaker who asked for it", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea" });
  const bob = world.irc("bob", { room: "tea", caps: "echo-message" });
  const native = world.native("eve", "tea");
  assertEquals(ada.say("PRIVMSG #tea :hello").filter((line) => line.includes("PRIVMSG")), []);
  assertEquals(bob.hear(), [":eve!~u@parley JOIN #tea", ":ada!~u@parley PRIVMSG #tea :hello"]);
  assertEquals(bob.say("PRIVMSG #TEA :hi there"), [
    ":bob!~u@parley PRIVMSG #tea :hi there",
  ]);
  assertEquals(ada.hear().at(-1), ":bob!~u@parley PRIVMSG #tea :hi there");
  assertEquals(native.hear().map((line) => JSON.parse(line).text), ["hello", "hi there"]);
});

Deno.test("actions go both ways; formatting and other CTCP do not", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea", caps: "echo-message" });
  const native = world.native("eve", "tea");
  ada.hear();
  assertEquals(ada.say("PRIVMSG #tea :\x01ACTION waves\x01"), [
    ":ada!~u@parley PRIVMSG #tea :\x01ACTION waves\x01",
  ]);
  ada.say("PRIVMSG #tea :\x02bold\x02 \x0304,12red\x03 \x1funder\x0f");
  assertEquals(native.hear().map((line) => [JSON.parse(line).kind, JSON.parse(line).text]), [
    ["action", "waves"],
    ["text", "bold red under"],
  ]);
  assertEquals(ada.say("PRIVMSG #tea :\x01VERSION\x01")[0]?.split(" ")[1], "404");
  assertEquals(ada.say("NOTICE eve :\x01VERSION mine\x01"), []);
  native.say('{"op":"say","text":"nods","kind":"action"}');
  assertEquals(ada.hear(), [":eve!~u@parley PRIVMSG #tea :\x01ACTION nods\x01"]);
});

Deno.test("people are written to, and are shown their own nick as the target", () => {
  const world = new World();
  const ada = world.irc("ada", { caps: "echo-message" });
  const bob = world.irc("bob");
  const native = world.native("eve");
  assertEquals(ada.say("PRIVMSG bob :psst"), [":ada!~u@parley PRIVMSG bob :psst"]);
  assertEquals(bob.hear(), [":ada!~u@parley PRIVMSG bob :psst"]);
  native.say('{"op":"tell","to":["bob","ada"],"text":"both of you"}');
  assertEquals(ada.hear(), [":eve!~u@parley PRIVMSG ada :both of you"]);
  assertEquals(bob.hear(), [":eve!~u@parley PRIVMSG bob :both of you"]);
  assertEquals(ada.say("PRIVMSG bob!~u@parley :by mask"), [":ada!~u@parley PRIVMSG bob :by mask"]);
});

Deno.test("one may write to oneself", () => {
  const world = new World();
  const own = ":ada!~u@parley PRIVMSG ada :note";
  assertEquals(world.irc("ada").say("PRIVMSG Ada :note"), [own]);
  assertEquals(world.irc("bob", { caps: "echo-message" }).say("PRIVMSG bob :note").length, 2);
  const eve = world.irc("eve", { caps: "echo-message batch labeled-response" });
  const line = ":eve!~u@parley NOTICE eve :note";
  assertEquals(eve.say("@label=x NOTICE eve :note"), [`@label=x ${line}`, line]);
});

Deno.test("who is away is shown to be, and away-notify tells others", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea" });
  const watcher = world.irc("bob", { room: "tea", caps: "away-notify" });
  ada.hear();
  assertEquals(ada.say("AWAY :gone for tea"), [":irc.parley 306 ada :You are marked as away"]);
  assertEquals(watcher.hear(), [":ada!~u@parley AWAY :gone for tea"]);
  assertEquals(watcher.say("PRIVMSG ada :hi"), [":irc.parley 301 bob ada :gone for tea"]);
  assertEquals(
    watcher.say("WHOIS ada").find((line) => line.includes(" 301 ")),
    ":irc.parley 301 bob ada :gone for tea",
  );
  assertEquals(ada.say("AWAY").at(-1), ":irc.parley 305 ada :You are no longer marked as away");
  assertEquals(watcher.hear(), [":ada!~u@parley AWAY"]);
  assertEquals(ada.say("USERHOST ada bob"), [":irc.parley 302 ada :ada=+~u@parley bob=+~u@parley"]);
});

Deno.test("everybody hears WALLOPS and $*, as a notice", () => {
  const world = new World();
  const ada = world.irc("ada", { caps: "echo-message" });
  const bob = world.irc("bob");
  const native = world.native("eve");
  assertEquals(ada.say("WALLOPS :hear ye"), [":ada!~u@parley NOTICE $* :hear ye"]);
  assertEquals(ada.say("PRIVMSG $* :again"), [":ada!~u@parley NOTICE $* :again"]);
  assertEquals(bob.hear(), [":ada!~u@parley NOTICE $* :hear ye", ":ada!~u@parley NOTICE $* :again"]);
  assertEquals(native.hear().map((line) => JSON.parse(line).op), ["shout", "shout"]);
  native.say('{"op":"shout","text":"me too"}');
  assertEquals(bob.hear(), [":eve!~u@parley NOTICE $* :me too"]);
});

Deno.test.each(
  [
    ["PRIVMSG", "411"],
    ["PRIVMSG #tea", "412"],
    ["PRIVMSG #tea :", "412"],
    ["PRIVMSG #tea :\x02\x02", "412"],
    ["PRIVMSG #nowhere :x", "404"],
    ["PRIVMSG nobody :x", "401"],
    ["PRIVMSG &groupX :x", "403"],
    ["PRIVMSG a,b,c,d,e :x", "407"],
  ] as const,
)("%s is answered by %s, and the same as NOTICE by nothing", (line, numeric) => {
  const ada = new World().irc("ada", { room: "tea" });
  assertEquals(ada.say(line).map((row) => row.split(" ")[1]), [numeric]);
  assertEquals(ada.say(line.replace("PRIVMSG", "NOTICE")), []);
});

Deno.test("several targets are told each, and each that fails says so", () => {
  const world = new World();
  const bob = world.irc("bob", { room: "tea" });
  const ada = world.irc("ada", { room: "tea", caps: "echo-message" });
  bob.hear();
  assertEquals(ada.say("PRIVMSG bob,#tea,zed :x"), [
    ":ada!~u@parley PRIVMSG bob :x",
    ":irc.parley 401 ada zed :zed is not here: see who",
    ":ada!~u@parley PRIVMSG #tea :x",
  ]);
  assertEquals(bob.hear().length, 2);
});

Deno.test("rates are told where they are met", () => {
  const world = new World({ rate: { burst: 3, perSecond: 1 } });
  const ada = world.irc("ada", { room: "tea" });
  const heard = ada.say(...Array.from({ length: 5 }, (_, index) => `PRIVMSG #tea :${index}`));
  assert(heard.length >= 2 && heard.every((line) => line.startsWith(":irc.parley 404 ada #tea :Too fast")), heard[0]);
});

Deno.test("NICK is told once, to its bearer and to the room", () => {
  const world = new World();
  const ada = world.irc("ada");
  assertEquals(ada.say("NICK adele"), [":ada!~u@parley NICK adele"]);
  ada.say("JOIN #tea");
  const bob = world.irc("bob", { room: "tea" });
  ada.hear();
  assertEquals(ada.say("NICK ada2"), [":adele!~u@parley NICK ada2"]);
  assertEquals(bob.hear(), [":adele!~u@parley NICK ada2"]);
  assertEquals(ada.say("NICK bob")[0]?.split(" ").slice(1, 4), ["433", "ada2", "bob"]);
  assertEquals(ada.say("MODE ada2"), [":irc.parley 221 ada2 +"]);
});
