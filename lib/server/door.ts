// Sockets of which it is not known yet who is talking: each is sniffed at, then handed on or turned away. They are
// bounded in number, all together and per address; where there are too many, the oldest goes.
import type { Clock } from "../clock.ts";
import { addressKey } from "../hub/address.ts";
import type { Dialect } from "../wire/dialects.ts";
import { Sniffer, type SnifferOptions } from "../wire/sniffer.ts";
import type { Socket } from "./socket.ts";
import type { Arrival } from "./listener.ts";
import { NOTHING } from "../wire/units.ts";
import { READ_BYTES_MIN } from "./read_buffers.ts";
import { ResumedSocket } from "./resumed_socket.ts";

const SNIFFED_MAX = 1_000;
/** How long somebody who is turned away has to read why. */
const LINGER_MS = 500;

/** Somebody whose dialect is known. What came so far is read anew from its socket. */
export interface Guest extends Arrival {
  readonly dialect: Dialect;
  readonly probed: boolean;
  /** What came so far. */
  readonly begun?: Uint8Array;
}

export interface DoorOptions extends Pick<SnifferOptions, "rows"> {
  readonly clock: Clock;
  /** Of one address; 0 = any number. */
  readonly perAddressMax: number;
  onGuest(guest: Guest): void;
}

export class Door {
  readonly #options: DoorOptions;
  /** Oldest first. */
  readonly #waiting = new Set<Stay>();
  readonly #leaving = new Set<Promise<void>>();

  constructor(options: DoorOptions) {
    this.#options = options;
  }

  /** Sockets that wait here. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Takes somebody in, until it is known who it is. */
  take(arrival: Arrival, hint: SnifferOptions["hint"]): void {
    this.#makeRoom(arrival);
    const stay = new Stay(arrival, hint, this.#options, {
      onGuest: (guest) => {
        this.#waiting.delete(stay);
        this.#options.onGuest(guest);
      },
      onRefused: (bytes, socket) => {
        this.#waiting.delete(stay);
        this.turnAway(socket, bytes);
      },
      onGone: () => {
        this.#waiting.delete(stay);
        stay.shut();
      },
    });
    this.#waiting.add(stay);
    stay.begin();
  }

  /** Tells why and closes, as far as the socket takes it in time. */
  turnAway(socket: Socket, bytes: Uint8Array): void {
    const leaving: Promise<void> = farewell(socket, bytes, this.#options.clock).finally(() =>
      this.#leaving.delete(leaving)
    );
    this.#leaving.add(leaving);
  }

  /** Closes all who wait; resolves when they are gone. */
  async close(): Promise<void> {
    for (const stay of this.#waiting) stay.shut();
    this.#waiting.clear();
    await Promise.all(this.#leaving);
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

interface StayEvents {
  onGuest(guest: Guest): void;
  onRefused(bytes: Uint8Array, socket: Socket): void;
  onGone(): void;
}

/** One socket while it is sniffed at. */
class Stay {
  readonly arrival: Arrival;
  readonly addressKey: string;
  readonly #clock: Clock;
  readonly #events: StayEvents;
  readonly #sniffer: Sniffer;
  readonly #buffer = new Uint8Array(READ_BYTES_MIN);
  #reading: Promise<number | null> | undefined;
  #timer: { cancel(): void } | undefined;
  #over = false;

  constructor(arrival: Arrival, hint: SnifferOptions["hint"], { rows, clock }: DoorOptions, events: StayEvents) {
    this.arrival = arrival;
    this.addressKey = addressKey(arrival.address);
    this.#clock = clock;
    this.#events = events;
    this.#sniffer = new Sniffer({ rows, hint, mono: clock.now().mono });
  }

  begin(): void {
    this.#act();
    this.#read();
  }

  async #read(): Promise<void> {
    try {
      while (!this.#over) {
        this.#reading = this.arrival.socket.read(this.#buffer);
        const count = await this.#reading;
        if (this.#over) return; // the read was handed on, or nobody cares any more
        this.#reading = undefined;
        if (count === null) return this.#gone();
        this.#sniffer.feed(this.#buffer.subarray(0, count), this.#clock.now().mono);
        this.#act();
      }
    } catch {
      this.#gone();
    }
  }

  /** Does what the sniffer wants, and has it woken in time. */
  #act(): void {
    this.#timer?.cancel();
    for (let wanted = this.#sniffer.next(); wanted; wanted = this.#sniffer.next()) {
      if (wanted.type === "write") {
        this.arrival.socket.write(wanted.bytes).catch(() => this.#gone());
        continue;
      }
      this.#over = true;
      const pending = this.#reading && { count: this.#reading, buffer: this.#buffer };
      const begun = wanted.type === "refused" ? NOTHING : wanted.rest;
      const socket = new ResumedSocket(this.arrival.socket, begun, pending);
      if (wanted.type === "refused") return this.#events.onRefused(wanted.bytes, socket);
      const { dialect, probed, rest } = wanted;
      return this.#events.onGuest({
        ...this.arrival,
        socket,
        dialect,
        probed,
        ...(rest.length > 0 && { begun: rest }),
      });
    }
    const ms = Math.max(0, this.#sniffer.dueMono - this.#clock.now().mono);
    this.#timer = this.#clock.after(Math.ceil(ms), () => {
      this.#sniffer.tick(this.#clock.now().mono);
      if (!this.#over) this.#act();
    });
  }

  shut(): void {
    this.#over = true;
    this.#timer?.cancel();
    try {
      this.arrival.socket.close();
    } catch {
      // Closed by its own fault: there is nothing left to free.
    }
  }

  #gone(): void {
    if (this.#over) return;
    this.#over = true;
    this.#events.onGone();
  }
}

/** Last words, then the close, within the time for it. Never rejects. */
async function farewell(socket: Socket, bytes: Uint8Array, clock: Clock): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = clock.after(LINGER_MS, resolve);
    speakAndListen(socket, bytes).finally(() => {
      timer.cancel();
      resolve();
    });
  });
  try {
    socket.close();
  } catch {
    // Closed by its own fault: there is nothing left to free.
  }
}

async function speakAndListen(socket: Socket, bytes: Uint8Array): Promise<void> {
  try {
    for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await socket.write(rest));
    await socket.closeWrite();
    // A close with unread input resets the link and may take our words with it.
    const buffer = new Uint8Array(READ_BYTES_MIN);
    while (await socket.read(buffer) !== null);
  } catch {
    // It went before it had read all.
  }
}
