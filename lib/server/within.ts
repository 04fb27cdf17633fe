// Waiting, but not for ever.
import type { Clock } from "../clock.ts";

/** Resolves when `done` does, or after `ms`. */
export function within(clock: Clock, ms: number, done: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.after(ms, resolve);
    done.then(() => {
      timer.cancel();
      resolve();
    });
  });
}
