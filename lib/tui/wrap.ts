// Where a text breaks into rows: at blanks, between CJK characters, inside a word only when it is longer than a row.
// Rows are ranges of the text, so that whoever knows what stands where (links, names) still does after wrapping.
import { glyphOf, graphemesOf } from "./graphemes.ts";

/** A row: `text.slice(start, end)`, without the blanks at which it was broken. */
export interface RowRange {
  readonly start: number;
  readonly end: number;
}

// A row should not begin with these, though CJK text may break nearly everywhere.
const CLOSING = /^[\p{Pe}\p{Pf}\p{Lm}、。，．！？：；…ー々]/u;

/** Breaks a text into rows of at most `width` columns, at least 2; every newline begins a row, too. */
export function breakRows(text: string, width: number): readonly RowRange[] {
  const most = Math.max(2, width);
  const rows: RowRange[] = [];
  let start = 0;
  for (;;) {
    const newline = text.indexOf("\n", start);
    breakLine(text, start, newline < 0 ? text.length : newline, most, rows);
    if (newline < 0) return rows;
    start = newline + 1;
  }
}

/**
 * The same as texts.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { wrap } from "./wrap.ts";
 * assertEquals(wrap("one two three", 7), ["one two", "three"]);
 * ```
 */
export function wrap(text: string, width: number): readonly string[] {
  return breakRows(text, width).map(({ start, end }) => text.slice(start, end));
}

function breakLine(text: string, from: number, to: number, most: number, rows: RowRange[]): void {
  let start = from;
  let used = 0;
  let at = from;
  // Where the row may end (before the blanks) and the next begin (after them), and the columns used up to there.
  let breakEnd = -1;
  let breakNext = -1;
  let breakUsed = 0;
  let afterWide = false;
  for (const grapheme of graphemesOf(text.slice(from, to))) {
    const { width } = glyphOf(grapheme);
    const blank = grapheme === " " || grapheme === "\t";
    const wide = width === 2;
    const joinable = !blank && at > start && (wide || afterWide) && !CLOSING.test(grapheme);
    if (joinable && breakNext !== at) [breakEnd, breakNext, breakUsed] = [at, at, used];
    if (used + width > most && !blank) {
      if (breakNext > start) {
        rows.push({ start, end: breakEnd });
        [start, used] = [breakNext, used - breakUsed];
      }
      // What was kept may still be too long, when the break lay far back.
      if (used + width > most) {
        rows.push({ start, end: at });
        [start, used] = [at, 0];
      }
      breakNext = -1;
    }
    used += width;
    at += grapheme.length;
    afterWide = wide;
    if (!blank) continue;
    // A run of blanks belongs to the break; the columns it takes vanish with it.
    if (breakNext !== at - grapheme.length || breakEnd === breakNext) breakEnd = at - grapheme.length;
    [breakNext, breakUsed] = [at, used];
  }
  rows.push({ start, end: trimmedEnd(text, start, to) });
}

function trimmedEnd(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && (text[last - 1] === " " || text[last - 1] === "\t")) last--;
  return last;
}
