// When the screen is drawn: at once for what was typed, all keys of one read together; some times a second for the rest.
import type { Clock } from "../../clock.ts";

/** Between two drawings of what was not typed. */
const FRAME_MS = 33;

export class FramePace {
  readonly #clock: Clock;
  readonly #draw: () => void;
  #drawnAt = -Infinity;
  #waiting: { cancel(): void } | undefined;

  constructor(clock: Clock, draw: () => void) {
    this.#clock = clock;
    this.#draw = draw;
  }

  /** Before anything else is done. */
  afterKeys(): void {
    this.cancel();
    let cancelled = false;
    this.#waiting = { cancel: () => cancelled = true };
    queueMicrotask(() => {
      if (!cancelled) this.now();
    });
  }

  soon(): void {
    if (this.#waiting) return;
    const wait = Math.max(0, this.#drawnAt + FRAME_MS - this.#clock.now().mono);
    this.#waiting = this.#clock.after(wait, () => this.now());
  }

  now(): void {
    this.cancel();
    this.#drawnAt = this.#clock.now().mono;
    this.#draw();
  }

  cancel(): void {
    this.#waiting?.cancel();
    this.#waiting = undefined;
  }
}
