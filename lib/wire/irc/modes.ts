// Modes: a room's settings, its members' roles and voices, in the letters of IRC. `+n` and `+t` are always on: nobody
// writes to a room from outside, and only its owner and moderators set its topic.
import type { RoomChanged } from "../../chat/event.ts";
import type { MemberInfo, PersonInfo, Role } from "../../chat/info.ts";

/** `CHANMODES`: lists, with a parameter always, with one when set, without. */
export const CHANMODES = "b,k,l,imnst";
/** `PREFIX`: owner, moderator, and who has a voice, which matters where the room is moderated. */
export const PREFIX = "(qov)~@+";
/** Modes of people: `o` is an operator of the server. */
export const USER_MODE_LETTERS = "o";
export const ROOM_MODE_LETTERS = "biklmnoqstv";

const PREFIXES: Readonly<Record<Role, string>> = { owner: "~", moderator: "@", member: "" };
const LETTERS: Readonly<Record<Role, string>> = { owner: "q", moderator: "o", member: "" };

/** What stands before a member's nick in NAMES and WHO: the highest sign, or all of them (IRCv3 multi-prefix). */
export function prefixOf({ role = "member", voice }: Pick<PersonInfo, "role" | "voice">, all: boolean): string {
  const prefix = PREFIXES[role];
  return voice && (all || prefix === "") ? `${prefix}+` : prefix;
}

/** The modes that a member is told of when it comes in; `""` for none. */
export function entryModes({ nick, role, voice }: Pick<MemberInfo, "nick" | "role" | "voice">): string {
  const letters = `${LETTERS[role]}${voice ? "v" : ""}`;
  return letters === "" ? "" : `+${letters}${` ${nick}`.repeat(letters.length)}`;
}

/**
 * A MODE message that gives somebody exactly this role; `""` where it changes nothing.
 *
 * @param was the role before; where nobody knows, all that it could have been is taken
 */
export function roleLine(channel: string, nick: string, role: Role, was: Role | undefined): string {
  if (was !== undefined) {
    if (was === role) return "";
    const plus = LETTERS[role] && `+${LETTERS[role]}`;
    const minus = LETTERS[was] && `-${LETTERS[was]}`;
    return `MODE ${channel} ${plus}${minus}${` ${nick}`.repeat(plus && minus ? 2 : 1)}`;
  }
  switch (role) {
    case "owner":
      return `MODE ${channel} +q-o ${nick} ${nick}`;
    case "moderator":
      return `MODE ${channel} +o-q ${nick} ${nick}`;
    case "member":
      return `MODE ${channel} -qo ${nick} ${nick}`;
  }
}

/** The modes that a change of settings means, with their parameters; `""` for none. The password is shown to nobody. */
export function roomModes({ limit, locked, private: secret, invite, moderated }: RoomChanged): string {
  let plus = "";
  let minus = "";
  const params: string[] = [];
  if (secret !== undefined) secret ? plus += "s" : minus += "s";
  if (invite !== undefined) invite ? plus += "i" : minus += "i";
  if (moderated !== undefined) moderated ? plus += "m" : minus += "m";
  if (limit !== undefined) {
    if (limit > 0) {
      plus += "l";
      params.push(String(limit));
    } else minus += "l";
  }
  if (locked !== undefined) {
    locked ? plus += "k" : minus += "k";
    params.push("*");
  }
  const modes = `${plus && `+${plus}`}${minus && `-${minus}`}`;
  return [modes, ...params].join(" ").trim();
}
