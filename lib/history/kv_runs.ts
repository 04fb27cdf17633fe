// Reading runs: exactly the values that hold the seqs asked for, and no others.
import type { Entry } from "../chat/entry.ts";
import type { RoomId } from "../chat/room.ts";
import { runKey, runsPrefix } from "./keys.ts";
import { type Lines, parseLines } from "./runs.ts";

type Value = Uint8Array<ArrayBuffer>;
/** Runs are up to 64 KiB each: an export has this many of them in memory at a time. */
const EXPORT_BATCH = 32;

/**
 * The entries `low` to `high` of a room, as far as they are there, oldest first. Two reads at once: the run that `low`
 * is in, and those that begin after it.
 *
 * @throws {StoreError} Where a run cannot be understood.
 */
export async function readEntries(kv: Deno.Kv, room: RoomId, low: number, high: number): Promise<Entry[]> {
  if (high < low) return [];
  const begin = kv.list<Value>({ prefix: runsPrefix(room), end: runKey(room, low + 1) }, { limit: 1, reverse: true });
  const rest = kv.list<Value>({ start: runKey(room, low + 1), end: runKey(room, high + 1) });
  const runs = await Promise.all([Array.fromAsync(begin, toLines), low < high ? Array.fromAsync(rest, toLines) : []]);
  const entries: Entry[] = [];
  for (const lines of runs.flat()) parseLines(lines, room, low, high, entries);
  return entries;
}

/** All runs of a room, oldest first, read bit by bit. */
export async function* readRuns(kv: Deno.Kv, room: RoomId): AsyncIterable<Lines> {
  for await (const run of kv.list<Value>({ prefix: runsPrefix(room) }, { batchSize: EXPORT_BATCH })) yield toLines(run);
}

/** The newest run of a room. */
export async function readLastRun(kv: Deno.Kv, room: RoomId): Promise<Lines | undefined> {
  const last = kv.list<Value>({ prefix: runsPrefix(room) }, { limit: 1, reverse: true });
  return (await Array.fromAsync(last, toLines))[0];
}

/** The seqs with which the oldest runs of a room begin, at most `limit` of them. */
export function readStarts(kv: Deno.Kv, room: RoomId, limit: number): Promise<number[]> {
  return Array.fromAsync(kv.list({ prefix: runsPrefix(room) }, { limit }), ({ key }) => Number(key[3]));
}

function toLines({ key, value }: Deno.KvEntry<Value>): Lines {
  return { seq: Number(key[3]), bytes: value };
}
