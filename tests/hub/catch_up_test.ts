import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Entry } from "../../lib/chat/entry.ts";
import { PAGE_ENTRIES_MAX } from "../../lib/chat/limits.ts";
import type { RoomRecord } from "../../lib/chat/room.ts";
import { keepRecent, seam } from "../../lib/hub/catch_up.ts";
import { LOBBY } from "../../lib/hub/hub.ts";
import { Room } from "../../lib/hub/state.ts";
import type { Entrance } from "../../lib/hub/ticket.ts";

function entriesOf(low: number, high: number): Entry[] {
  return Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => {
    return { seq: low + i, from: "a", text: "", kind: "text", at: 0 };
  });
}

function seqsOf(entries: readonly Entry[]): number[] {
  return entries.map(({ seq }) => seq);
}

/** A room at `head` with somebody catching up. */
function roomAt(head: number): Room {
  const room = new Room(LOBBY as RoomRecord, 1, head);
  room.catchingUp.set({} as Entrance, { since: head });
  return room;
}

// The page is asked for at `asked`, read at some head between `asked` and `end`, and lands at `end`.
const moments = fc.record({
  asked: fc.integer({ min: 1, max: 500 }),
  whileReading: fc.nat(300),
  beforeLanding: fc.nat(300),
  batch: fc.integer({ min: 1, max: 90 }),
}).map(({ asked, whileReading, beforeLanding, batch }) => {
  const read = asked + whileReading;
  const end = read + beforeLanding;
  const room = roomAt(asked);
  for (let low = asked + 1; low <= end; low += batch) keepRecent(room, entriesOf(low, Math.min(end, low + batch - 1)));
  return { asked, read, end, recent: room.recent };
});

Deno.test("seam() after a cursor gives what follows it, without hole, double or disorder", () => {
  fc.assert(fc.property(moments, fc.nat(500), ({ asked, read, end, recent }, behind) => {
    const after = Math.max(0, asked - 1 - behind);
    const page = entriesOf(after + 1, Math.min(read, after + PAGE_ENTRIES_MAX));
    const seqs = seqsOf(seam(page, recent, PAGE_ENTRIES_MAX, true));
    assertEquals(seqs, seqsOf(entriesOf(after + 1, after + seqs.length)));
    assert(seqs.length <= PAGE_ENTRIES_MAX);
    assert(seqs.length >= page.length, "nothing that was read is thrown away");
    // All of it where it fits, so that nothing need be paged.
    if (end - after <= PAGE_ENTRIES_MAX) assertEquals(seqs.at(-1), end);
  }));
});

Deno.test("seam() without a cursor gives the newest up to the head, as many as were asked for", () => {
  fc.assert(fc.property(moments, fc.integer({ min: 1, max: PAGE_ENTRIES_MAX }), ({ read, end, recent }, last) => {
    const page = entriesOf(Math.max(1, read - last + 1), read);
    const seqs = seqsOf(seam(page, recent, last, false));
    assertEquals(seqs, seqsOf(entriesOf(Math.max(1, end - last + 1), end)));
  }));
});

Deno.test("seam() of an empty page, and of nothing asked for", () => {
  assertEquals(seqsOf(seam([], entriesOf(1, 3), 50, false)), [1, 2, 3]);
  assertEquals(seqsOf(seam([], entriesOf(1, 3), 50, true)), [1, 2, 3]);
  assertEquals(seam([], [], 50, false), []);
  assertEquals(seam(entriesOf(1, 3), [], 0, false), []);
});

Deno.test("keepRecent() keeps nothing where nobody catches up, and never more than an answer holds", () => {
  const room = new Room(LOBBY, 1, 0);
  keepRecent(room, entriesOf(1, 10));
  assertEquals(room.recent, []);
  const busy = roomAt(0);
  for (let low = 1; low < 1_000; low += 10) keepRecent(busy, entriesOf(low, low + 9));
  assertEquals(seqsOf(busy.recent), seqsOf(entriesOf(801, 1_000)));
});
