// Links whose stay is over, of clients that do not bear a close: each is kept until its client has said or ended what
// it waits for. They are bounded in number, all together and per address, and in time, and do not outlive the server.
import type { Clock } from "../clock.ts";
import { addressKey } from "../hub/address.ts";
import { isLoopback } from "./listener.ts";

const PARTINGS_MAX = 1_000;
const PARTING_MS = 600_000;

export class Partings {
  readonly #clock: Clock;
  readonly #perAddressMax: number;
  /** How each is ended, and whose it is; oldest first. */
  readonly #ends = new Map<() => void, string>();
  #closed = false;

  /** @param perAddressMax of one address; 0 is any number, as from this machine */
  constructor(clock: Clock, perAddressMax: number) {
    this.#clock = clock;
    this.#perAddressMax = perAddressMax;
  }

  /** Resolves when `done` does, after ten minutes, where newer ones are too many, or when the server ends. */
  wait(done: Promise<void>, address: string): Promise<void> {
    if (this.#closed) return Promise.resolve();
    const key = addressKey(address);
    this.#makeRoom(key, isLoopback(address) ? 0 : this.#perAddressMax);
    return new Promise((resolve) => {
      const timer = this.#clock.after(PARTING_MS, () => end());
      const end = () => {
        timer.cancel();
        this.#ends.delete(end);
        resolve();
      };
      this.#ends.set(end, key);
      done.then(end);
    });
  }

  close(): void {
    this.#closed = true;
    for (const end of this.#ends.keys()) end();
  }

  #makeRoom(key: string, perAddressMax: number): void {
    const same = perAddressMax > 0 ? [...this.#ends].filter(([, whose]) => whose === key) : [];
    if (same.length > 0 && same.length >= perAddressMax) return same[0]?.[0]();
    const [oldest] = this.#ends.keys();
    if (this.#ends.size >= PARTINGS_MAX) oldest?.();
  }
}
