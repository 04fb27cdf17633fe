// The letters of a MODE on a room, read: signs, letters, and the parameters that some of them take (RFC 2812, 3.2.3).
import type { RoomOptions } from "../../chat/command.ts";
import type { Role } from "../../chat/info.ts";
import { ROOM_PASSWORD_LENGTH_MAX } from "../../chat/limits.ts";

/** The settings that have letters. */
export type Settings = RoomOptions & { readonly invite?: boolean; readonly moderated?: boolean };

/** A role that somebody gets, or, without `on`, loses. */
export interface RoleChange {
  readonly nick: string;
  readonly role: Exclude<Role, "member">;
  readonly on: boolean;
}

export interface ModeChanges {
  readonly settings: Settings;
  readonly roles: readonly RoleChange[];
  readonly voices: readonly { readonly nick: string; readonly on: boolean }[];
  readonly bans: readonly { readonly mask: string; readonly on: boolean }[];
  /** `b` without a mask: the list is wanted. */
  readonly listsBans: boolean;
  readonly unknown: readonly string[];
  readonly wrong: readonly { readonly letter: string; readonly param: string; readonly text: string }[];
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Found = {
  -readonly [K in keyof ModeChanges]: ModeChanges[K] extends readonly (infer Item)[] ? Item[] : ModeChanges[K];
};

/** Reads `+sl-k 12 key`; what comes later of one letter counts. */
export function readChanges([letters = "", ...params]: readonly string[]): ModeChanges {
  const settings: Writable<ModeChanges["settings"]> = {};
  const found: Found = { settings, roles: [], voices: [], bans: [], listsBans: false, unknown: [], wrong: [] };
  let on = true;
  for (const letter of letters) {
    switch (letter) {
      case "+":
      case "-":
        on = letter === "+";
        break;
      case "s":
        settings.private = on;
        break;
      case "i":
        settings.invite = on;
        break;
      case "m":
        settings.moderated = on;
        break;
      case "n":
      case "t":
        if (!on) found.wrong.push({ letter, param: "*", text: "It is always on here" });
        break;
      case "k":
        setKey(found, settings, on, params.shift());
        break;
      case "l":
        setLimit(found, settings, on ? params.shift() : "0");
        break;
      case "q":
      case "o":
        setRole(found, letter, on, params.shift());
        break;
      case "v":
        setVoice(found, on, params.shift());
        break;
      case "b":
        setBan(found, on, params.shift());
        break;
      default:
        found.unknown.push(letter);
    }
  }
  return found;
}

function setKey(found: Found, settings: Writable<RoomOptions>, on: boolean, key: string | undefined): void {
  // A parameter is taken in either case (CHANMODES, type B), though it is not needed to take a key off.
  if (!on) settings.password = "";
  else if (key && isKey(key)) settings.password = key;
  else if (key) found.wrong.push({ letter: "k", param: "*", text: KEY_TEXT });
  else found.wrong.push({ letter: "k", param: "*", text: "Give the key" });
}

const KEY_TEXT = `A key has at most ${ROOM_PASSWORD_LENGTH_MAX} characters, without blanks and commas`;

/** What a JOIN could not name can't be a key. */
function isKey(key: string): boolean {
  return !/[ ,]/.test(key) && key[0] !== ":" && [...key].length <= ROOM_PASSWORD_LENGTH_MAX;
}

function setLimit(found: Found, settings: Writable<RoomOptions>, text: string | undefined): void {
  if (text !== undefined && /^\d{1,9}$/.test(text)) settings.limit = Number(text);
  else found.wrong.push({ letter: "l", param: text ?? "*", text: "Give a number" });
}

function setRole(found: Found, letter: "q" | "o", on: boolean, nick: string | undefined): void {
  if (!nick) found.wrong.push({ letter, param: "*", text: "Give a nick" });
  else found.roles.push({ nick, role: letter === "q" ? "owner" : "moderator", on });
}

function setVoice(found: Found, on: boolean, nick: string | undefined): void {
  if (nick) found.voices.push({ nick, on });
  else found.wrong.push({ letter: "v", param: "*", text: "Give a nick" });
}

function setBan(found: Found, on: boolean, mask: string | undefined): void {
  if (mask) found.bans.push({ mask, on });
  else found.listsBans = true;
}
