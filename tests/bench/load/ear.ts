// What one client hears, read from bytes: says are counted and their order is checked, without a string for any of them.
// The load shares the machine with the server, so that all that it does itself is missing there.
import { ageOf, countOf, findStamp, isStamp, NEWLINE, placeOf, readNumber } from "./stamp.ts";
import type { Latencies } from "./latencies.ts";

const LETTER_S = 115;
const LETTER_A = 97;

export interface EarOptions {
  /** How many of its room talk: those at the places from 0. */
  readonly senders: number;
  readonly seqAt: { readonly message: number; readonly said: number };
  /** A line that is no say. */
  onLine(line: string): void;
}

export class Ear {
  /** Says of others. */
  heard = 0;
  /** Those that were not the next of their sender, or of their room. */
  misordered = 0;
  /** Where the ages of what is heard are noted, while they are wanted. */
  latencies: Latencies | undefined;
  readonly #options: EarOptions;
  readonly #counts: Uint32Array;
  readonly #decoder = new TextDecoder();
  #seq = 0;
  /** How the last say was laid out: the next one mostly is as well. */
  #stampAt = 0;
  #length = 0;

  constructor(options: EarOptions) {
    this.#options = options;
    this.#counts = new Uint32Array(options.senders);
  }

  /** How many says of the one at this place were heard, if all that came was in order. */
  of(place: number): number {
    return this.#counts[place] ?? 0;
  }

  /** Takes whole lines, and gives where the first one that is not whole begins. */
  take(bytes: Uint8Array): number {
    const now = performance.now();
    for (let start = 0;;) {
      let end = start + this.#length;
      let stamp = start + this.#stampAt;
      if (this.#length === 0 || !isStamp(bytes, stamp) || bytes[end - 1] !== NEWLINE) {
        end = bytes.indexOf(NEWLINE, start) + 1;
        if (end === 0) return start;
        stamp = findStamp(bytes, start);
      }
      if (stamp >= 0 && stamp < end) {
        this.#say(bytes, start, stamp, now);
        this.#stampAt = stamp - start;
        this.#length = end - start;
      } else this.#other(bytes, start, end);
      start = end;
    }
  }

  #say(bytes: Uint8Array, start: number, stamp: number, now: number): void {
    const place = placeOf(bytes, stamp);
    const count = countOf(bytes, stamp);
    const inOrder = count === (this.#counts[place] ?? 0) + 1;
    this.#counts[place] = count;
    if (!this.#follows(bytes, start, this.#options.seqAt.message) || !inOrder) this.misordered += 1;
    this.heard += 1;
    this.latencies?.add(ageOf(bytes, stamp, now));
  }

  #other(bytes: Uint8Array, start: number, end: number): void {
    const { seqAt, onLine } = this.#options;
    const isSaid = seqAt.said > 0 && bytes[start + 7] === LETTER_S && bytes[start + 8] === LETTER_A;
    if (!isSaid) return onLine(this.#decoder.decode(bytes.subarray(start, end)));
    if (!this.#follows(bytes, start, seqAt.said)) this.misordered += 1;
  }

  /** Whether the seq there is the room's next. */
  #follows(bytes: Uint8Array, start: number, seqAt: number): boolean {
    if (seqAt < 0) return true;
    const seq = readNumber(bytes, start + seqAt);
    const isNext = seq === this.#seq + 1;
    this.#seq = seq;
    return isNext;
  }
}
