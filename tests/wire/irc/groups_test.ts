// Groups as channels that begin with `&`: made, joined by being named, spoken in, left, ended.
import { assertEquals } from "@std/assert";
import { World } from "./world.ts";

Deno.test("a group is made, spoken in, left and ended, with a native peer in it", () => {
  const world = new World();
  const ada = world.irc("ada", { caps: "echo-message" });
  const bob = world.irc("bob");
  const native = world.native("eve");
  assertEquals(ada.say("GROUP groupX bob,eve,zed"), [
    ":ada!~u@parley JOIN &groupX",
    ":irc.parley 353 ada @ &groupX :ada bob eve",
    ":irc.parley 366 ada &groupX :End of /NAMES list",
    ":irc.parley NOTICE &groupX :Not here, so not in it: zed",
  ]);
  assertEquals(bob.hear()[0], ":bob!~u@parley JOIN &groupX");
  assertEquals(ada.say("PRIVMSG &groupX :hi all"), [":ada!~u@parley PRIVMSG &groupX :hi all"]);
  assertEquals(bob.hear(), [":ada!~u@parley PRIVMSG &groupX :hi all"]);
  native.say('{"op":"tell","group":"groupX","text":"hello"}');
  assertEquals(bob.hear(), [":eve!~u@parley PRIVMSG &groupX :hello"]);
  ada.hear();
  assertEquals(ada.say("WHO &groupX").length, 4);
  native.say('{"op":"ungroup","group":"groupX"}');
  assertEquals(bob.hear(), [":eve!~u@parley PART &groupX"]);
  ada.hear();
  assertEquals(bob.say("PART &groupX"), [":bob!~u@parley PART &groupX"]);
  assertEquals(ada.hear(), [":ada!~u@parley PART &groupX :The group has ended"]);
});

Deno.test("a nick that changes changes in the group, without coming or going", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea" });
  const bob = world.irc("bob", { room: "tea" });
  world.native("eve");
  ada.say("GROUP groupX bob,eve");
  bob.hear();
  assertEquals(ada.say("NICK adele"), [":ada!~u@parley NICK adele"]);
  assertEquals(bob.hear(), [":ada!~u@parley NICK adele"]);
  assertEquals(bob.say("NAMES &groupX")[0], ":irc.parley 353 bob @ &groupX :bob eve adele");
});

Deno.test("a group of two is none, and strangers can't join or write", () => {
  const world = new World();
  const ada = world.irc("ada");
  world.irc("bob");
  assertEquals(ada.say("GROUP groupX bob")[0]?.split(" ")[1], "400");
  assertEquals(ada.say("GROUP club bob,eve")[0]?.split(" ")[1], "403");
  assertEquals(ada.say("JOIN &groupX")[0]?.split(" ")[1], "403");
  assertEquals(ada.say("PART &groupX")[0]?.split(" ")[1], "403");
  assertEquals(ada.say("GROUP groupX")[0]?.split(" ")[1], "461");
});
