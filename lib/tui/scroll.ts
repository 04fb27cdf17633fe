// A column of items of any height, seen through a window that stays where it is: the item on top keeps its place when
// the width changes and when items come or go at either end. At its end it follows what is added.

/** What is scrolled through; keys stay when items come and go. */
export interface ScrollItems {
  readonly length: number;
  keyAt(index: number): number;
  /** Where the item with this key is, or the first one after it. */
  indexOf(key: number): number;
  /** Rows that it takes now, at least 0. */
  heightAt(index: number): number;
}

/** `end`: the last row is in sight. Otherwise an item's row is on top. */
export type Scroll =
  | { readonly type: "end" }
  | { readonly type: "at"; readonly key: number; readonly skip: number };

export interface ScrolledItem {
  readonly index: number;
  /** Where its first row stands in the window; negative when that is out of sight. */
  readonly row: number;
  readonly height: number;
}

export interface ScrollView {
  readonly items: readonly ScrolledItem[];
  /** True when the first row of all is in sight: time to load what is older. */
  readonly atTop: boolean;
  readonly atEnd: boolean;
  /** Items below the window that no row is seen of. */
  readonly below: number;
}

export const AT_END: Scroll = { type: "end" };

/** What a window of `rows` shows; fewer rows than that stand at its bottom. */
export function viewScroll(scroll: Scroll, items: ScrollItems, rows: number): ScrollView {
  const end = topAtEnd(items, rows);
  const top = scroll.type === "end" ? end : earlier(topOf(scroll, items), end);
  const seen: ScrolledItem[] = [];
  let row = -top.skip;
  let index = top.index;
  for (; index < items.length && row < rows; index++) {
    const height = items.heightAt(index);
    if (row + height > 0) seen.push({ index, row, height });
    row += height;
  }
  const atTop = top.index === 0 && top.skip <= 0;
  return { items: seen, atTop, atEnd: index >= items.length && row <= rows, below: items.length - index };
}

/** The window moved by rows, up with negative ones; at the end it follows again. */
export function scrollBy(scroll: Scroll, items: ScrollItems, rows: number, by: number): Scroll {
  const end = topAtEnd(items, rows);
  let { index, skip } = scroll.type === "end" ? end : earlier(topOf(scroll, items), end);
  skip += by;
  while (skip < 0 && index > 0) skip += items.heightAt(--index);
  while (index < items.length && skip >= items.heightAt(index)) skip -= items.heightAt(index++);
  const top = { index, skip: Math.max(0, skip) };
  return isBefore(top, end) ? { type: "at", key: items.keyAt(top.index), skip: top.skip } : AT_END;
}

/** The window with this item as its first row, or `above` rows further down. */
export function scrollTo(items: ScrollItems, rows: number, key: number, above = 0): Scroll {
  const at: Scroll = { type: "at", key, skip: 0 };
  return above === 0 ? at : scrollBy(at, items, rows, -above);
}

interface Top {
  readonly index: number;
  /** Rows of the item above the window; negative when rows of the window stay free above it. */
  readonly skip: number;
}

function topOf({ key, skip }: Extract<Scroll, { type: "at" }>, items: ScrollItems): Top {
  const index = Math.min(items.indexOf(key), Math.max(0, items.length - 1));
  // An item that is lower than before, as on a wider screen, keeps at least its last row in sight.
  const kept = index < items.length && items.keyAt(index) === key ? skip : 0;
  return { index, skip: Math.min(kept, Math.max(0, heightOrNone(items, index) - 1)) };
}

function topAtEnd(items: ScrollItems, rows: number): Top {
  let free = rows;
  for (let index = items.length - 1; index >= 0; index--) {
    free -= items.heightAt(index);
    if (free <= 0) return { index, skip: -free };
  }
  return { index: 0, skip: -free };
}

function earlier(one: Top, other: Top): Top {
  return isBefore(one, other) ? one : other;
}

function isBefore(one: Top, other: Top): boolean {
  return one.index < other.index || (one.index === other.index && one.skip < other.skip);
}

function heightOrNone(items: ScrollItems, index: number): number {
  return index < items.length ? items.heightAt(index) : 0;
}
