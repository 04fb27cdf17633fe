import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { RoomId } from "../../lib/chat/room.ts";
import { Archiver } from "../../lib/history/archiver.ts";
import { Exclusive } from "../../lib/history/exclusive.ts";
import { Journal } from "../../lib/history/journal.ts";
import { OWNER_KEY } from "../../lib/history/keys.ts";
import { KvHistory } from "../../lib/history/kv_history.ts";
import { loadShelf } from "../../lib/history/kv_load.ts";
import type { Batch, HistoryStore } from "../../lib/history/store.ts";
import { Sweeper } from "../../lib/history/sweeper.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { faultyKv } from "../support/faulty_kv.ts";
import type { CommitFault } from "../support/faulty_store.ts";
import { batch, OTHER, range, record, ROOM, run, seqsOf, SESSION } from "./batches.ts";

/** A history over a database that fails when it is told to. */
async function openOver(kv: Deno.Kv, clock: FakeClock, fault: () => CommitFault, keep = 0): Promise<HistoryStore> {
  const writes = faultyKv(kv, fault);
  const { versionstamp: owner } = await kv.set(OWNER_KEY, "test");
  const { shelf, extent } = await loadShelf(kv);
  const exclusive = new Exclusive();
  const journal = new Journal({ writes, reads: kv, exclusive, shelf, owner, from: extent });
  const archiver = new Archiver({ journal, shelf, reads: kv, exclusive, clock, keep, journalValuesMax: 2 });
  const sweeper = new Sweeper(kv, clock);
  const parts = {
    id: "id",
    secret: new Uint8Array(),
    place: "",
    clock,
    keep,
    reads: kv,
    shelf,
    journal,
    archiver,
    sweeper,
  };
  return new KvHistory({ ...parts, close: () => archiver.close() });
}

/** Commits as the writer does: what failed is looked up, and tried again if it is not there. */
async function commitSurely(store: HistoryStore, clock: FakeClock, { runs, ...rest }: Batch): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    try {
      return await store.commit({ runs, ...rest });
    } catch {
      const heads = await store.heads(runs.map(({ room }) => room));
      if (runs.every(({ room, entries }) => heads.get(room)?.head === entries.at(-1)?.seq)) return;
      await clock.advance(2_500);
    }
  }
  throw new Error("Cannot commit: it failed 50 times");
}

Deno.test("Archiver and Journal lose nothing and double nothing, whichever atomics fail", async () => {
  const fault = fc.constantFrom<CommitFault>("none", "none", "lost", "stored-but-fails");
  const counts = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 40 })), {
    maxLength: 25,
  });
  await fc.assert(
    fc.asyncProperty(counts, fc.array(fault, { maxLength: 60 }), async (steps, faults) => {
      using kv = await Deno.openKv(":memory:");
      const clock = new FakeClock();
      const left = [...faults];
      const store = await openOver(kv, clock, () => left.shift() ?? "none");
      const heads = new Map<RoomId, number>([[ROOM, 0], [OTHER, 0]]);
      await kv.set(["server", "room", ROOM], record(ROOM));
      await kv.set(["server", "room", OTHER], record(OTHER));
      for (const counts of steps) {
        const runs = [ROOM, OTHER].flatMap((room, index) => {
          const [head, count] = [heads.get(room) ?? 0, counts[index] ?? 0];
          heads.set(room, head + count);
          return count > 0 ? [run(room, head + 1, head + count, clock.now().at)] : [];
        });
        await commitSurely(store, clock, batch({ runs }));
      }
      for (const [room, head] of heads) await verify(store, room, head);
      await store.close();
      const again = await openOver(kv, clock, () => "none");
      for (const [room, head] of heads) await verify(again, room, head);
      await again.close();
    }),
    { numRuns: 30 },
  );
});

async function verify(store: HistoryStore, room: RoomId, head: number): Promise<void> {
  assertEquals(await seqsOf(store, room), range(1, head));
  assertEquals(
    (await store.page(room, { limit: 20 })).entries.map(({ seq }) => seq),
    range(Math.max(1, head - 19), head),
  );
  assertEquals((await store.refs(room, SESSION)).map(({ seq }) => seq), range(Math.max(1, head - 999), head));
}

Deno.test("Archiver drops whole runs, and keeps what is to be kept", async () => {
  using kv = await Deno.openKv(":memory:");
  const clock = new FakeClock();
  const store = await openOver(kv, clock, () => "none", 100);
  await store.commit(batch({ puts: [record(ROOM)] }));
  for (let seq = 1; seq <= 6_000; seq += 200) {
    await store.commit(batch({ runs: [run(ROOM, seq, seq + 199)] }));
    const { first, head, entries } = await store.page(ROOM, { limit: 100 });
    assertEquals([first, head, entries.length], [head - 99, seq + 199, 100]);
  }
  const runs = await Array.fromAsync(kv.list({ prefix: ["server", "run"] }), ({ key }) => Number(key[3]));
  assert(runs.length <= 8, `${runs}`);
  await store.close();
});

/** What the journal holds, as one text. */
async function journalOf(kv: Deno.Kv): Promise<string> {
  const values = await Array.fromAsync(kv.list<Uint8Array>({ prefix: ["server", "journal"] }), ({ value }) => value);
  return values.map((value) => new TextDecoder().decode(value)).join("");
}

for (const way of ["removes", "erases"] as const) {
  for (const fault of ["none", "lost"] as const) {
    Deno.test(`Archiver takes out of the journal what a batch ${way}, also after a pass that runs (its next atomic: ${fault})`, async () => {
      using kv = await Deno.openKv(":memory:");
      const clock = new FakeClock();
      const faults: CommitFault[] = [];
      const store = await openOver(kv, clock, () => faults.shift() ?? "none");
      await store.commit(batch({ puts: [record(ROOM), record(OTHER)], runs: [run(ROOM, 1, 2), run(OTHER, 1, 2)] }));
      const gone = { [way]: [ROOM] };
      // The journal is as long as it may be: the third commit begins a pass, and the last is made while that runs.
      await store.commit(batch({ runs: [run(ROOM, 3, 4)] }));
      await store.commit(batch({ runs: [run(ROOM, 5, 6)] }));
      await store.commit(batch(gone));
      faults.push(fault);
      for (let looks = 0; (await journalOf(kv)).includes(ROOM) && looks < 1_000; looks++) await clock.advance(50);
      assertEquals((await journalOf(kv)).includes(ROOM), false);
      assertEquals(await seqsOf(store, OTHER), [1, 2]);
      await store.close();
    });
  }
}

Deno.test("Journal commits nothing once another server has taken the store over", async () => {
  using kv = await Deno.openKv(":memory:");
  const clock = new FakeClock();
  const first = await openOver(kv, clock, () => "none");
  await first.commit(batch({ puts: [record(ROOM)], runs: [run(ROOM, 1, 2)] }));
  const second = await openOver(kv, clock, () => "none");
  let message = "";
  await first.commit(batch({ runs: [run(ROOM, 3, 3)] })).catch((error: Error) => message = error.message);
  assertEquals(message, "Cannot write the history: another server has taken it over; end one of them");
  await second.commit(batch({ runs: [run(ROOM, 3, 4)] }));
  assertEquals(await seqsOf(second, ROOM), [1, 2, 3, 4]);
});
