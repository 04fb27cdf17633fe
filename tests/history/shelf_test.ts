import { assertEquals, assertThrows } from "@std/assert";
import { encodeJournal } from "../../lib/history/journal_format.ts";
import { Shelf } from "../../lib/history/shelf.ts";
import { StoreError } from "../../lib/history/store_error.ts";
import { OTHER, ROOM, run } from "./batches.ts";

const sections = (from: number, to: number) => encodeJournal([run(ROOM, from, to)]).sections;

Deno.test("Shelf takes what follows a room's head, and leaves out what is in runs", () => {
  const shelf = new Shelf([[ROOM, { first: 1, head: 10 }]]);
  shelf.add([...sections(6, 10), ...sections(11, 12), ...sections(13, 13)]);
  assertEquals([shelf.head(ROOM), shelf.head(OTHER), shelf.unarchived()], [13, 0, [ROOM]]);
  assertEquals(shelf.get(ROOM)?.entries.map(({ seq }) => seq), [11, 13]);
  assertEquals(shelf.get(ROOM)?.refs.map(({ seq }) => seq), [11, 13]);
});

Deno.test("Shelf lets go of what was archived", () => {
  const shelf = new Shelf([]);
  shelf.add([...sections(1, 4), ...sections(5, 9)]);
  const before = shelf.get(ROOM)?.entries;
  shelf.archived(ROOM, { first: 1, head: 4 }, { seq: 1, bytes: 99 });
  assertEquals(shelf.get(ROOM)?.entries.map(({ seq }) => seq), [5]);
  assertEquals(before?.length, 2);
  assertEquals(shelf.head(ROOM), 9);
  shelf.remove(ROOM);
  assertEquals(shelf.get(ROOM), undefined);
});

Deno.test("Shelf says that entries are missing", () => {
  assertThrows(() => new Shelf([]).add(sections(2, 3)), StoreError, "Cannot read entry 1");
});
