// A history that ends with the process, for `--db :memory:` and for tests: the same contract, nothing on a disk.
import { setImmediate } from "node:timers";
import type { Entry, Page, PageRequest } from "../chat/entry.ts";
import { REFS_MAX, REFS_MS } from "../chat/limits.ts";
import { type Kept, type KeptKey, keyOf } from "../chat/kept.ts";
import type { RoomId, RoomRecord, SessionId } from "../chat/room.ts";
import type { Clock } from "../clock.ts";
import { Matcher } from "./matcher.ts";
import { spanOf } from "./span.ts";
import type { Batch, FindRequest, HistoryStore, RefRecord, Run, StoredRoom } from "./store.ts";

/** Entries kept in memory for each room, where nobody says otherwise. */
export const MEMORY_KEEP_DEFAULT = 10_000;

export interface MemoryStoreOptions {
  readonly clock: Clock;
  /** Entries kept per room; 0 keeps all. @default {MEMORY_KEEP_DEFAULT} */
  readonly keep?: number;
}

/** Entries that a search looks at before others have their turn. */
const SEARCH_TURN = 5_000;
/** Sessions whose refs a room remembers: those that used one last. */
const SESSIONS_MAX = 10_000;

interface MemoryRoom {
  record: RoomRecord | undefined;
  first: number;
  /** Those kept, and up to a quarter more, so that dropping old ones costs little for each new one. */
  entries: Entry[];
  refs: Map<SessionId, RefRecord[]>;
}

/**
 * Opens an empty history in memory.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { systemClock } from "../clock.ts";
 * import { openMemoryStore } from "./memory_store.ts";
 * const store = openMemoryStore({ clock: systemClock });
 * assertEquals(await store.rooms(), []);
 * ```
 */
export function openMemoryStore(options: MemoryStoreOptions): HistoryStore {
  return new MemoryStore(options);
}

class MemoryStore implements HistoryStore {
  readonly id = crypto.randomUUID();
  readonly secret = crypto.getRandomValues(new Uint8Array(32));
  readonly place = "memory; it ends with the server (--db PATH to keep it)";
  readonly #clock: Clock;
  readonly #keep: number;
  readonly #roomById = new Map<RoomId, MemoryRoom>();
  readonly #keptByPlace = new Map<string, Kept>();

  constructor({ clock, keep = MEMORY_KEEP_DEFAULT }: MemoryStoreOptions) {
    this.#clock = clock;
    this.#keep = keep;
  }

  rooms(): Promise<readonly StoredRoom[]> {
    const rooms: StoredRoom[] = [];
    for (const room of this.#roomById.values()) {
      if (room.record) rooms.push({ record: room.record, first: room.first, head: headOf(room) });
    }
    return Promise.resolve(rooms);
  }

  kept(): Promise<readonly Kept[]> {
    return Promise.resolve([...this.#keptByPlace.values()]);
  }

  commit(batch: Batch): Promise<void> {
    for (const run of batch.runs) {
      const head = headOf(this.#roomById.get(run.room));
      if (run.entries.some(({ seq }, index) => seq !== head + 1 + index)) {
        return Promise.reject(new RangeError(`Cannot store a run: it must continue seq ${head} of room ${run.room}`));
      }
    }
    for (const record of batch.puts) this.#room(record.id).record = record;
    for (const kept of batch.keeps ?? []) this.#keptByPlace.set(placeOf(keyOf(kept)), kept);
    for (const key of batch.forgets ?? []) this.#keptByPlace.delete(placeOf(key));
    for (const id of batch.erases ?? []) {
      const room = this.#room(id);
      room.first = headOf(room) + 1;
      room.entries = [];
    }
    for (const id of batch.removes) this.#roomById.delete(id);
    for (const run of batch.runs) this.#append(this.#room(run.room), run);
    return Promise.resolve();
  }

  heads(ids: readonly RoomId[]): Promise<ReadonlyMap<RoomId, { readonly head: number; readonly kept: boolean }>> {
    return Promise.resolve(
      new Map(ids.map((id) => {
        const room = this.#roomById.get(id);
        return [id, { head: headOf(room), kept: room?.record !== undefined }];
      })),
    );
  }

  page(id: RoomId, request: PageRequest): Promise<Page> {
    const room = this.#roomById.get(id);
    const first = room?.first ?? 1;
    const head = headOf(room);
    const { low, high, more } = spanOf(request, first, head);
    const oldest = room?.entries[0]?.seq ?? first;
    const entries = high < low ? [] : room?.entries.slice(low - oldest, high - oldest + 1) ?? [];
    return Promise.resolve({ entries, first, head, more });
  }

  async find(id: RoomId, request: FindRequest): Promise<readonly Entry[]> {
    const { words, from, before = Infinity, limit } = request;
    const matcher = new Matcher({ words, ...(from !== undefined && { from }) });
    const found: Entry[] = [];
    let turn = 0;
    const room = this.#roomById.get(id);
    const kept = room?.entries.filter(({ seq }) => seq >= room.first) ?? [];
    for (const entry of kept.reverse()) {
      if (++turn % SEARCH_TURN === 0) await nextTurn();
      if (entry.seq >= before || !matcher.matches(entry)) continue;
      found.push(entry);
      if (found.length >= limit) break;
    }
    return found;
  }

  refs(id: RoomId, session: SessionId): Promise<readonly RefRecord[]> {
    const since = this.#clock.now().at - REFS_MS;
    const refs = this.#roomById.get(id)?.refs.get(session) ?? [];
    return Promise.resolve(refs.filter(({ at }) => at > since).slice(-REFS_MAX));
  }

  async *entries(id: RoomId): AsyncIterable<Entry> {
    const room = this.#roomById.get(id);
    if (room) yield* room.entries.filter(({ seq }) => seq >= room.first);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #room(id: RoomId): MemoryRoom {
    let room = this.#roomById.get(id);
    if (!room) this.#roomById.set(id, room = { record: undefined, first: 1, entries: [], refs: new Map() });
    return room;
  }

  #append(room: MemoryRoom, run: Run): void {
    for (const entry of run.entries) room.entries.push(entry);
    const surplus = room.entries.length - this.#keep;
    if (this.#keep > 0 && surplus > 0) {
      room.first = headOf(room) - this.#keep + 1;
      if (surplus > this.#keep / 4) room.entries.splice(0, surplus);
    }
    for (const ref of run.refs) {
      const refs = room.refs.get(ref.session) ?? [];
      refs.push(ref);
      if (refs.length >= 2 * REFS_MAX) refs.splice(0, refs.length - REFS_MAX);
      // Set anew, so that the map's order is that of use.
      room.refs.delete(ref.session);
      room.refs.set(ref.session, refs);
    }
    for (const session of room.refs.keys()) {
      if (room.refs.size <= SESSIONS_MAX) break;
      room.refs.delete(session);
    }
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function placeOf(key: KeptKey): string {
  return key.join("\0");
}

function headOf(room: MemoryRoom | undefined): number {
  return room ? room.entries.at(-1)?.seq ?? room.first - 1 : 0;
}
