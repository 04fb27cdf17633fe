// One socket of the server: reads it into the codec, hands commands on in order, writes the outbox, closes in peace.
import type { Clock } from "../clock.ts";
import type { Codec, Decoded, Parting } from "../wire/dialect.ts";
import type { Dialect } from "../wire/dialects.ts";
import { nativeDialect } from "../wire/native.ts";
import { type FrameQueue, Outbox, type OutboxBounds, type OutboxEnd } from "./outbox.ts";
import { PacedOutbox } from "./paced_outbox.ts";
import type { Partings } from "./partings.ts";
import { READ_BYTES_MIN, readBuffers } from "./read_buffers.ts";
import { closeQuietly, type Socket } from "./socket.ts";
import { isHeavy, turn } from "./turn.ts";
import { within } from "./within.ts";

/** From one peer per turn of the event loop: others come in between. */
const TURN_BYTES_MAX = 65_536;
/** How long a peer has to take its last frames, and then to close its half. */
const FAREWELL_MS = 1_000;
const LINGER_MS = 500;
/** For whom more than this waits after the time to read it, reads nothing: nobody waits for that one. */
const LITTLE_BYTES = 65_536;
/** How long somebody has to read what was sent before more of what waits for them is. */
const CATCH_UP_MS = 30_000;

/** What the connections of a server have in common, and whom they report to. */
export interface ConnectionHost {
  readonly clock: Clock;
  readonly outboxes: OutboxBounds;
  /** Where they are kept when they are over, if their clients do not bear a close. */
  readonly partings?: Partings;
  /** Something decoded; it may {@linkcode Connection.hold} at once. */
  onDecoded(connection: Connection, decoded: Decoded): void;
  /** The peer closed its sending half. */
  onEnded(connection: Connection): void;
  /** The socket is of no use any more. */
  onGone(connection: Connection): void;
  /** The codec failed, by a fault of ours; the connection is gone then as well. */
  onFault?(connection: Connection, error: unknown): void;
}

/** Who is connected, and how one talks to them. */
export interface Caller {
  readonly id: number;
  readonly address?: string;
  readonly socket: Socket;
  /** The native one where none is given. */
  readonly dialect?: Dialect;
  readonly codec: Codec;
}

export class Connection implements OutboxEnd {
  readonly id: number;
  readonly address: string;
  readonly codec: Codec;
  readonly dialect: Dialect;
  readonly outbox: FrameQueue;
  /** True for a codec that may have something to say because of what its peer is told. */
  readonly speaksUp: boolean;
  /** Where its units go that have a pace. */
  readonly paced: PacedOutbox | undefined;
  readonly #host: ConnectionHost;
  readonly #socket: Socket;
  #quietTimer: { cancel(): void } | undefined;
  #release: (() => void) | undefined;
  #held = false;
  #paused = false;
  #closing = false;
  #closed = false;
  #second: Socket | undefined;
  #peerEnded: (() => void) | undefined;
  #peerSpoke: (() => void) | undefined;
  #hasEnded = false;

  constructor(host: ConnectionHost, { id, address = "", socket, dialect = nativeDialect, codec }: Caller) {
    this.#host = host;
    this.#socket = socket;
    this.id = id;
    this.address = address;
    this.codec = codec;
    this.dialect = dialect;
    this.speaksUp = dialect.name !== "native";
    const { clock, outboxes } = host;
    const { pace, secondOf } = dialect;
    this.paced = pace && new PacedOutbox({ ...outboxes, end: this, pace, clock, split: secondOf !== undefined });
    this.outbox = this.paced ?? new Outbox(outboxes, this);
  }

  /** For its outbox alone: what is written past it would come out of turn. */
  write(bytes: Uint8Array): Promise<number> {
    return this.#socket.write(bytes);
  }

  /** Its outbox can write no more. */
  broken(): void {
    this.#gone();
  }

  /** Takes no further command until {@linkcode proceed}. */
  hold(): void {
    this.#held = true;
  }

  /** Takes no further command, ever: the server ends. What was taken is still answered. */
  pause(): void {
    this.#paused = true;
  }

  proceed(): void {
    this.#held = false;
    this.#release?.();
    this.#release = undefined;
  }

  /** Reads until the peer ends, the socket breaks or the connection is closed. Resolves; never rejects. */
  async run(): Promise<void> {
    const { codec } = this;
    const { clock } = this.#host;
    let buffer = readBuffers.take();
    let turnBytes = TURN_BYTES_MAX;
    try {
      while (!this.#closed) {
        const count = await this.#socket.read(buffer.length <= turnBytes ? buffer : buffer.subarray(0, turnBytes));
        if (count === null) {
          await this.#takeRest();
          return this.#ended();
        }
        while (!turn.take(count)) await turn.next();
        // Once it is closing nobody listens any more: it is read on only to see the end.
        if (this.#closing) this.#peerSpoke?.();
        else {
          codec.decoder.feed(buffer.subarray(0, count), this.speaksUp ? clock.now().at : undefined);
          await this.#take();
          if (codec.decoder.quietMs !== undefined) this.#awaitQuiet(codec.decoder.quietMs);
        }
        turnBytes -= count;
        if (turnBytes === 0) {
          turnBytes = TURN_BYTES_MAX;
          await turn.next();
        }
        buffer = readBuffers.fitting(buffer, count);
      }
    } catch (error) {
      this.#failed(error);
    } finally {
      // Whatever was read last has ended by now, however it did.
      readBuffers.give(buffer);
    }
  }

  /** Resolves when what it was sent is written, or after half a minute: true unless much is still to be read then. */
  async caughtUp(): Promise<boolean> {
    await within(this.#host.clock, CATCH_UP_MS, this.outbox.drained());
    return this.outbox.bytes <= LITTLE_BYTES;
  }

  /** Takes what the codec has ready without having read: it was told something, or is to speak first. */
  pump(): void {
    try {
      while (!this.#held && !this.#paused && !this.#closing) {
        const decoded = this.codec.decoder.next();
        if (decoded === undefined) return;
        this.#host.onDecoded(this, decoded);
      }
    } catch (error) {
      this.#failed(error);
    }
  }

  /** The person's second socket is there: units go to it, and what it says confirms them. Never rejects. */
  async attach(socket: Socket): Promise<void> {
    const { second } = this.codec;
    const { paced } = this;
    if (!second || !paced || this.#closed) return closeQuietly(socket);
    this.#second = socket;
    try {
      this.outbox.push(second.attached());
      paced.attach((bytes) => socket.write(bytes));
      this.pump();
      const buffer = new Uint8Array(READ_BYTES_MIN);
      for (let count = await socket.read(buffer); count !== null; count = await socket.read(buffer)) {
        while (!turn.take(count)) await turn.next();
        if (second.confirms(buffer.subarray(0, count))) paced.confirm();
      }
    } catch {
      // One socket without the other is of no use, however it ended.
    }
    if (!this.#closing) this.#gone();
  }

  #awaitQuiet(ms: number): void {
    this.#quietTimer?.cancel();
    this.#quietTimer = this.#host.clock.after(ms, () => {
      try {
        this.codec.decoder.quiet?.();
      } catch (error) {
        return this.#failed(error);
      }
      this.pump();
    });
  }

  /** Whatever it was, this connection can't go on; what no socket throws is told the operator. */
  #failed(error: unknown): void {
    if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError) {
      this.#host.onFault?.(this, error);
    }
    this.#gone();
  }

  /** What came before the end is whole now. */
  async #takeRest(): Promise<void> {
    if (!this.#quietTimer || this.#closing) return;
    this.#quietTimer.cancel();
    this.codec.decoder.quiet?.();
    await this.#take();
  }

  async #take(): Promise<void> {
    const { codec } = this;
    while (!this.#closing) {
      if (this.#held || this.#paused) await this.#free();
      const decoded = this.#closing ? undefined : codec.decoder.next();
      if (decoded === undefined) return;
      if (isHeavy(decoded)) {
        while (!turn.takeHeavy()) await turn.next();
        if (this.#paused) await this.#free();
      }
      if (!this.#closing) this.#host.onDecoded(this, decoded);
    }
  }

  /** Waits until it may go on. */
  async #free(): Promise<void> {
    while ((this.#held || this.#paused) && !this.#closing) {
      await new Promise<void>((resolve) => this.#release = resolve);
    }
  }

  /** Writes what is queued as far as the socket takes it within a second, then closes. `last` goes in place of all that waits if `hurry`. */
  async close(last: Uint8Array | undefined, hurry: boolean): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    this.proceed();
    if (last) {
      if (hurry) this.outbox.replace(last);
      else if (this.outbox.push(last) === "full") this.outbox.replace(last);
    }
    await within(this.#host.clock, FAREWELL_MS, this.outbox.drained());
    const reads = !hurry && this.outbox.bytes <= LITTLE_BYTES;
    if (!this.#hasEnded && reads && this.codec.parting) await this.#part(this.codec.parting);
    if (this.outbox.bytes === 0 && !this.#hasEnded) {
      // A close with unread input in the kernel resets the link and may take our last words with it.
      await within(this.#host.clock, LINGER_MS, this.#farewell());
    }
    this.shut();
  }

  /** Waits for what its client says or does last, where it would not bear a close before. */
  async #part({ answer }: Parting): Promise<void> {
    const { partings } = this.#host;
    if (this.#second) closeQuietly(this.#second);
    await partings?.wait(
      new Promise((resolve) => {
        this.#peerEnded = resolve;
        if (answer) this.#peerSpoke = resolve;
      }),
      this.address,
    );
    if (!answer || !partings || this.#hasEnded) return;
    // Who has stopped to read would keep the socket, and a server that ends, for ever.
    await within(this.#host.clock, FAREWELL_MS, this.#socket.write(answer).then(() => {}, () => {}));
  }

  async #farewell(): Promise<void> {
    try {
      await this.#socket.closeWrite();
    } catch {
      return; // gone already
    }
    if (!this.#hasEnded) await new Promise<void>((resolve) => this.#peerEnded = resolve);
  }

  /** Closes the socket now. */
  shut(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#closing = true;
    this.#quietTimer?.cancel();
    this.proceed();
    this.outbox.discard();
    this.#peerEnded?.();
    closeQuietly(this.#socket);
    if (this.#second) closeQuietly(this.#second);
  }

  #ended(): void {
    this.#hasEnded = true;
    this.#peerEnded?.();
    if (!this.#closing) this.#host.onEnded(this);
  }

  #gone(): void {
    if (this.#closed) return;
    const unexpected = !this.#closing;
    this.#hasEnded = true;
    this.shut();
    if (unexpected) this.#host.onGone(this);
  }
}
