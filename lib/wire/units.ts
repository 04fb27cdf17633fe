// Units: what a peer without framing of its own must be given in one read or not at all. A frame of such a dialect is
// one or more units, each ended by a mark that is never written; the writer of the shell takes the marks away and
// keeps the pace. The marks are control characters, which no text of the server holds.

/** Ends an ordinary unit. */
export const END = 0x00;
/** Ends a unit that is written alone, and only after {@linkcode ALONE_MS} without a write. */
export const END_ALONE = 0x01;
/** Ends a unit for the second socket of a connection that has two. */
export const END_ASIDE = 0x02;
/** Ends a unit that takes the place of all waiting ones with this mark that an earlier frame brought. */
export const END_LATEST = 0x03;

/** The quiet before a unit that stands alone. */
export const ALONE_MS = 100;

/** How units are written. */
export interface Pace {
  /** Units are joined up to so many bytes in a write; none is longer. */
  readonly writeBytesMax: number;
  /** From one write to the next. */
  readonly gapMs: number;
  /** What stands between joined units; `undefined`: each is written by itself. */
  readonly joint: Uint8Array | undefined;
  /** The next unit waits until the peer has confirmed the last one, so long at most. */
  readonly confirmMs?: number;
}

const encoder = new TextEncoder();

/** One unit of a text. What a mark could be mistaken for is taken out of it. */
export function unit(text: string, end: number = END): Uint8Array {
  // deno-lint-ignore no-control-regex -- the marks themselves
  const bytes = encoder.encode(`${text.replace(/[\u0000-\u0003]/g, "")}\0`);
  bytes[bytes.length - 1] = end;
  return bytes;
}

/** Several units after each other, each ended by `end`. */
export function units(texts: readonly string[], end: number = END): Uint8Array {
  return concat(texts.map((text) => unit(text, end)));
}

/** The byte that no dialect's text can hold, alone: older clients stop in peace when they read it. */
export const STOP: Uint8Array = Uint8Array.of(0xff, END_ALONE);

export const NOTHING: Uint8Array = new Uint8Array(0);

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  let length = 0;
  for (const part of parts) length += part.length;
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Cuts a text into pieces of at most `bytesMax` bytes of UTF-8, at blanks where there are some, never in a character. */
export function cutText(text: string, bytesMax: number): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (encoder.encode(rest).length > bytesMax) {
    const { read } = encoder.encodeInto(rest, new Uint8Array(bytesMax));
    const blank = rest.lastIndexOf(" ", read);
    const end = blank > read / 2 ? blank : read;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  if (rest !== "" || pieces.length === 0) pieces.push(rest);
  return pieces;
}
