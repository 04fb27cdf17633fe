// A line as rows of the screen: time, name, sign, words. Kinds differ by sign and by colour; on a narrow screen the
// columns go and the name stands before the words.
import { fit, shorten, widthOf } from "../../tui/width.ts";
import { type Span, wrapSpans } from "../../tui/spans.ts";
import type { Style } from "../../tui/style.ts";
import { blockRows } from "../view_line.ts";
import type { Caller } from "./highlight.ts";
import { headOf, type LineHead } from "./line_head.ts";
import { gapCount, type GapLine, type Line } from "../line.ts";
import { textSpans, tidy } from "./message_text.ts";
import type { Folding } from "./presence.ts";
import type { Theme } from "./theme.ts";

export type Row = readonly Span[];

export interface RowContext {
  readonly width: number;
  readonly theme: Theme;
  /** One's own nick. */
  readonly me: string | undefined;
  readonly caller: Caller;
  /** The conversation that is looked at: what belongs elsewhere says so. */
  readonly key: string;
  readonly folding: Folding;
  /** For copying: no columns, and nothing before what goes on. */
  readonly bare: boolean;
  /** What one does not want to see. */
  isHidden(line: Line): boolean;
  /** The entry that was looked for. */
  readonly hit: number | undefined;
}

/** Columns from which time and name have columns of their own. */
const COLUMNS_FROM = 40;
const TIME_COLUMNS = 5;

/** The rows of a line; none for comings and goings that come to nothing. `time` is what stands in its column: a time, or a day. */
export function lineRows(line: Line, time: string, context: RowContext): readonly Row[] {
  if (context.isHidden(line)) return [];
  if (line.type === "gap") return [gapRow(line, context)];
  if (line.type === "block") return line.rows.flatMap((row) => rowsOfBlock(row, context));
  const head = headOf(line, context);
  if (!head) return [];
  const styles = { base: head.style, link: context.theme.link, called: context.theme.called };
  const spans = [...head.before, ...textSpans(head.text, styles, head.callable ? context.caller : NOBODY)];
  return context.width >= COLUMNS_FROM && !context.bare
    ? inColumns(head, spans, time, context)
    : inline(head, spans, context);
}

const NOBODY: Caller = () => [];

/** Columns of the names on a screen of this width. */
export function nameColumns(width: number): number {
  return Math.min(14, Math.max(8, Math.floor(width / 6)));
}

function inColumns(head: LineHead, spans: readonly Span[], time: string, context: RowContext): readonly Row[] {
  const { theme, width } = context;
  const names = nameColumns(width);
  const name = shorten(head.name, names);
  const pad = Math.max(0, names - widthOf(name));
  const textColumns = Math.max(8, width - TIME_COLUMNS - names - 4);
  const sign: Span = { text: ` ${head.sign} `, style: head.signStyle };
  const bar: Span = { text: " │ ", style: theme.border };
  return wrapSpans(spans, textColumns).map((row, index) =>
    index === 0
      ? [
        { text: fit(time, TIME_COLUMNS + 1 + pad), style: /\p{L}/u.test(time) ? theme.day : theme.dim },
        { text: name, style: head.nameStyle },
        sign,
        ...row,
      ]
      : [{ text: " ".repeat(TIME_COLUMNS + 1 + names) }, bar, ...row]
  );
}

function inline(head: LineHead, spans: readonly Span[], { width, bare }: RowContext): readonly Row[] {
  const columns = Math.max(2, width);
  const name = shorten(head.name, Math.max(3, Math.floor(columns / 3)));
  const sign = head.sign === "│" ? (head.name === "*" ? "" : ":") : head.sign;
  const before: readonly Span[] = head.name === ""
    ? [{ text: `${head.sign} `, style: head.signStyle }]
    : [{ text: name, style: head.nameStyle }, { text: `${sign} `, style: head.signStyle }];
  const indent = columns >= 12 && !bare ? 2 : 0;
  const [first = [], ...others] = wrapSpans([...before, ...spans], columns);
  if (others.length === 0) return [first];
  // What goes on stands a little to the right, so it is wrapped again in what is left of the width.
  const rest = restOf([...before, ...spans], first);
  return [first, ...wrapSpans(rest, columns - indent).map((row) => [{ text: " ".repeat(indent) }, ...row])];
}

/** What follows the first row. */
function restOf(spans: readonly Span[], first: Row): readonly Span[] {
  let skip = first.reduce((sum, { text }) => sum + text.length, 0);
  const rest: Span[] = [];
  for (const span of spans) {
    const text = span.text.slice(Math.min(skip, span.text.length));
    skip = Math.max(0, skip - span.text.length);
    if (text !== "") rest.push({ ...span, text });
  }
  const [head, ...tail] = rest;
  return head ? [{ ...head, text: head.text.replace(/^[ \t]*\n?/, "") }, ...tail] : rest;
}

/** A hole, as long as there is room for it to be named. */
function gapRow(line: GapLine, { width, theme }: RowContext): Row {
  const count = gapCount(line);
  const forms = [`${count} older messages, Enter to load`, `${count}: Enter`, "…"];
  const text = forms.find((form) => widthOf(form) + 9 <= width) ?? "…";
  return [{ text: fit(`··· ${text} ···`, width - 1, "centre"), style: theme.gap }];
}

function rowsOfBlock(row: string, { width, theme }: RowContext): readonly Row[] {
  const style: Style | undefined = /^[^ ].*:$/.test(row) ? theme.heading : undefined;
  return blockRows(tidy(row), Math.max(8, width - 1)).map((
    text,
  ) => [{ text: widthOf(text) > 0 ? ` ${text}` : "", style }]);
}
