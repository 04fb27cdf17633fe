// A list of rows with one of them selected, which a small window always holds.

export interface List {
  readonly selected: number;
  /** The first row in sight. */
  readonly top: number;
}

export const LIST_TOP: List = { selected: 0, top: 0 };

/** The list with another row selected, and no further moved than it must be to show it. */
export function select(list: List, selected: number, length: number, rows: number): List {
  const at = Math.min(Math.max(0, selected), Math.max(0, length - 1));
  const lowest = Math.max(0, Math.min(at, length - rows));
  const top = Math.min(Math.max(list.top, at - rows + 1, 0), at, Math.max(0, length - rows, lowest));
  return { selected: at, top };
}

/** The selection moved; past either end it comes in at the other. */
export function moveSelection(list: List, by: number, length: number, rows: number): List {
  if (length === 0) return LIST_TOP;
  const wrapped = Math.abs(by) === 1 ? (list.selected + by + length) % length : list.selected + by;
  return select(list, wrapped, length, rows);
}

/** The row of the list at a row of its window, `undefined` behind its end. */
export function rowAt(list: List, row: number, length: number): number | undefined {
  const at = list.top + row;
  return row >= 0 && at < length ? at : undefined;
}
