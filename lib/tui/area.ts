// A rectangle of a grid to draw in: positions count from its corner, and nothing leaves it.
import { glyphOf } from "./graphemes.ts";
import { Grid, type Rect, type Size } from "./grid.ts";
import { NORMAL, type Style } from "./style.ts";
import type { Span } from "./spans.ts";

/**
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Area } from "./area.ts";
 * const screen = Area.blank({ rows: 2, columns: 8 });
 * screen.put(0, 0, "日本");
 * screen.area({ row: 1, column: 2, columns: 3 }).put(0, 0, "cut off", { bold: true });
 * assertEquals(screen.grid.toString(), "日本\n  cut");
 * ```
 */
export class Area implements Rect {
  readonly grid: Grid;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;

  private constructor(grid: Grid, { row, column, rows, columns }: Rect) {
    this.grid = grid;
    this.row = row;
    this.column = column;
    this.rows = rows;
    this.columns = columns;
  }

  /** A whole grid as an area. */
  static of(grid: Grid): Area {
    return new Area(grid, { row: 0, column: 0, rows: grid.rows, columns: grid.columns });
  }

  /** A new blank grid to draw on. */
  static blank(size: Size): Area {
    return Area.of(new Grid(size));
  }

  /** A part of this area, cut where it would leave it; what is left out reaches as far as this does. */
  area(part: Partial<Rect>): Area {
    const row = clamp(part.row ?? 0, this.rows);
    const column = clamp(part.column ?? 0, this.columns);
    const rows = clamp(part.rows ?? this.rows - row, this.rows - row);
    const columns = clamp(part.columns ?? this.columns - column, this.columns - column);
    return new Area(this.grid, { row: this.row + row, column: this.column + column, rows, columns });
  }

  /** Draws text on one row and gives the column after it; it may begin left of the area, where it is cut. */
  put(row: number, column: number, text: string, style: Style = NORMAL): number {
    if (row < 0 || row >= this.rows) return column;
    const { column: left, columns } = this;
    return this.grid.put(this.row + row, left + column, text, style, left, left + columns) - left;
  }

  /** Draws one span after the other. */
  putSpans(row: number, column: number, spans: readonly Span[]): number {
    return spans.reduce((at, { text, style }) => this.put(row, at, text, style), column);
  }

  /** Fills the area with a symbol. */
  fill(style: Style = NORMAL, symbol = " "): void {
    const line = symbol.repeat(Math.ceil(this.columns / (glyphOf(symbol).width || 1)));
    for (let row = 0; row < this.rows; row++) this.put(row, 0, line, style);
  }

  /** Changes the look of what stands in the area; what the style leaves out stays. */
  restyle(style: Style): void {
    this.grid.restyle(this, style);
  }

  /** True when the area holds this cell of the grid. */
  holds(row: number, column: number): boolean {
    return row >= this.row && row < this.row + this.rows && column >= this.column &&
      column < this.column + this.columns;
  }
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(0, Math.floor(value)), Math.max(0, most));
}
