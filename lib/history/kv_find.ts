// Looking through a room's runs, newest first: those whose marks promise something. While one lot of them is looked at
// the next is being read.
import type { Entry } from "../chat/entry.ts";
import type { RoomId } from "../chat/room.ts";
import { markKey, marksPrefix, runKey } from "./keys.ts";
import { decodeMark, type Mark, mayHold, placesOf } from "./marks.ts";
import { Matcher } from "./matcher.ts";
import type { Lines } from "./runs.ts";
import type { Place } from "./shelf.ts";
import type { FindRequest } from "./store.ts";

/** Runs read at a time, up to 64 KiB each: looking at them takes few enough ms to delay nobody. */
const LOT_RUNS = 32;
/** Marks read at a time: few at first, since what is frequent is found at once. */
const MARKS_MIN = 8;
const MARKS_MAX = 256;
const decoder = new TextDecoder();

type Value = Uint8Array<ArrayBuffer>;

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
  for await (const runs of likelyRuns(kv, room, { low: first, high }, placesOf(matcher.inLines))) {
    for (const run of runs) if (!look(run, high)) return found;
  }
  return found;
}

/** Seqs, both included. */
interface Range {
  readonly low: number;
  readonly high: number;
}

/** The runs of a range that may have what is looked for, newest first, lot by lot: by their marks, or without any. */
async function* likelyRuns(
  kv: Deno.Kv,
  room: RoomId,
  { low, high }: Range,
  places: readonly number[],
): AsyncGenerator<readonly Lines[]> {
  if (places.length === 0) return yield* lots(kv, room, { low: 0, high });
  let next = high + 1; // what is before this is still to be looked at
  let size = MARKS_MIN;
  let reading = ahead(readMarks(kv, room, next, size));
  while (next > low) {
    const marks = await reading;
    const oldest = marks.at(-1);
    if (!oldest) return yield* lots(kv, room, { low: 0, high: next - 1 });
    size = Math.min(2 * size, MARKS_MAX);
    reading = ahead(readMarks(kv, room, oldest.seq, size));
    const likely = marks.filter((mark) => mayHold(mark, places));
    if (2 * likely.length > marks.length) yield* lots(kv, room, { low: oldest.seq, high: next - 1 });
    else yield* marked(kv, room, next, marks, new Set(likely));
    next = oldest.seq;
  }
}

/** Of these runs the likely ones, and those between them that have no marks. */
async function* marked(
  kv: Deno.Kv,
  room: RoomId,
  before: number,
  marks: readonly Mark[],
  likely: ReadonlySet<Mark>,
): AsyncGenerator<readonly Lines[]> {
  let next = before;
  for (const mark of marks) {
    const end = mark.seq + mark.count;
    if (end < next) yield* lots(kv, room, { low: end, high: next - 1 });
    if (likely.has(mark)) {
      const { value } = await kv.get<Value>(runKey(room, mark.seq));
      if (value) yield [{ seq: mark.seq, bytes: value }];
    }
    next = mark.seq;
  }
}

async function readMarks(kv: Deno.Kv, room: RoomId, before: number, limit: number): Promise<readonly Mark[]> {
  const marks = kv.list<Uint8Array>({ prefix: marksPrefix(room), end: markKey(room, before) }, {
    limit,
    batchSize: limit,
    reverse: true,
  });
  return await Array.fromAsync(marks, ({ key, value }) => decodeMark(Number(key[3]), value));
}

/** All runs that begin in a range, newest first. */
async function* lots(kv: Deno.Kv, room: RoomId, { low, high }: Range): AsyncGenerator<readonly Lines[]> {
  let reading = readLot(kv, room, low, high);
  for (;;) {
    const runs = await reading;
    const oldest = runs.at(-1);
    if (!oldest) return;
    reading = ahead(readLot(kv, room, low, oldest.seq - 1));
    yield runs;
  }
}

async function readLot(kv: Deno.Kv, room: RoomId, low: number, high: number): Promise<readonly Lines[]> {
  const options = { limit: LOT_RUNS, batchSize: LOT_RUNS, reverse: true };
  const runs = kv.list<Value>({ start: runKey(room, low), end: runKey(room, high + 1) }, options);
  return await Array.fromAsync(runs, ({ key, value }) => ({ seq: Number(key[3]), bytes: value }));
}

/** Whoever has found enough does not wait for what is read ahead, nor hear that it failed. */
function ahead<Result>(reading: Promise<Result>): Promise<Result> {
  reading.catch(() => {});
  return reading;
}
