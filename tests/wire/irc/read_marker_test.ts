// MARKREAD: how far one has read, told in times (IRCv3 draft/read-marker).
import { assertEquals } from "@std/assert";
import { isoTime } from "../../../lib/wire/irc/time.ts";
import { BEGIN, type Peer, World } from "./world.ts";

const CAP = "draft/read-marker";
const time = (second: number, ms = 0) => `timestamp=${isoTime(BEGIN + (second - 1) * 1_000 + ms)}`;

/** Three messages in a room, one a second, and an account that is in it by two connections. */
function story(): { readonly world: World; readonly one: Peer; readonly two: Peer } {
  const world = new World();
  const one = world.irc("ada", { caps: CAP });
  one.say("NS REGISTER pass_word_1", "JOIN #tea");
  const two = world.connect();
  two.say(`CAP REQ ${CAP}`, "CAP END", "PASS pass_word_1", "NICK ada", "USER a 0 * :a", "JOIN #tea");
  const bob = world.irc("bob", { room: "tea" });
  for (const text of ["first", "second", "third"]) {
    bob.say(`PRIVMSG #tea :${text}`);
    world.wait(1_000);
  }
  for (const peer of [one, two]) peer.hear();
  return { world, one, two };
}

Deno.test("a mark is set, told to one's other connections, and asked for", () => {
  const { one, two } = story();
  assertEquals(one.say("MARKREAD #tea"), [":irc.parley MARKREAD #tea *"]);
  assertEquals(one.say(`MARKREAD #tea ${time(2)}`), [`:irc.parley MARKREAD #tea ${time(2)}`]);
  assertEquals(two.hear(), [`:irc.parley MARKREAD #tea ${time(2)}`]);
  assertEquals(two.say("MARKREAD #TEA"), [`:irc.parley MARKREAD #tea ${time(2)}`]);
});

Deno.test("marks only rise", () => {
  const { one, two } = story();
  one.say(`MARKREAD #tea ${time(3)}`);
  two.hear();
  assertEquals(one.say(`MARKREAD #tea ${time(1)}`), [`:irc.parley MARKREAD #tea ${time(3)}`]);
  assertEquals(two.hear(), []);
  assertEquals(two.say("MARKREAD #tea"), [`:irc.parley MARKREAD #tea ${time(3)}`]);
});

Deno.test("a time between messages is the client's own, and the message's before it elsewhere", () => {
  const { one, two } = story();
  assertEquals(one.say(`MARKREAD #tea ${time(2, 400)}`), [`:irc.parley MARKREAD #tea ${time(2, 400)}`]);
  assertEquals(one.say("MARKREAD #tea"), [`:irc.parley MARKREAD #tea ${time(2, 400)}`]);
  assertEquals(two.hear(), [`:irc.parley MARKREAD #tea ${time(2)}`]);
});

Deno.test("the mark is told at JOIN, before the end of the names", () => {
  const { world, one } = story();
  one.say(`MARKREAD #tea ${time(3)}`, "PART #tea");
  const verbs = (lines: readonly string[]) => lines.map((line) => line.split(" ")[1]);
  const again = one.say("JOIN #tea");
  assertEquals(verbs(again).slice(-2), ["MARKREAD", "366"]);
  assertEquals(again.at(-2), `:irc.parley MARKREAD #tea ${time(3)}`);
  const eve = world.irc("eve", { caps: CAP });
  assertEquals(eve.say("JOIN #milk").slice(-2), [
    ":irc.parley MARKREAD #milk *",
    ":irc.parley 366 eve #milk :End of /NAMES list",
  ]);
  assertEquals(verbs(world.irc("zoe").say("JOIN #milk")).includes("MARKREAD"), false);
});

Deno.test("conversations have marks, those of guests as long as they are here", () => {
  const { world, one } = story();
  const bob = world.irc("bobby", { caps: CAP });
  assertEquals(bob.say(`MARKREAD ada ${time(2)}`), [`:irc.parley MARKREAD ada ${time(2)}`]);
  bob.say("NS REGISTER pass_word_1");
  bob.say("PRIVMSG ada :hello");
  one.hear();
  assertEquals(one.say(`MARKREAD bobby ${time(99)}`), [`:irc.parley MARKREAD bobby ${time(99)}`]);
  const two = world.connect();
  two.say(`CAP REQ ${CAP}`, "CAP END", "PASS pass_word_1", "NICK ada", "USER a 0 * :a");
  assertEquals(two.say("MARKREAD bobby"), [`:irc.parley MARKREAD bobby ${time(4)}`]);
});

Deno.test.each(
  [
    ["MARKREAD", "FAIL MARKREAD NEED_MORE_PARAMS :Name a room or a nick"],
    ["MARKREAD #tea timestamp=soon", "FAIL MARKREAD INVALID_PARAMS #tea :Give timestamp= and a time"],
    ["MARKREAD #tea *", "FAIL MARKREAD INVALID_PARAMS #tea :Give timestamp= and a time"],
    [`MARKREAD #milk ${time(1)}`, "FAIL MARKREAD INVALID_PARAMS #milk :Join that room first"],
    ["MARKREAD #milk", "MARKREAD #milk *"],
    ["MARKREAD nobody", "MARKREAD nobody *"],
  ] as const,
)("%s is answered by %s", (line, answer) => {
  assertEquals(story().one.say(line), [`:irc.parley ${answer}`]);
});
