// Looking through a room's runs, newest first. While one lot of them is looked at the next is being read.
import type { Entry } from "../chat/entry.ts";
import type { RoomId } from "../chat/room.ts";
import { runKey, runsPrefix } from "./keys.ts";
import { Matcher } from "./matcher.ts";
import type { Lines } from "./runs.ts";
import type { Place } from "./shelf.ts";
import type { FindRequest } from "./store.ts";

/** Runs read at a time, up to 64 KiB each: looking at them takes few enough ms to delay nobody. */
const LOT_RUNS = 32;
const decoder = new TextDecoder();

/** The hits among a room's entries from `first` on, newest first: those in the journal, then those in runs. */
export async function findEntries(
  kv: Deno.Kv,
  place: Place,
  first: number,
  room: RoomId,
  { words, from, before = Infinity, limit }: FindRequest,
): Promise<Entry[]> {
  const matcher = new Matcher({ words, ...(from !== undefined && { from }) });
  const found: Entry[] = [];
  const look = ({ bytes }: Lines, high: number) => {
    found.push(...matcher.pick(decoder.decode(bytes), first, high, limit - found.length));
    return found.length < limit;
  };
  // What is in the journal may be in runs too by the time that these are read.
  const { archived, entries } = place;
  for (const section of entries.toReversed()) {
    if (section.seq < before && !look(section, before - 1)) return found;
  }
  const high = Math.min(before - 1, archived);
  for await (const runs of lots(kv, room, high)) {
    for (const run of runs) if (!look(run, high)) return found;
    if ((runs.at(-1)?.seq ?? 0) <= first) return found;
  }
  return found;
}

/** A room's runs that begin at `high` or before, newest first, lot by lot. */
async function* lots(kv: Deno.Kv, room: RoomId, high: number): AsyncGenerator<readonly Lines[]> {
  let reading = readLot(kv, room, high);
  for (;;) {
    const runs = await reading;
    const oldest = runs.at(-1);
    if (!oldest) return;
    reading = readLot(kv, room, oldest.seq - 1);
    // Whoever has found enough does not wait for it, nor hear that it failed.
    reading.catch(() => {});
    yield runs;
  }
}

async function readLot(kv: Deno.Kv, room: RoomId, high: number): Promise<readonly Lines[]> {
  const options = { limit: LOT_RUNS, batchSize: LOT_RUNS, reverse: true };
  const runs = kv.list<Uint8Array<ArrayBuffer>>({ prefix: runsPrefix(room), end: runKey(room, high + 1) }, options);
  return await Array.fromAsync(runs, ({ key, value }) => ({ seq: Number(key[3]), bytes: value }));
}
