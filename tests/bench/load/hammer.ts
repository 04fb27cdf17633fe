// A connection that costs its own machine little: lines are made once, and answers are counted, hardly read.
import { encodeCommand } from "../../../lib/wire/native_client.ts";
import { NativePeer } from "../../support/native_peer.ts";

const SAID = new TextEncoder().encode('{"op":"said"');
const PONG = new TextEncoder().encode('{"op":"pong"');
const NEWLINE = 10;

export class Hammer {
  /** Says that were answered, and how long pings or paced says took, in ms. */
  answered = 0;
  readonly times: number[] = [];
  readonly #conn: Deno.TcpConn;
  #sentAt: number[] = [];
  #wake = Promise.withResolvers<void>();
  readonly #reading: Promise<void>;

  private constructor(conn: Deno.TcpConn) {
    this.#conn = conn;
    this.#reading = this.#read();
  }

  /** Comes in and joins a room, by a peer of its own that makes it where it is missing. */
  static async enter(port: number, nick: string, room = "lobby"): Promise<Hammer> {
    using maker = await NativePeer.dial(port);
    await maker.ask({ type: "hello", nick: `${nick}-maker` });
    await maker.ask({ type: "join", room, create: true });
    const conn = await Deno.connect({ hostname: "127.0.0.1", port });
    conn.setNoDelay(true);
    const hammer = new Hammer(conn);
    await hammer.#write(encodeCommand({ type: "hello", nick }));
    await hammer.#write(encodeCommand({ type: "join", room, last: 0 }));
    await hammer.ping(0, 0);
    hammer.times.length = 0;
    await maker.ask({ type: "quit" });
    return hammer;
  }

  /** Keeps `window` says unanswered until a moment. */
  async keep(window: number, text: string, until: number): Promise<void> {
    const line = encodeCommand({ type: "say", text });
    let sent = 0;
    while (performance.now() < until) {
      const most = Math.min(window - (sent - this.answered), 200);
      if (most <= window / 8) {
        await this.#wake.promise;
        continue;
      }
      await this.#write(repeat(line, most));
      sent += most;
    }
    while (this.answered < sent) await this.#wake.promise;
    await this.close();
  }

  /** One say each `everyMs`. */
  async pace(everyMs: number, text: string, forMs: number): Promise<void> {
    const line = encodeCommand({ type: "say", text });
    await this.#each(everyMs, forMs, () => this.#timed(line));
    await this.close();
  }

  /** One ping each `everyMs`, or a lone one. */
  async ping(everyMs: number, forMs: number): Promise<void> {
    const line = encodeCommand({ type: "ping" });
    await this.#each(everyMs, forMs, () => this.#timed(line));
  }

  /** Says as much as the socket takes until a moment. */
  async flood(text: string, until: number): Promise<void> {
    const lines = repeat(encodeCommand({ type: "say", text }), 200);
    try {
      while (performance.now() < until) await this.#write(lines);
    } catch {
      // The server has ended it.
    }
    await this.close();
  }

  async close(): Promise<void> {
    try {
      this.#conn.close();
    } catch {
      // Closed by the server.
    }
    await this.#reading;
  }

  async #each(everyMs: number, forMs: number, act: () => Promise<void>): Promise<void> {
    const since = performance.now();
    for (let count = 0; count === 0 || count * everyMs < forMs; count++) {
      const wait = since + count * everyMs - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      await act();
    }
    while (this.#sentAt.length > 0) await this.#wake.promise;
  }

  async #timed(line: Uint8Array): Promise<void> {
    this.#sentAt.push(performance.now());
    await this.#write(line);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await this.#conn.write(rest));
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(262_144);
    let begun = 0;
    try {
      for (
        let count = await this.#conn.read(buffer);
        count !== null;
        count = await this.#conn.read(buffer.subarray(begun))
      ) {
        const end = begun + count;
        let start = 0;
        for (let at = buffer.indexOf(NEWLINE); at >= 0 && at < end; at = buffer.indexOf(NEWLINE, start)) {
          this.#hear(buffer, start);
          start = at + 1;
        }
        buffer.copyWithin(0, start, end);
        begun = end - start;
        buffer.fill(0, begun, end);
        this.#wake.resolve();
        this.#wake = Promise.withResolvers();
      }
    } catch {
      // Closed by us.
    }
    this.#sentAt = [];
    this.#wake.resolve();
  }

  #hear(buffer: Uint8Array, start: number): void {
    const isSaid = begins(buffer, start, SAID);
    if (!isSaid && !begins(buffer, start, PONG)) return;
    if (isSaid) this.answered += 1;
    const sentAt = this.#sentAt.shift();
    if (sentAt !== undefined) this.times.push(performance.now() - sentAt);
  }
}

function begins(buffer: Uint8Array, start: number, text: Uint8Array): boolean {
  return text.every((byte, index) => buffer[start + index] === byte);
}

function repeat(line: Uint8Array, times: number): Uint8Array {
  const all = new Uint8Array(line.length * times);
  for (let at = 0; at < all.length; at += line.length) all.set(line, at);
  return all;
}
