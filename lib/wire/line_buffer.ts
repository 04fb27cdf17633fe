// Bytes to lines, however the bytes were cut: feeding them whole or one by one gives the same lines and the same
// faults. What it holds is bounded by the longest line allowed and by what was fed since the last `undefined`.
//
// Every message of the server passes here, so nothing is done per byte: whole runs of lines are decoded at once, and
// only where such a run is not UTF-8 are its lines looked at one by one, so that a fault is its own line's alone.

/** What was wrong with a line. A line that is too long is gone; of one that is not UTF-8 the `bytes` are given. */
export type LineFault =
  | { readonly type: "too-long" }
  | { readonly type: "not-utf8"; readonly bytes: Uint8Array };

const NEWLINE = 10;
const RETURN = 13;
const NOTHING = new Uint8Array(0);
const TOO_LONG: LineFault = { type: "too-long" };
/** First size of the buffer for an unfinished line, in bytes. */
const TAIL_BYTES_MIN = 256;

// The mark U+FEFF is kept: whether it stands at the start of what is decoded is a matter of the cuts.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * Collects bytes and gives lines, without their `\n` and without a `\r` before it. Empty lines are skipped.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { LineBuffer } from "./line_buffer.ts";
 * const lines = new LineBuffer(80);
 * lines.feed(new TextEncoder().encode("one\r\n\ntw"));
 * assertEquals([lines.next(), lines.next()], ["one", undefined]);
 * lines.feed(new TextEncoder().encode("o\n"));
 * assertEquals(lines.next(), "two");
 * ```
 */
export class LineBuffer {
  readonly #lineBytesMax: number;
  /** Complete lines, each run of them with its newlines, and faults in between. */
  #queue: (string | LineFault)[] = [];
  #first = 0;
  #at = 0;
  #tail: Uint8Array = NOTHING;
  #tailLength = 0;
  #dropping = false;

  /** `lineBytesMax` bounds a line without its `\r\n`; a longer one is dropped up to its `\n` and reported once. */
  constructor(lineBytesMax: number) {
    if (!(lineBytesMax >= 1)) {
      throw new RangeError(`Cannot buffer lines: lineBytesMax must be >= 1, is ${lineBytesMax}`);
    }
    this.#lineBytesMax = lineBytesMax;
  }

  /** Takes bytes; none of `chunk` is held on to. */
  feed(chunk: Uint8Array): void {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end === 0) return this.#keep(chunk);
    let complete = chunk.subarray(this.#dropping ? chunk.indexOf(NEWLINE) + 1 : 0, end);
    this.#dropping = false;
    if (this.#tailLength > 0) {
      complete = join(this.#tail.subarray(0, this.#tailLength), complete);
      this.#tail = NOTHING;
      this.#tailLength = 0;
    }
    this.#take(complete);
    if (end < chunk.length) this.#keep(chunk.subarray(end));
  }

  /** The next line or fault, or `undefined` where more bytes are needed. */
  next(): string | LineFault | undefined {
    for (let item = this.#queue[this.#first]; item !== undefined; item = this.#queue[this.#first]) {
      if (typeof item !== "string") {
        this.#first++;
        return item;
      }
      const from = this.#at;
      const newline = item.indexOf("\n", from);
      this.#at = newline + 1;
      if (this.#at === item.length) {
        this.#at = 0;
        this.#first++;
      }
      const end = item.charCodeAt(newline - 1) === RETURN && newline > from ? newline - 1 : newline;
      if (end > from) return item.slice(from, end);
    }
    this.#queue = this.#queue.length === 0 ? this.#queue : [];
    this.#first = 0;
    return undefined;
  }

  /** The bytes not yet given as lines, without those of lines that were too long. */
  rest(): Uint8Array {
    let bytes: Uint8Array = NOTHING;
    let at = this.#at;
    for (const item of this.#queue.slice(this.#first)) {
      if (typeof item === "string") bytes = join(bytes, encoder.encode(item.slice(at)));
      else if (item.type === "not-utf8") bytes = join(bytes, join(item.bytes, Uint8Array.of(NEWLINE)));
      at = 0;
    }
    return join(bytes, this.#tail.subarray(0, this.#tailLength));
  }

  /** Cuts complete lines into runs in which none can be too long, and queues them. */
  #take(bytes: Uint8Array): void {
    const most = this.#lineBytesMax;
    for (let from = 0; from < bytes.length;) {
      if (bytes.length - from <= most + 1) return this.#queueRun(bytes.subarray(from));
      let newline = bytes.lastIndexOf(NEWLINE, from + most);
      // A line that is just long enough may have its "\r" beyond the bound.
      if (newline < from && bytes[from + most] === RETURN && bytes[from + most + 1] === NEWLINE) {
        newline = from + most + 1;
      }
      if (newline < from) {
        newline = bytes.indexOf(NEWLINE, from + most);
        this.#queue.push(TOO_LONG);
      } else {
        this.#queueRun(bytes.subarray(from, newline + 1));
      }
      from = newline + 1;
    }
  }

  /** Queues lines that are within the bound: as one text, or, where it is not UTF-8, one by one. */
  #queueRun(bytes: Uint8Array): void {
    const text = decode(bytes);
    if (text !== undefined) {
      this.#queue.push(text);
      return;
    }
    for (let from = 0; from < bytes.length;) {
      const end = bytes.indexOf(NEWLINE, from) + 1;
      const line = bytes.subarray(from, end);
      this.#queue.push(decode(line) ?? { type: "not-utf8", bytes: line.slice(0, -1) });
      from = end;
    }
  }

  /** Keeps a copy of an unfinished line's bytes, or begins to drop it where it is too long. */
  #keep(bytes: Uint8Array): void {
    if (this.#dropping || bytes.length === 0) return;
    const length = this.#tailLength + bytes.length;
    const excess = length - this.#lineBytesMax;
    if (excess > 1 || excess === 1 && bytes[bytes.length - 1] !== RETURN) {
      this.#dropping = true;
      this.#tail = NOTHING;
      this.#tailLength = 0;
      this.#queue.push(TOO_LONG);
      return;
    }
    if (length > this.#tail.length) {
      const grown = new Uint8Array(Math.max(length, this.#tail.length * 2, TAIL_BYTES_MIN));
      grown.set(this.#tail.subarray(0, this.#tailLength));
      this.#tail = grown;
    }
    this.#tail.set(bytes, this.#tailLength);
    this.#tailLength = length;
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function join(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const joined = new Uint8Array(head.length + tail.length);
  joined.set(head);
  joined.set(tail, head.length);
  return joined;
}
