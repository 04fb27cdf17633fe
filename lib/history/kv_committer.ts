// Turns a batch into one atomic of the database, and knows where each room's history ends.
import { formatEntry } from "../chat/entry.ts";
import type { RoomId } from "../chat/room.ts";
import { headKey, OWNER_KEY, PROBE_KEY, removedKey, roomKey, runKey } from "./keys.ts";
import { packRefs } from "./kv_refs.ts";
import { packLines } from "./packing.ts";
import type { Retention } from "./retention.ts";
import type { Batch, Run } from "./store.ts";
import { StoreError } from "./store_error.ts";

/** The most changes that one atomic may make. */
export const MUTATIONS_MAX = 1_000;
/** A probe writes this much, so that a disk with only a little left is still found full. */
const PROBE_BYTES = 60_000;

/** A room's oldest and newest stored seq. */
export interface Head {
  readonly first: number;
  readonly head: number;
}

/** Commits batches, one at a time. After a failure the rooms of that batch are unknown until {@linkcode learn}. */
export class KvCommitter {
  readonly #kv: Deno.Kv;
  readonly #owner: Deno.AtomicCheck;
  readonly #heads: Map<RoomId, Head>;
  readonly #unknown = new Set<RoomId>();
  readonly #retention: Retention;

  /** `owner` is the version of {@linkcode OWNER_KEY} as this server wrote it: once another has, nothing is committed. */
  constructor(kv: Deno.Kv, owner: string, heads: Map<RoomId, Head>, retention: Retention) {
    this.#kv = kv;
    this.#owner = { key: OWNER_KEY, versionstamp: owner };
    this.#heads = heads;
    this.#retention = retention;
  }

  /** Where the room's history stands; `undefined` where only the database knows. */
  head(room: RoomId): Head | undefined {
    return this.#unknown.has(room) ? undefined : this.#heads.get(room);
  }

  /** Takes over what was read of a room's history. */
  learn(room: RoomId, head: Head): void {
    this.#unknown.delete(room);
    this.#heads.set(room, head);
  }

  async commit(batch: Batch): Promise<void> {
    const heads = new Map<RoomId, Head>();
    const atomic = this.#kv.atomic().check(this.#owner);
    let mutations = 0;
    for (const record of batch.puts) atomic.set(roomKey(record.id), record);
    for (const room of batch.removes) atomic.delete(roomKey(room)).delete(headKey(room)).set(removedKey(room), true);
    mutations += batch.puts.length + 3 * batch.removes.length;
    for (const run of batch.runs) {
      mutations += this.#setRun(atomic, run);
      heads.set(run.room, { first: this.#known(run.room).first, head: run.entries.at(-1)?.seq ?? 0 });
    }
    if (mutations === 0) atomic.set(PROBE_KEY, new Uint8Array(PROBE_BYTES));
    await this.#retention.drop(atomic, heads, MUTATIONS_MAX - mutations - heads.size);
    for (const [room, head] of heads) atomic.set(headKey(room), head);
    await this.#finish(atomic, batch, heads);
  }

  async #finish(atomic: Deno.AtomicOperation, batch: Batch, heads: Map<RoomId, Head>): Promise<void> {
    for (const room of heads.keys()) this.#unknown.add(room);
    const { ok } = await atomic.commit();
    if (!ok) {
      throw new StoreError("in-use", "Cannot write the history: another server has taken it over; end one of them");
    }
    for (const [room, head] of heads) this.learn(room, head);
    for (const room of batch.removes) this.#heads.delete(room);
    this.#retention.committed(batch, heads);
  }

  /** Sets the run's entries and refs; gives the number of changes. */
  #setRun(atomic: Deno.AtomicOperation, run: Run): number {
    const { head } = this.#known(run.room);
    let next = head + 1;
    for (const { seq } of run.entries) {
      if (seq !== next++) throw new RangeError(`Cannot store a run: it must continue seq ${head} of room ${run.room}`);
    }
    const packs = packLines(run.entries.map(formatEntry));
    for (const { index, bytes } of packs) atomic.set(runKey(run.room, head + 1 + index), bytes);
    const refs = packRefs(run);
    for (const { key, bytes } of refs) atomic.set(key, bytes);
    return packs.length + refs.length;
  }

  #known(room: RoomId): Head {
    if (this.#unknown.has(room)) throw new Error(`Cannot store a run: the head of room ${room} must be read first`);
    return this.#heads.get(room) ?? { first: 1, head: 0 };
  }
}
