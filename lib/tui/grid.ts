// A screenful of cells, as flat arrays. Invariants: no symbol holds a control character; a wide symbol is followed by
// one cell with the symbol "" and the same look; what would leave half of a wide symbol blanks the other half.
import { type Link, type Style } from "./style.ts";
import { inkOf } from "./style.ts";
import { glyphOf, graphemesOf, isPlain } from "./graphemes.ts";

export interface Size {
  readonly rows: number;
  readonly columns: number;
}

export interface Rect extends Size {
  readonly row: number;
  readonly column: number;
}

const LINKS_MAX = 0xffff;

export class Grid implements Size {
  readonly rows: number;
  readonly columns: number;
  /** Row by row; `""` is the right half of the symbol before it. */
  readonly symbols: string[];
  readonly inks: Uint32Array;
  readonly papers: Uint32Array;
  /** 0 is no link; see {@linkcode linkAt}. */
  readonly linkIds: Uint16Array;
  readonly #links: Link[] = [];

  constructor({ rows, columns }: Size) {
    this.rows = Math.max(1, Math.floor(rows));
    this.columns = Math.max(1, Math.floor(columns));
    const cells = this.rows * this.columns;
    this.symbols = new Array<string>(cells).fill(" ");
    this.inks = new Uint32Array(cells);
    this.papers = new Uint32Array(cells);
    this.linkIds = new Uint16Array(cells);
  }

  linkAt(index: number): Link | undefined {
    const id = this.linkIds[index] ?? 0;
    return id === 0 ? undefined : this.#links[id - 1];
  }

  /**
   * Draws text on one row, between the columns `from` (included) and `to` (not), and gives the column after it.
   * What does not fit is left out; half of a wide character shows as a blank.
   */
  put(row: number, column: number, text: string, style: Style, from: number, to: number): number {
    if (row < 0 || row >= this.rows) return column;
    const least = Math.max(0, from);
    const most = Math.min(this.columns, to);
    const look = { ink: inkOf(style), paper: style.bg ?? 0, link: this.#linkId(style.link) };
    const plain = isPlain(text);
    let at = column;
    for (const grapheme of plain ? text : graphemesOf(text)) {
      const { symbol, width } = glyphOf(grapheme);
      if (at >= most) break;
      if (at >= least && at + width <= most) this.#set(row, at, symbol, width, look);
      else if (width === 2 && at + 1 >= least) this.#set(row, at < least ? at + 1 : at, " ", 1, look);
      at += width;
    }
    return Math.min(at, Math.max(column, most));
  }

  /** Changes the look of cells and keeps their symbols; what the style leaves out stays. */
  restyle({ row, column, rows, columns }: Rect, style: Style): void {
    const attributes = inkOf({ ...style, fg: 0 });
    for (let y = Math.max(0, row); y < Math.min(this.rows, row + rows); y++) {
      for (let x = Math.max(0, column); x < Math.min(this.columns, column + columns); x++) {
        const index = y * this.columns + x;
        this.#restyleCell(index, attributes, style);
        // Both halves look the same, wherever the edge runs.
        if (this.symbols[index] === "" && x === column) this.#restyleCell(index - 1, attributes, style);
        if (x + 1 < this.columns && this.symbols[index + 1] === "") this.#restyleCell(index + 1, attributes, style);
      }
    }
  }

  /** A row's text, for tests and for copying. */
  rowText(row: number): string {
    return this.symbols.slice(row * this.columns, (row + 1) * this.columns).join("");
  }

  /** All rows without the blanks at their ends. */
  toString(): string {
    return Array.from({ length: this.rows }, (_, row) => this.rowText(row).trimEnd()).join("\n");
  }

  #restyleCell(index: number, attributes: number, { fg, bg }: Style): void {
    const ink = this.inks[index] ?? 0;
    this.inks[index] = (fg === undefined ? ink : (ink & ~FG_MASK) | fg) | attributes;
    if (bg !== undefined) this.papers[index] = bg;
  }

  #set(row: number, column: number, symbol: string, width: number, look: Look): void {
    if (width === 0) return;
    const index = row * this.columns + column;
    this.#parWide(index, column);
    if (width === 2) this.#parWide(index + 1, column + 1);
    for (let each = index; each < index + width; each++) {
      this.symbols[each] = each === index ? symbol : "";
      this.inks[each] = look.ink;
      this.papers[each] = look.paper;
      this.linkIds[each] = look.link;
    }
  }

  /** Blanks the other half of a wide symbol that is about to lose this one. */
  #parWide(index: number, column: number): void {
    if (this.symbols[index] === "" && column > 0) this.symbols[index - 1] = " ";
    if (column + 1 < this.columns && this.symbols[index + 1] === "") this.symbols[index + 1] = " ";
  }

  #linkId(link: Link | undefined): number {
    if (link === undefined) return 0;
    const known = this.#links.findLastIndex(({ url, id }) => url === link.url && id === link.id);
    if (known >= 0) return known + 1;
    return this.#links.length < LINKS_MAX ? this.#links.push(link) : 0;
  }
}

interface Look {
  readonly ink: number;
  readonly paper: number;
  readonly link: number;
}

const FG_MASK = 2 ** 25 - 1;
