// The bridge: older clients know one host and one port, and those are built into them. It listens there, on this
// machine, and passes each on to a server elsewhere.
import type { Clock } from "../../clock.ts";
import { type Address, formatAddress } from "../address.ts";
import { type BridgePace, cutAtCharacter, cutAtObject, handOn, writeAll } from "./bridge_pace.ts";

export interface BridgePlace {
  readonly name: string;
  readonly port: number;
  readonly pace: BridgePace;
  /** This client speaks only when its user has: until then the server must not think that it waits to be asked. */
  readonly dialLate?: true;
  /** Stops the client in peace where it would not bear a closed link. */
  readonly stop?: true;
}

const TEXT: BridgePace = { writeBytesMax: 1_024, gapMs: 30, cut: cutAtCharacter };

/** The ports that the older clients have built in. */
export const BRIDGE_PLACES: readonly BridgePlace[] = [
  { name: "iitd", port: 8_828, pace: { writeBytesMax: 1_400, gapMs: 0, cut: cutAtCharacter } },
  { name: "nickprompt", port: 55_555, pace: TEXT, stop: true },
  { name: "classchat", port: 12_000, pace: TEXT, stop: true, dialLate: true },
  { name: "muca", port: 40_452, pace: { writeBytesMax: 900, gapMs: 50, cut: cutAtObject } },
];

const HOST = "127.0.0.1";
const STOP = Uint8Array.of(0xff);
const STOP_MS = 150;
const READ_BYTES = 4_096;

export interface BridgeOptions {
  readonly to: Address;
  readonly places: readonly BridgePlace[];
  readonly clock: Clock;
  /** What a person is told: one line. */
  say(line: string): void;
}

export class Bridge {
  readonly #options: BridgeOptions;
  readonly #listeners: Deno.TcpListener[] = [];
  readonly #conns = new Set<Deno.TcpConn>();
  readonly #work = new Set<Promise<void>>();
  /** Where it listens, in the order of the places; 0 where it could not. */
  readonly ports: number[] = [];

  constructor(options: BridgeOptions) {
    this.#options = options;
  }

  /** Listens at as many of the places as are free, and says which; false where none is. */
  open(): boolean {
    const { places, to, say } = this.#options;
    for (const place of places) {
      try {
        const listener = Deno.listen({ hostname: HOST, port: place.port });
        const { port } = listener.addr as Deno.NetAddr;
        this.#listeners.push(listener);
        this.ports.push(port);
        this.#start(this.#accept(listener, place));
        say(`${place.name}: ${HOST}:${port} leads to ${formatAddress(to)}`);
      } catch (error) {
        this.ports.push(0);
        say(`${place.name}: can't listen on ${HOST}:${place.port} (${messageOf(error)})`);
      }
    }
    return this.#listeners.length > 0;
  }

  /** Closes everything; resolves when nothing is left. */
  async close(): Promise<void> {
    for (const listener of this.#listeners) listener.close();
    for (const conn of this.#conns) closeQuietly(conn);
    await Promise.all(this.#work);
  }

  #start(work: Promise<void>): void {
    const owned: Promise<void> = work.finally(() => this.#work.delete(owned));
    this.#work.add(owned);
  }

  async #accept(listener: Deno.TcpListener, place: BridgePlace): Promise<void> {
    for (;;) {
      const near = await listener.accept().catch(() => undefined);
      if (!near) return;
      this.#conns.add(near);
      this.#start(this.#join(near, place).finally(() => this.#drop(near)));
    }
  }

  #drop(conn: Deno.TcpConn): void {
    this.#conns.delete(conn);
    closeQuietly(conn);
  }

  /** One client's whole stay. Never rejects. */
  async #join(near: Deno.TcpConn, place: BridgePlace): Promise<void> {
    const { to, clock, say } = this.#options;
    let far: Deno.TcpConn | undefined;
    try {
      near.setNoDelay(true);
      const first = place.dialLate ? await firstBytes(near) : new Uint8Array(0);
      if (first === undefined) return;
      far = await Deno.connect({ hostname: to.host, port: to.port });
      far.setNoDelay(true);
      this.#conns.add(far);
      await writeAll(far, first);
      const ways = [handOn(far, near, place.pace, clock), pipe(near, far)];
      await Promise.race(ways).finally(() => {
        for (const conn of [near, far]) if (conn) closeQuietly(conn);
      });
      await Promise.allSettled(ways);
    } catch (error) {
      if (!far) say(`${place.name}: can't reach ${formatAddress(to)} (${messageOf(error)})`);
      if (!far && place.stop) await this.#stopInPeace(near);
    } finally {
      if (far) this.#drop(far);
    }
  }

  async #stopInPeace(near: Deno.TcpConn): Promise<void> {
    await new Promise<void>((resolve) => this.#options.clock.after(STOP_MS, resolve));
    await writeAll(near, STOP).catch(() => {});
    await new Promise<void>((resolve) => this.#options.clock.after(STOP_MS, resolve));
  }
}

/** What a client says first, or `undefined` where it goes without a word. */
async function firstBytes(near: Deno.TcpConn): Promise<Uint8Array | undefined> {
  const buffer = new Uint8Array(READ_BYTES);
  const count = await near.read(buffer);
  return count === null ? undefined : buffer.subarray(0, count);
}

/** Passes on what the client sends, until it ends. */
async function pipe(near: Deno.TcpConn, far: Deno.TcpConn): Promise<void> {
  const buffer = new Uint8Array(READ_BYTES);
  for (let count = await near.read(buffer); count !== null; count = await near.read(buffer)) {
    await writeAll(far, buffer.subarray(0, count));
  }
}

function closeQuietly(conn: Deno.TcpConn): void {
  try {
    conn.close();
  } catch {
    // Closed from the other side.
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
