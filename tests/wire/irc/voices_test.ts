// Voices and moderated rooms (RFC 2812, 3.2.3: +m, +v), roles letter by letter, and multi-prefix.
import { assertEquals } from "@std/assert";
import { type Peer, World } from "./world.ts";

interface Story {
  readonly world: World;
  readonly ada: Peer;
  readonly bob: Peer;
}

function story(): Story {
  const world = new World();
  const ada = world.irc("ada", { room: "tea", caps: "multi-prefix" });
  const bob = world.irc("bob", { room: "tea" });
  ada.hear();
  return { world, ada, bob };
}

Deno.test("in a moderated room those speak who have a voice or a say", () => {
  const { world, ada, bob } = story();
  const native = world.native("nat", "tea");
  ada.hear();
  bob.hear();
  assertEquals(ada.say("MODE #tea +m"), [":ada!~u@parley MODE #tea +m"]);
  assertEquals([bob.hear(), ada.say("MODE #tea")[0]], [
    [":ada!~u@parley MODE #tea +m"],
    ":irc.parley 324 ada #tea +ntm",
  ]);
  assertEquals(bob.say("PRIVMSG #tea :hi"), [
    ":irc.parley 404 bob #tea :Only those with a voice speak in tea now: ask an owner or a moderator for one",
  ]);
  assertEquals(ada.say("PRIVMSG #tea :I may"), []);
  bob.hear();
  assertEquals(ada.say("MODE #tea +v bob"), [":ada!~u@parley MODE #tea +v bob"]);
  assertEquals(bob.hear(), [":ada!~u@parley MODE #tea +v bob"]);
  assertEquals(ada.say("MODE #tea +v bob"), [], "nothing has changed");
  assertEquals([bob.say("PRIVMSG #tea :hi"), ada.hear()], [[], [":bob!~u@parley PRIVMSG #tea :hi"]]);
  native.hear();
  assertEquals(JSON.parse(native.say('{"op":"say","text":"me too"}')[0] ?? "").code, "muted");
  assertEquals(ada.say("MODE #tea -v bob"), [":ada!~u@parley MODE #tea -v bob"]);
  assertEquals(bob.say("PRIVMSG #tea :hi").at(-1)?.split(" ")[1], "404");
  ada.say("MODE #tea -m");
  assertEquals(bob.say("PRIVMSG #tea :hi").filter((line) => line.includes(" 404 ")), []);
});

Deno.test("a voice is shown: a sign of its own, beside others with multi-prefix, and at the next JOIN", () => {
  const { world, ada, bob } = story();
  ada.say("MODE #tea +v ada", "MODE #tea +v bob");
  assertEquals(ada.say("NAMES #tea")[0], ":irc.parley 353 ada = #tea :~+ada +bob");
  assertEquals(bob.say("NAMES #tea").at(-2), ":irc.parley 353 bob = #tea :~ada +bob");
  assertEquals(ada.say("WHO #tea").slice(0, 2).map((line) => line.split(" ")[8]), ["H~+", "H+"]);
  bob.say("NS REGISTER pass_word_1");
  ada.say("MODE #tea +v bob");
  bob.say("PART #tea", "JOIN #tea");
  assertEquals(ada.hear().slice(-2), [":bob!~u@parley JOIN #tea", ":irc.parley MODE #tea +v bob"]);
  const eve = world.irc("eve");
  assertEquals(
    eve.say("JOIN #tea").find((line) => line.includes(" 353 ")),
    ":irc.parley 353 eve = #tea :~ada +bob eve",
  );
});

Deno.test.each(
  [
    ["+o bob", "MODE #tea +o bob"],
    ["+oo bob eve", "MODE #tea +o bob,MODE #tea +o eve"],
    ["+o ada", ""],
    ["-o ada", ""],
    ["-q bob", ""],
    ["-o bob", ""],
    ["+q bob", "MODE #tea +q bob"],
    ["-v bob", ""],
    ["+v nobody", "401"],
    ["+v zoe", "441"],
    ["+v", "696"],
    ["+o", "696"],
  ] as const,
)("the owner's MODE %s gives %j", (modes, expected) => {
  const { world, ada } = story();
  world.irc("eve", { room: "tea" });
  world.irc("zoe");
  ada.hear();
  const heard = ada.say(`MODE #tea ${modes}`).map((line) => line.split(" "));
  assertEquals(heard.map((words) => words[1] === "MODE" ? words.slice(1).join(" ") : words[1]).join(), expected);
});

Deno.test("who is made more keeps only that, and who is made less is nothing", () => {
  const { ada, bob } = story();
  ada.say("MODE #tea +o bob");
  bob.hear();
  assertEquals(ada.say("MODE #tea +q bob"), [":ada!~u@parley MODE #tea +q-o bob bob"]);
  assertEquals(bob.hear(), [":ada!~u@parley MODE #tea +q-o bob bob"]);
});

Deno.test("a moderator gives voices, a member does not", () => {
  const { world, ada, bob } = story();
  const eve = world.irc("eve", { room: "tea" });
  bob.hear();
  assertEquals(bob.say("MODE #tea +v eve")[0]?.split(" ")[1], "482");
  ada.say("MODE #tea +o bob");
  bob.hear();
  assertEquals(bob.say("MODE #tea +v eve"), [":bob!~u@parley MODE #tea +v eve"]);
  assertEquals(bob.say("MODE #tea +m")[0]?.split(" ")[1], "482");
  assertEquals(eve.hear().at(-1), ":bob!~u@parley MODE #tea +v eve");
});
