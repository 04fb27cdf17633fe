// The text being typed, as a value: what each movement and change does to it. Its unit is the grapheme, what a person
// takes for one character.
import { graphemesOf, isPlain } from "./graphemes.ts";

export interface EditText {
  readonly graphemes: readonly string[];
  /** The cursor stands before this grapheme. */
  readonly at: number;
}

export const EMPTY_TEXT: EditText = { graphemes: [], at: 0 };

const WORDS = new Intl.Segmenter(undefined, { granularity: "word" });

export function editText(text: string, at?: number): EditText {
  const graphemes = graphemesOf(text);
  return { graphemes, at: Math.min(at ?? graphemes.length, graphemes.length) };
}

export function textOf({ graphemes }: EditText): string {
  return graphemes.join("");
}

/** The cursor's place in {@linkcode textOf}, in code units. */
export function offsetOf({ graphemes, at }: EditText): number {
  return graphemes.slice(0, at).join("").length;
}

export function moveTo(text: EditText, at: number): EditText {
  return { ...text, at: Math.min(Math.max(0, at), text.graphemes.length) };
}

/** Puts `inserted` where `from` to `to` was, and the cursor after it. */
export function replace(text: EditText, from: number, to: number, inserted: string): EditText {
  const { graphemes } = text;
  const before = graphemes.slice(0, from);
  const after = graphemes.slice(to);
  if (isPlain(inserted) && isPlain(before.at(-1) ?? "") && isPlain(after[0] ?? "")) {
    const middle = graphemesOf(inserted);
    return { graphemes: [...before, ...middle, ...after], at: from + middle.length };
  }
  // What meets here may join: a mark and its letter, two halves of a flag. No further than to the line's end.
  const left = before.at(-1) ?? "";
  const newline = after.indexOf("\n");
  const right = after.slice(0, newline < 0 ? after.length : newline);
  const head = graphemesOf(left + inserted);
  const middle = graphemesOf(left + inserted + right.join(""));
  const kept = before.slice(0, Math.max(0, before.length - 1));
  const all = [...kept, ...middle, ...after.slice(right.length)];
  return { graphemes: all, at: Math.min(kept.length + head.length, all.length) };
}

export function insert(text: EditText, inserted: string): EditText {
  return replace(text, text.at, text.at, inserted);
}

/** Where the line that holds `at` begins. */
export function lineStart({ graphemes }: EditText, at: number): number {
  let start = at;
  while (start > 0 && graphemes[start - 1] !== "\n") start--;
  return start;
}

/** Where the line that holds `at` ends. */
export function lineEnd({ graphemes }: EditText, at: number): number {
  const end = graphemes.indexOf("\n", at);
  return end < 0 ? graphemes.length : end;
}

/** The beginning of the word before `at`, in the sense of the word's language. */
export function wordBefore(text: EditText, at: number): number {
  let found = 0;
  for (const [start] of wordsOf(text)) {
    if (start >= at) break;
    found = start;
  }
  return found;
}

/** The end of the word after `at`. */
export function wordAfter(text: EditText, at: number): number {
  for (const [, end] of wordsOf(text)) if (end > at) return end;
  return text.graphemes.length;
}

/** Where what stands between blanks began. */
export function blankBefore({ graphemes }: EditText, at: number): number {
  let index = at;
  while (index > 0 && isBlank(graphemes[index - 1])) index--;
  while (index > 0 && !isBlank(graphemes[index - 1])) index--;
  return index;
}

/** The graphemes around the cursor exchanged; at the end, the last two. */
export function transpose(text: EditText): EditText {
  const at = Math.min(text.at, text.graphemes.length - 1);
  const [one, other] = [text.graphemes[at - 1], text.graphemes[at]];
  if (one === undefined || other === undefined) return text;
  return replace(text, at - 1, at + 1, other + one);
}

/** Beginning and end of each word, in graphemes. */
function* wordsOf({ graphemes }: EditText): Generator<readonly [number, number]> {
  let index = 0;
  let offset = 0;
  const indexAt = (wanted: number): number => {
    while (offset < wanted && index < graphemes.length) offset += graphemes[index++]?.length ?? 0;
    return index;
  };
  for (const { segment, index: from, isWordLike } of WORDS.segment(graphemes.join(""))) {
    if (isWordLike) yield [indexAt(from), indexAt(from + segment.length)];
  }
}

function isBlank(grapheme: string | undefined): boolean {
  return grapheme === undefined || /^\s/.test(grapheme);
}
