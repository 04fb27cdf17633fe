// When a commit is worth its price. Each one is told to everybody who listens, so what telling costs counts for more
// than what is told: entries that come close together share a commit, and reach each listener in one write.
import type { Clock } from "../clock.ts";

/** A commit waits for as long as it took to tell the last one, so many times: telling stays a small part of the time. */
const REST_FACTOR = 8;
/** No person notices so little. */
const REST_MS_MAX = 4;
/** So short a wait gains nothing: timers are no finer. */
const REST_MS_MIN = 1;
/** With so many waiting there is no gain in more. */
const ENOUGH = 64;
/** And with fewer than this there is, though no more were told last. */
const ENOUGH_MIN = 16;

export class Company {
  readonly #clock: Clock;
  /** Until then (monotonic ms) those who wait are to wait for others. */
  #until = 0;
  /** So many need not wait. */
  #enough = ENOUGH_MIN;
  #wake: (() => void) | undefined;
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** It took `ms` to tell `count` entries. Who hears them often says as many more at once: then nobody waits longer. */
  told(count: number, ms: number): void {
    this.#until = this.#clock.now().mono + Math.min(REST_MS_MAX, ms * REST_FACTOR);
    this.#enough = Math.min(ENOUGH, Math.max(ENOUGH_MIN, count));
  }

  /** True where `waiting` are so many that none of them need wait. */
  isEnough(waiting: number): boolean {
    return waiting >= this.#enough;
  }

  /** Resolves when `told` does, or earlier where enough of them {@linkcode came}. */
  async during(told: Promise<void>): Promise<void> {
    if (this.#closed) return;
    await Promise.race([told, new Promise<void>((resolve) => this.#wake = resolve)]);
    this.#wake = undefined;
  }

  /**
   * A wait for others, or `undefined` where there is none since `waiting` are enough, or it gains nothing.
   * {@linkcode came} may end it early, {@linkcode close} does.
   */
  wait(waiting: number): Promise<void> | undefined {
    const ms = this.#until - this.#clock.now().mono;
    if (ms < REST_MS_MIN || this.#closed || this.isEnough(waiting)) return undefined;
    return new Promise((resolve) => {
      const timer = this.#clock.after(ms, resolve);
      this.#wake = () => {
        timer.cancel();
        resolve();
      };
    });
  }

  /** Another one waits, `waiting` of them now. */
  came(waiting: number): void {
    if (this.#wake && this.isEnough(waiting)) this.#end();
  }

  /** From now on nobody waits. */
  close(): void {
    this.#closed = true;
    this.#end();
  }

  #end(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}
