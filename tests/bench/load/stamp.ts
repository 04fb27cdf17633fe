// What each text of a load bears, at its begin: who says it, which of theirs it is, when it was sent. All of it is digits
// at places of their own, so that it is written and read without a string.
export const NEWLINE = 10;
/** Begins a stamp, and stands nowhere else in a line. */
const MARK = 124; // |
const ZERO = 48;
const PLACE = { at: 1, width: 4 };
const COUNT = { at: 6, width: 8 };
const SENT = { at: 15, width: 9 };
const TEXT_LENGTH = 64;

/** A text with an empty stamp. */
export const TEXT = "|0000.00000000.000000000.".padEnd(TEXT_LENGTH, "x");
/** Sets what a moment is told from, so that its digits suffice for a day. */
const ORIGIN = performance.now();

/** Where the stamp of the line that begins here is; -1 where none follows. */
export function findStamp(bytes: Uint8Array, from: number): number {
  return bytes.indexOf(MARK, from);
}

export function isStamp(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === MARK;
}

/** The sender's place in its room. */
export function placeOf(bytes: Uint8Array, stamp: number): number {
  return readDigits(bytes, stamp + PLACE.at, PLACE.width);
}

/** 1, 2, 3 … for each sender. */
export function countOf(bytes: Uint8Array, stamp: number): number {
  return readDigits(bytes, stamp + COUNT.at, COUNT.width);
}

/** How long ago it was sent, in ms; 0.1 ms are told apart. */
export function ageOf(bytes: Uint8Array, stamp: number, now: number): number {
  return now - ORIGIN - readDigits(bytes, stamp + SENT.at, SENT.width) / 10;
}

export function setStamp(bytes: Uint8Array, stamp: number, place: number, count: number): void {
  writeDigits(bytes, stamp + PLACE.at, PLACE.width, place);
  writeDigits(bytes, stamp + COUNT.at, COUNT.width, count);
  writeDigits(bytes, stamp + SENT.at, SENT.width, Math.floor((performance.now() - ORIGIN) * 10));
}

/** The number that stands at a place and ends where no digit follows. */
export function readNumber(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let index = at;; index++) {
    const digit = (bytes[index] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return value;
    value = value * 10 + digit;
  }
}

function readDigits(bytes: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let index = at; index < at + width; index++) value = value * 10 + (bytes[index] ?? ZERO) - ZERO;
  return value;
}

export function writeDigits(bytes: Uint8Array, at: number, width: number, value: number): void {
  for (let index = at + width - 1, rest = value; index >= at; index--, rest = Math.floor(rest / 10)) {
    bytes[index] = ZERO + rest % 10;
  }
}
