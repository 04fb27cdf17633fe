// What is said, as lines of IRC: no line is longer than 512 bytes with its CR LF, a text of several lines becomes
// several messages, and no byte of it can begin a line of its own.
import { BODY_BYTES_MAX } from "./limits.ts";
import { harmless } from "./bytes.ts";
import { fitsBytes, utf8Length } from "./length.ts";
import { splitText } from "./split.ts";

/** CTCP's mark: the only thing in a text that IRC clients take for more than text. */
const CTCP = "\x01";
const ACTION = `${CTCP}ACTION `;
// deno-lint-ignore no-control-regex -- line ends, NUL and CTCP's mark
const UNPLAIN = /[\0\x01\r\n]/;

/** True for a text that is one line of at most so many bytes as it is. */
export function isPlain(text: string, bytesMax: number): boolean {
  return fitsBytes(text, bytesMax) && text !== "" && !UNPLAIN.test(text);
}

/** The verb's lines for a text: `head` is all up to the text, the colon included. */
export function textLines(head: string, text: string, action = false): readonly string[] {
  const bytesMax = BODY_BYTES_MAX - utf8Length(head) - (action ? ACTION.length + 1 : 0);
  if (!action && isPlain(text, bytesMax)) return [head + text];
  const lines: string[] = [];
  for (const row of text.split(/\r\n|\r|\n/)) {
    // A message can't be empty (RFC 1459, 4.4.1): a blank keeps the empty rows within a text.
    const safe = harmless(row).replaceAll(CTCP, "") || " ";
    for (const piece of splitText(safe, bytesMax)) {
      lines.push(action ? `${head}${ACTION}${piece}${CTCP}` : head + piece);
    }
  }
  return lines;
}

// deno-lint-ignore no-control-regex -- mIRC's colours, and the other marks of formatting
const FORMATS = /\x03(?:\d{1,2}(?:,\d{1,2})?)?|\x04(?:[0-9a-f]{6}(?:,[0-9a-f]{6})?)?|[\x02\x0f\x11\x16\x1d\x1e\x1f]/gi;
// deno-lint-ignore no-control-regex -- all that formatting begins with
const FORMATTED = /[\x02-\x1f]/;

/** What a client has written. */
export type Written =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "action"; readonly text: string }
  /** Another CTCP request or answer: it can't be carried, since control characters reach nobody. */
  | { readonly type: "ctcp" };

/** Reads the last parameter of PRIVMSG and NOTICE; formatting is left out, which other clients would see as digits. */
export function parseText(typed: string): Written {
  if (typed[0] !== CTCP) return { type: "text", text: FORMATTED.test(typed) ? typed.replace(FORMATS, "") : typed };
  if (!typed.startsWith(ACTION)) return { type: "ctcp" };
  const text = typed.slice(ACTION.length, typed.endsWith(CTCP) ? -1 : undefined);
  return { type: "action", text: text.replace(FORMATS, "") };
}
