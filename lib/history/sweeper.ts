// Deletes behind everyone's back what nobody reads any more: refs of past days, what was erased, and runs of removed rooms.
import type { RoomId } from "../chat/room.ts";
import type { Clock } from "../clock.ts";
import {
  dayOf,
  ERASED_PREFIX,
  markKey,
  marksPrefix,
  REFS_PREFIX,
  REMOVED_PREFIX,
  removedKey,
  runKey,
  runsPrefix,
} from "./keys.ts";

/** Few enough that a commit that waits behind one is hardly later. */
const KEYS_PER_ATOMIC = 200;
const SWEEP_EVERY_MS = 60 * 60 * 1_000;
const PAUSE_MS = 20;

/** Sweeps soon after it is made, each hour, and when {@linkcode wake} is called. Failures wait for the next time. */
export class Sweeper {
  readonly #kv: Deno.Kv;
  readonly #clock: Clock;
  readonly #closing = new AbortController();
  #sweeping: Promise<void> = Promise.resolve();
  #again = false;
  #busy = false;
  #timer: { cancel(): void } | undefined;

  constructor(kv: Deno.Kv, clock: Clock) {
    this.#kv = kv;
    this.#clock = clock;
  }

  /** Sweeps now, or once more after the sweep that runs. */
  wake(): void {
    this.#again = true;
    if (this.#busy || this.#closing.signal.aborted) return;
    this.#busy = true;
    this.#sweeping = this.#sweep();
  }

  /** Resolves once no sweep runs and none will. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#timer?.cancel();
    await this.#sweeping;
  }

  async #sweep(): Promise<void> {
    this.#timer?.cancel();
    try {
      while (this.#again && !this.#closing.signal.aborted) {
        this.#again = false;
        await this.#sweepRefs();
        await this.#sweepErased();
        await this.#sweepRooms();
      }
    } catch {
      // A store in trouble is found and reported by the writer; what is left here is swept the next time.
    }
    this.#busy = false;
    if (!this.#closing.signal.aborted) this.#timer = this.#clock.after(SWEEP_EVERY_MS, () => this.wake());
  }

  async #sweepRefs(): Promise<void> {
    const yesterday = dayOf(this.#clock.now().at) - 1;
    await this.#delete({ prefix: REFS_PREFIX, end: [...REFS_PREFIX, yesterday] });
  }

  async #sweepErased(): Promise<void> {
    for await (const { key, value: seq, versionstamp } of this.#kv.list<number>({ prefix: ERASED_PREFIX })) {
      const room = key[2] as RoomId;
      await this.#delete({ prefix: runsPrefix(room), end: runKey(room, seq + 1) });
      await this.#delete({ prefix: marksPrefix(room), end: markKey(room, seq + 1) });
      if (this.#closing.signal.aborted) return;
      // More may have been erased meanwhile: then it is swept again.
      await this.#kv.atomic().check({ key, versionstamp }).delete(key).commit();
    }
  }

  async #sweepRooms(): Promise<void> {
    for await (const { key } of this.#kv.list({ prefix: REMOVED_PREFIX })) {
      const room = key[2] as RoomId;
      await this.#delete({ prefix: runsPrefix(room) });
      await this.#delete({ prefix: marksPrefix(room) });
      if (this.#closing.signal.aborted) return;
      await this.#kv.delete(removedKey(room));
    }
  }

  async #delete(selector: Deno.KvListSelector): Promise<void> {
    while (!this.#closing.signal.aborted) {
      const keys = await Array.fromAsync(this.#kv.list(selector, { limit: KEYS_PER_ATOMIC }), ({ key }) => key);
      if (keys.length === 0) return;
      const atomic = this.#kv.atomic();
      for (const key of keys) atomic.delete(key);
      await atomic.commit();
      await this.#pause();
    }
  }

  /** Lets commits through between two atomics. */
  #pause(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { signal } = this.#closing;
    if (signal.aborted) return Promise.resolve();
    const timer = this.#clock.after(PAUSE_MS, resolve);
    const stop = () => (timer.cancel(), resolve());
    signal.addEventListener("abort", stop, { once: true });
    return promise.then(() => signal.removeEventListener("abort", stop));
  }
}
