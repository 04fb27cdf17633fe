// A line as text: time, sign, name, words. Kinds differ by sign and by colour. Whatever a server sent is cleaned here
// once more: no control character but our own ever reaches the terminal, however hostile the server.
import { cleanLine, cleanText } from "../chat/text.ts";
import { unreachable } from "../unreachable.ts";
import { type Paint, painted, personStyle, unpainted } from "./colour.ts";
import { gapCount, isAct, type Line, presenceText } from "./line.ts";
import { widthOf, wrap } from "./wrap.ts";

export interface ViewOptions {
  readonly colour: boolean;
  /** Columns of the terminal; `undefined` where rows are never broken. */
  readonly width: number | undefined;
  /** The room in front: what is said in another one carries its name. */
  readonly room: string | undefined;
  /** Puts the date before the time, for files. */
  readonly dated?: boolean;
}

const DIM = "2";
const BOLD = "1";
const PROBLEM = "33";
const PRIVATE = "35";
const GROUP = "36";
const SHOUT = "1;33";

/** The rows of a line, without newlines. */
export function viewLine(line: Line, options: ViewOptions): readonly string[] {
  const paint = options.colour ? painted : unpainted;
  if (line.type === "block") return line.rows.flatMap((row) => blockRows(tidy(row), options.width));
  if (line.type === "gap") return [paint(`— ${gapCount(line)} lines are not here —`, DIM)];
  if (line.type === "presence") {
    return line.changes.flatMap((each) => viewLine({ type: "notice", text: presenceText(each), at: each.at }, options));
  }
  const { sign, head, text, style } = partsOf(line, options, paint);
  const dated = options.dated === true || (line.type === "direct" && line.kept === true);
  const time = `${dated ? `${formatDay(line.at)} ` : ""}${formatTime(line.at)}`;
  const before = `${paint(time, DIM)} ${sign} ${head.shown}`;
  const indent = widthOf(time) + 3 + head.width;
  return indented(before, tidyText(text), indent, { style, paint, width: options.width });
}

/** A date as it stands between lines of two days: `Tue 3 Nov 2026`. */
export function formatDate(at: number): string {
  const day = new Date(at);
  if (Number.isNaN(day.getTime())) return "";
  return `${WEEKDAYS[day.getDay()]} ${day.getDate()} ${MONTHS[day.getMonth()]} ${day.getFullYear()}`;
}

/** A row of a table: what is too long goes on under its second column. */
export function blockRows(row: string, width: number | undefined): readonly string[] {
  if (width === undefined || widthOf(row) < width) return [row];
  const column = /^ *\S+(?: \S+)* {2,}(?=\S)/.exec(row)?.[0] ?? /^ */.exec(row)?.[0] ?? "";
  const head = column.length < width / 2 ? column : "  ";
  const [first = "", ...rest] = wrap(row.slice(head.length), width - 1 - widthOf(head));
  return [row.slice(0, head.length) + first, ...rest.map((each) => " ".repeat(widthOf(head)) + each)];
}

interface Parts {
  readonly sign: string;
  readonly head: { readonly shown: string; readonly width: number };
  readonly text: string;
  /** Of the text; empty for the terminal's own. */
  readonly style: string;
}

function partsOf(
  line: Exclude<Line, { type: "block" | "presence" | "gap" }>,
  options: ViewOptions,
  paint: Paint,
): Parts {
  switch (line.type) {
    case "said": {
      const elsewhere = options.room !== undefined && options.room !== line.room ? `[${tidy(line.room)}] ` : "";
      // Its words say who did it.
      if (isAct(line)) {
        const head = { shown: paint(elsewhere, DIM), width: widthOf(elsewhere) };
        return { sign: paint("-", DIM), head, text: line.text, style: DIM };
      }
      const from = tidy(line.from);
      const action = line.kind === "action";
      const plain = `${elsewhere}${from}${action ? " " : ": "}`;
      const shown = `${paint(elsewhere, DIM)}${paint(from, line.mine ? BOLD : personStyle(line.from))}${
        action ? " " : ": "
      }`;
      const sign = action ? "*" : line.mine ? paint(">", BOLD) : " ";
      return { sign, head: { shown, width: widthOf(plain) }, text: line.text, style: "" };
    }
    case "direct": {
      const names = line.to.map(tidy).join(", ");
      const where = line.group === undefined ? undefined : tidy(line.group);
      const from = line.mine ? "you" : tidy(line.from);
      const plain = where === undefined ? `${from} to ${line.mine ? names : toNames(line.to)}: ` : `${where} ${from}: `;
      const style = where === undefined ? PRIVATE : GROUP;
      return {
        sign: paint(where === undefined ? "@" : "&", style),
        head: { shown: paint(plain, style), width: widthOf(plain) },
        text: line.text,
        style: "",
      };
    }
    case "shout": {
      const plain = `${line.mine ? "you" : tidy(line.from)} to all: `;
      return {
        sign: paint("!", SHOUT),
        head: { shown: paint(plain, SHOUT), width: widthOf(plain) },
        text: line.text,
        style: "",
      };
    }
    case "notice":
      return { sign: paint("-", DIM), head: NO_HEAD, text: line.text, style: DIM };
    case "problem":
      return { sign: paint("?", PROBLEM), head: NO_HEAD, text: line.text, style: PROBLEM };
    case "pending":
      return { sign: paint("…", DIM), head: NO_HEAD, text: line.text, style: DIM };
    default:
      return unreachable(line);
  }
}

const NO_HEAD = { shown: "", width: 0 };

/** To whom a message of somebody else went: to us, and maybe to others. */
function toNames(to: readonly string[]): string {
  return to.length <= 1 ? "you" : to.map(tidy).join(", ");
}

interface Layout {
  readonly style: string;
  readonly paint: Paint;
  readonly width: number | undefined;
}

function indented(before: string, text: string, indent: number, { style, paint, width }: Layout): readonly string[] {
  // On a narrow terminal the text begins further left, so that there is room for it.
  const hang = width === undefined || indent < width / 2 ? indent : 2;
  const rows = width === undefined ? text.split("\n") : wrapAfter(text, width - 1, indent, hang);
  return rows.map((row, index) => {
    const shown = style === "" ? row : paint(row, style);
    return index === 0 ? before + shown : " ".repeat(hang) + shown;
  });
}

function wrapAfter(text: string, width: number, indent: number, hang: number): readonly string[] {
  if (indent === hang) return wrap(text, width - indent);
  // The first row begins after a long head: what fits there, then the rest.
  const [first = "", ...rest] = wrap(text, Math.max(2, width - indent));
  return rest.length === 0 ? [first] : [first, ...wrap(text.slice(first.length).trimStart(), width - hang)];
}

/** What a server sent, harmless and on one row. */
function tidy(text: string): string {
  return cleanLine(text);
}

function tidyText(text: string): string {
  return cleanText(text).replaceAll("\t", "    ").replace(/[\u2028\u2029]/g, "\n");
}

/** Hours and minutes, local. */
export function formatTime(at: number): string {
  const day = new Date(at);
  return `${two(day.getHours())}:${two(day.getMinutes())}`;
}

function formatDay(at: number): string {
  const day = new Date(at);
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

function two(value: number): string {
  return Number.isNaN(value) ? "--" : String(value).padStart(2, "0");
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
