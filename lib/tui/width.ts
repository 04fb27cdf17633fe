// Text measured in columns of a terminal: CJK and emoji take two.
import { glyphOf, graphemesOf, isPlain } from "./graphemes.ts";

/** Columns that a text takes when it is drawn on one row. */
export function widthOf(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  for (const grapheme of graphemesOf(text)) width += glyphOf(grapheme).width;
  return width;
}

/** The longest beginning that takes at most `columns`; a wide character is never cut in half. */
export function cut(text: string, columns: number): string {
  if (isPlain(text)) return text.slice(0, Math.max(0, columns));
  let kept = "";
  let width = 0;
  for (const grapheme of graphemesOf(text)) {
    width += glyphOf(grapheme).width;
    if (width > columns) break;
    kept += grapheme;
  }
  return kept;
}

/** The text, or as much of its beginning as fits before `…`. */
export function shorten(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  return columns < 1 ? "" : `${cut(text, columns - 1)}…`;
}

/** The text in exactly `columns`: shortened, or with blanks on the side that `align` leaves. */
export function fit(text: string, columns: number, align: "left" | "right" | "centre" = "left"): string {
  const short = shorten(text, columns);
  const free = Math.max(0, columns - widthOf(short));
  const before = align === "left" ? 0 : align === "right" ? free : Math.floor(free / 2);
  return " ".repeat(before) + short + " ".repeat(free - before);
}
