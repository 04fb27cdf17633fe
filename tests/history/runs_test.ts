import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { formatEntry } from "../../lib/chat/entry.ts";
import type { RefsSection } from "../../lib/history/journal_format.ts";
import { joinLines, joinRefs, parseLines, pickEntries } from "../../lib/history/runs.ts";
import { StoreError } from "../../lib/history/store_error.ts";
import { entries, ROOM } from "./batches.ts";

const encode = (text: string) => new TextEncoder().encode(text);

Deno.test("joinLines() loses nothing and makes no value too long", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 65_536 }), { maxLength: 12 }), (lengths) => {
    const parts = lengths.map((length, index) => ({ seq: index + 1, bytes: new Uint8Array(length).fill(65) }));
    const joined = joinLines(parts);
    for (const { bytes } of joined) assert(bytes.length <= 65_536);
    const lines = joined.flatMap(({ bytes }) =>
      new TextDecoder().decode(bytes).split("\n").map(({ length }) => length)
    );
    assertEquals(lines, lengths);
    assert(joined.length <= 2 * Math.ceil(lengths.reduce((sum, length) => sum + length + 1, 0) / 65_536));
  }));
});

Deno.test("joinRefs() makes one value for each bucket and day", () => {
  const section = (seq: number, day: number, text: string): RefsSection => {
    return { type: "refs", room: ROOM, bucket: 7, seq, day, count: 1, bytes: encode(text) };
  };
  assertEquals(joinRefs(ROOM, [section(1, 3, "a"), section(4, 3, "b"), section(9, 4, "c")]), [
    { key: ["server", "refs", 3, ROOM, 7, 1], bytes: encode("a\nb") },
    { key: ["server", "refs", 4, ROOM, 7, 9], bytes: encode("c") },
  ]);
});

Deno.test("pickEntries() gives those asked for, whichever sections they are in", () => {
  const made = entries(1, 10);
  const sections = [[1, 4], [5, 5], [6, 10]].map(([from = 0, to = 0]) => ({
    ...{ type: "entries" as const, room: ROOM, seq: from, count: to - from + 1 },
    bytes: encode(made.slice(from - 1, to).map(formatEntry).join("\n")),
  }));
  for (let low = 1; low <= 10; low++) {
    for (let high = low - 1; high <= 10; high++) {
      assertEquals(pickEntries(sections, low, high), made.slice(low - 1, high));
    }
  }
});

Deno.test("parseLines() refuses a line that is not the entry it should be", () => {
  for (const line of ["", "{}", formatEntry({ seq: 6, from: "a", text: "b", kind: "text", at: 1 })]) {
    assertThrows(() => parseLines({ seq: 5, bytes: encode(line) }, ROOM, 5, 5, []), StoreError, "Cannot read entry 5");
  }
});
