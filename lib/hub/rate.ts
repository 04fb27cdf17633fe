// How fast one may ask: GCRA (the virtual-scheduling form of ITU-T I.371). One number per bucket, no timer.

export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** A bucket that holds `burst` units and is refilled with `perSecond` of them. Times are monotonic ms. */
export class Bucket {
  #fullAt = 0;

  /**
   * Takes `cost` units.
   *
   * @returns 0 where they were there, else in how many ms they will be; nothing is taken then
   *
   * @example
   * ```ts
   * import { assertEquals } from "@std/assert";
   * import { Bucket } from "./rate.ts";
   * const bucket = new Bucket();
   * assertEquals(bucket.take(2, 0, { burst: 2, perSecond: 1 }), 0);
   * assertEquals(bucket.take(1, 0, { burst: 2, perSecond: 1 }), 1000);
   * ```
   */
  take(cost: number, mono: number, rate: Rate): number {
    const wait = this.wait(cost, mono, rate);
    if (wait === 0) this.#fullAt = Math.max(this.#fullAt, mono) + cost * (1_000 / rate.perSecond);
    return wait;
  }

  /** What {@linkcode take} would give; nothing is taken. */
  wait(cost: number, mono: number, rate: Rate): number {
    const unitMs = 1_000 / rate.perSecond;
    const wait = Math.max(this.#fullAt, mono) - mono + (cost - Math.max(rate.burst, cost)) * unitMs;
    return wait > 0 ? Math.ceil(wait) : 0;
  }
}
