// What a room keeps of acts (kicks, roles, settings), told live as IRC's own messages. Their text, which says the same
// to a person, is what history shows: old acts must not be done again by a client that reads them.
import type { Entry, EntryEvent } from "../../chat/entry.ts";
import { harmless } from "./bytes.ts";
import { kickLine, sourceBy } from "./lines.ts";
import { BODY_BYTES_MAX } from "./limits.ts";
import { channelOf } from "./names.ts";
import { roleLine } from "./modes.ts";
import { clip } from "./split.ts";

/** The lines of an act as it happens; `undefined` where IRC has none of its own: then its text is told. */
export function actLines(room: string, { from, event }: Pick<Entry, "from" | "event">): readonly string[] | undefined {
  if (!event) return undefined;
  return linesOf(room, from, event)?.map((line) => clip(harmless(line), BODY_BYTES_MAX));
}

function linesOf(room: string, by: string, event: EntryEvent): readonly string[] | undefined {
  const channel = channelOf(room);
  const { type, nick, mask, role, reason } = event;
  switch (type) {
    case "kick":
      return nick === undefined ? undefined : [kickLine(channel, nick, by, reason)];
    case "role":
      if (nick === undefined || (role !== "owner" && role !== "moderator" && role !== "member")) return undefined;
      return [`:${sourceBy(by)} ${roleLine(channel, nick, role)}`];
    case "ban":
      return mask === undefined ? undefined : [`:${sourceBy(by)} MODE ${channel} +b ${maskOf(mask)}`];
    case "unban":
      return mask === undefined ? undefined : [`:${sourceBy(by)} MODE ${channel} -b ${maskOf(mask)}`];
    // Everybody there is told of settings by `room`, which says the same.
    case "set":
      return [];
    default:
      return undefined;
  }
}

/** A ban's mask as one word: the hub's own form is kept, since that is what takes it off again. */
export function maskOf(mask: string): string {
  return mask.replace(/\s+/g, "_").replace(/^:+/, "") || "*";
}
