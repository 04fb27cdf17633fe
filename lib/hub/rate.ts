// How fast one may ask: GCRA (the virtual-scheduling form of ITU-T I.371). One number per bucket, no timer.

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
  take(cost: number, mono: number, rate: { readonly burst: number; readonly perSecond: number }): number {
    const unitMs = 1_000 / rate.perSecond;
    const fullAt = Math.max(this.#fullAt, mono) + cost * unitMs;
    const wait = fullAt - mono - Math.max(rate.burst, cost) * unitMs;
    if (wait > 0) return Math.ceil(wait);
    this.#fullAt = fullAt;
    return 0;
  }
}
