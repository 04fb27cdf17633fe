// Long texts to several lines: RFC 1459 (2.3) allows 512 bytes for a whole message, and a character that is cut is none.
import { fitsBytes } from "./length.ts";

/** What belongs to the character before it: marks, joiners, variation selectors, skin tones. */
const ATTACHED = /[\p{M}\u200d\ufe0f\u{1f3fb}-\u{1f3ff}]/u;
const JOINER = 0x200d;
/** How far back a better place to cut is looked for, in code points. */
const ATTACHED_MAX = 16;
/** A piece is cut after a blank where that costs it no more than this share of its length. */
const BLANK_SHARE = 0.25;

/**
 * The pieces of one line of text: each takes at most `bytesMax` bytes, and joined they are the text. Cut is after a
 * blank where one is near, never within a character, and not before what is attached to one.
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
  let cut = limit;
  for (let back = 0; back < ATTACHED_MAX && cut > from && clings(text, cut); back++) cut -= unitsBefore(text, cut);
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

/** True where what follows belongs to what comes before. */
function clings(text: string, cut: number): boolean {
  const next = text.codePointAt(cut);
  if (next === undefined) return false;
  return text.charCodeAt(cut - 1) === JOINER || ATTACHED.test(String.fromCodePoint(next));
}

function unitsBefore(text: string, cut: number): number {
  const last = text.charCodeAt(cut - 1);
  return last >= 0xdc00 && last <= 0xdfff && cut > 1 ? 2 : 1;
}
