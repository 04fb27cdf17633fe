// Sockets of which it is not known yet who is talking: each stays here until that is sniffed out, then it is handed on or
// turned away. They are bounded in number, all together and per address; where there are too many, the oldest goes.
import type { Clock } from "../clock.ts";
import { addressKey } from "../hub/address.ts";
import type { SnifferOptions } from "../wire/sniffer.ts";
import { farewell } from "./farewell.ts";
import type { Arrival } from "./listener.ts";
import type { Socket } from "./socket.ts";
import { type Guest, Stay, type StayHost } from "./stay.ts";

const SNIFFED_MAX = 1_000;

export interface DoorOptions extends Pick<SnifferOptions, "rows"> {
  readonly clock: Clock;
  /** Of one address; 0 = any number. */
  readonly perAddressMax: number;
  onGuest(guest: Guest): void;
}

export class Door implements StayHost {
  readonly clock: Clock;
  readonly rows: SnifferOptions["rows"];
  readonly #options: DoorOptions;
  /** Oldest first. */
  readonly #waiting = new Set<Stay>();
  readonly #leaving = new Set<Promise<void>>();
  /** When the timer fires (monotonic ms): at the first time that one of them is due, or before it. */
  #timerMono = Infinity;
  #timer: { cancel(): void } | undefined;

  constructor(options: DoorOptions) {
    this.clock = options.clock;
    this.rows = options.rows;
    this.#options = options;
  }

  /** Sockets that wait here. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Takes somebody in, until it is known who it is. */
  take(arrival: Arrival, hint: SnifferOptions["hint"]): void {
    this.#makeRoom(arrival);
    const stay = new Stay(this, arrival, hint);
    this.#waiting.add(stay);
    stay.begin();
  }

  chosen(stay: Stay, guest: Guest): void {
    this.#waiting.delete(stay);
    this.#options.onGuest(guest);
  }

  refused(stay: Stay, bytes: Uint8Array, socket: Socket): void {
    this.#waiting.delete(stay);
    this.turnAway(socket, bytes);
  }

  gone(stay: Stay): void {
    this.#waiting.delete(stay);
    stay.shut();
  }

  due(stay: Stay): void {
    if (stay.dueMono < this.#timerMono) this.#setTimer(stay.dueMono);
  }

  /** Tells why and closes, as far as the socket takes it in time. */
  turnAway(socket: Socket, bytes: Uint8Array): void {
    const leaving: Promise<void> = farewell(socket, bytes, this.clock).finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
  }

  /** Closes all who wait; resolves when they are gone. */
  async close(): Promise<void> {
    this.#timer?.cancel();
    for (const stay of this.#waiting) stay.shut();
    this.#waiting.clear();
    await Promise.all(this.#leaving);
  }

  #setTimer(mono: number): void {
    this.#timer?.cancel();
    this.#timerMono = mono;
    this.#timer = this.clock.after(Math.max(0, Math.ceil(mono - this.clock.now().mono)), () => this.#tick());
  }

  #tick(): void {
    this.#timerMono = Infinity;
    const { mono } = this.clock.now();
    let next = Infinity;
    for (const stay of this.#waiting) {
      if (stay.dueMono <= mono) stay.tick(mono);
      if (this.#waiting.has(stay)) next = Math.min(next, stay.dueMono);
    }
    if (next < this.#timerMono) this.#setTimer(next);
  }

  #makeRoom({ address, local }: Arrival): void {
    const { perAddressMax } = this.#options;
    if (perAddressMax > 0 && !local) {
      const key = addressKey(address);
      const same = [...this.#waiting].filter((stay) => stay.addressKey === key);
      if (same.length >= perAddressMax) this.#drop(same[0]);
    }
    if (this.#waiting.size >= SNIFFED_MAX) { for (const oldest of this.#waiting) return this.#drop(oldest); }
  }

  #drop(stay: Stay | undefined): void {
    if (!stay) return;
    this.#waiting.delete(stay);
    stay.shut();
  }
}
