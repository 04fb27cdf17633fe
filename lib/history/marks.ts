// Marks: beside each long run lies a small one that tells which letters in a row occur in its texts, so that a search
// for what is rare reads hardly any run. A mark may promise too much (then the run is read in vain), never too little.
import { KIND, TEXT } from "./matcher.ts";
import type { Lines } from "./runs.ts";

/** Shorter runs have no mark: they are read. */
const MARKED_BYTES_MIN = 16_384;
const BITS_LOG = 14;
const BITS_BYTES = 2 ** BITS_LOG / 8;
const COUNT_BYTES = 4;
const decoder = new TextDecoder();

/** What is known of the run that begins with `seq`. */
export interface Mark {
  readonly seq: number;
  readonly count: number;
  readonly bits: Uint8Array;
}

/** The mark of a run as it is stored, or `undefined` where it is too short for one. */
export function encodeMark({ bytes }: Lines): Uint8Array<ArrayBuffer> | undefined {
  if (bytes.length < MARKED_BYTES_MIN) return undefined;
  const mark = new Uint8Array(COUNT_BYTES + BITS_BYTES);
  const bits = mark.subarray(COUNT_BYTES);
  const lines = decoder.decode(bytes);
  let count = 0;
  for (let start = 0; start < lines.length; count++) {
    const text = lines.indexOf(TEXT, start) + TEXT.length;
    const kind = lines.indexOf(KIND, text);
    addPairsAndTriples(bits, lines, text, kind);
    const end = lines.indexOf("\n", kind);
    start = end < 0 ? lines.length : end + 1;
  }
  new DataView(mark.buffer).setUint32(0, count);
  return mark;
}

/** Reads what {@linkcode encodeMark} made. */
export function decodeMark(seq: number, value: Uint8Array): Mark {
  const count = new DataView(value.buffer, value.byteOffset).getUint32(0);
  return { seq, count, bits: value.subarray(COUNT_BYTES) };
}

/**
 * The places in a mark that a run must have for all `words`, each as it stands in a line; none where every word is
 * shorter than two letters.
 */
export function placesOf(words: readonly string[]): number[] {
  const places = new Set<number>();
  for (const word of words) {
    const units = Array.from({ length: word.length }, (_, index) => plain(word.charCodeAt(index)));
    const [a = 0, b = 0] = units;
    if (units.length === 2) places.add(pair(a, b));
    for (let at = 2; at < units.length; at++) {
      places.add(triple(units[at - 2] ?? 0, units[at - 1] ?? 0, units[at] ?? 0));
    }
  }
  return [...places];
}

/** False only where the run holds no text with all that `places` were made of. */
export function mayHold({ bits }: Mark, places: readonly number[]): boolean {
  return places.every((place) => ((bits[place >> 3] ?? 0) >> (place & 7)) & 1);
}

function addPairsAndTriples(bits: Uint8Array, lines: string, start: number, end: number): void {
  let a = 0;
  let b = 0;
  for (let at = start; at < end; at++) {
    const unit = lines.charCodeAt(at);
    const c = plain(unit);
    if (at > start) set(bits, pair(b, c));
    if (at > start + 1) set(bits, triple(a, b, c));
    a = b;
    b = c;
  }
}

function set(bits: Uint8Array, place: number): void {
  bits[place >> 3] = (bits[place >> 3] ?? 0) | 1 << (place & 7);
}

function pair(a: number, b: number): number {
  return Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b) >>> (32 - BITS_LOG);
}

function triple(a: number, b: number, c: number): number {
  return Math.imul(Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b) ^ c, 0xc2b2ae35) >>> (32 - BITS_LOG);
}

/** The same for all letters that a search takes for the same; for a few others too, which does no harm. */
export function plain(unit: number): number {
  if (unit < 0x80) return unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit;
  plainUnits ??= makePlainUnits();
  return plainUnits[unit] ?? unit;
}

let plainUnits: Uint16Array | undefined;

function makePlainUnits(): Uint16Array {
  const units = new Uint16Array(0x1_0000);
  for (let unit = 0; unit < units.length; unit++) {
    // Halves of a pair: the letters that they make have cases too.
    if (unit >= 0xd800 && unit <= 0xdfff) units[unit] = 0xd800;
    else {
      const letter = String.fromCharCode(unit);
      const upper = letter.toUpperCase();
      const lower = (upper.length === 1 ? upper : letter).toLowerCase();
      units[unit] = lower.length === 1 ? lower.charCodeAt(0) : unit;
    }
  }
  // Pairs that fold to each other though neither has a case of a single letter.
  for (const [one, other] of [[0xfb05, 0xfb06], [0x1fd3, 0x390], [0x1fe3, 0x3b0]] as const) units[one] = other;
  return units;
}
