import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { SessionId } from "../../lib/chat/room.ts";
import {
  bucketOf,
  decodeJournal,
  encodeJournal,
  linesOf,
  parseRefs,
  VALUE_BYTES_MAX,
} from "../../lib/history/journal_format.ts";
import { StoreError } from "../../lib/history/store_error.ts";
import { entry, OTHER, ROOM, run } from "./batches.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

Deno.test("encodeJournal() puts all rooms of a batch into one value", () => {
  const { values, sections } = encodeJournal([run(ROOM, 1, 3), run(OTHER, 7, 8)]);
  assertEquals(values.length, 1);
  assertEquals(sections.map(({ type, room, seq, count }) => [type, room, seq, count]), [
    ["entries", ROOM, 1, 3],
    ["refs", ROOM, 1, 1],
    ["entries", OTHER, 7, 2],
    ["refs", OTHER, 7, 1],
  ]);
});

Deno.test("encodeJournal() keeps the refs of buckets and of days apart", () => {
  const of = (session: string, seq: number, at: number) => ({ session: session as SessionId, ref: `r${seq}`, seq, at });
  const refs = [of("a", 1, 5), of("b", 2, 5), of("a", 3, 5), of("a", 4, DAY_MS + 5)];
  const { sections } = encodeJournal([{ room: ROOM, entries: [entry(1), entry(2), entry(3), entry(4)], refs }]);
  assertEquals(
    sections.slice(1).map((section) => section.type === "refs" && [section.bucket, section.day, section.seq].join(" ")),
    [
      `${bucketOf("a" as SessionId)} 0 1`,
      `${bucketOf("b" as SessionId)} 0 2`,
      `${bucketOf("a" as SessionId)} 1 4`,
    ],
  );
  assertEquals(sections.slice(1).map(({ bytes }) => linesOf(bytes).flatMap(parseRefs).length), [2, 1, 1]);
});

Deno.test("encodeJournal() writes the refs of one session and moment in one line, and parseRefs() gives all of them back", () => {
  const at = DAY_MS;
  const refs = Array.from({ length: 300 }, (_, index) => {
    const session = (index % 100 < 90 ? "s" : "s2") as SessionId;
    return {
      session,
      ref: "\u0001".repeat(63) + String.fromCharCode(index),
      seq: index + 1,
      at: at + Number(index > 250),
    };
  }).filter(({ seq }) => seq % 7 !== 0);
  const sections = encodeJournal([{ room: ROOM, entries: [], refs, lines: ["{}"] }]).sections
    .filter(({ type }) => type === "refs");
  const lines = sections.flatMap(({ bytes }) => linesOf(bytes));
  const bySession = Map.groupBy(lines.flatMap(parseRefs), ({ session }) => session);
  assertEquals(bySession, Map.groupBy(refs, ({ session }) => session));
  assert(lines.length < 12, `${lines.length}`);
});

Deno.test("parseRefs() reads the lines of histories in which each ref had one", () => {
  assertEquals(parseRefs('["r\\"1",7,5,"s"]'), [{ session: "s" as SessionId, ref: 'r"1', seq: 7, at: 5 }]);
});

Deno.test("decodeJournal() gives back what encodeJournal() made, cut into values that are not too long", () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("é".repeat(8_000), "x".repeat(15_000)),
  );
  fc.assert(fc.property(fc.array(fc.array(text, { minLength: 1, maxLength: 30 }), { maxLength: 6 }), (rooms) => {
    const runs = rooms.map((texts, index) => {
      const room = index % 2 === 0 ? ROOM : OTHER;
      return { ...run(room, 1, texts.length), entries: texts.map((text, at) => entry(at + 1, 5, text)) };
    });
    const { values, sections } = encodeJournal(runs);
    for (const value of values) assert(value.length <= VALUE_BYTES_MAX);
    assertEquals(values.flatMap((value) => [...decodeJournal(value)]), sections);
    const texts = sections.filter(({ type }) => type === "entries").flatMap(({ bytes }) =>
      linesOf(bytes).map((line) => JSON.parse(line).text)
    );
    assertEquals(texts, rooms.flat());
  }));
});

Deno.test("encodeJournal() refuses an entry that no value holds", () => {
  const entries = [entry(1), entry(2, 5, "x".repeat(70_000))];
  assertThrows(() => encodeJournal([{ room: ROOM, entries, refs: [] }]), RangeError, "Cannot store entry 2");
});

Deno.test("decodeJournal() says that a value is damaged", () => {
  assertThrows(() => [...decodeJournal(new Uint8Array([1, 2, 3, 10]))], StoreError, "journal");
});
