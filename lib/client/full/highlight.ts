// What calls a person: their name as a whole word, or a word that they chose.

/** Finds all places in a text where somebody is called. */
export type Caller = (text: string) => readonly CalledAt[];

export interface CalledAt {
  readonly start: number;
  readonly end: number;
}

/** Finds the given names and words, in any case, as whole words. */
export function callerFor(words: readonly string[]): Caller {
  const key = words.join("\n");
  if (last?.key !== key) last = { key, caller: makeCaller(words) };
  return last.caller;
}

/** The same words are looked for in one line after the other. */
let last: { readonly key: string; readonly caller: Caller } | undefined;

function makeCaller(words: readonly string[]): Caller {
  const wanted = words.map((word) => word.trim()).filter((word) => word !== "");
  if (wanted.length === 0) return () => [];
  const any = wanted.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|");
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${any})(?![\\p{L}\\p{N}_])`, "giu");
  return (text) =>
    [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }));
}
