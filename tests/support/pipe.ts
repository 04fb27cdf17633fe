// A socket in memory: the test is the peer at its other end, and says how much of what is written is taken.
import type { Socket } from "../../lib/server/socket.ts";

export class Pipe implements Socket {
  #arrived: Uint8Array[] = [];
  #ended = false;
  #taken: Uint8Array[] = [];
  /** Bytes that the peer will still take; what is written beyond waits. */
  #room: number;
  readonly #writeMost: number;
  #wake = Promise.withResolvers<void>();
  /** The server has closed its sending half. */
  halfClosed = false;
  closed = false;
  /** How often the server wrote something. */
  writes = 0;

  /**
   * @param room bytes that are taken before the peer stops to read
   * @param writeMost bytes that are taken by one write
   */
  constructor({ room = Infinity, writeMost = Infinity }: { room?: number; writeMost?: number } = {}) {
    this.#room = room;
    this.#writeMost = writeMost;
  }

  // The peer's end.

  send(text: string): void {
    this.#arrived.push(new TextEncoder().encode(text));
    this.#changed();
  }

  end(): void {
    this.#ended = true;
    this.#changed();
  }

  /** The peer reads again. */
  take(bytes: number): void {
    this.#room += bytes;
    this.#changed();
  }

  /** All that was written so far. */
  get heard(): string {
    const decoder = new TextDecoder();
    return this.#taken.map((bytes) => decoder.decode(bytes, { stream: true })).join("");
  }

  // The server's end.

  async read(into: Uint8Array): Promise<number | null> {
    for (;;) {
      this.#check();
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

  async write(bytes: Uint8Array): Promise<number> {
    this.writes += 1;
    while (this.#room === 0) {
      this.#check();
      await this.#wake.promise;
    }
    this.#check();
    const count = Math.min(bytes.length, this.#room, this.#writeMost);
    this.#room -= count;
    this.#taken.push(bytes.slice(0, count));
    return count;
  }

  closeWrite(): Promise<void> {
    this.#check();
    this.halfClosed = true;
    return Promise.resolve();
  }

  close(): void {
    this.#check();
    this.closed = true;
    this.#changed();
  }

  #check(): void {
    if (this.closed) throw new Deno.errors.BadResource("The pipe is closed");
  }

  #changed(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }
}
