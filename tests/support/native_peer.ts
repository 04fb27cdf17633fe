// A peer that speaks the native dialect over a real socket, for tests: says commands, waits for events. Its barrier is
// the protocol's own: the pong to a ping comes after everything that was queued before.
import type { Command } from "../../lib/chat/command.ts";
import type { Event } from "../../lib/chat/event.ts";
import { encodeCommand, EventDecoder } from "../../lib/wire/native_client.ts";

export interface Heard {
  readonly event: Event;
  readonly ref: string | undefined;
}

export class NativePeer {
  readonly #conn: Deno.TcpConn;
  readonly #decoder = new EventDecoder();
  readonly #buffer = new Uint8Array(65_536);
  /** What came and was not taken yet, oldest first. */
  readonly heard: Heard[] = [];
  #pings = 0;
  /** The server has closed the link. */
  ended = false;

  private constructor(conn: Deno.TcpConn) {
    this.#conn = conn;
  }

  static async dial(port: number): Promise<NativePeer> {
    return new NativePeer(await Deno.connect({ hostname: "127.0.0.1", port }));
  }

  async say(command: Command, ref?: string): Promise<void> {
    await this.raw(encodeCommand(command, ref));
  }

  async raw(bytes: Uint8Array | string): Promise<void> {
    let rest = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
    while (rest.length > 0) rest = rest.subarray(await this.#conn.write(rest));
  }

  /** The next event, in order. Rejects at the end of the link. */
  async next(): Promise<Heard> {
    for (;;) {
      const heard = this.heard.shift();
      if (heard) return heard;
      if (!await this.#read()) throw new Error("Cannot hear more: the server closed the link");
    }
  }

  /** The next event of a type; what comes before it is dropped. */
  async until<T extends Event["type"]>(type: T): Promise<Extract<Event, { type: T }>> {
    for (;;) {
      const { event } = await this.next();
      if (event.type === type) return event as Extract<Event, { type: T }>;
    }
  }

  /** Says a command and gives the first event that answers it by its ref; what comes before stays heard. */
  async ask(command: Command, ref = `ask-${++this.#pings}`): Promise<Event> {
    await this.say(command, ref);
    const passed: Heard[] = [];
    for (;;) {
      const heard = await this.next();
      if (heard.ref === ref) {
        this.heard.unshift(...passed);
        return heard.event;
      }
      passed.push(heard);
    }
  }

  /** All that the server had for this peer is heard when it resolves. */
  async settled(): Promise<readonly Heard[]> {
    const t = 1_000_000 + ++this.#pings;
    await this.say({ type: "ping", t });
    const all: Heard[] = [];
    for (;;) {
      const heard = await this.next();
      if (heard.event.type === "pong" && heard.event.t === t) return all;
      all.push(heard);
    }
  }

  async closeWrite(): Promise<void> {
    await this.#conn.closeWrite();
  }

  /** All until the server closes the link. */
  async rest(): Promise<readonly Heard[]> {
    while (await this.#read());
    return this.heard.splice(0);
  }

  close(): void {
    try {
      this.#conn.close();
    } catch {
      // Closed by the test before.
    }
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async #read(): Promise<boolean> {
    const count = await this.#conn.read(this.#buffer).catch(() => null);
    if (count === null) {
      this.ended = true;
      return false;
    }
    this.#decoder.feed(this.#buffer.subarray(0, count));
    for (let found = this.#decoder.next(); found; found = this.#decoder.next()) {
      if (found.type === "malformed") throw new Error(`Cannot read the server's line: ${found.detail}`);
      this.heard.push({ event: found.event, ref: found.ref });
    }
    return true;
  }
}
