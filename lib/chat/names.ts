// Names of people, rooms and groups: what is allowed, and when two of them are the same or look it.
import confusables from "unhomoglyph/data.json" with { type: "json" };
import { NICK_LENGTH_MAX, ROOM_LENGTH_MAX } from "./limits.ts";
import { cutMarks, lengthUpTo } from "./text.ts";

/** A nick that keeps the rules of PROTOCOL.md; only {@linkcode parseNick} makes one. */
export type Nick = string & { readonly brand: "nick" };
/** A room's name that keeps the rules; only {@linkcode parseRoom} makes one. */
export type RoomName = string & { readonly brand: "room" };
/** A group's name that keeps the rules; only {@linkcode parseGroup} makes one. */
export type GroupName = string & { readonly brand: "group" };
/** A name's comparing form; only {@linkcode fold} makes one. */
export type Folded = string & { readonly brand: "folded" };

const NICK = /^[\p{L}\p{Nd}_][\p{L}\p{M}\p{Nd}\-_.'[\]\\`^{}|]*$/u;
const ROOM = /^[\p{L}\p{M}\p{Nd}\-_.]+$/u;
const GROUP = /^[Gg][Rr][Oo][Uu][Pp][\p{L}\p{M}\p{Nd}\-_.'[\]\\`^{}|]+$/u;
const GROUP_LENGTH_MAX = "group".length + NICK_LENGTH_MAX;
/** More than any name has, in UTF-16 code units. */
const FOLDED_LENGTH_MAX = 512;
const ASCII = /^[\x21-\x7e]*$/;
/** The ASCII characters that look like others. */
const ASCII_ALIKE = /[01I`|m]/g;
/** What shows nothing by itself: fillers, joiners, variation selectors. */
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;
/** The letters that are drawn as a blank: what stands behind one looks like somebody else's words. */
const BLANK_LETTERS = /[\u115f\u1160\u3164\uffa0]/;
/** Marks piled up on a letter: as many as a script needs, and no more. */
const PILED = /\p{M}{5}/u;
/** Longest decomposition of a letter that NFC puts together, in UTF-16 units. */
const DECOMPOSED_LENGTH_MAX = 4;
// Forms that still change after four rounds do not exist in Unicode today; the bound is against tomorrow's.
const ROUNDS_MAX = 4;

/** What a refusal tells about nicks. */
export const NICK_RULE =
  "A nick has 1 to 32 letters, digits or - _ . ' [ ] \\ ` ^ { } | and begins with a letter, a digit or _";
/** What a refusal tells about room names. */
export const ROOM_RULE = "A room's name has 1 to 64 letters, digits or - _ . and no blanks";
/** What a refusal tells about group names. */
export const GROUP_RULE = 'A group\'s name is "group" and 1 to 32 characters of a nick, as in groupX';

/**
 * The comparing form of a name: NFKC and case folding without what shows nothing, repeated until nothing changes.
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
  // What is longer is nobody's name, and what it costs must not grow with it.
  return settle(cutMarks(name.slice(0, FOLDED_LENGTH_MAX)), foldOnce) as Folded;
}

/**
 * The look of a name: equal for names that a person can take for each other (the skeleton of Unicode UTS #39). It is
 * taken of the name as typed, since `PauI` looks like `Paul` but folds to `paui`; then in lower case, since names are
 * compared without case.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { skeleton } from "./names.ts";
 * assertEquals(skeleton("PauI"), skeleton("раul"));
 * ```
 */
export function skeleton(name: string): string {
  return settle(name, (look) => fold(picture(look)));
}

function foldOnce(name: string): string {
  const folded = name.normalize("NFKC").toUpperCase().toLowerCase();
  // Lower case ends a word with another sigma, case folding does not: a part of a name must fold as it does within.
  return folded.replaceAll("ς", "σ").replace(IGNORABLE, "").normalize("NFKC");
}

/** Puts in each character's place the one that stands for its look. */
function picture(text: string): string {
  if (ASCII.test(text)) return text.replace(ASCII_ALIKE, (character) => confusables[character] ?? character);
  let look = "";
  for (const character of text.normalize("NFD").replace(IGNORABLE, "")) look += confusables[character] ?? character;
  return look.normalize("NFD");
}

function settle(text: string, step: (text: string) => string): string {
  let settled = text;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const next = step(settled);
    if (next === settled) break;
    settled = next;
  }
  return settled;
}

/** The nick in stored spelling (NFC), or `undefined` where the rules do not allow it. */
export function parseNick(text: string): Nick | undefined {
  return parse(text, NICK, NICK_LENGTH_MAX) as Nick | undefined;
}

const RESERVED: ReadonlySet<string> = new Set(["all", "everyone", "server", "system", "here"].map(skeleton));

/** True for the names that nobody may bear, and what looks like them: `all`, `everyone`, `server`, `system`, `here`. */
export function isReserved(nick: Nick): boolean {
  return RESERVED.has(skeleton(nick)) || RESERVED.has(skeleton(fold(nick)));
}

/** The room's name in stored spelling, or `undefined`. */
export function parseRoom(text: string): RoomName | undefined {
  return parse(text, ROOM, ROOM_LENGTH_MAX) as RoomName | undefined;
}

/** The group's name in stored spelling, or `undefined`: the word "group" in any case, then 1–32 characters of a nick. */
export function parseGroup(text: string): GroupName | undefined {
  return parse(text, GROUP, GROUP_LENGTH_MAX) as GroupName | undefined;
}

function parse(text: string, allowed: RegExp, lengthMax: number): string | undefined {
  if (text.length > lengthMax * 2 * DECOMPOSED_LENGTH_MAX) return undefined;
  const name = ASCII.test(text) ? text : text.normalize("NFC");
  if (!allowed.test(name) || BLANK_LETTERS.test(name) || PILED.test(name) || lengthUpTo(name, lengthMax) > lengthMax) {
    return undefined;
  }
  // Names whose folded form breaks the rules (a letter that NFKC turns into a blank, or that shows nothing) are none.
  return ASCII.test(name) || allowed.test(fold(name)) ? name : undefined;
}
