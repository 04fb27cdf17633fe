// A terminal for the full screen, without a tty: keys are given, what is written is kept or looked through.
import type { Size } from "../../../lib/tui/grid.ts";
import type { Happening, Terminal } from "../../../lib/tui/terminal.ts";
import { HandSource } from "../shell.ts";

export class StageTerminal implements Terminal {
  readonly keys = new HandSource();
  readonly calls = new Map<Happening, () => void>();
  written = "";
  raw = false;
  stops = 0;
  dimensions: Size = { rows: 24, columns: 80 };
  /** Told of each write. */
  onWrite: (text: string) => void = () => {};

  read(buffer: Uint8Array): Promise<number | null> {
    return this.keys.read(buffer);
  }

  write(bytes: Uint8Array): Promise<number> {
    return Promise.resolve(this.writeSync(bytes));
  }

  writeSync(bytes: Uint8Array): number {
    const text = new TextDecoder().decode(bytes);
    this.written += text;
    this.onWrite(text);
    return bytes.length;
  }

  setRaw(on: boolean): void {
    this.raw = on;
  }

  size(): Size {
    return this.dimensions;
  }

  depth(): "true" {
    return "true";
  }

  on(happening: Happening, call: () => void): { cancel(): void } {
    this.calls.set(happening, call);
    return { cancel: () => void this.calls.delete(happening) };
  }

  stop(): void {
    this.stops++;
  }

  after(ms: number, call: () => void): { cancel(): void } {
    const timer = setTimeout(call, ms);
    return { cancel: () => clearTimeout(timer) };
  }

  mono(): number {
    return performance.now();
  }
}
