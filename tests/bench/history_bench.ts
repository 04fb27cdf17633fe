// What the history costs: messages through the writer, pages from the middle of a long room, starts.
// Run with `deno bench -A tests/bench/history_bench.ts`.
import type { RoomId, SessionId } from "../../lib/chat/room.ts";
import { systemClock } from "../../lib/clock.ts";
import { openKvStore } from "../../lib/history/kv_store.ts";
import { HistoryWriter } from "../../lib/history/writer.ts";
import { batch, fill, record, ROOM } from "../history/batches.ts";

const ENTRIES = 1_000_000;
const TEXT = "hello world, this is a message of some eighty characters, padded a little bit more";
const folder = await Deno.makeTempDir();
addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

/** Sends `count` messages to each of `rooms`, `window` of them unanswered at a time. */
function makeLoad(name: string, roomCount: number) {
  const rooms = Array.from({ length: roomCount }, (_, index) => `room-${index}` as RoomId);
  const opened = openKvStore({ path: `${folder}/${name}.db`, clock: systemClock }).then(async (store) => {
    await store.commit(batch({ puts: rooms.map((room) => record(room)) }));
    return store;
  });
  const heads = new Map<RoomId, number>();
  let ref = 0;
  return async (count: number, window: number): Promise<void> => {
    const store = await opened;
    const { promise, resolve } = Promise.withResolvers<void>();
    let sent = 0;
    let stored = 0;
    const writer = new HistoryWriter<number>({
      ...{ store, clock: systemClock, heads, onNotStored: fail, onPut: fail, onTrouble: fail },
      onStored(runs) {
        for (const { room, tickets, entries } of runs) {
          heads.set(room, entries.at(-1)?.seq ?? 0);
          stored += tickets.length;
          for (const ticket of tickets) send(ticket);
        }
        if (stored === count) resolve();
      },
    });
    const send = (index: number) => {
      if (sent === count) return;
      sent++;
      const room = rooms[index % roomCount] ?? ROOM;
      const session = `session-${index}` as SessionId;
      writer.append({ room, session, ref: `r${ref++}`, from: "alice", text: TEXT, kind: "text", ticket: index });
    };
    for (let index = 0; index < window; index++) send(index);
    await promise;
    await writer.close();
  };
}

function fail(): never {
  throw new Error("Cannot measure: the store failed");
}

const one = makeLoad("one", 1);
const hundred = makeLoad("hundred", 100);
Deno.bench("one message, from append to stored", async () => await one(1, 1));
Deno.bench("20,000 messages, one room, 160 in flight", { n: 5 }, async () => await one(20_000, 160));
Deno.bench("100,000 messages, one room, 10,000 in flight", { n: 3 }, async () => await one(100_000, 10_000));
Deno.bench("100,000 messages, 100 rooms, 1,600 in flight", { n: 3 }, async () => await hundred(100_000, 1_600));

/** Twice the same: a store that is open can't be opened again. */
const filled = await Promise.all(["long", "longer"].map(async (name) => {
  const path = `${folder}/${name}.db`;
  const store = await openKvStore({ path, clock: systemClock });
  await fill(store, ROOM, ENTRIES, 1_000);
  await store.close();
  return path;
}));
const [longPath, startPath] = [filled[0] ?? "", filled[1] ?? ""];

Deno.bench("start with 1,000,000 entries", { n: 5 }, async (b) => {
  b.start();
  const store = await openKvStore({ path: startPath, clock: systemClock });
  b.end();
  await store.close();
});

const long = openKvStore({ path: longPath, clock: systemClock });
Deno.bench("50 entries from the middle of 1,000,000", async () => {
  const before = 1 + Math.floor(Math.random() * ENTRIES);
  await (await long).page(ROOM, { before, limit: 50 });
});
Deno.bench("50 entries around one of 1,000,000", async () => {
  const around = 1 + Math.floor(Math.random() * ENTRIES);
  await (await long).page(ROOM, { around, limit: 50 });
});
Deno.bench("the newest 50 of 1,000,000", async () => void await (await long).page(ROOM, { limit: 50 }));
