// Modes: a room's settings and its members' roles, in the letters of IRC. `+n` and `+t` are always on: nobody writes
// to a room from outside, and only its owner and moderators set its topic.
import type { Role, RoomChanged } from "../../chat/event.ts";

/** `CHANMODES`: lists, with a parameter always, with one when set, without. */
export const CHANMODES = "b,k,l,inst";
/** `PREFIX`: owner and moderator. */
export const PREFIX = "(qo)~@";
/** Modes of people: `o` is an operator of the server. */
export const USER_MODE_LETTERS = "o";
export const ROOM_MODE_LETTERS = "biklnoqst";

const PREFIXES: Readonly<Record<Role, string>> = { owner: "~", moderator: "@", member: "" };

/** What stands before a member's nick in NAMES and WHO. */
export function prefixOf(role: Role): string {
  return PREFIXES[role];
}

/** A MODE message that gives somebody exactly this role. */
export function roleLine(channel: string, nick: string, role: Role): string {
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
export function roomModes({ limit, locked, private: secret, invite }: RoomChanged): string {
  let plus = "";
  let minus = "";
  const params: string[] = [];
  if (secret !== undefined) secret ? plus += "s" : minus += "s";
  if (invite !== undefined) invite ? plus += "i" : minus += "i";
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
