// What comes in from a terminal: bytes become inputs, also when only time tells what they were.
import type { TerminalInput } from "./input.ts";
import { KeyParser } from "./keys.ts";
import type { Cancelling, Terminal } from "./terminal.ts";

const READ_BYTES = 16 * 1024;

export interface InputEvents {
  /** What is typed while this is false is not ours, and passed over. */
  isOurs(): boolean;
  input(input: TerminalInput): void;
  /** The terminal is gone. */
  ended(): void;
}

export class InputReader {
  readonly #terminal: Terminal;
  readonly #events: InputEvents;
  readonly #parser = new KeyParser();
  #timer: Cancelling | undefined;
  #closed = false;

  constructor(terminal: Terminal, events: InputEvents) {
    this.#terminal = terminal;
    this.#events = events;
  }

  /** Reads until the terminal ends, or this is closed; what is being read then is let go. */
  async read(): Promise<void> {
    const buffer = new Uint8Array(READ_BYTES);
    for (;;) {
      // Reading from a terminal fails only when it is gone.
      const count = await this.#terminal.read(buffer).catch(() => null);
      if (this.#closed) return;
      if (count === null) return this.#events.ended();
      if (this.#events.isOurs()) this.#parser.feed(buffer.subarray(0, count), this.#terminal.mono());
      this.#take();
    }
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
  }

  #take(): void {
    for (let input = this.#parser.next(); input; input = this.#parser.next()) this.#events.input(input);
    this.#timer?.cancel();
    this.#timer = undefined;
    const { wakeAt } = this.#parser;
    if (wakeAt === undefined || this.#closed) return;
    this.#timer = this.#terminal.after(Math.max(1, Math.ceil(wakeAt - this.#terminal.mono())), () => {
      this.#parser.tick(this.#terminal.mono());
      this.#take();
    });
  }
}
