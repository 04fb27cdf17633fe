// A small terminal that understands what the renderer writes, and nothing else: an unknown sequence fails the test, and
// so does a move that counts on where terminals leave the cursor at the right edge.
import { glyphOf, graphemesOf } from "../../lib/tui/graphemes.ts";
import type { Size } from "../../lib/tui/grid.ts";

export interface ScreenCell {
  /** `""` is the right half of the symbol before it. */
  readonly symbol: string;
  /** SGR numbers and link, in a fixed order. */
  readonly look: string;
}

export interface TestScreenOptions {
  /** False: a terminal of the old kind, which draws the parts of an emoji side by side. */
  readonly clusters: boolean;
}

const BLANK: ScreenCell = { symbol: " ", look: "39 49" };
// deno-lint-ignore no-control-regex -- a terminal reads control characters
const TOKEN = /\x1b\[([?<>]?)([\d;]*)([A-Za-z])|\x1b\](\d+);([^\x1b]*)\x1b\\|[^\x1b]+/y;

export class TestScreen {
  readonly size: Size;
  readonly modes = new Map<number, boolean>();
  row = 0;
  column = 0;
  readonly #clusters: boolean;
  readonly #cells: ScreenCell[];
  // At the right edge, where the cursor waits in a way that only an absolute move is sure to end.
  #held = false;
  #attributes = new Set<number>();
  #fore = "39";
  #back = "49";
  #link = "";

  constructor(size: Size, options: TestScreenOptions = { clusters: true }) {
    this.size = size;
    this.#clusters = options.clusters;
    this.#cells = new Array<ScreenCell>(size.rows * size.columns).fill(BLANK);
  }

  cell(row: number, column: number): ScreenCell {
    return this.#cells[row * this.size.columns + column] ?? BLANK;
  }

  toString(): string {
    const { rows, columns } = this.size;
    const row = (index: number) => this.#cells.slice(index * columns, (index + 1) * columns);
    return Array.from({ length: rows }, (_, index) => row(index).map(({ symbol }) => symbol).join("").trimEnd())
      .join("\n");
  }

  write(text: string): void {
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
      const at = TOKEN.lastIndex;
      const match = TOKEN.exec(text);
      if (!match) throw new Error(`Cannot read ${JSON.stringify(text.slice(at, at + 40))}`);
      const [whole, sign, numbers, letter, command, words] = match;
      if (letter !== undefined) this.#control(sign ?? "", numbers ?? "", letter);
      else if (command !== undefined) this.#link = command === "8" ? words?.replace(/^[^;]*;/, "") ?? "" : this.#link;
      else this.#print(whole);
    }
  }

  #control(sign: string, parameters: string, letter: string): void {
    const numbers = parameters.split(";").map(Number);
    const first = numbers[0] ?? 0;
    if (sign === "?" && /[hl]/.test(letter)) return void this.modes.set(first, letter === "h");
    if (sign !== "") throw new Error(`Cannot read CSI ${sign}${parameters}${letter}`);
    switch (letter) {
      case "H":
        return this.#moveTo(Math.max(1, first) - 1, Math.max(1, numbers[1] ?? 1) - 1);
      case "G":
        return this.#moveTo(this.row, Math.max(1, first) - 1);
      case "C":
        return this.#step(Math.max(1, first));
      case "D":
        return this.#step(-Math.max(1, first));
      case "J":
        return void this.#cells.fill(BLANK);
      case "K":
        return this.#eraseRest();
      case "m":
        return this.#style(numbers);
      default:
        throw new Error(`Cannot read CSI ${parameters}${letter}`);
    }
  }

  #moveTo(row: number, column: number): void {
    if (row >= this.size.rows || column >= this.size.columns) throw new Error(`There is no cell ${row}, ${column}`);
    [this.row, this.column, this.#held] = [row, column, false];
  }

  #step(by: number): void {
    if (this.#held) throw new Error("A step from the right edge");
    this.#moveTo(this.row, this.column + by);
  }

  #eraseRest(): void {
    if (this.#back !== "49" || this.#attributes.size > 0) throw new Error("Erased in a style");
    for (let column = this.column; column < this.size.columns; column++) this.#set(column, BLANK);
  }

  #print(text: string): void {
    for (const part of this.#clusters ? graphemesOf(text) : text) {
      const { width } = glyphOf(part);
      // The old kind gives each of an emoji's parts its columns, and the marks none.
      if (width === 0) continue;
      if (this.#held) throw new Error("Written behind the right edge");
      if (width === 2 && this.column + 1 === this.size.columns) {
        if (this.#clusters) throw new Error("Half a character at the right edge");
        continue;
      }
      const look = this.#look();
      this.#set(this.column, { symbol: part, look });
      if (width === 2) this.#set(this.column + 1, { symbol: "", look });
      this.column += width;
      this.#held = this.column >= this.size.columns;
      if (!this.#held) continue;
      this.column = this.size.columns - 1;
      if (!this.#clusters) return;
    }
  }

  /** Whatever loses a half loses the other, too. */
  #set(column: number, cell: ScreenCell): void {
    const index = this.row * this.size.columns + column;
    const old = this.#cells[index];
    if (old?.symbol === "" && column > 0 && cell.symbol !== "") this.#cells[index - 1] = BLANK;
    if (column + 1 < this.size.columns && this.#cells[index + 1]?.symbol === "") this.#cells[index + 1] = BLANK;
    this.#cells[index] = cell;
  }

  #style(numbers: readonly number[]): void {
    for (let at = 0; at < numbers.length; at++) {
      const code = numbers[at] ?? 0;
      if (code === 0) {
        this.#attributes = new Set();
        [this.#fore, this.#back] = ["39", "49"];
      } else if (code < 10) this.#attributes.add(code);
      else if (code === 38 || code === 48) {
        const length = numbers[at + 1] === 5 ? 3 : 5;
        const codes = numbers.slice(at, at + length).join(";");
        if (code === 38) this.#fore = codes;
        else this.#back = codes;
        at += length - 1;
      } else if ((code >= 30 && code < 40) || (code >= 90 && code < 98)) this.#fore = String(code);
      else this.#back = String(code);
    }
  }

  #look(): string {
    return [this.#fore, this.#back, ...[...this.#attributes].sort(), this.#link].filter((part) => part !== "").join(
      " ",
    );
  }
}
