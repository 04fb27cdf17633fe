// How much of a room's history is kept: whole runs go, in the same atomic that makes them superfluous.
import type { RoomId } from "../chat/room.ts";
import { runKey, runsPrefix } from "./keys.ts";
import type { Head } from "./kv_committer.ts";
import type { Batch } from "./store.ts";

/** Beginnings of runs that are read ahead, and the most runs of one room that one commit drops. */
const AHEAD = 64;

/** Drops the oldest runs of a room as long as `keep` entries remain; 0 keeps all. */
export class Retention {
  readonly #kv: Deno.Kv;
  readonly #keep: number;
  /** For each room the seqs with which its oldest runs begin. */
  readonly #startsByRoom = new Map<RoomId, number[]>();

  constructor(kv: Deno.Kv, keep: number) {
    this.#kv = kv;
    this.#keep = keep;
  }

  /** Adds to `atomic` what the new heads make superfluous, at most `budget` changes, and moves `first` in `heads`. */
  async drop(atomic: Deno.AtomicOperation, heads: Map<RoomId, Head>, budget: number): Promise<void> {
    if (this.#keep === 0) return;
    for (const [room, { first, head }] of heads) {
      if (head - first + 1 <= this.#keep || budget <= 0) continue;
      const starts = await this.#starts(room, first);
      let kept = 0;
      while (kept < budget && kept < starts.length - 1 && (starts[kept + 1] ?? Infinity) <= head - this.#keep + 1) {
        atomic.delete(runKey(room, starts[kept++] ?? 0));
      }
      budget -= kept;
      heads.set(room, { first: starts[kept] ?? first, head });
    }
  }

  /** Forgets what was dropped. */
  committed(batch: Batch, heads: ReadonlyMap<RoomId, Head>): void {
    for (const room of batch.removes) this.#startsByRoom.delete(room);
    for (const [room, { first }] of heads) {
      const starts = this.#startsByRoom.get(room);
      const kept = starts?.findIndex((start) => start >= first) ?? -1;
      if (starts && kept > 0) starts.splice(0, kept);
    }
  }

  /** The beginnings of the oldest runs, from `first` on; read only when fewer than two are known. */
  async #starts(room: RoomId, first: number): Promise<readonly number[]> {
    let starts = this.#startsByRoom.get(room) ?? [];
    if (starts[0] === first && starts.length > 1) return starts;
    const runs = this.#kv.list({ prefix: runsPrefix(room), start: runKey(room, first) }, { limit: AHEAD });
    starts = await Array.fromAsync(runs, ({ key }) => Number(key[3]));
    this.#startsByRoom.set(room, starts);
    return starts;
  }
}
