// What a process says, line by line: read at once, so that its pipe never fills, and kept until a test looks at it.
// One waits at a time.

/** Guards a test that would wait for ever; no test waits so long for what is in order. */
const GUARD_MS = 30_000;

export class Lines {
  /** Every whole line so far, oldest first. */
  readonly all: string[] = [];
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #reading: Promise<void>;
  #begun = "";
  #looked = 0;
  #ended = false;
  #wake: () => void = () => {};

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
    this.#reading = this.#read();
  }

  /** The next line that holds or matches `wanted`; those before it are passed over. Rejects where none comes. */
  async until(wanted: string | RegExp): Promise<string> {
    const guard = { late: false };
    const timer = setTimeout(() => {
      guard.late = true;
      this.#wake();
    }, GUARD_MS);
    try {
      for (;;) {
        for (let line = this.all[this.#looked]; line !== undefined; line = this.all[this.#looked]) {
          this.#looked += 1;
          if (typeof wanted === "string" ? line.includes(wanted) : wanted.test(line)) return line;
        }
        if (this.#ended || guard.late) throw new Error(`There is no line with ${wanted} in:\n${this.all.join("\n")}`);
        await new Promise<void>((resolve) => this.#wake = resolve);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Resolves when there are more than `count` lines, at the end of the stream, and after a second in any case. */
  async more(count: number): Promise<void> {
    if (this.all.length > count || this.#ended) return;
    const timer = setTimeout(() => this.#wake(), 1_000);
    await new Promise<void>((resolve) => this.#wake = resolve);
    clearTimeout(timer);
  }

  /** Resolves at the end of the stream with every line. */
  async ended(): Promise<readonly string[]> {
    await this.#reading;
    return this.all;
  }

  /** Reads no further: the process finds its pipe closed. */
  async close(): Promise<void> {
    await this.#reader.cancel();
    await this.#reading;
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    for (;;) {
      const { value } = await this.#reader.read();
      if (value === undefined) break;
      const lines = (this.#begun + decoder.decode(value, { stream: true })).split("\n");
      this.#begun = lines.pop() ?? "";
      this.all.push(...lines);
      this.#wake();
    }
    if (this.#begun !== "") this.all.push(this.#begun);
    this.#ended = true;
    this.#wake();
  }
}
