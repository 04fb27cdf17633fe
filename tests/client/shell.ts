// Stand-ins for the world around the client's shell: a server that is written by hand,
// a terminal that remembers its screen.
import type { Connection } from "../../lib/client/link.ts";
import type { Terminal } from "../../lib/client/terminal.ts";

/** Chunks that are read one by one, as they are given. */
export class HandSource {
  readonly #chunks: (Uint8Array | null)[] = [];
  #wanted: (() => void) | undefined;

  give(text: string | null): void {
    this.#chunks.push(text === null ? null : new TextEncoder().encode(text));
    this.#wanted?.();
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#chunks.length === 0) await new Promise<void>((resolve) => this.#wanted = resolve);
    const chunk = this.#chunks.shift() ?? null;
    if (chunk === null) return null;
    buffer.set(chunk.subarray(0, buffer.length));
    if (chunk.length > buffer.length) this.#chunks.unshift(chunk.subarray(buffer.length));
    return Math.min(chunk.length, buffer.length);
  }
}

/** A server that a test writes by hand; `take` gives what the client sent. */
export class HandServer implements Connection {
  readonly #source = new HandSource();
  readonly #lines: string[] = [];
  #rest = "";
  #wanted: (() => void) | undefined;
  closed = false;
  /** Bytes that one write takes at most: sockets may take less than asked. */
  writeMax = 7;

  say(event: Record<string, unknown>): void {
    this.#source.give(`${JSON.stringify(event)}\n`);
  }

  raw(text: string): void {
    this.#source.give(text);
  }

  hangUp(): void {
    this.#source.give(null);
  }

  /** The next command. */
  async take(): Promise<Record<string, unknown>> {
    while (this.#lines.length === 0) await new Promise<void>((resolve) => this.#wanted = resolve);
    return JSON.parse(this.#lines.shift() ?? "null");
  }

  read(buffer: Uint8Array): Promise<number | null> {
    return this.#source.read(buffer);
  }

  write(bytes: Uint8Array): Promise<number> {
    const taken = bytes.subarray(0, this.writeMax);
    const lines = (this.#rest + new TextDecoder().decode(taken)).split("\n");
    this.#rest = lines.pop() ?? "";
    this.#lines.push(...lines);
    if (lines.length > 0) this.#wanted?.();
    return Promise.resolve(taken.length);
  }

  close(): void {
    this.closed = true;
    this.#source.give(null);
  }
}

/** A terminal of one screen without a bound: what is written is kept as rows. */
export class HandTerminal implements Terminal {
  readonly keys = new HandSource();
  raw = false;
  written = "";
  width = 40;

  read(buffer: Uint8Array): Promise<number | null> {
    return this.keys.read(buffer);
  }

  write(bytes: Uint8Array): Promise<number> {
    this.written += new TextDecoder().decode(bytes);
    return Promise.resolve(bytes.length);
  }

  setRaw(on: boolean): void {
    this.raw = on;
  }

  columns(): number {
    return this.width;
  }

  onResize(): void {}

  /** The rows as one would see them: carriage returns, backspaces and wiping are followed, other codes left out. */
  rows(): readonly string[] {
    const rows = [""];
    let column = 0;
    // deno-lint-ignore no-control-regex -- the codes of a terminal
    for (const [part] of this.written.matchAll(/\x1b\][^\x07]*\x07|\x1b\[[0-9;?]*[A-Za-z]|[^]/gu)) {
      const row = rows.at(-1) ?? "";
      if (part === "\r") column = 0;
      else if (part === "\b") column--;
      else if (part === "\n") [column] = [0, rows.push("")];
      else if (part === "\x1b[K") rows[rows.length - 1] = row.slice(0, column);
      else if (part.startsWith("\x1b[") && part.endsWith("C")) column += Number(part.slice(2, -1));
      else if (!part.startsWith("\x1b")) {
        rows[rows.length - 1] = row.slice(0, column).padEnd(column) + part + row.slice(column + part.length);
        column += part.length;
      }
    }
    return rows.map((row) => row.trimEnd());
  }
}

/** Lets everything that is ready happen. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
}
