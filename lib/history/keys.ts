// The keys under which a store keeps things. All begin with "server": a client run from one folder shares the database.
import type { KeptKey } from "../chat/kept.ts";
import type { RoomId } from "../chat/room.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

/** The store's own id and secret. */
export const STORE_KEY: Deno.KvKey = ["server", "store"];
/** Written by whoever takes the store over; each commit checks that it is still its own. */
export const OWNER_KEY: Deno.KvKey = ["server", "owner"];
/** Renewed by the server that has a store without a lock file. */
export const LEASE_KEY: Deno.KvKey = ["server", "lease"];
/** Written to find out whether the store can be written. */
export const PROBE_KEY: Deno.KvKey = ["server", "probe"];

export const ROOMS_PREFIX: Deno.KvKey = ["server", "room"];
export const HEADS_PREFIX: Deno.KvKey = ["server", "head"];
/** Rooms that were removed and whose runs are still to be deleted. */
export const REMOVED_PREFIX: Deno.KvKey = ["server", "removed"];
export const REFS_PREFIX: Deno.KvKey = ["server", "refs"];

export function roomKey(room: RoomId): Deno.KvKey {
  return ["server", "room", room];
}

export function headKey(room: RoomId): Deno.KvKey {
  return ["server", "head", room];
}

export function removedKey(room: RoomId): Deno.KvKey {
  return ["server", "removed", room];
}

/** What is kept beside rooms. */
export const KEPT_PREFIX: Deno.KvKey = ["server", "kept"];

export function keptKey(key: KeptKey): Deno.KvKey {
  return [...KEPT_PREFIX, ...key];
}

/** Rooms whose entries up to a seq were erased and whose runs are still to be deleted. */
export const ERASED_PREFIX: Deno.KvKey = ["server", "erased"];

export function erasedKey(room: RoomId): Deno.KvKey {
  return [...ERASED_PREFIX, room];
}

/** Batches in the order in which they were stored, until what they hold has been put into runs. */
export const JOURNAL_PREFIX: Deno.KvKey = ["server", "journal"];

export function journalKey(number: number): Deno.KvKey {
  return ["server", "journal", number];
}

/** All runs of a room. */
export function runsPrefix(room: RoomId): Deno.KvKey {
  return ["server", "run", room];
}

/** The marks of a room's runs. */
export function marksPrefix(room: RoomId): Deno.KvKey {
  return ["server", "mark", room];
}

/** The mark of the run that begins with `seq`. */
export function markKey(room: RoomId, seq: number): Deno.KvKey {
  return ["server", "mark", room, seq];
}

/** The run that begins with `seq`. */
export function runKey(room: RoomId, seq: number): Deno.KvKey {
  return ["server", "run", room, seq];
}

/** The day of a moment, counted from 1970 UTC: refs lie in buckets by day, so that old ones go by the bucket. */
export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** All refs that were used in a room on a day by sessions of a bucket. */
export function refsPrefix(day: number, room: RoomId, bucket: number): Deno.KvKey {
  return ["server", "refs", day, room, bucket];
}

/** Refs of which the first made the entry `seq`. */
export function refsKey(day: number, room: RoomId, bucket: number, seq: number): Deno.KvKey {
  return ["server", "refs", day, room, bucket, seq];
}
