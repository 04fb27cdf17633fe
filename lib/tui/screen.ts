// A terminal taken over and given back: grids go out, inputs come in. A slow terminal gets fewer frames, never old
// ones: while one is being written only the newest waits. However the program ends, the terminal is as it was.
import type { ColourDepth } from "./colour.ts";
import { type Cursor, Renderer } from "./render.ts";
import type { Grid, Size } from "./grid.ts";
import type { TerminalInput } from "./input.ts";
import { KeyParser } from "./keys.ts";
import {
  type Capabilities,
  depthWith,
  enterCodes,
  learn,
  LEAVE_CODES,
  mouseCodes,
  NO_CAPABILITIES,
  QUESTIONS,
} from "./modes.ts";
import type { Cancelling, Terminal } from "./terminal.ts";

export type ScreenEvent =
  | TerminalInput
  /** Draw again, at this size. */
  | { readonly type: "resized"; readonly size: Size }
  /** It is ours again after a stop: draw again. */
  | { readonly type: "resumed"; readonly size: Size }
  /** The terminal has told what it can do, or has been silent too long. Comes once. */
  | { readonly type: "capabilities"; readonly capabilities: Capabilities }
  /** A signal asks to end; the terminal is given back already. */
  | { readonly type: "terminated" }
  /** The terminal is gone. */
  | { readonly type: "ended" };

export interface ScreenOptions {
  readonly mouse: boolean;
}

const ANSWER_WAIT_MS = 1_000;
/** How long a terminal may hold up the end. */
const CLOSE_WAIT_MS = 1_000;
/** If no stop came of it within this time, none will. */
const STOP_WAIT_MS = 250;
const READ_BYTES = 16 * 1024;

export class Screen implements AsyncDisposable {
  readonly #terminal: Terminal;
  #mouse: boolean;
  readonly #onEvent: (event: ScreenEvent) => void;
  readonly #parser = new KeyParser();
  readonly #renderer: Renderer;
  readonly #listeners: Cancelling[] = [];
  readonly #encoder = new TextEncoder();
  #entered = false;
  #closed = false;
  #capabilities: Capabilities | undefined;
  #learnt = NO_CAPABILITIES;
  #keyTimer: Cancelling | undefined;
  #stopTimer: Cancelling | undefined;
  #frame: { readonly grid: Grid; readonly cursor: Cursor | undefined } | undefined;
  #words = "";
  #wanted: ColourDepth | undefined;
  #writer: Promise<void> | undefined;

  private constructor(terminal: Terminal, options: ScreenOptions, onEvent: (event: ScreenEvent) => void) {
    this.#terminal = terminal;
    this.#mouse = options.mouse;
    this.#onEvent = onEvent;
    this.#renderer = new Renderer({ depth: terminal.depth(), synchronized: false });
  }

  /** Takes the terminal over. Events come from now on, never before this returns. */
  static open(terminal: Terminal, options: ScreenOptions, onEvent: (event: ScreenEvent) => void): Screen {
    const screen = new Screen(terminal, options, onEvent);
    screen.#listen();
    screen.#enter(QUESTIONS);
    const timer = terminal.after(ANSWER_WAIT_MS, () => screen.#answered());
    screen.#listeners.push(timer);
    void screen.#read();
    return screen;
  }

  get size(): Size {
    return this.#terminal.size();
  }

  get depth(): Renderer["options"]["depth"] {
    return this.#renderer.options.depth;
  }

  /** What the terminal has told; until it has, what every terminal can do. */
  get capabilities(): Capabilities {
    return this.#capabilities ?? NO_CAPABILITIES;
  }

  /** True while a frame is on its way: whoever has much to show may skip this one. */
  get busy(): boolean {
    return this.#writer !== undefined;
  }

  /** Resolves when all is written. */
  async idle(): Promise<void> {
    while (this.#writer) await this.#writer;
  }

  /** Shows a grid, which must not be changed afterwards; without a cursor none is shown. */
  draw(grid: Grid, cursor?: Cursor): void {
    this.#frame = { grid, cursor };
    this.#write();
  }

  /** Says words that move no cursor: those of `osc.ts`. */
  say(words: string): void {
    if (!this.#entered) return;
    this.#words += words;
    this.#write();
  }

  /** Draws with these colours, whatever the terminal has told; `undefined` goes by that. Where there are none, none. */
  useDepth(depth: ColourDepth | undefined): void {
    this.#wanted = depth;
    const told = depthWith(this.#terminal.depth(), this.capabilities);
    this.#renderer.configure({ depth: told === "none" ? told : depth ?? told });
  }

  /** Takes clicks and the wheel from now on, or leaves them to the terminal. */
  useMouse(on: boolean): void {
    if (this.#mouse === on) return;
    this.#mouse = on;
    this.say(mouseCodes(on));
  }

  /** The next frame is drawn in full. */
  invalidate(): void {
    this.#renderer.invalidate();
  }

  /** Gives the terminal back and stops the process, until the shell continues it. */
  async suspend(): Promise<void> {
    await this.#drained();
    if (!this.#entered) return;
    this.#leave();
    this.#terminal.stop();
    // A stopped process does not count time either: this comes when it goes on, or when it was never stopped.
    this.#stopTimer = this.#terminal.after(STOP_WAIT_MS, () => this.#resume());
  }

  /** Gives the terminal back. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#drained();
    this.#leave();
    for (const listener of this.#listeners) listener.cancel();
    this.#keyTimer?.cancel();
    this.#stopTimer?.cancel();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #listen(): void {
    const on = this.#terminal.on.bind(this.#terminal);
    this.#listeners.push(
      on("resized", () => this.#entered && this.#tell({ type: "resized", size: this.size })),
      on("continued", () => this.#resume()),
      on("exiting", () => this.#leave()),
      on("terminated", () => {
        this.#leave();
        this.#tell({ type: "terminated" });
      }),
    );
  }

  #enter(words = ""): void {
    this.#entered = true;
    this.#terminal.setRaw(true);
    this.#renderer.invalidate();
    this.#words = enterCodes(this.#mouse) + words + this.#words;
    this.#write();
  }

  /** May be called at any moment, by whoever ends the program. */
  #leave(): void {
    if (!this.#entered) return;
    this.#entered = false;
    [this.#frame, this.#words] = [undefined, ""];
    try {
      const bytes = this.#encoder.encode(LEAVE_CODES);
      for (let done = 0; done < bytes.length;) done += this.#terminal.writeSync(bytes.subarray(done));
    } catch {
      // It is gone, or does not take more: there is nobody to see it.
    }
    this.#terminal.setRaw(false);
  }

  #resume(): void {
    this.#stopTimer?.cancel();
    if (this.#closed) return;
    // A stop that came from outside has left the modes as they were, but the shell may have changed any of them.
    if (this.#entered) this.#leave();
    this.#enter();
    this.#tell({ type: "resumed", size: this.size });
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(READ_BYTES);
    for (;;) {
      // Reading from a terminal fails only when it is gone.
      const count = await this.#terminal.read(buffer).catch(() => null);
      if (this.#closed) return;
      if (count === null) return this.#tell({ type: "ended" });
      // What was typed while the shell had the terminal is not ours.
      if (this.#entered) this.#parser.feed(buffer.subarray(0, count), this.#terminal.mono());
      this.#take();
    }
  }

  #take(): void {
    for (let input = this.#parser.next(); input; input = this.#parser.next()) {
      if (input.type === "reply") this.#learn(input.reply);
      else this.#tell(input);
    }
    this.#keyTimer?.cancel();
    this.#keyTimer = undefined;
    const { wakeAt } = this.#parser;
    if (wakeAt === undefined || this.#closed) return;
    this.#keyTimer = this.#terminal.after(Math.max(1, Math.ceil(wakeAt - this.#terminal.mono())), () => {
      this.#parser.tick(this.#terminal.mono());
      this.#take();
    });
  }

  #learn(reply: Extract<TerminalInput, { type: "reply" }>["reply"]): void {
    this.#learnt = learn(this.#learnt, reply);
    if (reply.type === "device") this.#answered();
  }

  #answered(): void {
    if (this.#capabilities) return;
    const capabilities = this.#capabilities = this.#learnt;
    this.#renderer.configure({ synchronized: capabilities.synchronized });
    this.useDepth(this.#wanted);
    this.#tell({ type: "capabilities", capabilities });
  }

  #tell(event: ScreenEvent): void {
    if (!this.#closed) this.#onEvent(event);
  }

  #write(): void {
    if (this.#writer || !this.#entered) return;
    this.#writer = this.#writeAll().finally(() => this.#writer = undefined);
  }

  async #writeAll(): Promise<void> {
    try {
      for (let text = this.#compose(); text !== ""; text = this.#compose()) {
        const bytes = this.#encoder.encode(text);
        for (let done = 0; done < bytes.length;) {
          done += await this.#terminal.write(bytes.subarray(done));
          // It was given back meanwhile: the rest is no longer for this screen.
          if (!this.#entered) return;
        }
      }
    } catch {
      this.#entered = false;
      this.#tell({ type: "ended" });
    }
  }

  #compose(): string {
    const [words, frame] = [this.#words, this.#frame];
    [this.#words, this.#frame] = ["", undefined];
    return words + (frame ? this.#renderer.render(frame.grid, frame.cursor) : "");
  }

  /** Like idle(), but not for ever. */
  async #drained(): Promise<void> {
    const late = Promise.withResolvers<void>();
    const timer = this.#terminal.after(CLOSE_WAIT_MS, late.resolve);
    await Promise.race([this.idle(), late.promise]);
    timer.cancel();
  }
}
