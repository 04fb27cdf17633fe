// Which rows of a conversation are in sight. Only what is to be seen is laid out, from the line on top downward or from
// the newest upward, so that a long conversation costs no more than a short one.
import { formatDate, formatTime } from "../view_line.ts";
import { type Line, timeOf } from "../line.ts";
import { lineRows, type Row, type RowContext } from "./line_rows.ts";
import { widthOfSpans } from "../../tui/spans.ts";
import type { Anchor } from "./conversation.ts";

/** Lines by number, whatever keeps them. */
export interface Lines {
  readonly firstId: number;
  readonly lastId: number;
  at(id: number): Line | undefined;
}

export interface ViewContext extends RowContext {
  /** The unread line stands above this one. */
  readonly mark: number | undefined;
  /** The line that is picked. */
  readonly picked: number | undefined;
}

export interface PlacedRow {
  readonly row: Row;
  readonly id: number;
  /** Its place among the rows of its line. */
  readonly index: number;
}

export interface Viewport {
  readonly rows: readonly PlacedRow[];
  /** Lines that lie below what is in sight. */
  readonly below: number;
  readonly atTop: boolean;
}

/** Lines laid out at once before giving up: comings and goings may come to no row at all. */
const LINES_TRIED_MAX = 2_000;

/** Lines before one that are looked at for the last time or day shown. */
const LINES_LOOKED_AT = 20;

/** All rows of a line, with what stands above it: a new day, the unread line. */
export function rowsOf(lines: Lines, id: number, context: ViewContext): readonly Row[] {
  const line = lines.at(id);
  if (!line) return [];
  const before = shownBefore(lines, id, context);
  const at = stampOf(line);
  const day = at === undefined ? "" : formatDate(at);
  const dayBefore = dayOf(lines, id - 1);
  const newDay = day !== "" && day !== dayBefore;
  const sameMinute = !newDay && before !== undefined && at !== undefined &&
    formatTime(stampOf(before) ?? 0) === formatTime(at);
  const time = at === undefined || sameMinute ? "" : formatTime(at);
  return [
    ...(newDay ? [ruled(day, context.width, context.theme.date)] : []),
    ...(id === context.mark ? [ruled("new", context.width, context.theme.unread)] : []),
    ...lineRows(line, time, context).map((row) => id === context.picked ? selected(row, context) : row),
  ];
}

/** The nearest line before this one that has rows. */
function shownBefore(lines: Lines, id: number, context: ViewContext): Line | undefined {
  for (let each = id - 1; each >= lines.firstId && each > id - LINES_LOOKED_AT; each--) {
    const line = lines.at(each);
    if (line && (line.type !== "presence" && !context.isHidden(line) || lineRows(line, "", context).length > 0)) {
      return line;
    }
  }
  return undefined;
}

/** What is in sight from this anchor on, or with the newest line at the bottom. */
export function viewportOf(lines: Lines, anchor: Anchor | undefined, height: number, context: ViewContext): Viewport {
  const start = anchor ?? endAnchor(lines, height, context);
  const rows: PlacedRow[] = [];
  let id = Math.max(start.id, lines.firstId);
  let skip = start.id < lines.firstId ? 0 : start.row;
  for (; id <= lines.lastId && rows.length < height; id++) {
    const all = rowsOf(lines, id, context);
    // A narrower or wider screen has other rows: the last one of the line is near enough.
    const from = Math.min(skip, Math.max(0, all.length - 1));
    for (let index = from; index < all.length && rows.length < height; index++) {
      rows.push({ row: all[index] ?? [], id, index });
    }
    skip = 0;
  }
  const lastSeen = rows.at(-1)?.id ?? lines.lastId;
  return {
    rows: withTime(lines, rows, context),
    below: Math.max(0, lines.lastId - lastSeen),
    atTop: start.id <= lines.firstId && start.row === 0,
  };
}

/** The anchor that has the newest line at the bottom. */
export function endAnchor(lines: Lines, height: number, context: ViewContext): Anchor {
  return up(lines, { id: lines.lastId + 1, row: 0 }, height, context);
}

/** The anchor so many rows further up, or the first. */
export function up(lines: Lines, from: Anchor, rows: number, context: ViewContext): Anchor {
  let left = rows - from.row;
  if (left <= 0) return { id: from.id, row: -left };
  for (let id = from.id - 1, tried = 0; id >= lines.firstId && tried < LINES_TRIED_MAX; id--, tried++) {
    const count = rowsOf(lines, id, context).length;
    if (count >= left) return { id, row: count - left };
    left -= count;
  }
  return { id: lines.firstId, row: 0 };
}

/** The anchor so many rows further down; `undefined` where that has the newest line in sight. */
export function down(
  lines: Lines,
  from: Anchor,
  rows: number,
  height: number,
  context: ViewContext,
): Anchor | undefined {
  let left = from.row + rows;
  const end = endAnchor(lines, height, context);
  for (let id = from.id; id <= lines.lastId; id++) {
    const count = rowsOf(lines, id, context).length;
    if (left < count) return isBefore({ id, row: left }, end) ? { id, row: left } : undefined;
    left -= count;
  }
  return undefined;
}

function isBefore(one: Anchor, other: Anchor): boolean {
  return one.id < other.id || (one.id === other.id && one.row < other.row);
}

/** The row on top always tells its time, or its day where that is not the newest line's. */
function withTime(lines: Lines, rows: readonly PlacedRow[], context: ViewContext): readonly PlacedRow[] {
  const [first] = rows;
  const line = first && lines.at(first.id);
  const at = line && stampOf(line);
  if (!first || !line || at === undefined || first.index > 0) return rows;
  const isNewestDay = formatDate(at) === dayOf(lines, lines.lastId);
  const [timed] = lineRows(line, isNewestDay ? formatTime(at) : shortDate(at), context);
  const row = timed && first.id === context.picked ? selected(timed, context) : timed;
  const all = rowsOf(lines, first.id, context);
  return row && all.length === lineRows(line, "", context).length ? [{ ...first, row }, ...rows.slice(1)] : rows;
}

/** `3 Nov`, in the columns of a time. */
function shortDate(at: number): string {
  return formatDate(at).split(" ").slice(1, 3).join(" ");
}

/** When it was; what waits has no time yet. */
function stampOf(line: Line): number | undefined {
  const at = timeOf(line);
  return at === undefined || Number.isNaN(at) ? undefined : at;
}

/** The day of a line, or of the nearest before it that has one. */
function dayOf(lines: Lines, id: number): string {
  for (let each = id; each >= lines.firstId && each > id - LINES_LOOKED_AT; each--) {
    const line = lines.at(each);
    const at = line && stampOf(line);
    if (at !== undefined) return formatDate(at);
  }
  return "";
}

/** The row as a bar over its whole width. */
function selected(row: Row, { theme, width }: ViewContext): Row {
  const free = Math.max(0, width - widthOfSpans(row));
  return [...row, { text: " ".repeat(free) }].map(({ text, style }) => ({
    text,
    style: { ...style, ...theme.selected },
  }));
}

/** A word in the middle of a line across. */
function ruled(word: string, width: number, style: Row[number]["style"]): Row {
  const text = ` ${word} `;
  const free = Math.max(0, width - text.length - 1);
  const left = Math.floor(free / 2);
  return [{ text: "─".repeat(left) + text + "─".repeat(free - left), style }];
}
