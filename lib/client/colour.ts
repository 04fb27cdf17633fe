// Colours of the line mode: one for each person, the same on every day and every screen.
import { fold } from "../chat/names.ts";

/** Codes of the 16 colours that every terminal has; its owner has made them readable. Greys are left out. */
const PEOPLE = [31, 32, 33, 34, 35, 36, 91, 92, 93, 94, 95, 96] as const;

/** Puts a style around text: SGR numbers, as in `"1"` or `"2;36"`. */
export type Paint = (text: string, style: string) => string;

export function painted(text: string, style: string): string {
  return text === "" ? "" : `\x1b[${style}m${text}\x1b[0m`;
}

/** Where there is to be no colour. */
export function unpainted(text: string): string {
  return text;
}

/** The style of a person's name. */
export function personStyle(nick: string): string {
  // FNV-1a: short names differ in few bits, and it spreads them well.
  let hash = 0x811c9dc5;
  for (const unit of fold(nick)) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return String(PEOPLE[(hash >>> 0) % PEOPLE.length]);
}
