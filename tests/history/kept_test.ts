// Records beside rooms, and histories that are emptied: the same in memory and in a database, and after it is opened anew.
import { assertEquals } from "@std/assert";
import type { AccountId, BanRecord, Kept } from "../../lib/chat/kept.ts";
import { openKvStore } from "../../lib/history/kv_store.ts";
import { openMemoryStore } from "../../lib/history/memory_store.ts";
import { HistoryWriter } from "../../lib/history/writer.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { batch, fill, OTHER, range, record, ROOM, run, seqsOf, SESSION } from "./batches.ts";

function ban(mask: string, reason: string): BanRecord {
  return {
    type: "ban",
    room: ROOM,
    mask,
    nick: mask,
    account: "",
    session: "",
    address: "",
    by: "alice",
    at: 1,
    reason,
  };
}

const ACCOUNT: Kept = {
  type: "account",
  id: "a-1" as AccountId,
  name: "Alice",
  secret: "$",
  generation: 2,
  createdAt: 3,
  seenAt: 4,
};

function sorted(kept: readonly Kept[]): string[] {
  return kept.map((each) => JSON.stringify(each)).sort();
}

async function withFile(body: (path: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  await body(`${folder}/history.db`).finally(() => Deno.remove(folder, { recursive: true }));
}

Deno.test("records are kept, replaced and forgotten by their place, over a restart", () =>
  withFile(async (path) => {
    const clock = new FakeClock();
    const memory = openMemoryStore({ clock });
    const kv = await openKvStore({ path, clock });
    for (const store of [memory, kv]) {
      await store.commit(batch({ keeps: [ACCOUNT, ban("bob", "spam"), ban("eve", "noise")] }));
      await store.commit(batch({ keeps: [ban("bob", "more spam")], forgets: [["ban", ROOM, "eve"]] }));
      assertEquals(sorted(await store.kept()), sorted([ACCOUNT, ban("bob", "more spam")]));
    }
    await kv.close();
    const again = await openKvStore({ path, clock });
    assertEquals(sorted(await again.kept()), sorted([ACCOUNT, ban("bob", "more spam")]));
    await again.close();
  }));

Deno.test("an erased room is empty, its seq goes on, its refs hold, and others keep what they have", () =>
  withFile(async (path) => {
    const clock = new FakeClock();
    const now = clock.now().at;
    for (const journalValuesMax of [1, 2_000]) {
      const memory = openMemoryStore({ clock });
      const kv = await openKvStore({ path: `${path}${journalValuesMax}`, clock, journalValuesMax, keep: 100 });
      for (const store of [memory, kv]) {
        await store.commit(batch({ puts: [record(ROOM)] }));
        for (let from = 1; from <= 30; from += 6) await store.commit(batch({ runs: [run(ROOM, from, from + 5, now)] }));
        await fill(store, OTHER, 5);
        await store.commit(batch({ erases: [ROOM], runs: [run(ROOM, 31, 31, now)] }));
        await store.commit(batch({ runs: [run(ROOM, 32, 33, now)] }));
        assertEquals(await seqsOf(store, ROOM), range(31, 33));
        assertEquals(await seqsOf(store, OTHER), range(1, 5));
        const page = await store.page(ROOM, { limit: 200 });
        assertEquals([page.first, page.head, page.more, page.entries.length], [31, 33, false, 3]);
      }
      await kv.close();
      const again = await openKvStore({ path: `${path}${journalValuesMax}`, clock, journalValuesMax, keep: 100 });
      assertEquals(await seqsOf(again, ROOM), range(31, 33));
      assertEquals((await again.refs(ROOM, SESSION)).map(({ ref }) => ref), range(1, 33).map((seq) => `r${seq}`));
      assertEquals((await again.rooms()).find(({ record }) => record.id === ROOM)?.first, 31);
      await again.close();
    }
  }));

Deno.test("the writer stores an entry with what it brings in one atomic, in the order asked for", async () => {
  const clock = new FakeClock();
  const store = openMemoryStore({ clock });
  const batches: number[] = [];
  const told: string[] = [];
  const writer = new HistoryWriter<string>({
    store: {
      heads: (rooms) => store.heads(rooms),
      commit: (each) => (batches.push(each.runs.length), store.commit(each)),
    },
    clock,
    heads: [],
    onStored: (runs) => void told.push(...runs.flatMap(({ tickets }) => tickets)),
    onNotStored: () => {},
    onPut: (ticket) => told.push(ticket),
    onTrouble: () => {},
  });
  const say = { room: ROOM, session: SESSION, from: "alice", text: "x", kind: "text" };
  writer.put(record(ROOM), "put");
  writer.append({ ...say, ticket: "one" });
  writer.append({
    ...say,
    kind: "event",
    event: { type: "ban", mask: "bob" },
    also: { keeps: [ban("bob", "")] },
    ticket: "ban",
  });
  writer.keep({ forgets: [["ban", ROOM, "bob"]] }, "unban");
  writer.keep({ keeps: [ban("bob", "again")] }, "ban again");
  writer.append({ ...say, also: { erase: true, put: record(ROOM, "erased") }, ticket: "erase" });
  writer.append({ ...say, ticket: "after" });
  await writer.drained();
  assertEquals(told, ["put", "unban", "ban again", "one", "ban", "erase", "after"]);
  assertEquals(batches, [1, 1], "what is erased must be stored before");
  assertEquals(await store.kept(), [ban("bob", "again")]);
  assertEquals((await store.rooms())[0]?.record.topic, "erased");
  assertEquals(await seqsOf(store, ROOM), [3, 4]);
  await writer.close();
});
