// What a search looks for, tried on whole runs of lines at once: only lines that can be hits are ever parsed.
import { type Entry, parseEntry } from "../chat/entry.ts";
import { fold } from "../chat/names.ts";

/** Where the parts of a line of `formatEntry` begin. In a text a quote has a backslash before it, so they are unique. */
const FROM = '"from":"';
export const TEXT = '","text":"';
export const KIND = '","kind":"';
/** Senders of whom so many are remembered whether they are the one looked for. */
const SENDERS_MAX = 10_000;

/** All words must occur, in any order, whatever their case (Unicode's simple folding); `from` is a folded nick. */
export interface Wanted {
  readonly words: readonly string[];
  readonly from?: string;
}

/** The words of what somebody typed into a search. */
export function wordsOf(text: string): string[] {
  return [...new Set(text.split(/\s+/).filter((word) => word !== ""))];
}

/**
 * Finds the entries that are wanted.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Matcher } from "./matcher.ts";
 * const matcher = new Matcher({ words: ["ROSES"] });
 * assertEquals(matcher.matches({ seq: 1, from: "bob", text: "a bed of roses", kind: "text", at: 0 }), true);
 * ```
 */
export class Matcher {
  readonly #from: string | undefined;
  /** Each word as it is in a text, and as it is in a line. */
  readonly #inText: readonly RegExp[];
  readonly #inLine: readonly RegExp[];
  /** What every hit has in its line: the sender if one is asked for, else the longest word. */
  readonly #hit: RegExp;
  readonly #isWanted = new Map<string, boolean>();

  constructor({ words, from }: Wanted) {
    const longestFirst = words.toSorted((a, b) => b.length - a.length);
    this.#from = from;
    this.#inText = longestFirst.map((word) => new RegExp(RegExp.escape(word), "iu"));
    this.inLines = longestFirst.map(jsonOf);
    this.#inLine = this.inLines.map((word) => new RegExp(RegExp.escape(word), "iu"));
    // Folding makes one of several spellings only where one of them is not ASCII: those senders are looked at.
    const hit = from === undefined
      ? RegExp.escape(this.inLines[0] ?? "")
      : `${FROM}(?:${RegExp.escape(jsonOf(from))}"|[^"]*[^\\x00-\\x7f])`;
    this.#hit = new RegExp(hit, "giu");
  }

  /** The words as they stand in lines. */
  readonly inLines: readonly string[];

  /** True for an entry that is wanted. */
  matches({ text, from }: Entry): boolean {
    return this.#isFromWanted(from) && this.#inText.every((word) => word.test(text));
  }

  /** Those of `lines`, made by `formatEntry` and joined by newlines, that are wanted: the newest `most`, newest first. */
  pick(lines: string, low: number, high: number, most: number): Entry[] {
    if (!this.#inLine.every((word) => word.test(lines))) return [];
    const entries: Entry[] = [];
    for (const [start, end] of this.#candidates(lines).toReversed()) {
      if (entries.length >= most) break;
      const entry = parseEntry(lines.slice(start, end));
      if (entry && entry.seq >= low && entry.seq <= high && this.matches(entry)) entries.push(entry);
    }
    return entries;
  }

  /** Lines whose text holds every word and whose sender can be the one. */
  #candidates(lines: string): [start: number, end: number][] {
    const found: [number, number][] = [];
    const hit = this.#hit;
    hit.lastIndex = 0;
    for (let match = hit.exec(lines); match; match = hit.exec(lines)) {
      const start = lines.lastIndexOf("\n", match.index) + 1;
      const end = endOf(lines, match.index);
      const text = lines.indexOf(TEXT, start) + TEXT.length;
      const kind = lines.indexOf(KIND, text);
      if (this.#from === undefined && match.index < text) {
        // It is in what stands before the text: the text may have it too.
        hit.lastIndex = text;
        continue;
      }
      hit.lastIndex = end + 1;
      if (this.#from === undefined && match.index >= kind) continue;
      const inText = lines.slice(text, kind);
      if (this.#inLine.every((word) => word.test(inText))) found.push([start, end]);
    }
    return found;
  }

  #isFromWanted(sender: string): boolean {
    if (this.#from === undefined) return true;
    let wanted = this.#isWanted.get(sender);
    if (wanted !== undefined) return wanted;
    wanted = fold(sender) === this.#from;
    if (this.#isWanted.size < SENDERS_MAX) this.#isWanted.set(sender, wanted);
    return wanted;
  }
}

function endOf(lines: string, at: number): number {
  const end = lines.indexOf("\n", at);
  return end < 0 ? lines.length : end;
}

/** A word as it stands within a JSON string. */
function jsonOf(word: string): string {
  return JSON.stringify(word).slice(1, -1);
}
