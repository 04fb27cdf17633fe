// Line mode on a terminal: what arrives scrolls, and the line being typed is kept below it. In raw mode the terminal
// echoes nothing, so the two can never mix. Without control codes (`plain`) the row is wiped with blanks instead.
import type { Clock } from "../../clock.ts";
import { type Editor, EMPTY_EDITOR, forgetful, press, textOf, withText } from "./line_editor.ts";
import { type EditorRow, viewEditor } from "./editor_view.ts";
import { KeyDecoder } from "./keys.ts";
import type { Line } from "../line.ts";
import { timeOf } from "../line.ts";
import { Output } from "./output.ts";
import { secretFrom } from "../secret_line.ts";
import type { Terminal } from "../terminal.ts";
import type { Surroundings, Ui, UiEvents } from "../ui.ts";
import { formatDate, viewLine } from "../view_line.ts";
import { unreachable } from "../../unreachable.ts";

export interface LineUiOptions {
  readonly colour: boolean;
  /** Whether the terminal takes control codes. */
  readonly codes: boolean;
}

const TITLE_SAVE = "\x1b[22;0t";
const TITLE_RESTORE = "\x1b]0;\x07\x1b[23;0t";
const PASTE_ON = "\x1b[?2004h";
const PASTE_OFF = "\x1b[?2004l";
const WIPE_ROW = "\r\x1b[K";
const WIPE_SCREEN = "\x1b[H\x1b[2J\x1b[3J";

export class LineUi implements Ui {
  readonly #terminal: Terminal;
  readonly #options: LineUiOptions;
  readonly #clock: Clock;
  readonly #output: Output;
  #events: UiEvents | undefined;
  #editor = EMPTY_EDITOR;
  /** The line that was being typed when a password was asked for. */
  #aside = EMPTY_EDITOR;
  #around: Surroundings = { prompt: "> ", title: "", room: undefined, masked: false, asking: false };
  /** Columns of the row below that are written on; none where it has been left. */
  #drawn = 0;
  /** Rows that go above it, with the next drawing. */
  #rows: string[] = [];
  #drawing = false;
  /** The last line entered, with its prompt, as it stood. */
  #entered = "";
  #day: string;
  #stopped = false;
  /** Ends the waiting for the rest of a key. */
  #timer: { cancel(): void } | undefined;

  constructor(terminal: Terminal, options: LineUiOptions, clock: Clock) {
    this.#terminal = terminal;
    this.#options = options;
    this.#clock = clock;
    this.#day = formatDate(clock.now().at);
    this.#output = new Output(terminal, () => this.#events?.interrupted());
  }

  start(events: UiEvents): void {
    this.#events = events;
    this.#terminal.setRaw(true);
    this.#terminal.onResize(() => this.#draw());
    this.#codes(TITLE_SAVE + PASTE_ON);
    this.#draw();
    void this.#readAll(events);
  }

  print(line: Line): void {
    const { colour } = this.#options;
    const rows = viewLine(line, { colour, width: this.#terminal.columns(), room: this.#around.room });
    this.#above([...this.#newDay(line), ...rows]);
  }

  endLine(keep: boolean): void {
    if (keep) this.#rows.push(this.#entered);
    this.#entered = "";
    this.#draw();
  }

  surround(around: Surroundings): void {
    const { prompt, title, masked } = this.#around;
    this.#around = around;
    if (around.masked !== masked) this.#swap(around.masked);
    if (around.title !== title) this.#codes(`\x1b]0;${around.title}\x07`);
    if (around.prompt !== prompt) this.#draw();
  }

  /** A password has an editor of its own, which nothing is left of. */
  #swap(masked: boolean): void {
    [this.#editor, this.#aside] = masked ? [EMPTY_EDITOR, this.#editor] : [this.#aside, EMPTY_EDITOR];
    this.#draw();
  }

  clear(): void {
    this.#rows = [];
    this.#codes(WIPE_SCREEN);
    this.#draw();
  }

  poll(): void {}

  async caughtUp(): Promise<void> {
    await this.#output.caughtUp();
    // Keys have their turn even while a room talks without end.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }

  async close(): Promise<void> {
    if (!this.#stopped) this.#output.write(this.#takeRows());
    this.#stopped = true;
    this.#timer?.cancel();
    this.#codes(PASTE_OFF + TITLE_RESTORE);
    await this.#output.drained();
    this.#terminal.setRaw(false);
  }

  async #readAll(events: UiEvents): Promise<void> {
    const decoder = new KeyDecoder();
    const buffer = new Uint8Array(4096);
    try {
      for (let count = await this.#terminal.read(buffer); count !== null; count = await this.#terminal.read(buffer)) {
        this.#timer?.cancel();
        for (const key of decoder.feed(buffer.subarray(0, count))) this.#press(events, key);
        this.#awaitRest(decoder);
      }
    } catch {
      // A terminal that can't be read any more has ended.
    }
    events.ended();
  }

  /** A lone Escape looks like the beginning of a sequence: only time tells that what comes next is none of it. */
  #awaitRest(decoder: KeyDecoder): void {
    const { waitMs } = decoder;
    if (waitMs !== undefined && !this.#stopped) this.#timer = this.#clock.after(waitMs, () => decoder.giveUp());
  }

  #press(events: UiEvents, key: Parameters<typeof press>[1]): void {
    const before = this.#editor;
    const pressed = press(before, key);
    const secret = this.#maskedFrom(before) !== undefined;
    this.#editor = secret ? forgetful(before, pressed.editor) : pressed.editor;
    switch (pressed.type) {
      case "edited":
        return this.#draw();
      case "entered":
        this.#entered = this.#view(before).text;
        return events.line(pressed.text);
      case "complete":
        return this.#complete(events);
      case "interrupted":
        // A question that nobody wants to answer is given up, not the whole program.
        return this.#around.asking ? events.act({ type: "given-up" }) : events.interrupted();
      case "ended":
        return events.ended();
      case "redraw":
        return this.clear();
      default:
        return unreachable(pressed);
    }
  }

  #complete(events: UiEvents): void {
    const { graphemes, at } = this.#editor;
    const done = events.complete(textOf(this.#editor), graphemes.slice(0, at).join("").length);
    if (!done) return;
    const before = withText(EMPTY_EDITOR, done.text.slice(0, done.at)).graphemes.length;
    this.#editor = withText(this.#editor, done.text, before);
    if (done.choices.length > 1) this.#above([`  ${done.choices.join("  ")}`]);
    this.#draw();
  }

  #newDay(line: Line): readonly string[] {
    const at = timeOf(line);
    const day = at === undefined ? this.#day : formatDate(at);
    if (day === this.#day) return [];
    this.#day = day;
    return [`— ${day} —`];
  }

  #above(rows: readonly string[]): void {
    this.#rows.push(...rows);
    this.#draw();
  }

  /** Empties the row below and writes what goes above it. */
  #takeRows(): string {
    const rows = this.#rows.map((row) => `${row}\r\n`).join("");
    this.#rows = [];
    return this.#wiped() + rows;
  }

  /** What empties the row below, the cursor at its beginning. */
  #wiped(): string {
    const wipe = this.#options.codes ? WIPE_ROW : this.#drawn === 0 ? "\r" : `\r${" ".repeat(this.#drawn)}\r`;
    this.#drawn = 0;
    return wipe;
  }

  /** Draws once for all that happens in one turn. */
  #draw(): void {
    if (this.#drawing || this.#stopped || !this.#events) return;
    this.#drawing = true;
    queueMicrotask(() => {
      this.#drawing = false;
      if (!this.#stopped) this.#drawNow();
    });
  }

  #drawNow(): void {
    const row = this.#view(this.#editor);
    const above = this.#takeRows();
    this.#drawn = row.width;
    this.#output.write(`${above}${row.text}${this.#toCursor(row)}`);
  }

  #view(editor: Editor): EditorRow {
    return viewEditor(editor, this.#around.prompt, this.#terminal.columns(), this.#maskedFrom(editor));
  }

  #maskedFrom(editor: Editor): number | undefined {
    return this.#around.masked ? 0 : secretFrom(textOf(editor));
  }

  #toCursor({ width, cursor }: EditorRow): string {
    if (cursor === width) return "";
    // Backspace moves by columns and is no control code in the sense of a terminal's language.
    return this.#options.codes ? `\r\x1b[${cursor}C` : "\b".repeat(width - cursor);
  }

  #codes(codes: string): void {
    if (this.#options.codes) this.#output.write(codes);
  }
}
