// A history in Deno KV: rooms, heads, runs of entries and used refs, each batch in one atomic.
import type { Entry, Page, PageRequest } from "../chat/entry.ts";
import type { RoomId, RoomRecord, SessionId } from "../chat/room.ts";
import type { Clock } from "../clock.ts";
import { headKey, HEADS_PREFIX, roomKey, ROOMS_PREFIX } from "./keys.ts";
import { type Head, KvCommitter } from "./kv_committer.ts";
import { readRefs } from "./kv_refs.ts";
import { readAll, readRuns } from "./kv_runs.ts";
import type { Sweeper } from "./kv_sweeper.ts";
import { spanOf } from "./span.ts";
import type { Batch, HistoryStore, RefRecord, StoredRoom } from "./store.ts";
import { StoreError } from "./store_error.ts";

/** `getMany` takes at most ten keys. */
const KEYS_PER_READ = 10;
/** A page that loses its first runs to retention while it is read is read again this often. */
const PAGE_TRIES = 3;

/** What an open database is made of; `close` ends what lies around it: lock, lease. */
export interface KvParts {
  readonly id: string;
  readonly secret: Uint8Array;
  readonly place: string;
  readonly clock: Clock;
  readonly reads: Deno.Kv;
  readonly committer: KvCommitter | undefined;
  readonly sweeper: Sweeper | undefined;
  close(): Promise<void>;
}

/** The store behind `openKvStore` and `openKvReader`; without a committer it only reads. */
export class KvHistory implements HistoryStore {
  readonly id: string;
  readonly secret: Uint8Array;
  readonly place: string;
  readonly #parts: KvParts;

  constructor(parts: KvParts) {
    this.id = parts.id;
    this.secret = parts.secret;
    this.place = parts.place;
    this.#parts = parts;
  }

  async rooms(): Promise<readonly StoredRoom[]> {
    const heads = await readHeads(this.#parts.reads);
    const rooms: StoredRoom[] = [];
    for await (const { value: record } of this.#parts.reads.list<RoomRecord>({ prefix: ROOMS_PREFIX })) {
      const { first, head } = heads.get(record.id) ?? { first: 1, head: 0 };
      rooms.push({ record, first, head });
    }
    return rooms;
  }

  async commit(batch: Batch): Promise<void> {
    const { committer, sweeper } = this.#parts;
    if (!committer) throw new StoreError("unwritable", "Cannot write a history that was opened for reading");
    await committer.commit(batch);
    if (batch.removes.length > 0) sweeper?.wake();
  }

  async heads(
    rooms: readonly RoomId[],
  ): Promise<ReadonlyMap<RoomId, { readonly head: number; readonly kept: boolean }>> {
    const { reads, committer } = this.#parts;
    const perRead = KEYS_PER_READ / 2;
    const parts = Array.from(
      { length: Math.ceil(rooms.length / perRead) },
      (_, at) => rooms.slice(at * perRead, (at + 1) * perRead),
    );
    const found = new Map<RoomId, { head: number; kept: boolean }>();
    await Promise.all(parts.map(async (part) => {
      const keys = part.flatMap((room) => [headKey(room), roomKey(room)]);
      const values = await reads.getMany<(Head | RoomRecord)[]>(keys);
      for (const [index, room] of part.entries()) {
        const head = values[2 * index]?.value as Head | null ?? { first: 1, head: 0 };
        committer?.learn(room, head);
        found.set(room, { head: head.head, kept: values[2 * index + 1]?.value !== null });
      }
    }));
    return found;
  }

  async page(room: RoomId, request: PageRequest): Promise<Page> {
    for (let tries = 1;; tries++) {
      const { first, head } = await this.#head(room, tries > 1);
      const { low, high, more } = spanOf(request, first, head);
      const entries = await readRuns(this.#parts.reads, room, low, high);
      if (entries.length === Math.max(0, high - low + 1)) return { entries, first, head, more };
      if (tries === PAGE_TRIES) {
        throw new StoreError(
          "damaged",
          `Cannot read entries ${low} to ${high} of room ${room}: some are missing, restore a backup`,
        );
      }
    }
  }

  refs(room: RoomId, session: SessionId): Promise<readonly RefRecord[]> {
    return readRefs(this.#parts.reads, room, session, this.#parts.clock.now().at);
  }

  entries(room: RoomId): AsyncIterable<Entry> {
    return readAll(this.#parts.reads, room);
  }

  close(): Promise<void> {
    return this.#parts.close();
  }

  async #head(room: RoomId, anew: boolean): Promise<Head> {
    const known = anew ? undefined : this.#parts.committer?.head(room);
    return known ?? (await this.#parts.reads.get<Head>(headKey(room))).value ?? { first: 1, head: 0 };
  }
}

/** The heads of all rooms; 10,000 of them take some 50 ms. */
export async function readHeads(kv: Deno.Kv): Promise<Map<RoomId, Head>> {
  const heads = new Map<RoomId, Head>();
  for await (const { key, value } of kv.list<Head>({ prefix: HEADS_PREFIX }, { batchSize: 500 })) {
    heads.set(key[2] as RoomId, value);
  }
  return heads;
}
