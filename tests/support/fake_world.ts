// A whole server whose sockets are in memory and whose time passes when the test says so: who connects when, what each
// write held, how long it took.
import { openStore } from "../../lib/history/open.ts";
import type { Socket } from "../../lib/server/socket.ts";
import type { ListenPlace } from "../../lib/server/listen.ts";
import type { LogNotice } from "../../lib/server/log.ts";
import { lookout } from "../../lib/server/lookout.ts";
import { parseServerOptions } from "../../lib/server/options.ts";
import { serve, type Server } from "../../lib/server/serve.ts";
import { FakeClock, quickTurn, turn } from "./fake_clock.ts";

const decoder = new TextDecoder();
/** Looks at the sockets in which all is done that needs no time: reads, commits, writes, the turns of big readers. */
const LOOKS = 30;
const STEP_MS = 1_000;
/** No server takes longer to end. */
const ENDING_MS = 60_000;

/** One write of the server's, as one read of its peer's. */
export interface Written {
  readonly bytes: Uint8Array;
  readonly mono: number;
}

/** A socket: the server has the one end, the test the other. */
export class FakePeer implements Socket {
  readonly writes: Written[] = [];
  halfClosed = false;
  closed = false;
  readonly #clock: FakeClock;
  #arrived: Uint8Array[] = [];
  #ended = false;
  #looked = 0;
  #wake = Promise.withResolvers<void>();

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  /** Sends these bytes as one packet. */
  send(bytes: Uint8Array | string): void {
    this.#arrived.push(typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes);
    this.#changed();
  }

  end(): void {
    this.#ended = true;
    this.#changed();
  }

  /** What was written since the last look, each write as a text. */
  heard(): readonly string[] {
    return this.takeWrites().map((bytes) => decoder.decode(bytes));
  }

  /** The same as bytes. */
  takeWrites(): readonly Uint8Array[] {
    const taken = this.writes.slice(this.#looked).map(({ bytes }) => bytes);
    this.#looked = this.writes.length;
    return taken;
  }

  /** Resolves when something was written since the last look: what takes real time, as passwords do, is waited for. */
  async written(): Promise<void> {
    while (this.#looked === this.writes.length && !this.closed) await this.#wake.promise;
  }

  async read(into: Uint8Array): Promise<number | null> {
    for (;;) {
      if (this.closed) throw new Deno.errors.BadResource("The socket is closed");
      const [chunk] = this.#arrived;
      if (chunk) {
        const count = Math.min(into.length, chunk.length);
        into.set(chunk.subarray(0, count));
        if (count === chunk.length) this.#arrived.shift();
        else this.#arrived[0] = chunk.subarray(count);
        return count;
      }
      if (this.#ended) return null;
      await this.#wake.promise;
    }
  }

  write(bytes: Uint8Array): Promise<number> {
    if (this.closed) return Promise.reject(new Deno.errors.BadResource("The socket is closed"));
    this.writes.push({ bytes: bytes.slice(), mono: this.#clock.now().mono });
    this.#changed();
    return Promise.resolve(bytes.length);
  }

  closeWrite(): Promise<void> {
    this.halfClosed = true;
    return Promise.resolve();
  }

  close(): void {
    this.closed = true;
    this.#changed();
  }

  #changed(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }
}

export class FakeWorld implements AsyncDisposable {
  readonly clock: FakeClock;
  readonly server: Server;
  readonly notices: LogNotice[];

  private constructor(clock: FakeClock, server: Server, notices: LogNotice[]) {
    this.clock = clock;
    this.server = server;
    this.notices = notices;
  }

  /** Starts one with the options of the command line; rates are off unless asked for. */
  static async start(...args: string[]): Promise<FakeWorld> {
    const rate = args.includes("--rate") ? [] : ["--rate", "0"];
    const options = parseServerOptions(["--host", "127.0.0.1", "--port", "0", "--db", ":memory:", ...rate, ...args]);
    if (typeof options === "string") throw new TypeError(options);
    const clock = new FakeClock(undefined, quickTurn);
    const store = await openStore(":memory:", 0, clock);
    const notices: LogNotice[] = [];
    const onNotice = (notice: LogNotice) => void notices.push(notice);
    const server = await serve({ ...options, store, clock, boot: "fake", onNotice });
    return new FakeWorld(clock, server, notices);
  }

  /** Somebody connects. */
  dial(as: ListenPlace["dialect"] = "auto", address = "10.0.0.1"): FakePeer {
    const socket = new FakePeer(this.clock);
    this.server.take({ socket, address, local: address.startsWith("127.") }, as);
    return socket;
  }

  /** Lets time pass, and everything happen that it brings. */
  async advance(ms: number): Promise<void> {
    await this.settle();
    await this.clock.advance(ms);
    await this.settle();
  }

  /** Lets everything happen that needs no time. */
  async settle(): Promise<void> {
    for (let look = 0; look < LOOKS; look++) await lookout.next();
  }

  /** Somebody of the native dialect, in the lobby. */
  async native(nick: string): Promise<FakePeer> {
    const peer = this.dial("native");
    peer.send(`{"op":"hello","nick":"${nick}"}\n{"op":"join","room":"lobby","last":0}\n`);
    await this.settle();
    peer.heard();
    return peer;
  }

  /** Faults of the program that were reported. */
  get faults(): readonly LogNotice[] {
    return this.notices.filter(({ type }) => type === "fault");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    let ended = false;
    const stopped = this.server.stop().finally(() => ended = true);
    await Promise.all([stopped, this.#passUntil(() => ended)]);
  }

  /**
   * Its listener is a real one: when that has ended is the system's affair, so no amount of time may pass without a look
   * at the system, or all of it is over before anybody is told good-bye.
   */
  async #passUntil(ended: () => boolean): Promise<void> {
    for (let ms = 0; !ended(); ms += STEP_MS) {
      if (ms > ENDING_MS) throw new Error("The server does not end");
      await turn();
      await this.clock.advance(STEP_MS);
    }
  }
}
