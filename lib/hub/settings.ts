// Changing a room's settings: stored first, then told. The topic is its moderators' too, the rest its owners'.
import type { CommandOf } from "../chat/command.ts";
import type { EntryEvent } from "../chat/entry.ts";
import type { RoomChanged } from "../chat/event.ts";
import type { RoomRecord } from "../chat/room.ts";
import { cleanLine } from "../chat/text.ts";
import { accountOf } from "./account.ts";
import { act, recordOf } from "./act.ts";
import { digest, validOptions } from "./create.ts";
import { authority } from "./order.ts";
import { deliverToRoom, notice, reply } from "./speak.ts";
import type { Peer, State } from "./state.ts";

/** Answers `set` with `ok` once the change is stored; the members get `room`, and the history its entry. */
export function set(state: State, peer: Peer, command: CommandOf<"set">, ref: string | undefined): void {
  const { limit, private: hidden, password, invite, moderated } = command;
  const topicOnly = [limit, hidden, password, invite, moderated].every((value) => value === undefined);
  const standing = authority(state, peer, command.room, ref, topicOnly ? "moderator" : "owner");
  if (!standing || !validOptions(state, peer, command, ref)) return;
  const { room, person } = standing;
  const record = recordOf(room);
  const put: RoomRecord = {
    ...record,
    topic: command.topic === undefined ? record.topic : cleanLine(command.topic),
    limit: limit ?? record.limit,
    private: hidden ?? record.private,
    password: password === undefined ? record.password : digest(state, room.name, password),
    invite: invite ?? record.invite,
    ...(moderated !== undefined && { moderated }),
    ...(command.topic !== undefined && { topicBy: person.nick, topicAt: state.now.at }),
  };
  const change = difference(record, put);
  const rekeyed = put.password !== record.password && change.locked === undefined;
  if (Object.keys(change).length === 0 && !rekeyed) return reply(state, peer, { type: "ok" }, ref);
  act(state, peer, ref, {
    room,
    event: { type: "set", ...change },
    text: rekeyed ? `${textOf(change)} and changed the password`.replace(/^ and /, "") : textOf(change),
    also: { put },
    done() {
      const by = person.nick;
      deliverToRoom(state, room, { type: "room", room: room.name, ...change, by, ...accountOf(person) });
      const what = Object.keys(change).join(", ");
      notice(state, { type: "room-changed", room: room.name, nick: by, what });
    },
  });
}

type Difference = Omit<RoomChanged, "type" | "room" | "by">;

/** What members are told: that there is a password, never which. */
function difference(record: RoomRecord, put: RoomRecord): Difference {
  const lockChanged = (record.password === "") !== (put.password === "");
  return {
    ...(put.topic !== record.topic && { topic: put.topic }),
    ...(put.limit !== record.limit && { limit: put.limit }),
    ...(put.private !== record.private && { private: put.private }),
    ...(lockChanged && { locked: put.password !== "" }),
    ...(put.invite !== record.invite && { invite: put.invite }),
    ...((put.moderated ?? false) !== (record.moderated ?? false) && { moderated: put.moderated ?? false }),
  };
}

function textOf(change: Omit<EntryEvent, "type">): string {
  const parts: string[] = [];
  const { topic, limit, private: hidden, locked, invite, moderated } = change;
  if (topic !== undefined) parts.push(topic === "" ? "removed the topic" : `set the topic: ${topic}`);
  if (limit !== undefined) parts.push(limit === 0 ? "removed the limit" : `set the limit to ${limit}`);
  if (hidden !== undefined) parts.push(hidden ? "made the room private" : "made the room public");
  if (locked !== undefined) parts.push(locked ? "set a password" : "removed the password");
  if (invite !== undefined) parts.push(invite ? "let in only who is invited" : "let in everybody");
  if (moderated !== undefined) parts.push(moderated ? "let only those with a voice speak" : "let everybody speak");
  return parts.join(", ");
}
