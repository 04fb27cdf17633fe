// One socket of which it is not known yet who is talking: it is read and sniffed at, and ends as a guest, or refused.
import type { Clock } from "../clock.ts";
import { addressKey } from "../hub/address.ts";
import type { Dialect } from "../wire/dialects.ts";
import { Sniffer, type SnifferOptions } from "../wire/sniffer.ts";
import { NOTHING } from "../wire/units.ts";
import type { Arrival } from "./listener.ts";
import { readBuffers } from "./read_buffers.ts";
import { ResumedSocket } from "./resumed_socket.ts";
import { closeQuietly, type Socket } from "./socket.ts";

/** Somebody whose dialect is known. What came so far is read anew from its socket. */
export interface Guest extends Arrival {
  readonly dialect: Dialect;
  readonly probed: boolean;
  /** What came so far. */
  readonly begun?: Uint8Array;
}

/**
 * Where a stay is. It tells once how it ends: by `chosen`, by `refused`, or by `gone`, and then it is to be
 * {@linkcode Stay.shut | shut}.
 */
export interface StayHost {
  readonly clock: Clock;
  readonly rows: SnifferOptions["rows"];
  chosen(stay: Stay, guest: Guest): void;
  refused(stay: Stay, bytes: Uint8Array, socket: Socket): void;
  gone(stay: Stay): void;
  /** It is to be {@linkcode Stay.tick | ticked} at its {@linkcode Stay.dueMono}, which is another one now. */
  due(stay: Stay): void;
}

/** What is needed only as long as it goes on. */
interface Going {
  readonly arrival: Arrival;
  readonly sniffer: Sniffer;
}

/**
 * A thousand may begin within a second: it has no timer of its own. And it lets go of what it had when it is over: the
 * memory of a set that it was in may refer to it for minutes, and the collector takes that for a use.
 */
export class Stay {
  readonly addressKey: string;
  readonly #host: StayHost;
  #going: Going | undefined;
  #reading: Promise<Uint8Array | null> | undefined;

  constructor(host: StayHost, arrival: Arrival, hint: SnifferOptions["hint"]) {
    this.addressKey = addressKey(arrival.address);
    this.#host = host;
    this.#going = { arrival, sniffer: new Sniffer({ rows: host.rows, hint, mono: host.clock.now().mono }) };
  }

  begin(): void {
    this.#act();
    this.#read();
  }

  /** When a tick is wanted, in monotonic ms. */
  get dueMono(): number {
    return this.#going?.sniffer.dueMono ?? Infinity;
  }

  tick(mono: number): void {
    this.#going?.sniffer.tick(mono);
    this.#act();
  }

  /** Closes its socket; nothing is told of it any more. */
  shut(): void {
    const going = this.#end();
    if (going) closeQuietly(going.arrival.socket);
  }

  async #read(): Promise<void> {
    try {
      while (this.#going) {
        this.#reading = readSome(this.#going.arrival.socket);
        const bytes = await this.#reading;
        if (!this.#going) return; // the read was handed on, or nobody cares any more
        this.#reading = undefined;
        if (bytes === null) return this.#gone();
        this.#going.sniffer.feed(bytes, this.#host.clock.now().mono);
        this.#act();
      }
    } catch {
      this.#gone();
    }
  }

  /** Does what the sniffer wants, and has it woken in time. */
  #act(): void {
    const going = this.#going;
    if (!going) return;
    const { arrival, sniffer } = going;
    for (let wanted = sniffer.next(); wanted; wanted = sniffer.next()) {
      if (wanted.type === "write") {
        arrival.socket.write(wanted.bytes).catch(() => this.#gone());
        continue;
      }
      const begun = wanted.type === "refused" ? NOTHING : wanted.rest;
      const socket = new ResumedSocket(arrival.socket, begun, this.#reading);
      this.#end();
      if (wanted.type === "refused") return this.#host.refused(this, wanted.bytes, socket);
      const { dialect, probed } = wanted;
      return this.#host.chosen(this, { ...arrival, socket, dialect, probed, ...(begun.length > 0 && { begun }) });
    }
    this.#host.due(this);
  }

  #gone(): void {
    if (this.#going) this.#host.gone(this);
  }

  #end(): Going | undefined {
    const going = this.#going;
    this.#going = undefined;
    this.#reading = undefined;
    return going;
  }
}

async function readSome(socket: Socket): Promise<Uint8Array | null> {
  const buffer = readBuffers.take();
  try {
    const count = await socket.read(buffer);
    return count === null ? null : buffer.slice(0, count);
  } finally {
    readBuffers.give(buffer);
  }
}
