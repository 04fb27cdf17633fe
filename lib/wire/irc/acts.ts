// What a room keeps of acts (kicks, roles, settings), told live as IRC's own messages. Their text, which says the same
// to a person, is what history shows: old acts must not be done again by a client that reads them.
import type { Entry, EntryEvent } from "../../chat/entry.ts";
import type { Role } from "../../chat/info.ts";
import { harmless } from "./bytes.ts";
import { kickLine, sourceBy } from "./lines.ts";
import { BODY_BYTES_MAX } from "./limits.ts";
import { channelOf } from "./names.ts";
import { roleLine } from "./modes.ts";
import { clip } from "./split.ts";

/** `undefined` where IRC has no words for it. */
type Lines = readonly string[] | undefined;

/** The lines of an act as it happens; `undefined` where IRC has none of its own: then its text is told. */
export function actLines(room: string, { from, event }: Pick<Entry, "from" | "event">): Lines {
  if (!event) return undefined;
  return linesOf(room, from, event)?.map((line) => clip(harmless(line), BODY_BYTES_MAX));
}

function linesOf(room: string, by: string, { type, nick, mask, role, was, reason, ...settings }: EntryEvent): Lines {
  const channel = channelOf(room);
  const source = sourceBy(by);
  switch (type) {
    case "kick":
      return nick === undefined ? undefined : [kickLine(channel, nick, by, reason)];
    case "role":
      if (nick === undefined || !isRole(role)) return undefined;
      return sourced(source, roleLine(channel, nick, role, isRole(was) ? was : undefined));
    case "voice":
    case "unvoice":
      return nick === undefined ? undefined : [`:${source} MODE ${channel} ${type === "voice" ? "+" : "-"}v ${nick}`];
    case "transfer":
      return nick === undefined ? undefined : [`:${source} MODE ${channel} +q-q ${nick} ${by}`];
    case "ban": {
      if (mask === undefined) return undefined;
      const line = `:${source} MODE ${channel} +b ${maskOf(mask)}`;
      // Who was in the room is out of it: the entry is all that the others are told.
      return nick === undefined ? [line] : [line, kickLine(channel, nick, by, reason ?? "banned")];
    }
    case "mute":
    case "unmute":
      return nick === undefined
        ? undefined
        : [`:${source} MODE ${channel} ${type === "mute" ? "+" : "-"}b m:${maskOf(nick)}`];
    case "unban":
      return mask === undefined ? undefined : [`:${source} MODE ${channel} -b ${maskOf(mask)}`];
    case "set":
      // Members are told by an event of its own; but that a password is another one now, only in words.
      return Object.keys(settings).length === 0 ? undefined : [];
    default:
      return undefined;
  }
}

function isRole(role: string | undefined): role is Role {
  return role === "owner" || role === "moderator" || role === "member";
}

function sourced(source: string, line: string): readonly string[] {
  return line === "" ? [] : [`:${source} ${line}`];
}

/** A ban's mask as one word: the hub's own form is kept, since that is what takes it off again. */
export function maskOf(mask: string): string {
  return mask.replace(/\s+/g, "_").replace(/^:+/, "") || "*";
}
