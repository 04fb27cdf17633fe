// A terminal taken over and given back: grids go out, inputs come in. However the program ends, the terminal is as it
// was.
import type { ColourDepth } from "./colour.ts";
import { type Cursor, Renderer } from "./render.ts";
import type { Grid, Size } from "./grid.ts";
import type { Reply, TerminalInput } from "./input.ts";
import { InputReader } from "./input_reader.ts";
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
import { ScreenWriter } from "./screen_writer.ts";
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

export class Screen implements AsyncDisposable {
  readonly #terminal: Terminal;
  readonly #onEvent: (event: ScreenEvent) => void;
  readonly #renderer: Renderer;
  readonly #writer: ScreenWriter;
  readonly #reader: InputReader;
  readonly #listeners: Cancelling[] = [];
  #mouse: boolean;
  #closed = false;
  #capabilities: Capabilities | undefined;
  #learnt = NO_CAPABILITIES;
  #depth: ColourDepth | undefined;
  #stopTimer: Cancelling | undefined;

  private constructor(terminal: Terminal, { mouse }: ScreenOptions, onEvent: (event: ScreenEvent) => void) {
    this.#terminal = terminal;
    this.#mouse = mouse;
    this.#onEvent = onEvent;
    this.#renderer = new Renderer({ depth: terminal.depth(), synchronized: false });
    this.#writer = new ScreenWriter(terminal, this.#renderer, () => this.#tell({ type: "ended" }));
    this.#reader = new InputReader(terminal, {
      isOurs: () => this.#writer.open,
      input: (input) => input.type === "reply" ? this.#learn(input.reply) : this.#tell(input),
      ended: () => this.#tell({ type: "ended" }),
    });
  }

  /** Takes the terminal over. Events come from now on, never before this returns. */
  static open(terminal: Terminal, options: ScreenOptions, onEvent: (event: ScreenEvent) => void): Screen {
    const screen = new Screen(terminal, options, onEvent);
    screen.#listen();
    screen.#enter(QUESTIONS);
    screen.#listeners.push(terminal.after(ANSWER_WAIT_MS, () => screen.#answered()));
    void screen.#reader.read();
    return screen;
  }

  get size(): Size {
    return this.#terminal.size();
  }

  get depth(): ColourDepth {
    return this.#renderer.options.depth;
  }

  /** What the terminal has told; until it has, what every terminal can do. */
  get capabilities(): Capabilities {
    return this.#capabilities ?? NO_CAPABILITIES;
  }

  /** True while a frame is on its way: whoever has much to show may skip this one. */
  get busy(): boolean {
    return this.#writer.busy;
  }

  /** Resolves when all is written. */
  async idle(): Promise<void> {
    await this.#writer.idle();
  }

  /** Shows a grid, which must not be changed afterwards; without a cursor none is shown. */
  draw(grid: Grid, cursor?: Cursor): void {
    this.#writer.draw(grid, cursor);
  }

  /** Says words that move no cursor: those of `osc.ts`. */
  say(words: string): void {
    this.#writer.say(words);
  }

  /** Draws with these colours, whatever the terminal has told; `undefined` goes by that. Where there are none, none. */
  useDepth(depth: ColourDepth | undefined): void {
    this.#depth = depth;
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
    if (!this.#writer.open) return;
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
    this.#reader.close();
    this.#stopTimer?.cancel();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #listen(): void {
    const on = this.#terminal.on.bind(this.#terminal);
    this.#listeners.push(
      on("resized", () => this.#writer.open && this.#tell({ type: "resized", size: this.size })),
      on("continued", () => this.#resume()),
      on("exiting", () => this.#leave()),
      on("terminated", () => {
        this.#leave();
        this.#tell({ type: "terminated" });
      }),
    );
  }

  #enter(words = ""): void {
    this.#terminal.setRaw(true);
    this.#writer.begin(enterCodes(this.#mouse) + words);
  }

  /** May be called at any moment, by whoever ends the program. */
  #leave(): void {
    if (!this.#writer.open) return;
    this.#writer.end(LEAVE_CODES);
    this.#terminal.setRaw(false);
  }

  #resume(): void {
    this.#stopTimer?.cancel();
    if (this.#closed) return;
    // A stop that came from outside has left the modes as they were, but the shell may have changed any of them.
    this.#leave();
    this.#enter();
    this.#tell({ type: "resumed", size: this.size });
  }

  #learn(reply: Reply): void {
    this.#learnt = learn(this.#learnt, reply);
    if (reply.type === "device") this.#answered();
  }

  #answered(): void {
    if (this.#capabilities) return;
    const capabilities = this.#capabilities = this.#learnt;
    this.#renderer.configure({ synchronized: capabilities.synchronized });
    this.useDepth(this.#depth);
    this.#tell({ type: "capabilities", capabilities });
  }

  #tell(event: ScreenEvent): void {
    if (!this.#closed) this.#onEvent(event);
  }

  /** Like idle(), but not for ever. */
  async #drained(): Promise<void> {
    const late = Promise.withResolvers<void>();
    const timer = this.#terminal.after(CLOSE_WAIT_MS, late.resolve);
    await Promise.race([this.idle(), late.promise]);
    timer.cancel();
  }
}
