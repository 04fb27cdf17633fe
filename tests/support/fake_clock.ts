// Time that passes only when a test says so.
import { setImmediate } from "node:timers";
import type { Clock, Moment } from "../../lib/clock.ts";

interface Timer {
  readonly dueMono: number;
  readonly call: () => void;
}

/** A clock that stands still until {@linkcode advance}. Wall time can be set apart, as when an operator corrects it. */
export class FakeClock implements Clock {
  #mono = 0;
  #wallOffsetMs: number;
  readonly #timers = new Set<Timer>();
  readonly #turn: () => Promise<void>;

  /** @param turnOf lets everything run that a timer has started: {@linkcode quickTurn} where no socket is real */
  constructor(at: number = Date.UTC(2030, 0, 1), turnOf: () => Promise<void> = turn) {
    this.#wallOffsetMs = at;
    this.#turn = turnOf;
  }

  now(): Moment {
    return { at: this.#wallOffsetMs + this.#mono, mono: this.#mono };
  }

  after(ms: number, call: () => void): { cancel(): void } {
    const timer = { dueMono: this.#mono + Math.max(0, ms), call };
    this.#timers.add(timer);
    return { cancel: () => void this.#timers.delete(timer) };
  }

  /** Timers that are still to fire. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Moves wall time, not monotonic time. */
  jump(ms: number): void {
    this.#wallOffsetMs += ms;
  }

  /** Fires all timers that are due within `ms`, in the order of their times, and what they start in turn. */
  async advance(ms: number): Promise<void> {
    const end = this.#mono + ms;
    await this.#turn();
    for (let timer = this.#next(end); timer; timer = this.#next(end)) {
      this.#timers.delete(timer);
      this.#mono = Math.max(this.#mono, timer.dueMono);
      timer.call();
      await this.#turn();
    }
    this.#mono = end;
    await this.#turn();
  }

  #next(end: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueMono <= end && (next === undefined || timer.dueMono < next.dueMono)) next = timer;
    }
    return next;
  }
}

/** Resolves when everything has run that needs no more than promises to go on. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** The same where nothing comes from outside the process: it does not wait for the system. */
export function quickTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
