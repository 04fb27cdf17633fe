// Text of the IRC dialect to bytes: lines end in CR LF, and nothing within them may look like an end.
import { BODY_BYTES_MAX } from "./limits.ts";
import { clip } from "./split.ts";

const encoder = new TextEncoder();

// Making a buffer costs more than filling it, so short frames share one, as those of the native dialect do.
const SLAB_BYTES = 2_048;
const UTF8_BYTES_MAX = 3;
const SHORT_LENGTH_MAX = 512;
let slab = new Uint8Array(SLAB_BYTES);
let slabUsed = 0;

/** No bytes: what a codec gives where there is nothing to say. */
export const NOTHING: Uint8Array = new Uint8Array(0);

/** The bytes of a text; they may be a view that nobody may write to. */
export function encodeText(text: string): Uint8Array {
  if (text.length > SHORT_LENGTH_MAX) return encoder.encode(text);
  if (slabUsed + text.length * UTF8_BYTES_MAX > SLAB_BYTES) {
    slab = new Uint8Array(SLAB_BYTES);
    slabUsed = 0;
  }
  const start = slabUsed;
  slabUsed += encoder.encodeInto(text, slab.subarray(start)).written;
  return slab.subarray(start, slabUsed);
}

/** The bytes of lines, each ended by CR LF. */
export function encodeLines(lines: readonly string[]): Uint8Array {
  if (lines.length === 0) return NOTHING;
  return encodeText(lines.map(oneLine).join("\r\n") + "\r\n");
}

/** A line as it may go out: one line, and no longer than a message may be. */
function oneLine(line: string): string {
  const safe = harmless(line);
  if (safe.length * UTF8_BYTES_MAX <= BODY_BYTES_MAX) return safe;
  const body = safe[0] === "@" ? safe.indexOf(" ") + 1 : 0;
  return safe.slice(0, body) + clip(safe.slice(body), BODY_BYTES_MAX);
}

const ENDS = /[\0\r\n]/;
const ALL_ENDS = /[\0\r\n]+/g;

/** A line without what RFC 1459 (2.3.1) forbids within one: whatever a stranger wrote stays in its line. */
export function harmless(line: string): string {
  return ENDS.test(line) ? line.replace(ALL_ENDS, " ") : line;
}
