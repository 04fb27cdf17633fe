// A socket of which something was read already: that is read anew first, then the read that was under way, and from
// then on the socket itself, with nothing in between.
import { NOTHING } from "../wire/units.ts";
import type { Socket } from "./socket.ts";

export class ResumedSocket implements Socket {
  readonly #socket: Socket;
  #begun: Uint8Array;
  #pending: Promise<Uint8Array | null> | undefined;

  /** `begun` is what was read, `pending` what is being read. */
  constructor(socket: Socket, begun: Uint8Array, pending: Promise<Uint8Array | null> | undefined) {
    this.#socket = socket;
    this.#begun = begun;
    this.#pending = pending;
  }

  read(into: Uint8Array): Promise<number | null> {
    if (this.#begun.length > 0) return Promise.resolve(this.#take(into));
    const pending = this.#pending;
    if (pending === undefined) return this.#socket.read(into);
    this.#pending = undefined;
    return pending.then((bytes) => {
      if (bytes === null) return null;
      this.#begun = bytes;
      return this.#take(into);
    });
  }

  write(bytes: Uint8Array): Promise<number> {
    return this.#socket.write(bytes);
  }

  closeWrite(): Promise<void> {
    return this.#socket.closeWrite();
  }

  close(): void {
    this.#socket.close();
  }

  #take(into: Uint8Array): number {
    const count = Math.min(into.length, this.#begun.length);
    into.set(this.#begun.subarray(0, count));
    // Nothing may keep the buffer of the first words as long as the connection.
    this.#begun = count === this.#begun.length ? NOTHING : this.#begun.subarray(count);
    return count;
  }
}
