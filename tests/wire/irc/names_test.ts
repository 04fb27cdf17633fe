// Real names: USER, SETNAME, and where they are shown (IRCv3 setname, extended-join, whox).
import { assertEquals } from "@std/assert";
import { World } from "./world.ts";

function named(world: World, nick: string, name: string, caps?: string) {
  const peer = world.connect(undefined, "127.0.0.1");
  if (caps !== undefined) peer.say(`CAP REQ :${caps}`, "CAP END");
  peer.say(`NICK ${nick}`, `USER u 0 * :${name}`);
  return peer;
}

Deno.test("a real name is shown by WHOIS, WHO and extended-join", () => {
  const world = new World();
  const ada = named(world, "ada", "Ada Lovelace", "extended-join");
  assertEquals(ada.say("JOIN #tea")[0], ":ada!~u@parley JOIN #tea * :Ada Lovelace");
  const bob = named(world, "bob", "Bob the Builder");
  bob.say("JOIN #tea");
  assertEquals(ada.hear(), [":bob!~u@parley JOIN #tea * :Bob the Builder"]);
  assertEquals(bob.say("WHOIS ada")[0], ":irc.parley 311 bob ada ~u parley * :Ada Lovelace");
  assertEquals(bob.say("WHO ada")[0], ":irc.parley 352 bob * ~u parley irc.parley ada H :0 Ada Lovelace");
  assertEquals(bob.say("WHO #tea").map((line) => line.split(" :")[1]), [
    "0 Ada Lovelace",
    "0 Bob the Builder",
    "End of /WHO list",
  ]);
});

Deno.test("SETNAME changes it, and tells those who know what that is", () => {
  const world = new World();
  const ada = named(world, "ada", "Ada", "setname");
  const bob = named(world, "bob", "Bob", "setname");
  const eve = named(world, "eve", "Eve");
  for (const peer of [ada, bob, eve]) peer.say("JOIN #tea");
  for (const peer of [ada, bob, eve]) peer.hear();
  const line = ":ada!~u@parley SETNAME :Ada L.";
  assertEquals([ada.say("SETNAME :Ada L."), bob.hear(), eve.hear()], [[line], [line], []]);
  assertEquals(eve.say("WHOIS ada")[0], ":irc.parley 311 eve ada ~u parley * :Ada L.");
  assertEquals(eve.say("SETNAME :Eve E."), []);
  ada.hear();
  const refusal = "A real name has 1 to 128 characters";
  assertEquals(ada.say("SETNAME", `SETNAME :${"x".repeat(129)}`), [
    `:irc.parley FAIL SETNAME INVALID_REALNAME :${refusal}`,
    `:irc.parley FAIL SETNAME INVALID_REALNAME :${refusal}`,
  ]);
  assertEquals(eve.say("SETNAME :"), [`:irc.parley NOTICE eve :SETNAME: ${refusal}`]);
});

Deno.test("a name that comes after SASL is the account's all the same", () => {
  const world = new World();
  named(world, "ada", "Ada").say("NS REGISTER pass_word_1", "QUIT");
  const ada = world.connect();
  ada.say("CAP REQ sasl", "AUTHENTICATE PLAIN", `AUTHENTICATE ${btoa("\0ada\0pass_word_1")}`);
  ada.say("NICK ada", "USER u 0 * :Ada again", "CAP END");
  assertEquals(ada.say("WHOIS ada")[0], ":irc.parley 311 ada ada ~u parley * :Ada again");
});

Deno.test.each(
  [
    ["%tcuihsnfdlaor,123", "123 #tea ~u 255.255.255.255 parley irc.parley ada H~ 0 0 ada n/a :Ada L."],
    ["%roaldfnshiuct,123", "123 #tea ~u 255.255.255.255 parley irc.parley ada H~ 0 0 ada n/a :Ada L."],
    ["%na", "ada ada"],
    ["%tn,7", "7 ada"],
    ["%tn", "0 ada"],
    ["%tnr,12345", "0 ada :Ada L."],
  ] as const,
)("WHO #tea %s gives the fields in their order", (fields, expected) => {
  const world = new World();
  const ada = named(world, "ada", "Ada L.");
  ada.say("NS REGISTER pass_word_1", "JOIN #tea");
  assertEquals(ada.say(`WHO #tea ${fields}`), [
    `:irc.parley 354 ada ${expected}`,
    ":irc.parley 315 ada #tea :End of /WHO list",
  ]);
});

Deno.test("WHO tells operators from others, and them alone where that is asked", () => {
  const world = new World({ operators: ["root"] });
  const root = named(world, "root", "Root");
  root.say("NS REGISTER pass_word_1");
  const ada = named(world, "ada", "Ada");
  assertEquals(ada.say("WHO root")[0], ":irc.parley 352 ada * ~u parley irc.parley root H* :0 Root");
  assertEquals(ada.say("WHO * o").length, 2);
  assertEquals(ada.say("WHO * %na").slice(0, -1), [":irc.parley 354 ada ada 0", ":irc.parley 354 ada root root"]);
});
