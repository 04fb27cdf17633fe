// Search in both stores, against a model that looks at every entry.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Entry } from "../../lib/chat/entry.ts";
import { fold } from "../../lib/chat/names.ts";
import type { RoomId } from "../../lib/chat/room.ts";
import { systemClock } from "../../lib/clock.ts";
import { find, type Query } from "../../lib/history/find.ts";
import { openKvStore } from "../../lib/history/kv_store.ts";
import { Matcher, wordsOf } from "../../lib/history/matcher.ts";
import { openMemoryStore } from "../../lib/history/memory_store.ts";
import type { HistoryStore } from "../../lib/history/store.ts";
import { batch, OTHER, record, ROOM } from "./batches.ts";

const PIECES = [
  "rose",
  "ROSE",
  "Tulpe",
  "text",
  "from",
  '"',
  "\\",
  "n",
  "ß",
  "Σ",
  "ς",
  "кот",
  "КОТ",
  "🌱",
  "17",
  "a b",
];
const NICKS = ["bob", "Bob", "eve", "ｂｏｂ", "Кот", "x.y"];

const said = fc.record({
  from: fc.constantFrom(...NICKS),
  text: fc.array(fc.constantFrom(...PIECES, "\n", " "), { minLength: 1, maxLength: 6 }).map((parts) => parts.join("")),
});
const query = fc.record({
  text: fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 2 }).map((parts) => parts.join(" ")),
  from: fc.option(fc.constantFrom(...NICKS), { nil: undefined }),
  before: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
  limit: fc.integer({ min: 1, max: 7 }),
});

function numbered(all: readonly Pick<Entry, "from" | "text">[], step = 1): Entry[] {
  return all.map(({ from, text }, index) => ({ seq: index + 1, from, text, kind: "text", at: 1_000 + step * index }));
}

function naive(entries: readonly Entry[], wanted: typeof query extends fc.Arbitrary<infer T> ? T : never): Entry[] {
  const words = wordsOf(wanted.text).map((word) => new RegExp(RegExp.escape(word), "iu"));
  return entries.filter(({ seq, from, text }) =>
    seq < (wanted.before ?? Infinity) && words.every((word) => word.test(text)) &&
    (wanted.from === undefined || fold(from) === fold(wanted.from))
  ).toReversed();
}

async function store(target: HistoryStore, room: RoomId, entries: readonly Entry[], perCommit: number): Promise<void> {
  await target.commit(batch({ puts: [record(room)] }));
  for (let at = 0; at < entries.length; at += perCommit) {
    await target.commit(batch({ runs: [{ room, entries: entries.slice(at, at + perCommit), refs: [] }] }));
  }
}

const STORES: Record<string, (folder: string) => Promise<HistoryStore>> = {
  memory: () => Promise.resolve(openMemoryStore({ clock: systemClock })),
  "kv in its journal": (folder) => openKvStore({ path: `${folder}/h.db`, clock: systemClock }),
  "kv in runs": (folder) => openKvStore({ path: `${folder}/h.db`, clock: systemClock, journalValuesMax: 2 }),
};

for (const [kind, open] of Object.entries(STORES)) {
  Deno.test(`${kind}: find() gives what a look at every entry gives`, async () => {
    const cases = fc.tuple(fc.array(said, { maxLength: 60 }), fc.array(query, { minLength: 5, maxLength: 15 }));
    await fc.assert(
      fc.asyncProperty(cases, async ([all, queries]) => {
        const folder = await Deno.makeTempDir();
        const target = await open(folder);
        const entries = numbered(all);
        await store(target, ROOM, entries, 4);
        for (const one of queries) {
          const { from, before, limit, text } = one;
          const asked: Query = {
            text,
            limit,
            rooms: [{ id: ROOM, name: "den" }],
            ...(from !== undefined && { from: fold(from) }),
            ...(before !== undefined && { before }),
          };
          const expected = naive(entries, one);
          const found = await find(target, asked);
          assertEquals(found.entries, expected.slice(0, limit).map((entry) => ({ room: "den", ...entry })));
          assertEquals(found.more, expected.length > limit);
        }
        await target.close();
        await Deno.remove(folder, { recursive: true });
      }),
      { numRuns: kind === "memory" ? 200 : 15 },
    );
  });

  Deno.test(`${kind}: find() over two rooms gives the newest of both, newest first`, async () => {
    const folder = await Deno.makeTempDir();
    const target = await open(folder);
    const many = Array.from({ length: 300 }, () => ({ from: "bob", text: "rose" }));
    await store(target, ROOM, numbered(many, 2), 50);
    await store(target, OTHER, numbered(many.slice(0, 10), 100), 50);
    const rooms = [{ id: ROOM, name: "one" }, { id: OTHER, name: "two" }];
    const found = await find(target, { text: "rose", limit: 8, rooms });
    const at = found.entries.map((entry) => entry.at);
    assertEquals(at, at.toSorted((a, b) => b - a));
    assertEquals(found.entries.filter(({ room }) => room === "two").map(({ seq }) => seq), [10, 9, 8, 7]);
    assertEquals([found.entries.length, found.more], [8, true]);
    assertEquals(await find(target, { text: "tulip", limit: 8, rooms }), { entries: [], more: false });
    await target.close();
    await Deno.remove(folder, { recursive: true });
  });
}

Deno.test("find() gives nothing that retention no longer gives out, and a removed room gives nothing", async () => {
  const folder = await Deno.makeTempDir();
  const stores = [
    openMemoryStore({ clock: systemClock, keep: 5 }),
    await openKvStore({ path: `${folder}/h.db`, clock: systemClock, keep: 5, journalValuesMax: 2 }),
  ];
  for (const target of stores) {
    await store(target, ROOM, numbered(Array.from({ length: 20 }, () => ({ from: "bob", text: "rose" }))), 3);
    const hits = await target.find(ROOM, { words: ["rose"], limit: 50 });
    assertEquals(hits.map(({ seq }) => seq), [20, 19, 18, 17, 16]);
    await target.commit(batch({ removes: [ROOM] }));
    assertEquals(await target.find(ROOM, { words: ["rose"], limit: 50 }), []);
    await target.close();
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("find() leaves others their turn, however long the room", async () => {
  const target = openMemoryStore({ clock: systemClock, keep: 0 });
  await store(target, ROOM, numbered(Array.from({ length: 60_000 }, () => ({ from: "bob", text: "rose" }))), 1_000);
  let turns = 0;
  const turning = setInterval(() => turns++, 0);
  assertEquals(await target.find(ROOM, { words: ["tulip"], limit: 1 }), []);
  clearInterval(turning);
  assert(turns > 3, `${turns} turns`);
});

Deno.test("Matcher takes a letter for the same in all its cases, and never a name for a text", () => {
  const line = (text: string, from = "bob") =>
    `{"seq":1,"from":"${from}","text":${JSON.stringify(text)},"kind":"text","at":7}`;
  const pick = (words: string[], lines: string) => new Matcher({ words }).pick(lines, 1, 9, 9).length;
  assertEquals(pick(["straße"], line("STRAẞE")), 1);
  assertEquals(pick(["ΟΔΟΣ"], line("οδος")), 1);
  for (const word of ["bob", "text", "kind", "from", "seq", "7", "1"]) assertEquals(pick([word], line("-")), 0, word);
  assertEquals(pick(['say "x\\y"'], line('I say "x\\y" twice')), 1);
  assertEquals(pick(["bob"], `${line("nothing")}\n${line("hello bob")}\n${line("nothing")}`), 1);
});
