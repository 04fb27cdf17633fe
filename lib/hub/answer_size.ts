// No answer exceeds 256 KiB: lists are cut to what fits, and say that there is more.
import { type Entry, formatEntry } from "../chat/entry.ts";
import { ANSWER_BYTES_MAX } from "../chat/limits.ts";
import type { Fit } from "./ticket.ts";

/** What the rest of an answer may take: names, topic, up to 200 members. */
const FRAME_BYTES = 72 * 1_024;
const ROWS_BYTES_MAX = ANSWER_BYTES_MAX - FRAME_BYTES;

/** The entries that fit, oldest first. */
export function fitEntries(entries: readonly Entry[], fit: Fit): readonly Entry[] {
  // A code unit is at most 3 bytes of UTF-8 and 6 of JSON: what is short enough by that measure needs no counting.
  let bytesMost = 0;
  for (const { text, from, event, account = "" } of entries) {
    const details = event === undefined ? 0 : JSON.stringify(event).length;
    bytesMost += 128 + (text.length + from.length + account.length + details) * 6;
  }
  if (bytesMost <= ROWS_BYTES_MAX) return entries;
  if (fit === "oldest") return fitRows(entries, formatEntry);
  if (fit === "newest") return fitRows(entries.toReversed(), formatEntry).reverse();
  const nearestFirst = entries.toSorted((a, b) => Math.abs(a.seq - fit) - Math.abs(b.seq - fit));
  return fitRows(nearestFirst, formatEntry).sort((a, b) => a.seq - b.seq);
}

/** The first rows that fit, by their JSON. */
export function fitRows<Row>(rows: readonly Row[], format: (row: Row) => string = JSON.stringify): Row[] {
  const fitting: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    bytes += utf8Length(format(row)) + 1;
    if (bytes > ROWS_BYTES_MAX) break;
    fitting.push(row);
  }
  return fitting;
}

/** Bytes of a well-formed text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}
