// Long texts to several lines: RFC 1459 (2.3) allows 512 bytes for a whole message, and a character that is cut is none.
import { fitsBytes } from "./length.ts";

/** What a reader takes for one character: a letter with its marks, a flag, a family of four. */
const clusters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** How far past a cut is looked for what still belongs to the character before it, in UTF-16 units. */
const AHEAD_LENGTH = 64;
/** A piece is cut after a blank where that costs it no more than this share of its length. */
const BLANK_SHARE = 0.25;

/**
 * The pieces of one line of text: each takes at most `bytesMax` bytes, and joined they are the text. Cut is after a
 * blank where one is near, else between characters as a reader counts them.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { splitText } from "./split.ts";
 * assertEquals(splitText("a long line", 8), ["a long ", "line"]);
 * assertEquals(splitText("ääää", 5), ["ää", "ää"]);
 * ```
 */
export function splitText(text: string, bytesMax: number): readonly string[] {
  if (fitsBytes(text, bytesMax)) return [text];
  const pieces: string[] = [];
  for (let from = 0; from < text.length;) {
    const end = cutAfter(text, from, bytesMax);
    pieces.push(text.slice(from, end));
    from = end;
  }
  return pieces;
}

/** The beginning of a text that takes at most so many bytes. */
export function clip(text: string, bytesMax: number): string {
  return fitsBytes(text, bytesMax) ? text : text.slice(0, limitOf(text, 0, bytesMax));
}

function cutAfter(text: string, from: number, bytesMax: number): number {
  const limit = limitOf(text, from, bytesMax);
  if (limit === text.length) return limit;
  const blank = text.lastIndexOf(" ", limit - 1) + 1;
  if (blank > limit - (limit - from) * BLANK_SHARE) return blank;
  const cluster = clusters.segment(text.slice(from, limit + AHEAD_LENGTH)).containing(limit - from);
  const cut = from + (cluster?.index ?? 0);
  // One that is longer than a piece is cut all the same, between its code points.
  return cut > from ? cut : limit;
}

/** Where the code points that fit end; at least one is taken. */
function limitOf(text: string, from: number, bytesMax: number): number {
  let at = from;
  for (let bytes = 0; at < text.length;) {
    const point = text.codePointAt(at) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (bytes > bytesMax && at > from) break;
    at += point > 0xffff ? 2 : 1;
  }
  return at;
}
