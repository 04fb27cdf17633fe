// Time as the shells see it. The hub and the codecs never read a clock: they are told.

/** A moment: `at` is wall time in ms since 1970 UTC (may jump), `mono` is monotonic ms (never goes back). */
export interface Moment {
  readonly at: number;
  readonly mono: number;
}

export interface Clock {
  now(): Moment;
  /** Calls back once after `ms`; the handle cancels it. Never more than 2^31 - 1 ms. */
  after(ms: number, call: () => void): { cancel(): void };
}

const TIMER_MS_MAX = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => ({ at: Date.now(), mono: performance.now() }),
  after(ms, call) {
    const timer = setTimeout(call, Math.min(Math.max(ms, 0), TIMER_MS_MAX));
    return { cancel: () => clearTimeout(timer) };
  },
};
