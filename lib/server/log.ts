// What the operator reads: one line per notice, pretty or JSON, the same fields in both.
import { bold, cyan, dim, green, red, yellow } from "@std/fmt/colors";
import type { Notice } from "../hub/notice.ts";
import { cleanLine } from "../chat/text.ts";

/** What the shell adds to the hub's notices. */
export type ShellNotice =
  | { readonly type: "trouble"; readonly what: string; readonly detail: string }
  | { readonly type: "recovered"; readonly what: string }
  | { readonly type: "stopping"; readonly why: string }
  | { readonly type: "stopped" }
  | { readonly type: "lines-lost"; readonly count: number };

export type LogNotice = Notice | ShellNotice;

/** What JSON leaves as it is and a terminal does not: C1, line separators, marks that turn the writing round. */
const UNSEEN = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

type Value = string | number | boolean | readonly string[] | undefined;

/** The fields as logged: a message's text only where it is wanted, else its length. */
function fieldsOf(notice: LogNotice, withText: boolean): Record<string, Value> {
  const { type, ...fields } = notice;
  if (type !== "message") return { event: type, ...fields };
  const { text, ...rest } = fields as Omit<Notice & { type: "message" }, "type">;
  return { event: type, ...rest, ...(withText ? { text } : { length: [...text].length }) };
}

/** One JSON object, with `time` in ISO 8601 and `event` first. */
export function formatJson(notice: LogNotice, at: number, withText: boolean): string {
  const line = JSON.stringify({ time: new Date(at).toISOString(), ...fieldsOf(notice, withText) });
  return line.replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** One line for a person: local time, event, `key=value`; colours where `coloured`. */
export function formatPretty(notice: LogNotice, at: number, withText: boolean, coloured: boolean): string {
  const { event, ...fields } = fieldsOf(notice, withText);
  const name = String(event).padEnd(13);
  const parts = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${formatValue(value)}`);
  const line = (time: string, what: string, rest: string) => `${time} ${what} ${rest}`.trimEnd();
  if (!coloured) return line(clock(at), name, parts.join(" "));
  return line(dim(clock(at)), colourOf(notice)(name), parts.map(colourKey).join(" "));
}

function formatValue(value: Value): string {
  if (Array.isArray(value)) return value.map((one) => formatValue(one)).join(",") || "-";
  const text = cleanLine(String(value));
  return text === "" || /[\s"=,]/.test(text) ? JSON.stringify(text) : text;
}

function colourKey(part: string): string {
  const at = part.indexOf("=");
  return dim(part.slice(0, at + 1)) + part.slice(at + 1);
}

function colourOf(notice: LogNotice): (text: string) => string {
  switch (notice.type) {
    case "message":
      return notice.status === 1 ? cyan : yellow;
    case "refused":
    case "lines-lost":
      return yellow;
    case "trouble":
    case "fault":
      return red;
    case "connected":
    case "welcomed":
    case "recovered":
      return green;
    default:
      return bold;
  }
}

function clock(at: number): string {
  const time = new Date(at);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}
