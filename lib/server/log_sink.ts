// Where log lines go: gathered, written in order, never waited for. A terminal that stands still costs lines, which
// are counted, never the server's time.

const WAITING_BYTES_MAX = 4 * 1_024 * 1_024;

export interface LogSinkOptions {
  write(bytes: Uint8Array): Promise<number>;
  /** Nobody reads any more (a closed window, a broken pipe). */
  onGone(): void;
  /** The line that tells how many were lost. */
  lost(count: number): string;
}

export class LogSink {
  readonly #options: LogSinkOptions;
  readonly #encoder = new TextEncoder();
  #lines: string[] = [];
  #bytes = 0;
  #lost = 0;
  #writing: Promise<void> | undefined;
  #gone = false;

  constructor(options: LogSinkOptions) {
    this.#options = options;
  }

  /** Queues a line without its newline. */
  push(line: string): void {
    if (this.#gone) return;
    if (this.#bytes + line.length > WAITING_BYTES_MAX) {
      this.#lost += 1;
      return;
    }
    this.#lines.push(line);
    this.#bytes += line.length;
    this.#writing ??= this.#write();
  }

  /** Resolves when all that was queued is written, or lost. */
  async flushed(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async #write(): Promise<void> {
    await Promise.resolve(); // lines of the same moment go out together
    while (this.#lines.length > 0 && !this.#gone) {
      if (this.#lost > 0) this.#lines.push(this.#options.lost(this.#lost));
      this.#lost = 0;
      const count = this.#lines.length;
      let rest = this.#encoder.encode(this.#lines.join("\n") + "\n");
      this.#lines = [];
      this.#bytes = 0;
      try {
        while (rest.length > 0) rest = rest.subarray(await this.#options.write(rest));
      } catch (error) {
        this.#failed(error, count);
      }
    }
    // Not a turn later: a line that came in between would wait for the next one.
    this.#writing = undefined;
  }

  /** A full disk costs the lines that it did not take; a reader that went away ends the log. */
  #failed(error: unknown, count: number): void {
    this.#lost += count;
    if (
      error instanceof Deno.errors.BrokenPipe || !(error instanceof Error) || !/ENOSPC|No space/i.test(error.message)
    ) {
      this.#gone = true;
      this.#options.onGone();
    }
  }
}
