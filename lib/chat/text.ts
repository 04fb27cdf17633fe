// Text that cannot bite: what a stranger writes is made harmless before anyone sees it.

// Control characters but \n and \t, C1 included, and the bidi embeddings, overrides and isolates (PROTOCOL.md, Framing).
// deno-lint-ignore no-control-regex -- these are the very characters to find
const HARMFUL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
/** Longest run of combining marks that is left: more than any script needs, and few enough to stay in their line. */
const MARKS_MAX = 8;
// What shows nothing may stand between the marks, and they still pile up on one letter. One class, repeated: whatever
// somebody sends is looked at once, where marks and what is between them by turns would cost the square of its length.
const PILED = new RegExp(`[\\u200b-\\u200f\\u2060-\\u2064\\ufeff\\p{M}]{${MARKS_MAX + 1},}`, "gu");
const MARK = /\p{M}/gu;
const PLAIN = /^[\x20-\x7e]*$/;
/** Runs of marks that are cut before they are put in order: ordering them costs the square of their number. */
const RAW_MARKS_MAX = 32;
const RAW_PILED = new RegExp(`(\\p{M}{${RAW_MARKS_MAX}})\\p{M}+`, "gu");

/**
 * The form in which a text is kept and shown: well-formed, NFC, without control characters other than newline and tab,
 * and without marks piled up on a letter.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { cleanText } from "./text.ts";
 * assertEquals(cleanText("a\x1b[31mb\r\nc"), "a[31mb\nc");
 * ```
 */
export function cleanText(text: string): string {
  if (PLAIN.test(text)) return text;
  const clean = cutMarks(text.toWellFormed().replace(HARMFUL, "")).normalize("NFC");
  return clean.length > MARKS_MAX ? clean.replace(PILED, unpile) : clean;
}

/** What is left of a run of marks and of what shows nothing: the first marks, and what follows the last. */
function unpile(run: string): string {
  const marks = [...run.matchAll(MARK)];
  const [kept, last] = [marks[MARKS_MAX - 1], marks.at(-1)];
  return kept && last && last !== kept ? run.slice(0, endOf(kept)) + run.slice(endOf(last)) : run;
}

function endOf({ index, 0: text }: RegExpExecArray): number {
  return index + text.length;
}

// Printable ASCII that JSON writes as it is.
const UNESCAPED = /^[ !#-[\]-~]*$/;

/** A text in JSON, quotes and all: what `JSON.stringify` gives, sooner for the plain texts that most are. */
export function quote(text: string): string {
  return UNESCAPED.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** Like {@linkcode cleanText}, and on one line: for topics, notes and whatever stands in a row. */
export function cleanLine(text: string): string {
  if (PLAIN.test(text)) return text;
  return cleanText(text).replace(/[\n\t\u2028\u2029]+/g, " ");
}

/** Cuts runs of marks that no script has, so that normalising a stranger's text costs no more than its length. */
export function cutMarks(text: string): string {
  return text.length > RAW_MARKS_MAX ? text.replace(RAW_PILED, "$1") : text;
}

/** At most `most` code points of a text, clean and on one line, as a string that keeps nothing of the long one alive. */
export function excerpt(text: string, most: number): string {
  return [...cleanLine(text.slice(0, most * 4).toWellFormed())].slice(0, most).join("");
}

/** Shorter parts of a string are copies in V8 as it is. */
const PART_LENGTH_MIN = 13;

/** The same text, which keeps nothing alive of the longer one that it is a part of: for what is kept for long. */
export function standalone(part: string): string {
  return part.length < PART_LENGTH_MIN ? part : ` ${part}`.slice(1);
}

/** Length in code points, but counting stops past `most`: a long text costs no more than its bound. */
export function lengthUpTo(text: string, most: number): number {
  if (text.length <= most) return PLAIN.test(text) ? text.length : codePoints(text);
  if (text.length > most * 2) return most + 1;
  return codePoints(text);
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** True where nothing visible is left: white space and characters that show nothing. */
export function isBlank(text: string): boolean {
  return !/[^\s\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);
}
