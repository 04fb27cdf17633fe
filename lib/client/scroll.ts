// A conversation's lines since the last /clear. Lines are added often and read seldom, and old models must stay as
// they were: so it is a list of full chunks and one that grows, and adding a line copies at most one chunk.
import type { Line } from "./line.ts";

const CHUNK_LINES = 128;
/** Lines kept of one conversation, to the nearest chunk; the oldest go first. */
export const SCROLL_LINES_MAX = 10_240;

export interface Scroll {
  readonly chunks: readonly (readonly Line[])[];
  readonly newest: readonly Line[];
}

export const EMPTY_SCROLL: Scroll = { chunks: [], newest: [] };

/** The scroll with one line more. */
export function append(scroll: Scroll, line: Line): Scroll {
  if (scroll.newest.length < CHUNK_LINES) return { chunks: scroll.chunks, newest: [...scroll.newest, line] };
  const chunks = [...scroll.chunks, scroll.newest];
  return { chunks: chunks.slice(-Math.floor(SCROLL_LINES_MAX / CHUNK_LINES)), newest: [line] };
}

/** All its lines, oldest first. */
export function linesOf(scroll: Scroll): readonly Line[] {
  return [...scroll.chunks.flat(), ...scroll.newest];
}
