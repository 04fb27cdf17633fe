// The difference between what a terminal shows and what it is to show, as one string to write. Nothing is read back,
// so the string must not depend on what terminals do differently: see Pen for that.
import type { ColourDepth } from "./colour.ts";
import { isPlain } from "./graphemes.ts";
import { Grid } from "./grid.ts";
import { Pen, sameLink } from "./pen.ts";
import { isInvisibleOnBlank } from "./style.ts";

export interface RenderOptions {
  readonly depth: ColourDepth;
  /** The terminal holds a frame back until it is whole (mode 2026). */
  readonly synchronized: boolean;
}

export interface Cursor {
  readonly row: number;
  readonly column: number;
}

/** Unchanged cells that are written again rather than stepped over: a step costs about as much. */
const BRIDGE_MAX = 3;
/** Blanks at a row's end that are written rather than erased. */
const BLANKS_MAX = 3;
/** Length of a frame that comes in one piece on any terminal. */
const SHORT_LENGTH = 64;

export class Renderer {
  #options: RenderOptions;
  #previous: Grid | undefined;
  #pen: Pen;
  #cursorShown = true;

  constructor(options: RenderOptions) {
    this.#options = options;
    this.#pen = new Pen(options.depth);
  }

  get options(): RenderOptions {
    return this.#options;
  }

  /** What the terminal can do; another depth draws everything anew. */
  configure(options: Partial<RenderOptions>): void {
    const before = this.#options;
    this.#options = { ...before, ...options };
    if (this.#options.depth !== before.depth) this.invalidate();
  }

  /** The next frame is drawn in full: somebody else has written on the screen, or it was left and entered. */
  invalidate(): void {
    this.#previous = undefined;
    this.#cursorShown = true;
  }

  /**
   * What turns the last grid into this one, `""` when nothing does. The grid must not be changed afterwards.
   * Without a cursor none is shown. A grid of another size is drawn in full.
   */
  render(next: Grid, cursor?: Cursor): string {
    const last = this.#previous;
    const fresh = last === undefined || last.rows !== next.rows || last.columns !== next.columns;
    const previous = fresh ? new Grid(next) : last;
    const pen = this.#pen;
    if (fresh) pen.clear(this.#options.depth);
    for (let row = 0; row < next.rows; row++) drawRow(pen, previous, next, row);
    this.#previous = next;
    const cells = pen.take();
    if (cursor) pen.move(clamp(cursor.row, next.rows), clamp(cursor.column, next.columns));
    return this.#framed(cells, pen.take(), cursor !== undefined);
  }

  #framed(cells: string, move: string, show: boolean): string {
    const shown = this.#cursorShown;
    this.#cursorShown = show;
    const { synchronized } = this.#options;
    // A cursor that flies over the screen is hidden on the way.
    const hide = shown && (!show || (cells.length > SHORT_LENGTH && !synchronized));
    const body = (hide ? "\x1b[?25l" : "") + cells + move + (show && (!shown || hide) ? "\x1b[?25h" : "");
    return synchronized && cells.length > SHORT_LENGTH ? `\x1b[?2026h${body}\x1b[?2026l` : body;
  }
}

function drawRow(pen: Pen, previous: Grid, next: Grid, row: number): void {
  const { columns, symbols, inks, papers } = next;
  const start = row * columns;
  const end = start + columns;
  let blankFrom = -1;
  let spoiltUntil = start;
  for (let index = start; index < end; index++) {
    const symbol = symbols[index] ?? " ";
    if (symbol === "") continue;
    const width = index + 1 < end && symbols[index + 1] === "" ? 2 : 1;
    // The other half of a wide symbol differs only if this one does.
    if (index >= spoiltUntil && isSame(previous, next, index)) continue;
    if (blankFrom < 0) blankFrom = blankTail(next, start, end);
    stepTo(pen, next, row, index - start);
    if (index >= blankFrom && end - index > BLANKS_MAX) {
      pen.look(0, 0, undefined);
      pen.eraseRest();
      return;
    }
    pen.look(inks[index] ?? 0, papers[index] ?? 0, next.linkAt(index));
    pen.write(symbol, width, columns);
    // Where a terminal draws the parts of an emoji side by side, they lie over what follows.
    if (symbol.length > 1) spoiltUntil = Math.max(spoiltUntil, index + 2 * [...symbol].length);
  }
}

/** Moves there, over a few cells that look like what was written last by writing them again. */
function stepTo(pen: Pen, next: Grid, row: number, column: number): void {
  const gap = pen.gapTo(row, column);
  const index = row * next.columns + column;
  if (gap <= 0 || gap > BRIDGE_MAX || !isBridge(pen, next, index - gap, index)) return pen.move(row, column);
  for (let each = index - gap; each < index; each++) pen.write(next.symbols[each] ?? " ", 1, next.columns);
}

function isBridge(pen: Pen, grid: Grid, from: number, to: number): boolean {
  for (let index = from; index < to; index++) {
    if (!isPlain(grid.symbols[index] ?? "") || grid.symbols[index] === "") return false;
    if (!pen.looks(grid.inks[index] ?? 0, grid.papers[index] ?? 0, grid.linkAt(index))) return false;
  }
  return true;
}

/** Where the blanks begin that reach to the row's end. */
function blankTail({ symbols, inks, papers, linkIds }: Grid, start: number, end: number): number {
  let from = end;
  while (
    from > start && symbols[from - 1] === " " && papers[from - 1] === 0 && linkIds[from - 1] === 0 &&
    isInvisibleOnBlank(inks[from - 1] ?? 0)
  ) from--;
  return from;
}

function isSame(previous: Grid, next: Grid, index: number): boolean {
  return previous.symbols[index] === next.symbols[index] && previous.inks[index] === next.inks[index] &&
    previous.papers[index] === next.papers[index] &&
    ((previous.linkIds[index] === 0 && next.linkIds[index] === 0) ||
      sameLink(previous.linkAt(index), next.linkAt(index)));
}

function clamp(value: number, size: number): number {
  return Math.min(Math.max(0, value), size - 1);
}
