// What was said between people: CHATHISTORY and TARGETS of conversations, as accounts have them.
import { assertEquals } from "@std/assert";
import { isoTime } from "../../../lib/wire/irc/time.ts";
import { BEGIN, type Peer, World } from "./world.ts";

const CAPS = "batch server-time message-tags echo-message draft/chathistory";
const at = (second: number) => `timestamp=${isoTime(BEGIN + (second - 1) * 1_000)}`;

/** Two accounts that have written six messages to each other, one a second; and the ids that they saw. */
function pair(): { readonly world: World; readonly ada: Peer; readonly bob: Peer; readonly ids: readonly string[] } {
  const world = new World();
  const [ada, bob] = ["ada", "bob"].map((nick) => {
    const peer = world.irc(nick, { caps: CAPS });
    peer.say("NS REGISTER pass_word_1");
    return peer;
  }) as [Peer, Peer];
  const ids: string[] = [];
  for (let number = 1; number <= 6; number++) {
    const [from, to] = number % 2 === 1 ? [ada, "bob"] as const : [bob, "ada"] as const;
    ids.push(idOf(from.say(`PRIVMSG ${to} :n${number}`).at(-1)));
    world.wait(1_000);
  }
  ada.hear();
  bob.hear();
  return { world, ada, bob, ids };
}

function idOf(line = ""): string {
  return /msgid=([^ ;]+)/.exec(line)?.[1] ?? "";
}

function numbers(lines: readonly string[]): readonly number[] {
  return lines.slice(1, -1).map((line) => Number(/ :n(\d+)$/.exec(line)?.[1]));
}

Deno.test.each(
  [
    ["LATEST bob * 2", [5, 6]],
    ["LATEST BOB ID4 9", [5, 6]],
    ["BEFORE bob ID4 2", [2, 3]],
    ["AFTER bob ID4 9", [5, 6]],
    ["AROUND bob ID4 3", [3, 4, 5]],
    ["BETWEEN bob ID2 ID5 9", [3, 4]],
    ["BETWEEN bob ID5 ID2 1", [4]],
    [`AFTER bob ${at(4)} 9`, [5, 6]],
    [`BEFORE bob ${at(4)} 9`, [1, 2, 3]],
  ] as const,
)("CHATHISTORY %s gives %j", (query, expected) => {
  const { ada, ids } = pair();
  const line = query.replace(/ID(\d+)/g, (_, number) => `msgid=${ids[Number(number) - 1]}`);
  assertEquals(numbers(ada.say(`CHATHISTORY ${line}`)), [...expected]);
});

Deno.test("a conversation is told as it was seen: same ids, same times, to the one who got it", () => {
  const { ada, bob, ids } = pair();
  const told = bob.say("CHATHISTORY LATEST ada * 9");
  assertEquals(told[0], ":irc.parley BATCH +1 chathistory ada");
  assertEquals(told.slice(1, 3), [
    `@batch=1;time=${isoTime(BEGIN)};msgid=${ids[0]} :ada!~u@parley PRIVMSG bob :n1`,
    `@batch=1;time=${isoTime(BEGIN + 1_000)};msgid=${ids[1]} :bob!~u@parley PRIVMSG ada :n2`,
  ]);
  assertEquals(told.slice(1, -1).map(idOf), ids);
  assertEquals(ada.say("CHATHISTORY LATEST bob * 9").slice(1, -1).map(idOf), ids);
});

Deno.test("nothing is recorded of guests, and of somebody who never wrote: the batch is empty", () => {
  const { world, ada } = pair();
  const eve = world.irc("eve", { caps: CAPS });
  eve.say("PRIVMSG ada :hi");
  ada.hear();
  for (const [peer, target] of [[eve, "ada"], [ada, "eve"], [ada, "nobody"]] as const) {
    const [open, close, ...others] = peer.say(`CHATHISTORY LATEST ${target} * 9`);
    assertEquals([open?.split(" ").slice(3).join(" "), others], [`chathistory ${target}`, []]);
    assertEquals(close?.split(" ")[1], "BATCH");
  }
});

Deno.test("TARGETS tells rooms and conversations, the oldest first, as many as were asked for", () => {
  const { ada, world } = pair();
  ada.say("JOIN #tea", "PRIVMSG #tea :hello");
  const [, ...rows] = ada.say(`CHATHISTORY TARGETS ${at(0)} ${at(99)} 10`);
  assertEquals(rows.slice(0, -1), [
    `@batch=1 :irc.parley CHATHISTORY TARGETS bob ${isoTime(BEGIN + 5_000)}`,
    `@batch=1 :irc.parley CHATHISTORY TARGETS #tea ${isoTime(BEGIN + world.mono)}`,
  ]);
  assertEquals(ada.say(`CHATHISTORY TARGETS ${at(99)} ${at(0)} 1`).length, 3);
});

Deno.test("a group of accounts has a history too", () => {
  const { world, ada, bob } = pair();
  world.irc("eve", { caps: CAPS }).say("NS REGISTER pass_word_1");
  ada.say("GROUP groupX bob,eve", "PRIVMSG &groupX :n7");
  bob.say("PRIVMSG &groupX :n8");
  ada.hear();
  const told = ada.say("CHATHISTORY LATEST &groupX * 9");
  assertEquals([told[0]?.split(" ").at(-1), numbers(told)], ["&groupX", [7, 8]]);
  assertEquals(
    ada.say(`CHATHISTORY TARGETS ${at(0)} ${at(99)} 9`).slice(1, -1).map((line) => line.split(" ")[4]),
    ["bob", "&groupX"],
  );
});

Deno.test("acts are no messages: as many as were asked for are given, past them", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea", caps: CAPS });
  for (let number = 1; number <= 6; number++) ada.say(`TOPIC #tea :topic ${number}`, `PRIVMSG #tea :n${number}`);
  assertEquals(numbers(ada.say("CHATHISTORY LATEST #tea * 4")), [3, 4, 5, 6]);
  assertEquals(numbers(ada.say("CHATHISTORY LATEST #tea * 99")), [1, 2, 3, 4, 5, 6]);
  const first = idOf(ada.say("CHATHISTORY LATEST #tea * 99")[1]);
  assertEquals(numbers(ada.say(`CHATHISTORY AFTER #tea msgid=${first} 3`)), [2, 3, 4]);
});

Deno.test("a text of several rows counts as several messages, and is never cut", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea", caps: CAPS });
  const native = world.native("bob", "tea");
  native.say('{"op":"say","text":"a\\nb\\nc"}', '{"op":"say","text":"d\\ne"}');
  const texts = (line: string) => ada.say(line).slice(1, -1).map((row) => row.slice(-1)).join("");
  ada.hear();
  assertEquals(texts("CHATHISTORY LATEST #tea * 1"), "de");
  assertEquals(texts("CHATHISTORY LATEST #tea * 4"), "de");
  assertEquals(texts("CHATHISTORY LATEST #tea * 5"), "abcde");
});
