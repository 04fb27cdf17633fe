// CHATHISTORY (IRCv3 draft/chathistory): by ids, by times, around, between, and what it refuses.
import { assert, assertEquals } from "@std/assert";
import { parseReference } from "../../../lib/wire/irc/history_points.ts";
import { digest, entryId, seqOf } from "../../../lib/wire/irc/msgid.ts";
import { isoTime, parseTime, shortTime } from "../../../lib/wire/irc/time.ts";
import { BEGIN, type Peer, World } from "./world.ts";

const CAPS = "batch server-time message-tags draft/chathistory standard-replies";

/** A room with twelve entries, one a second, and somebody who asks for them. */
function room(): { readonly ada: Peer; readonly ids: readonly string[] } {
  const world = new World();
  const ada = world.irc("ada", { room: "tea", caps: CAPS });
  const bob = world.native("bob", "tea");
  for (let number = 1; number <= 12; number++) {
    bob.say(JSON.stringify({ op: "say", text: `n${number}` }));
    world.wait(1_000);
  }
  const heard = ada.hear().filter((line) => line.includes("PRIVMSG"));
  return { ada, ids: heard.map((line) => /msgid=([^ ;]+)/.exec(line)?.[1] ?? "") };
}

/** The numbers that a batch holds. */
function numbers(lines: readonly string[]): readonly number[] {
  assert(/BATCH \+\S+ chathistory #tea$/.test(lines[0] ?? ""), lines.join("\n"));
  return lines.slice(1, -1).map((line) => Number(/ :n(\d+)$/.exec(line)?.[1]));
}

const at = (second: number, ms = 0) => `timestamp=${isoTime(BEGIN + (second - 1) * 1_000 + ms)}`;

Deno.test.each(
  [
    ["LATEST #tea * 3", [10, 11, 12]],
    ["LATEST #tea ID10 9", [11, 12]],
    [`LATEST #tea ${at(10)} 9`, [11, 12]],
    ["BEFORE #tea ID4 2", [2, 3]],
    [`BEFORE #tea ${at(4)} 9`, [1, 2, 3]],
    [`BEFORE #tea ${at(4, 1)} 2`, [3, 4]],
    ["AFTER #tea ID4 2", [5, 6]],
    [`AFTER #tea ${at(4)} 2`, [5, 6]],
    [`AFTER #tea ${at(4, -1)} 2`, [4, 5]],
    [`AFTER #tea ${at(90)} 2`, []],
    [`BEFORE #tea ${at(-90)} 2`, []],
    ["AROUND #tea ID6 3", [5, 6, 7]],
    ["BETWEEN #tea ID3 ID7 9", [4, 5, 6]],
    ["BETWEEN #tea ID7 ID3 2", [5, 6]],
    [`BETWEEN #tea ${at(3)} ${at(7)} 2`, [4, 5]],
    ["latest #TEA * 1", [12]],
  ] as const,
)("CHATHISTORY %s gives %j", (query, expected) => {
  const { ada, ids } = room();
  const line = query.replace(/ID(\d+)/g, (_, number) => `msgid=${ids[Number(number) - 1]}`);
  assertEquals(numbers(ada.say(`CHATHISTORY ${line}`)), [...expected]);
});

Deno.test.each(
  [
    ["CHATHISTORY", "461"],
    ["CHATHISTORY FOO #tea * 1", "FAIL CHATHISTORY INVALID_PARAMS FOO"],
    ["CHATHISTORY LATEST #tea *", "FAIL CHATHISTORY NEED_MORE_PARAMS LATEST"],
    ["CHATHISTORY LATEST #milk * 1", "FAIL CHATHISTORY INVALID_TARGET LATEST #milk"],
    ["CHATHISTORY LATEST &groupX * 1", "FAIL CHATHISTORY INVALID_TARGET LATEST &groupX"],
    ["CHATHISTORY LATEST ada * 1", "FAIL CHATHISTORY INVALID_TARGET LATEST ada"],
    ["CHATHISTORY LATEST #tea * many", "FAIL CHATHISTORY INVALID_PARAMS LATEST #tea"],
    ["CHATHISTORY BEFORE #tea msgid=nonsense 1", "FAIL CHATHISTORY INVALID_PARAMS BEFORE #tea"],
    ["CHATHISTORY BEFORE #tea timestamp=yesterday 1", "FAIL CHATHISTORY INVALID_PARAMS BEFORE #tea"],
    ["CHATHISTORY BEFORE #tea * 1", "FAIL CHATHISTORY INVALID_PARAMS BEFORE #tea"],
    ["CHATHISTORY TARGETS * * 1", "FAIL CHATHISTORY INVALID_PARAMS TARGETS"],
    [`CHATHISTORY TARGETS ${at(1)} ${at(2)}`, "FAIL CHATHISTORY INVALID_PARAMS TARGETS"],
  ] as const,
)("%s is refused by %s", (line, expected) => {
  const [heard, ...others] = room().ada.say(line);
  assert(heard?.startsWith(`:irc.parley ${expected} `), heard);
  assertEquals(others, []);
});

Deno.test("what is long past is found by halving, what was just said at once", () => {
  const world = new World();
  const ada = world.irc("ada", { room: "tea", caps: CAPS });
  for (let number = 1; number <= 300; number++) {
    ada.say(`PRIVMSG #tea :n${number}`);
    world.mono += 1_000;
  }
  for (const second of [1, 2, 100, 249, 250, 251, 252, 299, 300]) {
    const before = numbers(ada.say(`CHATHISTORY BEFORE #tea ${at(second)} 1`));
    assertEquals(before, second === 1 ? [] : [second - 1]);
    assertEquals(numbers(ada.say(`CHATHISTORY AFTER #tea ${at(second, -1)} 1`)), [second]);
    assertEquals(numbers(ada.say(`CHATHISTORY AFTER #tea ${at(second, 1)} 1`)), second === 300 ? [] : [second + 1]);
  }
});

Deno.test("TARGETS tells which rooms have something new in a time", () => {
  const { ada } = room();
  assertEquals(ada.say(`CHATHISTORY TARGETS ${at(1)} ${at(99)} 10`), [
    ":irc.parley BATCH +1 draft/chathistory-targets",
    `@batch=1 :irc.parley CHATHISTORY TARGETS #tea ${isoTime(BEGIN + 11_000)}`,
    ":irc.parley BATCH -1",
  ]);
  assertEquals(ada.say(`CHATHISTORY TARGETS ${at(1)} ${at(5)} 10`).length, 2);
});

Deno.test("ids name seqs of their own room only", () => {
  const id = entryId(17, BEGIN, digest("tea"), 2);
  assertEquals([seqOf(id, digest("tea")), seqOf(id, digest("milk")), seqOf("17", digest("tea"))], [
    17,
    undefined,
    undefined,
  ]);
  assertEquals(parseReference(`msgid=${id}`, { room: "tea" }), { type: "seq", seq: 17 });
  assertEquals(parseReference("msgid", { room: "tea" }), undefined);
  assertEquals(parseReference(`msgid=${id}`, { with: "bob" }), undefined);
});

Deno.test("an id has the time in it, whatever was written before", () => {
  for (
    const at of [BEGIN, BEGIN + 1, BEGIN + 46_656, BEGIN - 5, 46_656 * 1_000, 46_656 * 1_000 + 36, 1_295, 0, BEGIN]
  ) {
    assertEquals(entryId(1, at, "x"), `1-${at.toString(36).padStart(4, "0")}-x`);
    assertEquals(isoTime(at), new Date(at).toISOString());
  }
});

Deno.test("times are written and read", () => {
  assertEquals(isoTime(BEGIN), "2026-01-02T03:04:05.000Z");
  assertEquals(shortTime(BEGIN), "2026-01-02 03:04Z");
  assertEquals(parseTime("2026-01-02T03:04:05.000Z"), BEGIN);
  assertEquals([parseTime("2026-13-02T03:04:05.000Z"), parseTime("now"), parseTime("2026")], [
    undefined,
    undefined,
    undefined,
  ]);
});
