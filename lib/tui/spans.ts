// Text whose parts look different: a message with its links and names. Wrapped as one text, so that a word broken
// over two styles still moves to the next row as a word.
import type { Style } from "./style.ts";
import { cut, widthOf } from "./width.ts";
import { breakRows } from "./wrap.ts";

export interface Span {
  readonly text: string;
  readonly style?: Style | undefined;
}

export function widthOfSpans(spans: readonly Span[]): number {
  return spans.reduce((width, { text }) => width + widthOf(text), 0);
}

/** The spans in rows of at most `width` columns. */
export function wrapSpans(spans: readonly Span[], width: number): readonly (readonly Span[])[] {
  const text = spans.map((span) => span.text).join("");
  return breakRows(text, width).map(({ start, end }) => slice(spans, start, end));
}

/** As much of the beginning as fits, with `…` where something was left out. */
export function shortenSpans(spans: readonly Span[], columns: number): readonly Span[] {
  if (widthOfSpans(spans) <= columns) return spans;
  const kept: Span[] = [];
  let free = columns - 1;
  for (const span of spans) {
    const text = cut(span.text, free);
    free -= widthOf(text);
    if (text === span.text) {
      kept.push(span);
      continue;
    }
    kept.push({ ...span, text: `${text}…` });
    break;
  }
  return columns < 1 ? [] : kept;
}

function slice(spans: readonly Span[], start: number, end: number): readonly Span[] {
  const parts: Span[] = [];
  let at = 0;
  for (const span of spans) {
    const text = span.text.slice(Math.max(0, start - at), Math.max(0, end - at));
    if (text !== "") parts.push({ ...span, text });
    at += span.text.length;
    if (at >= end) break;
  }
  return parts;
}
