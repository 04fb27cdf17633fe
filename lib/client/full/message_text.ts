// A stranger's text as spans: harmless, links to be clicked, and the words that call us to be seen.
import { cleanLine, cleanText } from "../../chat/text.ts";
import type { Span } from "../../tui/spans.ts";
import { linkTo, type Style } from "../../tui/style.ts";
import type { CalledAt, Caller } from "./highlight.ts";
import { linksIn } from "./links.ts";

export interface TextStyles {
  readonly base: Style;
  readonly link: Style;
  readonly called: Style;
}

interface Piece extends CalledAt {
  readonly style: Style;
}

/** The text in spans; newlines stay. */
export function textSpans(text: string, styles: TextStyles, caller: Caller): readonly Span[] {
  const clean = tidyText(text);
  const links = linksIn(clean).map(({ start, end, url }): Piece => {
    const link = linkTo(url) ?? linkTo(encoded(url));
    return { start, end, style: { ...styles.base, ...styles.link, ...(link ? { link } : {}) } };
  });
  const called = caller(clean)
    .filter(({ start, end }) => !links.some((link) => start < link.end && end > link.start))
    .map(({ start, end }): Piece => ({ start, end, style: { ...styles.base, ...styles.called } }));
  const pieces = [...links, ...called].sort((one, other) => one.start - other.start);
  const spans: Span[] = [];
  let at = 0;
  for (const { start, end, style } of pieces) {
    if (start > at) spans.push({ text: clean.slice(at, start), style: styles.base });
    spans.push({ text: clean.slice(start, end), style });
    at = end;
  }
  if (at < clean.length || spans.length === 0) spans.push({ text: clean.slice(at), style: styles.base });
  return spans;
}

/** A stranger's text, harmless, with newlines. */
export function tidyText(text: string): string {
  return cleanText(text).replaceAll("\t", "    ").replace(/[\u2028\u2029]/g, "\n");
}

/** A stranger's text, harmless and on one row. */
export function tidy(text: string): string {
  return cleanLine(text);
}

/** Terminals take links of ASCII alone. */
function encoded(url: string): string {
  try {
    return encodeURI(url);
  } catch {
    return "";
  }
}
