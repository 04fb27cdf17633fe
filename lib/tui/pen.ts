// Where the terminal's cursor stands and how it writes, so that only what differs is said. A position that terminals
// may disagree about counts as unknown.
import type { Colour, ColourDepth } from "./colour.ts";
import { type Ink, type Link, linkCodes, sgr } from "./style.ts";

export class Pen {
  #out = "";
  // -1 is unknown; a known row with an unknown column is enough for a move within the row.
  #row = -1;
  #column = -1;
  #ink: Ink = 0;
  #paper: Colour = 0;
  #link: Link | undefined;
  #depth: ColourDepth;

  constructor(depth: ColourDepth) {
    this.#depth = depth;
  }

  /** Blanks the screen and starts from what every terminal then agrees about. */
  clear(depth: ColourDepth): void {
    this.#depth = depth;
    [this.#row, this.#column, this.#ink, this.#paper, this.#link] = [-1, -1, 0, 0, undefined];
    this.#out = "\x1b]8;;\x1b\\\x1b[m\x1b[2J";
  }

  /** Columns from the cursor to a cell right of it on its row, or -1. */
  gapTo(row: number, column: number): number {
    return row === this.#row && this.#column >= 0 ? column - this.#column : -1;
  }

  /** True when it writes like this already. */
  looks(ink: Ink, paper: Colour, link: Link | undefined): boolean {
    return ink === this.#ink && paper === this.#paper && sameLink(link, this.#link);
  }

  look(ink: Ink, paper: Colour, link: Link | undefined): void {
    this.#out += sgr([this.#ink, this.#paper], [ink, paper], this.#depth);
    [this.#ink, this.#paper] = [ink, paper];
    if (sameLink(link, this.#link)) return;
    this.#out += linkCodes(link);
    this.#link = link;
  }

  move(row: number, column: number): void {
    if (row === this.#row && column === this.#column) return;
    this.#out += row === this.#row ? this.#within(column) : `\x1b[${row + 1};${column + 1}H`;
    [this.#row, this.#column] = [row, column];
  }

  /** Writes a symbol of `width` columns in a row of `columns`. */
  write(symbol: string, width: number, columns: number): void {
    const column = this.#column;
    if (symbol.length === 1) {
      this.#out += symbol;
      // At the edge a terminal holds the cursor back in a way of its own.
      this.#column = column + width < columns ? column + width : -1;
      return;
    }
    // Characters of several code points, and new ones, are wider on some terminals than on others: the cells are
    // blanked first, and the cursor set anew after them.
    if (width === 2) this.#out += `  \x1b[${column + 1}G`;
    this.#out += symbol;
    this.#column = -1;
  }

  /** Blanks from the cursor to the row's end; the look must be the default. */
  eraseRest(): void {
    this.#out += "\x1b[K";
  }

  /** What was written since the last time. */
  take(): string {
    if (this.#link !== undefined) this.look(this.#ink, this.#paper, undefined);
    const out = this.#out;
    this.#out = "";
    return out;
  }

  #within(column: number): string {
    const absolute = `\x1b[${column === 0 ? "" : column + 1}G`;
    if (this.#column < 0) return absolute;
    const by = column - this.#column;
    const steps = Math.abs(by);
    const relative = `\x1b[${steps === 1 ? "" : steps}${by > 0 ? "C" : "D"}`;
    return relative.length < absolute.length ? relative : absolute;
  }
}

export function sameLink(one: Link | undefined, other: Link | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && one.url === other.url && one.id === other.id);
}
