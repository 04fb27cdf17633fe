// What every history must do, wherever it keeps its entries.
import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import type { Entry, PageRequest } from "../../lib/chat/entry.ts";
import { REFS_MAX } from "../../lib/chat/limits.ts";
import type { SessionId } from "../../lib/chat/room.ts";
import { openKvStore } from "../../lib/history/kv_store.ts";
import { openMemoryStore } from "../../lib/history/memory_store.ts";
import type { HistoryStore } from "../../lib/history/store.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { batch, entries, entry, fill, OTHER, range, record, ROOM, run, seqsOf, SESSION } from "./batches.ts";

interface Place {
  open(clock: FakeClock, keep?: number): Promise<HistoryStore>;
  [Symbol.asyncDispose](): Promise<void>;
}

const PLACES: Record<string, () => Promise<Place>> = {
  memory: () =>
    Promise.resolve({
      open: (clock, keep = 0) => Promise.resolve(openMemoryStore({ clock, keep })),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    }),
  kv: () => kvPlace(2_000),
  "kv with a short journal": () => kvPlace(1),
};

async function kvPlace(journalValuesMax: number): Promise<Place> {
  const folder = await Deno.makeTempDir();
  return {
    open: (clock, keep = 0) => openKvStore({ path: `${folder}/history.db`, clock, keep, journalValuesMax }),
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

for (const [kind, make] of Object.entries(PLACES)) {
  const test = (name: string, body: (store: HistoryStore, clock: FakeClock) => Promise<void>, keep?: number) => {
    Deno.test(`${kind}: ${name}`, async () => {
      await using place = await make();
      const clock = new FakeClock();
      const store = await place.open(clock, keep);
      try {
        await body(store, clock);
      } finally {
        await store.close();
      }
    });
  };

  test("an empty store has an id, a secret and no rooms", async (store) => {
    assertNotEquals(store.id, "");
    assertEquals(store.secret.length, 32);
    assertEquals(await store.rooms(), []);
    assertEquals(await store.page(ROOM, { limit: 50 }), { entries: [], first: 1, head: 0, more: false });
    assertEquals((await store.heads([ROOM])).get(ROOM), { head: 0, kept: false });
  });

  test("a room is found with its settings, the latest ones", async (store) => {
    await store.commit(batch({ puts: [record(ROOM)] }));
    await store.commit(batch({ puts: [record(ROOM, "new"), record(OTHER)], runs: [run(ROOM, 1, 3)] }));
    const rooms = [...await store.rooms()].sort((a, b) => a.record.id < b.record.id ? -1 : 1);
    assertEquals(rooms, [
      { record: record(ROOM, "new"), first: 1, head: 3 },
      { record: record(OTHER), first: 1, head: 0 },
    ]);
    assertEquals((await store.heads([ROOM, OTHER])).get(OTHER), { head: 0, kept: true });
  });

  test("pages are those of an array", async (store) => {
    await fill(store, ROOM, 40, 7);
    const requests: PageRequest[] = [{ limit: 50 }, { limit: 5 }, { limit: 0 }];
    for (const bound of [0, 1, 2, 20, 39, 40, 41, 99]) {
      for (const limit of [1, 5, 50]) {
        requests.push({ before: bound, limit }, { after: bound, limit }, { around: bound, limit });
        requests.push({ after: 10, before: bound, limit });
      }
    }
    for (const request of requests) {
      const page = await store.page(ROOM, request);
      assertEquals(page.entries, expectedPage(40, request), JSON.stringify(request));
      assertEquals([page.first, page.head], [1, 40]);
      const [last, first] = [page.entries.at(-1)?.seq, page.entries[0]?.seq];
      if (request.after !== undefined) assertEquals(page.more, (last ?? request.after) < 40);
      else if (first !== undefined) assertEquals(page.more, first > 1);
    }
  });

  test("a run that does not continue the head is not stored", async (store) => {
    await fill(store, ROOM, 3);
    for (const wrong of [run(ROOM, 3, 4), run(ROOM, 5, 5), { ...run(ROOM, 4, 4), entries: [entry(4), entry(6)] }]) {
      await assertRejects(() => store.commit(batch({ puts: [record(OTHER)], runs: [wrong] })), RangeError);
    }
    assertEquals(await seqsOf(store, ROOM), [1, 2, 3]);
    assertEquals((await store.rooms()).length, 1);
    await store.commit(batch({ runs: [run(ROOM, 4, 4)] }));
  });

  test("a removed room is gone, and its id starts anew", async (store) => {
    await fill(store, ROOM, 30, 10);
    await fill(store, OTHER, 2);
    await store.commit(batch({ removes: [ROOM] }));
    assertEquals((await store.rooms()).map(({ record }) => record.id), [OTHER]);
    assertEquals((await store.heads([ROOM])).get(ROOM), { head: 0, kept: false });
    assertEquals((await store.page(ROOM, { limit: 5 })).entries, []);
    assertEquals(await seqsOf(store, OTHER), [1, 2]);
  });

  test("any text comes back as it was", async (store) => {
    const texts = ["", "\n", 'a "quote"\\', "\u2028\u2029", "\u{1f600}".repeat(4_096), "x".repeat(16_000), "\0"];
    const made = texts.map((text, index) => ({ ...entry(index + 1), text, from: "Zoë", kind: "action" }));
    await store.commit(batch({ puts: [record(ROOM)], runs: [{ room: ROOM, entries: made, refs: [] }] }));
    assertEquals(await Array.fromAsync(store.entries(ROOM)), made);
    assertEquals((await store.page(ROOM, { limit: 3 })).entries, made.slice(-3));
  });

  test("refs are found by room and session, oldest first", async (store, clock) => {
    const at = clock.now().at;
    await store.commit(batch({ puts: [record(ROOM), record(OTHER)] }));
    await store.commit(batch({ runs: [run(ROOM, 1, 2, at), run(OTHER, 1, 1, at, "other" as SessionId)] }));
    await store.commit(batch({ runs: [run(ROOM, 3, 3, at)] }));
    assertEquals((await store.refs(ROOM, SESSION)).map(({ ref, seq }) => [ref, seq]), [["r1", 1], ["r2", 2], [
      "r3",
      3,
    ]]);
    assertEquals(await store.refs(OTHER, SESSION), []);
    assertEquals(await store.refs(OTHER, "other" as SessionId), [
      { session: "other" as SessionId, ref: "r1", seq: 1, at },
    ]);
  });

  test("refs are forgotten after a day, and the oldest of very many at once", async (store, clock) => {
    await store.commit(batch({ puts: [record(ROOM)], runs: [run(ROOM, 1, 1_500, clock.now().at)] }));
    assertEquals((await store.refs(ROOM, SESSION)).map(({ seq }) => seq), range(1_501 - REFS_MAX, 1_500));
    clock.jump(12 * 60 * 60 * 1_000);
    await store.commit(batch({ runs: [run(ROOM, 1_501, 1_502, clock.now().at)] }));
    clock.jump(13 * 60 * 60 * 1_000);
    assertEquals((await store.refs(ROOM, SESSION)).map(({ seq }) => seq), [1_501, 1_502]);
    clock.jump(24 * 60 * 60 * 1_000);
    assertEquals(await store.refs(ROOM, SESSION), []);
  });

  test("only the newest entries are kept where it was so asked", async (store) => {
    await fill(store, ROOM, 95, 5);
    const page = await store.page(ROOM, { limit: 50 });
    assertEquals(page, { entries: entries(86, 95), first: 86, head: 95, more: false });
    assertEquals(await seqsOf(store, ROOM), range(86, 95));
    assertEquals((await store.rooms()).map(({ first, head }) => [first, head]), [[86, 95]]);
  }, 10);

  test("an empty batch is stored", async (store) => {
    await store.commit(batch({}));
    assert((await store.rooms()).length === 0);
  });
}

/** What a page must hold of a room with the entries 1 to `head`. */
function expectedPage(head: number, { before = Infinity, after, around, limit }: PageRequest): Entry[] {
  const all = entries(1, head);
  if (around !== undefined) {
    const start = Math.max(0, Math.min(around - 1 - Math.floor(limit / 2), head - limit));
    return all.slice(start, start + limit);
  }
  const within = all.filter(({ seq }) => seq < before && seq > (after ?? 0));
  if (after !== undefined) return within.slice(0, limit);
  return limit === 0 ? [] : within.slice(-limit);
}
