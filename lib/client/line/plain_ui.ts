// Plain mode: reads lines, prints lines, nothing else. For pipes and files on either side.
import type { Line } from "../line.ts";
import { Output, type Sink } from "./output.ts";
import type { Surroundings, Ui, UiEvents } from "../ui.ts";
import { viewLine } from "../view_line.ts";

/** A line longer than this many characters is taken in pieces: no input is without a bound. */
export const LINE_LENGTH_MAX = 65_536;

export interface Source {
  read(buffer: Uint8Array): Promise<number | null>;
}

export interface PlainParts {
  readonly input: Source;
  readonly output: Sink;
  /** Where problems go. */
  readonly errors: Sink;
}

export class PlainUi implements Ui {
  readonly #parts: PlainParts;
  readonly #output: Output;
  readonly #errors: Output;
  #events: UiEvents | undefined;
  #room: string | undefined;
  #lines: string[] = [];
  #ended = false;
  #polling = false;
  #resume: (() => void) | undefined;

  constructor(parts: PlainParts) {
    this.#parts = parts;
    this.#output = new Output(parts.output, () => this.#events?.interrupted());
    this.#errors = new Output(parts.errors, () => {});
  }

  start(events: UiEvents): void {
    this.#events = events;
    void this.#readAll();
  }

  print(line: Line): void {
    const rows = viewLine(line, { colour: false, width: undefined, room: this.#room });
    const sink = line.type === "problem" ? this.#errors : this.#output;
    sink.write(rows.map((row) => `${row}\n`).join(""));
  }

  endLine(): void {}

  surround({ room }: Surroundings): void {
    this.#room = room;
  }

  clear(): void {}

  poll(): void {
    // A line that is reported leads to more polls: the outermost one goes on.
    if (this.#polling) return;
    this.#polling = true;
    while (this.#lines.length > 0 && this.#events?.mayTakeLine()) this.#events.line(this.#lines.shift() ?? "");
    this.#polling = false;
    if (this.#lines.length > 0) return;
    if (this.#ended) {
      this.#ended = false;
      this.#events?.ended();
    }
    this.#resume?.();
  }

  async caughtUp(): Promise<void> {
    await this.#output.caughtUp();
    await nextTurn();
  }

  async close(): Promise<void> {
    await Promise.all([this.#output.drained(), this.#errors.drained()]);
  }

  async #readAll(): Promise<void> {
    const decoder = new TextDecoder();
    const buffer = new Uint8Array(16 * 1024);
    let rest = "";
    try {
      for (let count = await this.#read(buffer); count !== null; count = await this.#read(buffer)) {
        const lines = (rest + decoder.decode(buffer.subarray(0, count), { stream: true })).split("\n");
        rest = lines.pop() ?? "";
        while (rest.length > LINE_LENGTH_MAX) {
          lines.push(rest.slice(0, LINE_LENGTH_MAX));
          rest = rest.slice(LINE_LENGTH_MAX);
        }
        this.#lines.push(...lines.map((line) => line.replace(/\r$/, "")));
        this.poll();
        if (this.#lines.length > 0) await new Promise<void>((resolve) => this.#resume = resolve);
        this.#resume = undefined;
      }
    } catch {
      // A broken standard input is an ended one.
    }
    rest += decoder.decode();
    if (rest !== "") this.#lines.push(rest);
    this.#ended = true;
    this.poll();
  }

  #read(buffer: Uint8Array): Promise<number | null> {
    return this.#parts.input.read(buffer);
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
