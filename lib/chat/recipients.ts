// Lists of people as they are typed: commas with or without blanks.
import { TELL_NICKS_MAX } from "./limits.ts";
import { fold, parseNick } from "./names.ts";

/**
 * The nicks in `text`, each once, or `undefined` where it holds anything that is no nick, nobody, or more people than
 * one message can go to.
 */
export function parseRecipients(text: string): readonly string[] | undefined {
  const nickByFolded = new Map<string, string>();
  for (const part of text.split(",")) {
    const nick = parseNick(part.trim());
    if (nick === undefined) return undefined;
    if (!nickByFolded.has(fold(nick))) nickByFolded.set(fold(nick), nick);
  }
  return nickByFolded.size <= TELL_NICKS_MAX ? [...nickByFolded.values()] : undefined;
}

/**
 * Splits `a, b c` into its list of names and what follows it: a comma holds the list together over blanks.
 * Gives `["", text]` where no name begins the text.
 */
export function splitRecipients(text: string): readonly [names: string, rest: string] {
  const found = /^\s*([^\s,]+(?:\s*,\s*[^\s,]+)*)(?:\s+([^]*))?$/.exec(text);
  return found ? [found[1] ?? "", (found[2] ?? "").trim()] : ["", text.trim()];
}
