// Values to lines of the native dialect: compact JSON, `op` first, then `ref`, one line each. Both sides write by it.
import { type Entry, formatEntry } from "../chat/entry.ts";
import type { EncodedEntries } from "./dialect.ts";

const encoder = new TextEncoder();
const NEWLINE = 10;

/** What a line is made of: its tag goes out as `op`. */
interface Tagged {
  readonly type: string;
}

/** The line of a command or an event, with its `\n`. */
export function encodeLine(value: Tagged, ref: string | undefined): Uint8Array {
  return encoder.encode(formatLine(value, ref));
}

function formatLine(value: Tagged, ref: string | undefined): string {
  const head = ref === undefined ? `{"op":"${value.type}"` : `{"op":"${value.type}","ref":${JSON.stringify(ref)}`;
  const body = JSON.stringify(value);
  const tag = `{"type":"${value.type}"`;
  // Nearly every value was written with its tag first, so its text needs no more than another beginning.
  if (body.startsWith(tag)) return `${head}${body.slice(tag.length)}\n`;
  const { type: _, ...fields } = value;
  const rest = JSON.stringify(fields);
  return rest === "{}" ? `${head}}\n` : `${head},${rest.slice(1)}\n`;
}

/** The `message` lines of consecutive entries of a room, encoded at once. */
export function encodeEntryLines(room: string, entries: readonly Entry[]): EncodedEntries {
  const head = `{"op":"message","room":${JSON.stringify(room)},`;
  let text = "";
  for (const entry of entries) text += `${head}${formatEntry(entry).slice(1)}\n`;
  const bytes = encoder.encode(text);
  const ends: number[] = [];
  // JSON has no bare newline, so the newlines are the ends.
  for (let end = bytes.indexOf(NEWLINE) + 1; end > 0; end = bytes.indexOf(NEWLINE, end) + 1) ends.push(end);
  return { bytes, ends };
}
