// Marks never promise too little: whatever a search takes for a hit, the mark of its run lets through.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { formatEntry } from "../../lib/chat/entry.ts";
import { fold } from "../../lib/chat/names.ts";
import { systemClock } from "../../lib/clock.ts";
import { find } from "../../lib/history/find.ts";
import { openKvStore } from "../../lib/history/kv_store.ts";
import { decodeMark, encodeMark, mayHold, placesOf, plain } from "../../lib/history/marks.ts";
import { Matcher } from "../../lib/history/matcher.ts";
import { diceOf } from "../support/dice.ts";
import { batch, entry, record, ROOM } from "./batches.ts";

function markOf(texts: readonly string[]) {
  const lines = texts.map((text, index) => formatEntry(entry(index + 1, 1_000, text))).join("\n");
  const value = encodeMark({ seq: 1, bytes: new TextEncoder().encode(lines) });
  return value && decodeMark(1, value);
}

function letsThrough(mark: ReturnType<typeof markOf>, word: string): boolean {
  return mark === undefined || mayHold(mark, placesOf(new Matcher({ words: [word] }).inLines));
}

Deno.test("a mark lets through every part of every text, in whatever case", () => {
  const filler = "x".repeat(16_384);
  const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
  const texts = fc.array(fc.oneof(text, fc.constantFrom('a "b" \\ c', "GRÜSSE", "ΟΔΟΣ", "Straße", "🌱🍅")), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(texts, fc.nat(4), fc.nat(10), fc.integer({ min: 1, max: 8 }), (said, which, from, length) => {
      const mark = markOf([...said, filler]);
      assertEquals(mark?.count, said.length + 1);
      const part = [...(said[which % said.length] ?? "")].slice(from, from + length).join("");
      for (const word of [part, part.toUpperCase(), part.toLowerCase()]) {
        const isHit = word !== "" && said.some((one) => new RegExp(RegExp.escape(word), "iu").test(one));
        if (isHit) assert(letsThrough(mark, word), JSON.stringify([said, word]));
      }
    }),
    { numRuns: 500 },
  );
});

Deno.test("letters that a search takes for the same are the same in a mark", () => {
  const cased: string[] = [];
  for (let unit = 0; unit < 0xd800; unit++) {
    const letter = String.fromCharCode(unit);
    if (letter.toUpperCase() !== letter || letter.toLowerCase() !== letter) cased.push(letter);
  }
  const all = cased.join("");
  for (const letter of cased) {
    for (const [same] of all.matchAll(new RegExp(RegExp.escape(letter), "giu"))) {
      assertEquals(plain(same.charCodeAt(0)), plain(letter.charCodeAt(0)), `${letter} ${same}`);
    }
  }
});

Deno.test("a short run has no mark, and a mark keeps out what does not occur", () => {
  assertEquals(markOf(["short"]), undefined);
  const mark = markOf(Array.from({ length: 400 }, (_, i) => `the quick brown fox number ${i} jumps over the lazy dog`));
  for (const word of ["FOX", "number 399", "azy"]) assert(letsThrough(mark, word), word);
  for (const word of ["needle", "xylophone", "zq", "seq", "кот"]) assertEquals(letsThrough(mark, word), false, word);
  assert(letsThrough(mark, "q"), "what is shorter than two letters is always looked for");
});

Deno.test("find() in long runs, marked and unmarked, gives what a look at every entry gives", async () => {
  const folder = await Deno.makeTempDir();
  const dice = diceOf(5);
  const words = ["rose", "Tulpe", "text", "кот", "ΟΔΟΣ", "garden", "42", "lunch", "ß", "🌱", "needle"];
  const store = await openKvStore({ path: `${folder}/h.db`, clock: systemClock, journalValuesMax: 4 });
  await store.commit(batch({ puts: [record(ROOM)] }));
  const all = [];
  for (let seq = 1; seq <= 6_000;) {
    const entries = [];
    for (const count = dice.whole(1, 300); entries.length < count;) {
      const most = seq % 1_500 === 7 ? 10 : 9;
      const text = Array.from({ length: dice.whole(1, 25) }, () => words[dice.whole(0, most)]).join(" ");
      entries.push({ ...entry(seq++, 1_000, text), from: dice.pick(["bob", "Eve", "ｅｖｅ"]) });
    }
    all.push(...entries);
    await store.commit(batch({ runs: [{ room: ROOM, entries, refs: [] }] }));
  }
  for (const text of ["needle", "NEEDLE кот", "οδος", "rose tulpe", "absent", "q", "42", "xy", "text lunch garden"]) {
    for (const from of [undefined, "eve", "carol"]) {
      for (const before of [undefined, 3_000]) {
        const regexps = text.split(" ").map((word) => new RegExp(word, "iu"));
        const expected = all.filter((one) =>
          one.seq < (before ?? Infinity) && regexps.every((word) => word.test(one.text)) &&
          (from === undefined || fold(one.from) === from)
        ).reverse();
        const asked = { text, limit: 5, rooms: [{ id: ROOM, name: "r" }] };
        const more = { ...(from !== undefined && { from: fold(from) }), ...(before !== undefined && { before }) };
        const found = await find(store, { ...asked, ...more });
        assertEquals(found.entries.map(({ seq }) => seq), expected.slice(0, 5).map(({ seq }) => seq), text);
        assertEquals(found.more, expected.length > 5);
      }
    }
  }
  await store.close();
  await Deno.remove(folder, { recursive: true });
});
