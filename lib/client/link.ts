// A link to a server: dials, reads, writes, and says what happened. When to dial again is the update's to decide.
import type { Command } from "../chat/command.ts";
import type { Clock } from "../clock.ts";
import { encodeCommand, EventDecoder } from "../wire/native_client.ts";
import type { Action } from "./action.ts";
import type { Address } from "./address.ts";

/** The stretch of a connection that the link needs. */
export interface Connection {
  read(buffer: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  close(): void;
}

/** Opens a connection; rejects when the signal aborts. */
export type Connect = (address: Address, signal: AbortSignal) => Promise<Connection>;

export interface LinkParts {
  readonly connect: Connect;
  readonly clock: Clock;
  /** In [0, 1): for the jitter of the next attempt. */
  chance(): number;
  report(action: Action): void;
  /** Resolves when what was read so far could be shown: a screen that is behind stops the reading. */
  caughtUp(): Promise<void>;
}

/** How long an attempt to connect may take, in ms: a person is told within two seconds. */
export const DIAL_MS_MAX = 1_800;
/** How long what was queued may take to be written once the link is hung up, in ms. */
export const HANG_UP_MS = 2_000;
/** Bytes that may wait to be written; a server that takes less is as good as gone. */
export const UNSENT_BYTES_MAX = 8 * 1024 * 1024;
const READ_BYTES = 16 * 1024;
/** Bytes read at a stretch before other work has its turn. */
const TURN_BYTES = 64 * 1024;

/** One link at a time; a new one ends the old one in silence. */
export class Link {
  readonly #parts: LinkParts;
  #wire: Wire | undefined;

  constructor(parts: LinkParts) {
    this.#parts = parts;
  }

  /** Connects, then reports `linked`, events, and in the end `unlinked`, or only the last. */
  dial(address: Address): void {
    this.hangUp();
    const wire = new Wire(this.#parts);
    this.#wire = wire;
    // It reports its own failures and never rejects.
    void wire.run(address);
  }

  /** Queues a command; without a link it is dropped, since the queue of the model sends it again. */
  send(command: Command, ref: string | undefined): void {
    this.#wire?.send(encodeCommand(command, ref));
  }

  /** Ends the link after what was queued is written; it reports nothing any more. */
  hangUp(): void {
    this.#wire?.hangUp();
    this.#wire = undefined;
  }
}

class Wire {
  readonly #parts: LinkParts;
  readonly #aborter = new AbortController();
  #connection: Connection | undefined;
  #unsent: Uint8Array[] = [];
  #unsentBytes = 0;
  #writing = false;
  #hungUp = false;
  #closed = false;
  #hangUpTimer: { cancel(): void } | undefined;
  #why = "the server closed the connection";

  constructor(parts: LinkParts) {
    this.#parts = parts;
  }

  async run(address: Address): Promise<void> {
    const { connect, clock, report, chance } = this.#parts;
    const timer = clock.after(DIAL_MS_MAX, () => this.#aborter.abort());
    try {
      this.#connection = await connect(address, this.#aborter.signal);
      timer.cancel();
      if (this.#closed) return;
      report({ type: "linked" });
      await this.#readAll(this.#connection);
    } catch (error) {
      this.#why = this.#aborter.signal.aborted ? "no answer" : explain(error);
    } finally {
      timer.cancel();
      this.#close();
      if (!this.#hungUp) report({ type: "unlinked", reason: this.#why, chance: chance() });
    }
  }

  send(bytes: Uint8Array): void {
    if (this.#closed) return;
    this.#unsent.push(bytes);
    this.#unsentBytes += bytes.length;
    if (this.#unsentBytes > UNSENT_BYTES_MAX) return this.#giveUp();
    if (!this.#writing && this.#connection) void this.#writeAll(this.#connection);
  }

  hangUp(): void {
    this.#hungUp = true;
    this.#aborter.abort();
    if (!this.#writing) return this.#close();
    // A server that takes nothing more would keep the write, and with it the link, for ever.
    this.#hangUpTimer = this.#parts.clock.after(HANG_UP_MS, () => this.#close());
  }

  async #readAll(connection: Connection): Promise<void> {
    const decoder = new EventDecoder();
    const buffer = new Uint8Array(READ_BYTES);
    let turn = 0;
    for (let count = await connection.read(buffer); count !== null; count = await connection.read(buffer)) {
      decoder.feed(buffer.subarray(0, count));
      for (let found = decoder.next(); found && !this.#hungUp; found = decoder.next()) {
        this.#parts.report(found.type === "event" ? { ...found, ref: found.ref } : found);
      }
      if (this.#hungUp) return;
      turn += count;
      if (turn < TURN_BYTES) continue;
      turn = 0;
      await this.#parts.caughtUp();
    }
  }

  async #writeAll(connection: Connection): Promise<void> {
    this.#writing = true;
    try {
      // What gathers in one turn goes out as one write.
      await Promise.resolve();
      while (this.#unsent.length > 0) {
        const bytes = joined(this.#unsent, this.#unsentBytes);
        this.#unsent = [];
        for (let done = 0; done < bytes.length;) done += await connection.write(bytes.subarray(done));
        this.#unsentBytes = this.#unsent.reduce((sum, each) => sum + each.length, 0);
      }
    } catch {
      // The reader meets the same end and says so.
      this.#close();
    } finally {
      this.#writing = false;
      if (this.#hungUp) this.#close();
    }
  }

  #giveUp(): void {
    if (!this.#connection) this.#aborter.abort();
    this.#close();
  }

  /** May come before there is a connection, which is closed then as soon as it is there. */
  #close(): void {
    this.#closed = true;
    this.#hangUpTimer?.cancel();
    this.#unsent = [];
    this.#unsentBytes = 0;
    const connection = this.#connection;
    this.#connection = undefined;
    try {
      connection?.close();
    } catch {
      // It was closed from the other side already.
    }
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A network's error in a person's words. */
function explain(error: unknown): string {
  if (error instanceof Deno.errors.NotCapable) return "the program may not use the network (start it with -N)";
  if (error instanceof Deno.errors.ConnectionRefused) return "no server listens there";
  if (error instanceof Deno.errors.ConnectionReset || error instanceof Deno.errors.BrokenPipe) {
    return "the connection was cut";
  }
  if (error instanceof Deno.errors.TimedOut) return "no answer";
  const text = error instanceof Error ? error.message : String(error);
  if (/lookup|name or service|nodename|no such host|resolve/i.test(text)) return "there is no host of that name";
  if (/unreachable/i.test(text)) return "the network does not reach it";
  if (/interrupted|bad resource|closed/i.test(text)) return "the connection was closed";
  return text.replace(/\s*\(os error \d+\)/, "").slice(0, 120);
}
