// Names of people, rooms and groups: what is allowed, and when two of them are the same or look it.
import confusables from "unhomoglyph/data.json" with { type: "json" };
import { NICK_LENGTH_MAX, ROOM_LENGTH_MAX } from "./limits.ts";

/** A nick that keeps the rules of PROTOCOL.md; only {@linkcode parseNick} makes one. */
export type Nick = string & { readonly brand: "nick" };
/** A room's name that keeps the rules; only {@linkcode parseRoom} makes one. */
export type RoomName = string & { readonly brand: "room" };
/** A group's name that keeps the rules; only {@linkcode parseGroup} makes one. */
export type GroupName = string & { readonly brand: "group" };
/** A name's comparing form; only {@linkcode fold} makes one. */
export type Folded = string & { readonly brand: "folded" };

const NICK = /^[\p{L}\p{Nd}_][\p{L}\p{M}\p{Nd}\-_.'[\]\\`^{}|]*$/u;
const NICK_TAIL = /^[\p{L}\p{M}\p{Nd}\-_.'[\]\\`^{}|]+$/u;
const ROOM = /^[\p{L}\p{M}\p{Nd}\-_.]+$/u;
const RESERVED: ReadonlySet<string> = new Set(["all", "everyone", "server", "system", "here"]);
const ASCII = /^[\x21-\x7e]*$/;

/** What a refusal tells about nicks. */
export const NICK_RULE =
  "A nick has 1 to 32 letters, digits or - _ . ' [ ] \\ ` ^ { } | and begins with a letter, a digit or _";
/** What a refusal tells about room names. */
export const ROOM_RULE = "A room's name has 1 to 64 letters, digits or - _ . and no blanks";
/** What a refusal tells about group names. */
export const GROUP_RULE = 'A group\'s name is "group" and 1 to 32 characters of a nick, as in groupX';

/**
 * The comparing form of a name: NFKC and case folding, repeated until nothing changes.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { fold } from "./names.ts";
 * assertEquals(fold("Straße"), fold("STRASSE"));
 * ```
 */
export function fold(name: string): Folded {
  if (ASCII.test(name)) return name.toLowerCase() as Folded;
  let folded = name;
  // A form that still changes after four rounds does not exist in Unicode today; the bound is against tomorrow's.
  for (let round = 0; round < 4; round++) {
    const next = folded.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC");
    if (next === folded) break;
    folded = next;
  }
  return folded as Folded;
}

/** The look of a name: equal for names that a person can take for each other (Unicode UTS #39, skeleton). */
export function skeleton(name: string): string {
  return pictured(pictured(fold(name))).toLowerCase();
}

function pictured(text: string): string {
  let look = "";
  for (const character of text.normalize("NFD")) look += confusables[character] ?? character;
  return look.normalize("NFD");
}

/** The nick in stored spelling (NFC), or `undefined` where the rules do not allow it. */
export function parseNick(text: string): Nick | undefined {
  return parse(text, NICK, NICK_LENGTH_MAX) as Nick | undefined;
}

/** True for the names that nobody may bear: `all`, `everyone`, `server`, `system`, `here`. */
export function isReserved(nick: Nick): boolean {
  return RESERVED.has(fold(nick));
}

/** The room's name in stored spelling, or `undefined`. */
export function parseRoom(text: string): RoomName | undefined {
  return parse(text, ROOM, ROOM_LENGTH_MAX) as RoomName | undefined;
}

/** The group's name in stored spelling, or `undefined`: the word "group" in any case, then 1–32 characters of a nick. */
export function parseGroup(text: string): GroupName | undefined {
  if (!/^group/i.test(text)) return undefined;
  const tail = parse(text.slice(5), NICK_TAIL, NICK_LENGTH_MAX);
  return tail === undefined ? undefined : (text.slice(0, 5) + tail) as GroupName;
}

function parse(text: string, allowed: RegExp, lengthMax: number): string | undefined {
  if (text.length === 0 || text.length > lengthMax * 2) return undefined;
  const name = ASCII.test(text) ? text : text.normalize("NFC");
  if (!allowed.test(name) || [...name].length > lengthMax) return undefined;
  // Names whose folded form breaks the rules (a letter that NFKC turns into a blank or a sign) are no names.
  return ASCII.test(name) || allowed.test(fold(name)) ? name : undefined;
}
