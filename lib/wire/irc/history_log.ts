// A history as CHATHISTORY and MARKREAD know it: a room's, or that of one's conversation with a person or a group.
import type { Entry } from "../../chat/entry.ts";
import { fold } from "../../chat/names.ts";
import { entryLines, placeOf } from "./entries.ts";
import { directTo } from "./fan_out.ts";
import { withTag } from "./message.ts";
import { channelOf, channelOfGroup, parseTarget } from "./names.ts";
import type { Session } from "./session.ts";

/** How the hub is asked for it. */
export type Where = { readonly room: string } | { readonly with: string };

export interface HistoryLog {
  readonly where: Where;
  /** As the client calls it. */
  readonly target: string;
  /** An entry's lines, each with this tag; none where it is nothing that was said. */
  lines(entry: Entry, tag: string | undefined): readonly string[];
}

/** The history that a target means; `undefined` for a room or a group that this connection is not in. */
export function logOf(session: Session, target: string): HistoryLog | undefined {
  const parsed = parseTarget(target);
  switch (parsed.type) {
    case "room": {
      const room = session.room(parsed.room);
      return room && logOfRoom(session, room.name);
    }
    case "group": {
      const group = session.groups.get(fold(parsed.group));
      return group && logOfGroup(session, group.name);
    }
    case "person":
      return session.isMe(parsed.nick) ? undefined : logWith(session, parsed.nick);
    default:
      return undefined;
  }
}

export function logOfRoom(session: Session, room: string): HistoryLog {
  return {
    where: { room },
    target: channelOf(room),
    lines: (entry, tag) => isSaid(entry) ? entryLines(placeOf(room, session.traits, { tag }), entry) : [],
  };
}

function logOfGroup(session: Session, group: string): HistoryLog {
  const channel = channelOfGroup(group);
  return { where: { with: group }, target: channel, lines: direct(session, () => channel) };
}

function logWith(session: Session, nick: string): HistoryLog {
  return {
    where: { with: nick },
    target: nick,
    lines: direct(session, ({ from }) => session.isMe(from) ? nick : session.nick),
  };
}

function direct(session: Session, targetOf: (entry: Entry) => string): HistoryLog["lines"] {
  return (entry, tag) => {
    if (!isSaid(entry)) return [];
    const lines = directTo(targetOf(entry), entry, session.traits);
    return tag === undefined ? lines : lines.map((line) => withTag(line, tag));
  };
}

/** Acts are left out: who has not asked for them may take them for words (IRCv3 chathistory: draft/event-playback). */
function isSaid({ kind }: Entry): boolean {
  return kind !== "event";
}
