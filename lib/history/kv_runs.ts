// Reading runs of entries: exactly the values that hold the seqs asked for, and no others.
import { type Entry, parseEntry } from "../chat/entry.ts";
import type { RoomId } from "../chat/room.ts";
import { runKey, runsPrefix } from "./keys.ts";
import { unpackLines } from "./packing.ts";
import { StoreError } from "./store_error.ts";

/** Runs are up to 64 KiB each: an export has this many of them in memory at a time. */
const EXPORT_BATCH = 32;

/**
 * The entries `low` to `high` of a room, as far as they are there, oldest first. Two reads: the run that `low` is in,
 * and those that begin after it.
 *
 * @throws {StoreError} Where a run cannot be understood.
 */
export async function readRuns(kv: Deno.Kv, room: RoomId, low: number, high: number): Promise<Entry[]> {
  if (high < low) return [];
  const prefix = runsPrefix(room);
  const begin = kv.list<Uint8Array>({ prefix, end: runKey(room, low + 1) }, { limit: 1, reverse: true });
  const rest = low < high
    ? kv.list<Uint8Array>({ start: runKey(room, low + 1), end: runKey(room, high + 1) }, { batchSize: 500 })
    : undefined;
  const [first, others] = await Promise.all([Array.fromAsync(begin), rest ? Array.fromAsync(rest) : []]);
  const entries: Entry[] = [];
  for (const run of [...first, ...others]) {
    const start = firstSeq(run);
    const lines = unpackLines(run.value);
    const to = Math.min(lines.length, high - start + 1);
    for (let index = Math.max(0, low - start); index < to; index++) {
      entries.push(parseLine(lines[index] ?? "", room, start + index));
    }
  }
  return entries;
}

/** All entries of a room, oldest first, read bit by bit. */
export async function* readAll(kv: Deno.Kv, room: RoomId): AsyncIterable<Entry> {
  for await (const run of kv.list<Uint8Array>({ prefix: runsPrefix(room) }, { batchSize: EXPORT_BATCH })) {
    const start = firstSeq(run);
    for (const [index, line] of unpackLines(run.value).entries()) yield parseLine(line, room, start + index);
  }
}

function firstSeq(run: Deno.KvEntry<Uint8Array>): number {
  return Number(run.key[3]);
}

function parseLine(line: string, room: RoomId, seq: number): Entry {
  const entry = parseEntry(line);
  if (entry?.seq === seq) return entry;
  throw new StoreError("damaged", `Cannot read entry ${seq} of room ${room}: the history is damaged, restore a backup`);
}
