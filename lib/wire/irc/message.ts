// A message of IRC: tags, verb, parameters (RFC 1459, 2.3.1; IRCv3 message-tags). The source that a client gives is
// left out: it is known by its connection.
import { PARAMS_MAX } from "./limits.ts";

export interface Message {
  /** In capitals. */
  readonly verb: string;
  readonly params: readonly string[];
  /** The tags without `@`, as they came. */
  readonly tags: string;
}

/**
 * Reads a line; `undefined` where nothing but blanks is in it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseMessage } from "./message.ts";
 * assertEquals(parseMessage("@label=a privmsg #room :two words"), {
 *   verb: "PRIVMSG",
 *   params: ["#room", "two words"],
 *   tags: "label=a",
 * });
 * ```
 */
export function parseMessage(line: string): Message | undefined {
  let at = 0;
  let tags = "";
  if (line[0] === "@") {
    at = wordEnd(line, 0);
    tags = line.slice(1, at);
  }
  at = blanksEnd(line, at);
  if (line[at] === ":") at = blanksEnd(line, wordEnd(line, at));
  if (at >= line.length) return undefined;
  const verbEnd = wordEnd(line, at);
  const verb = line.slice(at, verbEnd).toUpperCase();
  const params: string[] = [];
  for (at = blanksEnd(line, verbEnd); at < line.length; at = blanksEnd(line, at)) {
    if (line[at] === ":") {
      params.push(line.slice(at + 1));
      break;
    }
    if (params.length === PARAMS_MAX - 1) {
      params.push(line.slice(at));
      break;
    }
    const end = wordEnd(line, at);
    params.push(line.slice(at, end));
    at = end;
  }
  return { verb, params, tags };
}

function wordEnd(line: string, from: number): number {
  const end = line.indexOf(" ", from);
  return end < 0 ? line.length : end;
}

function blanksEnd(line: string, from: number): number {
  let at = from;
  while (line[at] === " ") at++;
  return at;
}

/** A tag's value as it came, still escaped; the last of several counts (IRCv3 message-tags). */
export function rawTag(tags: string, key: string): string | undefined {
  let value: string | undefined;
  for (const tag of tags.split(";")) {
    const equals = tag.indexOf("=");
    if ((equals < 0 ? tag : tag.slice(0, equals)) === key) value = equals < 0 ? "" : tag.slice(equals + 1);
  }
  return value;
}

const ESCAPES: Readonly<Record<string, string>> = { ";": "\\:", " ": "\\s", "\\": "\\\\", "\r": "\\r", "\n": "\\n" };

/** A value as it may stand in a tag. */
export function escapeTag(value: string): string {
  return value.replace(/[; \\\r\n]/g, (character) => ESCAPES[character] ?? character).replaceAll("\0", "");
}

/** The tag that says whose a nick is (IRCv3 account-tag). */
export function accountTag(account: string): string {
  return `account=${account.includes("\\") ? escapeTag(account) : account}`;
}

/** A line with one more tag before it. */
export function withTag(line: string, tag: string): string {
  return line[0] === "@" ? `@${tag};${line.slice(1)}` : `@${tag} ${line}`;
}
