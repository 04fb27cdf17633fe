// MONITOR (IRCv3 monitor): who comes, goes and takes another nick.
import { assertEquals } from "@std/assert";
import { World } from "./world.ts";

const online = (nick: string) => `:irc.parley 730 ada ${nick}!~u@parley`;
const offline = (nick: string) => `:irc.parley 731 ada ${nick}`;
/** Lists may have a colon or not, as they need it. */
const plain = (lines: readonly string[]) => lines.map((line) => line.replace(" ada :", " ada "));

Deno.test("who is asked for is told to be here or not, and then when that changes", () => {
  const world = new World();
  const ada = world.irc("ada");
  assertEquals(plain(ada.say("MONITOR + bob,Eve")), [offline("bob,Eve")]);
  const bob = world.irc("Bob");
  assertEquals(plain(ada.hear()), [online("Bob")]);
  assertEquals(plain(ada.say("MONITOR S")), [online("Bob"), offline("Eve")]);
  bob.say("NICK eve");
  assertEquals(plain(ada.hear()), [offline("Bob"), online("eve")]);
  bob.say("NICK EVE");
  assertEquals(ada.hear(), []);
  bob.say("QUIT");
  assertEquals(plain(ada.hear()), [offline("EVE")]);
});

Deno.test("lists are told, shortened and cleared", () => {
  const world = new World();
  const ada = world.irc("ada");
  ada.say("MONITOR + bob,eve", "MONITOR - BOB");
  assertEquals(plain(ada.say("MONITOR L")), [":irc.parley 732 ada eve", ":irc.parley 733 ada End of MONITOR list"]);
  assertEquals(ada.say("MONITOR C", "MONITOR L").length, 1);
  world.irc("eve");
  world.irc("bob");
  assertEquals(ada.hear(), []);
});

Deno.test("masks are nobody, and a list has an end", () => {
  const world = new World();
  const ada = world.irc("ada");
  assertEquals(plain(ada.say("MONITOR + *!u@h")), [offline("*!u@h")]);
  for (let each = 0; each < 10; each++) ada.say(`MONITOR + ${Array.from({ length: 10 }, (_, i) => `n${each}-${i}`)}`);
  assertEquals(ada.say("MONITOR + more").at(-1), ":irc.parley 734 ada 100 more :The MONITOR list is full");
  assertEquals(ada.say("MONITOR x")[0]?.split(" ")[1], "461");
});

Deno.test("another connection of one's account takes another nick: told to one that is in no room and monitors nobody", () => {
  const world = new World();
  const one = world.irc("ada");
  one.say("NS REGISTER pass_word_1");
  const two = world.connect();
  two.say("PASS pass_word_1", "NICK ada", "USER ada 0 * :Ada");
  two.hear();
  one.say("NICK lovelace");
  assertEquals(two.hear(), [":ada!~u@parley NICK lovelace"]);
  assertEquals(two.say("MONITOR L"), [":irc.parley 733 lovelace :End of MONITOR list"]);
});
