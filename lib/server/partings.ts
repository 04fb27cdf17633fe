// Links whose stay is over, of clients that do not bear a close: each is kept until its client has said or ended what
// it waits for. They are bounded in number and time, and do not outlive the server.
import type { Clock } from "../clock.ts";

const PARTINGS_MAX = 1_000;
const PARTING_MS = 600_000;

export class Partings {
  readonly #clock: Clock;
  /** Oldest first. */
  readonly #ends = new Set<() => void>();
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when `done` does, after ten minutes, where newer ones are too many, or when the server ends. */
  wait(done: Promise<void>): Promise<void> {
    if (this.#closed) return Promise.resolve();
    const [oldest] = this.#ends;
    if (this.#ends.size >= PARTINGS_MAX) oldest?.();
    return new Promise((resolve) => {
      const timer = this.#clock.after(PARTING_MS, () => end());
      const end = () => {
        timer.cancel();
        this.#ends.delete(end);
        resolve();
      };
      this.#ends.add(end);
      done.then(end);
    });
  }

  close(): void {
    this.#closed = true;
    for (const end of this.#ends) end();
  }
}
