// However a peer's bytes are cut on their way, the same must come out of them. This feeds them in many ways to fresh
// decoders and compares; it also spoils each chunk after use, since callers reuse their read buffers.
import { assertEquals } from "@std/assert";

/** Whatever takes bytes and gives values: decoders and line buffers. */
export interface Feeding<T> {
  feed(chunk: Uint8Array): void;
  next(): T | undefined;
  rest?(): Uint8Array;
}

/** Longest byte string that is cut at every place; of a longer one this many places, evenly spread. */
const CUTS_MAX = 600;
const SPOILT = 0x21;

/**
 * What comes out of `bytes`, after asserting that it is the same when they are fed whole, byte by byte, in two pieces
 * cut at every place, and with the beginning of another line after them (which `rest` then gives back).
 * `bytes` must end with a newline.
 */
export function assertSameOverCuts<T>(bytes: Uint8Array, make: () => Feeding<T>): readonly T[] {
  const whole = run(make(), [bytes]);
  assertEquals(run(make(), [...bytes].map((byte) => Uint8Array.of(byte))), whole, "fed byte by byte");
  const step = Math.max(1, Math.ceil(bytes.length / CUTS_MAX));
  for (let cut = 1; cut < bytes.length; cut += step) {
    assertEquals(run(make(), [bytes.subarray(0, cut), bytes.subarray(cut)]), whole, `cut after ${cut} bytes`);
  }
  assertTrailingStays(bytes, make, whole);
  assertDrainedLate(bytes, make, whole);
  return whole;
}

function assertTrailingStays<T>(bytes: Uint8Array, make: () => Feeding<T>, whole: readonly T[]): void {
  const trailing = new TextEncoder().encode('{"op":"sa');
  const longer = new Uint8Array(bytes.length + trailing.length);
  longer.set(bytes);
  longer.set(trailing, bytes.length);
  const feeding = make();
  assertEquals(run(feeding, [longer]), whole, "fed with trailing bytes");
  if (feeding.rest) assertEquals(feeding.rest(), trailing, "the trailing bytes are what rests");
}

/** Chunks that come before anything was taken are queued, not lost. */
function assertDrainedLate<T>(bytes: Uint8Array, make: () => Feeding<T>, whole: readonly T[]): void {
  const feeding = make();
  const third = Math.ceil(bytes.length / 3);
  for (let from = 0; from < bytes.length; from += third) feeding.feed(bytes.slice(from, from + third));
  assertEquals(drain(feeding), whole, "drained after the last chunk");
}

/** Feeds chunk after chunk, takes all that comes, and spoils each chunk once it is used up. */
export function run<T>(feeding: Feeding<T>, chunks: Iterable<Uint8Array>): T[] {
  const values: T[] = [];
  for (const chunk of chunks) {
    const lent = chunk.slice();
    feeding.feed(lent);
    values.push(...drain(feeding));
    lent.fill(SPOILT);
  }
  return values;
}

/** All values that are ready. */
export function drain<T>(feeding: Feeding<T>): T[] {
  const values: T[] = [];
  for (let value = feeding.next(); value !== undefined; value = feeding.next()) values.push(value);
  return values;
}
