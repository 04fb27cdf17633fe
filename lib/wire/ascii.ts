// Text for clients that can read nothing but ASCII.

const ALIKE: Readonly<Record<string, string>> = {
  "ß": "ss",
  "æ": "ae",
  "Æ": "AE",
  "ø": "o",
  "Ø": "O",
  "œ": "oe",
  "Œ": "OE",
  "đ": "d",
  "ð": "d",
  "þ": "th",
  "ł": "l",
  "Ł": "L",
  "ı": "i",
  "‘": "'",
  "’": "'",
  "“": '"',
  "”": '"',
  "„": '"',
  "«": "<<",
  "»": ">>",
  "–": "-",
  "—": "-",
  "…": "...",
  "·": "-",
  "€": "EUR",
  "×": "x",
};
const MARKS = /\p{M}|\p{Default_Ignorable_Code_Point}/gu;

/**
 * The nearest text in printable ASCII: letters without their marks, `?` for what has no likeness.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { toAscii } from "./ascii.ts";
 * assertEquals(toAscii("Grüße – 今日"), "Grusse - ??");
 * ```
 */
export function toAscii(text: string): string {
  let ascii = "";
  for (const character of text.normalize("NFKD").replace(MARKS, "")) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x20 && code < 0x7f) ascii += character;
    else if (code === 9) ascii += " ";
    else if (code > 0x7f) ascii += ALIKE[character] ?? "?";
  }
  return ascii;
}
