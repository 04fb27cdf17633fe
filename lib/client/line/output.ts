// Standard output as a bounded queue: one writer, what gathers goes out as one write, and whoever reads a network can
// wait until the screen has caught up.

/** Characters that may wait before reading pauses. */
const WAITING_LENGTH_MAX = 256 * 1024;

export interface Sink {
  write(bytes: Uint8Array): Promise<number>;
}

export class Output {
  readonly #sink: Sink;
  readonly #onGone: () => void;
  readonly #encoder = new TextEncoder();
  #waiting = "";
  #writer: Promise<void> | undefined;
  #gone = false;

  /** `onGone` is called once, when nobody reads any more. */
  constructor(sink: Sink, onGone: () => void) {
    this.#sink = sink;
    this.#onGone = onGone;
  }

  write(text: string): void {
    if (this.#gone || text === "") return;
    this.#waiting += text;
    this.#writer ??= this.#writeAll();
  }

  /** Resolves when little enough waits. */
  async caughtUp(): Promise<void> {
    if (this.#waiting.length > WAITING_LENGTH_MAX) await this.#writer;
  }

  /** Resolves when all is written. */
  async drained(): Promise<void> {
    while (this.#writer) await this.#writer;
  }

  async #writeAll(): Promise<void> {
    await Promise.resolve();
    try {
      while (this.#waiting !== "") {
        const bytes = this.#encoder.encode(this.#waiting);
        this.#waiting = "";
        for (let done = 0; done < bytes.length;) done += await this.#sink.write(bytes.subarray(done));
      }
    } catch {
      this.#waiting = "";
      this.#gone = true;
      this.#onGone();
    } finally {
      this.#writer = undefined;
    }
  }
}
