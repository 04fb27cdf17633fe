// A history in Deno KV, seen from outside: what is in the journal and what is in runs are one.
import type { Entry, Page, PageRequest } from "../chat/entry.ts";
import type { Kept } from "../chat/kept.ts";
import type { RoomId, RoomRecord, SessionId } from "../chat/room.ts";
import type { Clock } from "../clock.ts";
import type { Archiver } from "./archiver.ts";
import { Exclusive } from "./exclusive.ts";
import type { Journal } from "./journal.ts";
import { KEPT_PREFIX, roomKey, ROOMS_PREFIX } from "./keys.ts";
import { findEntries } from "./kv_find.ts";
import { readRefs } from "./kv_refs.ts";
import { readEntries, readRuns } from "./kv_runs.ts";
import { parseLines, pickEntries, unreadable } from "./runs.ts";
import type { Place, Shelf } from "./shelf.ts";
import { spanOf } from "./span.ts";
import type { Batch, FindRequest, HistoryStore, RefRecord, StoredRoom } from "./store.ts";
import type { Sweeper } from "./sweeper.ts";

/** `getMany` takes at most ten keys. */
const KEYS_PER_READ = 10;
/** A page that loses its first entries to retention while it is read is read again this often. */
const PAGE_TRIES = 3;

/** What an open database is made of; `close` ends all of it. */
export interface KvParts {
  readonly id: string;
  readonly secret: Uint8Array;
  readonly place: string;
  readonly clock: Clock;
  readonly keep: number;
  readonly reads: Deno.Kv;
  readonly shelf: Shelf;
  readonly journal: Journal;
  readonly archiver: Archiver;
  readonly sweeper: Sweeper;
  close(): Promise<void>;
}

/** The store behind `openKvStore`. */
export class KvHistory implements HistoryStore {
  readonly id: string;
  readonly secret: Uint8Array;
  readonly place: string;
  readonly #parts: KvParts;
  /** Searches take turns: many at once would only all be late, and hold a lot in memory. */
  readonly #searches = new Exclusive();

  constructor(parts: KvParts) {
    this.id = parts.id;
    this.secret = parts.secret;
    this.place = parts.place;
    this.#parts = parts;
  }

  rooms(): Promise<readonly StoredRoom[]> {
    return readRooms(this.#parts.reads, this.#parts.shelf, this.#parts.keep);
  }

  kept(): Promise<readonly Kept[]> {
    const kept = this.#parts.reads.list<Kept>({ prefix: KEPT_PREFIX }, { batchSize: 500 });
    return Array.fromAsync(kept, ({ value }) => value);
  }

  async commit(batch: Batch): Promise<void> {
    const { archiver, journal, sweeper } = this.#parts;
    const behind = archiver.keepUp();
    if (behind) await behind;
    const gone = batch.removes.concat(batch.erases ?? []);
    // What nobody is to read any more may stand in the journal too, until that is emptied.
    const hadEntries = gone.some((room) => this.#parts.shelf.get(room) !== undefined);
    await journal.commit(batch);
    if (gone.length > 0) sweeper.wake();
    if (hadEntries) archiver.empty();
  }

  async heads(ids: readonly RoomId[]): Promise<ReadonlyMap<RoomId, { readonly head: number; readonly kept: boolean }>> {
    const { journal, reads, shelf } = this.#parts;
    await journal.settle();
    const found = new Map<RoomId, { head: number; kept: boolean }>();
    for (let from = 0; from < ids.length; from += KEYS_PER_READ) {
      const part = ids.slice(from, from + KEYS_PER_READ);
      const records = await reads.getMany(part.map(roomKey));
      for (const [index, room] of part.entries()) {
        found.set(room, { head: shelf.head(room), kept: records[index]?.versionstamp !== null });
      }
    }
    return found;
  }

  page(room: RoomId, request: PageRequest): Promise<Page> {
    return readPage(this.#parts.reads, () => this.#parts.shelf.get(room), this.#parts.keep, room, request);
  }

  find(room: RoomId, request: FindRequest): Promise<readonly Entry[]> {
    const { reads, shelf, keep } = this.#parts;
    return this.#searches.run(() => {
      const place = shelf.get(room);
      // The shelf changes its places: what is looked through is as it is now.
      return place ? findEntries(reads, { ...place }, firstShown(place, keep), room, request) : Promise.resolve([]);
    });
  }

  refs(room: RoomId, session: SessionId): Promise<readonly RefRecord[]> {
    const { reads, shelf, clock } = this.#parts;
    return readRefs(reads, shelf.get(room)?.refs ?? [], room, session, clock.now().at);
  }

  entries(room: RoomId): AsyncIterable<Entry> {
    return readHistory(this.#parts.reads, this.#parts.shelf.get(room), this.#parts.keep, room);
  }

  close(): Promise<void> {
    return this.#parts.close();
  }
}

/** The oldest seq that is shown of a room: up to a run more than is kept may still be there. */
function firstShown({ first, head }: Place, keep: number): number {
  return keep === 0 ? first : Math.max(first, head - keep + 1);
}

/** All rooms that have a record. */
export async function readRooms(kv: Deno.Kv, shelf: Shelf, keep: number): Promise<StoredRoom[]> {
  const rooms: StoredRoom[] = [];
  for await (const { value: record } of kv.list<RoomRecord>({ prefix: ROOMS_PREFIX }, { batchSize: 500 })) {
    const place = shelf.get(record.id);
    rooms.push({ record, first: place ? firstShown(place, keep) : 1, head: place?.head ?? 0 });
  }
  return rooms;
}

/** A page: what is in the journal is taken at once, what is in runs is read. */
export async function readPage(
  kv: Deno.Kv,
  place: () => Place | undefined,
  keep: number,
  room: RoomId,
  request: PageRequest,
): Promise<Page> {
  for (let tries = 1;; tries++) {
    const found = place();
    if (!found) return { entries: [], first: 1, head: 0, more: false };
    const { head, archived } = found;
    const first = firstShown(found, keep);
    const { low, high, more } = spanOf(request, first, head);
    const recent = high > archived ? pickEntries(found.entries, low, high) : [];
    const older = low <= archived ? await readEntries(kv, room, low, Math.min(high, archived)) : [];
    const entries = older.length === 0 ? recent : older.concat(recent);
    if (entries.length === Math.max(0, high - low + 1)) return { entries, first, head, more };
    if (tries === PAGE_TRIES) throw unreadable(room, low);
  }
}

/** All entries of a room up to its present head, also while runs are being added to. */
export async function* readHistory(
  kv: Deno.Kv,
  place: Place | undefined,
  keep: number,
  room: RoomId,
): AsyncIterable<Entry> {
  if (!place) return;
  const { head, entries: recent } = place;
  let next = firstShown(place, keep);
  for await (const run of readRuns(kv, room)) {
    if (run.seq > head) break;
    // What a run was given after it was read is in the journal as it was at the beginning.
    const entries = run.seq > next ? pickEntries(recent, next, run.seq - 1) : [];
    parseLines(run, room, Math.max(next, run.seq), head, entries);
    yield* entries;
    next = Math.max(next, (entries.at(-1)?.seq ?? 0) + 1);
  }
  yield* pickEntries(recent, next, head);
}
