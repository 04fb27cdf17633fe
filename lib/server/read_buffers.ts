// The buffers that sockets are read into. Nearly all of ten thousand connections are idle at any moment, and a small
// buffer of its own costs a connection three times its bytes: so the small ones are places in a few large ones.

/** Most of what a person says at a time. */
export const READ_BYTES_MIN = 128;
const READ_BYTES_MAX = 65_536;
/** So many places are made at once. */
const SHELF_PLACES = 256;

/** Small buffers, lent to who reads. A buffer goes back only once nothing is being read into it any more. */
export class ReadBuffers {
  readonly #free: Uint8Array<ArrayBuffer>[] = [];

  /** A buffer of {@linkcode READ_BYTES_MIN} bytes. */
  take(): Uint8Array<ArrayBuffer> {
    if (this.#free.length === 0) this.#make();
    return this.#free.pop() as Uint8Array<ArrayBuffer>;
  }

  /** Takes a buffer back, if it is one of these; one that was {@linkcode fitting} may be any. */
  give(buffer: Uint8Array<ArrayBuffer>): void {
    if (buffer.length === READ_BYTES_MIN) this.#free.push(buffer);
  }

  /**
   * A buffer for the next read after one that brought `count` bytes: it grows while a peer is busy and shrinks when it
   * calms down. It takes the place of `buffer`.
   */
  fitting(buffer: Uint8Array<ArrayBuffer>, count: number): Uint8Array<ArrayBuffer> {
    const { length } = buffer;
    if (count === length && length < READ_BYTES_MAX) {
      this.give(buffer);
      return new Uint8Array(Math.min(length * 4, READ_BYTES_MAX));
    }
    if (count * 16 >= length || length === READ_BYTES_MIN) return buffer;
    return length / 4 <= READ_BYTES_MIN ? this.take() : new Uint8Array(length / 4);
  }

  #make(): void {
    const shelf = new Uint8Array(SHELF_PLACES * READ_BYTES_MIN);
    for (let at = 0; at < shelf.length; at += READ_BYTES_MIN) this.#free.push(shelf.subarray(at, at + READ_BYTES_MIN));
  }
}

/** There is one process, so there is one of these. */
export const readBuffers: ReadBuffers = new ReadBuffers();
