// Words beside what is said: notices, reasons for leaving, invites as others are told of them.
import { assertEquals } from "@std/assert";
import { World } from "./world.ts";

Deno.test("a NOTICE is one for everybody, in rooms, to people, to groups, and in the history", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea", caps: "batch draft/chathistory" });
  const bot = world.irc("bot", { room: "tea", caps: "echo-message" });
  const native = world.native("nat", "tea");
  ada.hear();
  bot.hear();
  const notice = ":bot!~u@parley NOTICE #tea :built";
  assertEquals([bot.say("NOTICE #tea :built"), ada.hear()], [[notice], [notice]]);
  assertEquals(JSON.parse(native.hear()[0] ?? "").kind, "notice");
  assertEquals(ada.say("CHATHISTORY LATEST #tea * 1")[1], `@batch=1 ${notice}`);
  bot.say("NOTICE ada :yours");
  assertEquals(ada.hear(), [":bot!~u@parley NOTICE ada :yours"]);
  native.say('{"op":"say","text":"from a program","kind":"notice"}');
  assertEquals(ada.hear(), [":nat!~u@parley NOTICE #tea :from a program"]);
  ada.say("GROUP groupX bot,nat");
  bot.hear();
  ada.hear();
  bot.say("NOTICE &groupX :ours");
  assertEquals(ada.hear(), [":bot!~u@parley NOTICE &groupX :ours"]);
});

Deno.test("who leaves says why, and who moves on says nothing", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea" });
  const bob = world.irc("bob", { room: "tea" });
  ada.hear();
  assertEquals(bob.say("PART #tea :enough tea"), [":bob!~u@parley PART #tea :enough tea"]);
  assertEquals(ada.hear(), [":bob!~u@parley PART #tea :enough tea"]);
  bob.say("JOIN #tea", "JOIN #milk");
  assertEquals(ada.hear(), [":bob!~u@parley JOIN #tea", ":bob!~u@parley PART #tea"]);
  bob.say("JOIN #tea", "QUIT :a\tb\x02c");
  assertEquals(ada.hear().at(-1), ":bob!~u@parley QUIT :Quit: a bc");
});

Deno.test("of invites those are told who may invite to any room, and have asked", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea", caps: "invite-notify" });
  const eve = world.irc("eve", { room: "tea", caps: "invite-notify" });
  const bob = world.irc("bob", { room: "tea" });
  const zoe = world.irc("zoe", { caps: "invite-notify account-tag" });
  bob.say("NS REGISTER pass_word_1");
  for (const peer of [ada, eve, bob]) peer.hear();
  assertEquals(bob.say("INVITE zoe #tea"), [":irc.parley 341 bob zoe #tea"]);
  assertEquals(ada.hear(), [":bob!~u@parley INVITE zoe #tea"]);
  assertEquals(zoe.hear(), ["@account=bob :bob!~u@parley INVITE zoe #tea"]);
  assertEquals(eve.hear(), []);
});
