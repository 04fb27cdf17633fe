// What stands where, for the mouse: noted while drawing, asked when it clicks.
import type { Rect } from "./grid.ts";

export class Hits<T> {
  readonly #places: { readonly rect: Rect; readonly target: T }[] = [];

  /** What is noted later lies above what was noted before. */
  add({ row, column, rows, columns }: Rect, target: T): void {
    this.#places.push({ rect: { row, column, rows, columns }, target });
  }

  at(row: number, column: number): T | undefined {
    return this.#places.findLast(({ rect }) =>
      row >= rect.row && row < rect.row + rect.rows && column >= rect.column && column < rect.column + rect.columns
    )?.target;
  }
}
