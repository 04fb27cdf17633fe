// What goes out to a terminal: frames and words. A slow terminal gets fewer frames, never old ones: while one is being
// written only the newest waits. Words that move no cursor go between them, each once and in order.
import type { Grid } from "./grid.ts";
import type { Cursor, Renderer } from "./render.ts";
import type { Terminal } from "./terminal.ts";

export class ScreenWriter {
  readonly #terminal: Terminal;
  readonly #renderer: Renderer;
  readonly #onGone: () => void;
  readonly #encoder = new TextEncoder();
  #open = false;
  #frame: { readonly grid: Grid; readonly cursor: Cursor | undefined } | undefined;
  #words = "";
  #writing: Promise<void> | undefined;

  /** `onGone` is called when the terminal takes nothing any more. */
  constructor(terminal: Terminal, renderer: Renderer, onGone: () => void) {
    this.#terminal = terminal;
    this.#renderer = renderer;
    this.#onGone = onGone;
  }

  /** The terminal is ours: what is said and drawn goes there. */
  get open(): boolean {
    return this.#open;
  }

  get busy(): boolean {
    return this.#writing !== undefined;
  }

  /** Begins with these words, before any that wait; the first frame is drawn in full. */
  begin(words: string): void {
    this.#open = true;
    this.#renderer.invalidate();
    this.#words = words + this.#words;
    this.#write();
  }

  draw(grid: Grid, cursor: Cursor | undefined): void {
    this.#frame = { grid, cursor };
    this.#write();
  }

  say(words: string): void {
    if (!this.#open) return;
    this.#words += words;
    this.#write();
  }

  /** Writes the last words at once, and lets go of all that waits: may be called while the program ends. */
  end(words: string): void {
    this.#open = false;
    [this.#frame, this.#words] = [undefined, ""];
    try {
      const bytes = this.#encoder.encode(words);
      for (let done = 0; done < bytes.length;) done += this.#terminal.writeSync(bytes.subarray(done));
    } catch {
      // It is gone, or does not take more: there is nobody to see it.
    }
  }

  /** Resolves when all is written. */
  async idle(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  #write(): void {
    if (this.#writing || !this.#open) return;
    this.#writing = this.#writeAll().finally(() => this.#writing = undefined);
  }

  async #writeAll(): Promise<void> {
    try {
      for (let text = this.#compose(); text !== ""; text = this.#compose()) {
        const bytes = this.#encoder.encode(text);
        for (let done = 0; done < bytes.length;) {
          done += await this.#terminal.write(bytes.subarray(done));
          // It was given back meanwhile: the rest is no longer for this screen.
          if (!this.#open) return;
        }
      }
    } catch {
      this.#open = false;
      this.#onGone();
    }
  }

  #compose(): string {
    const [words, frame] = [this.#words, this.#frame];
    [this.#words, this.#frame] = ["", undefined];
    return words + (frame ? this.#renderer.render(frame.grid, frame.cursor) : "");
  }
}
