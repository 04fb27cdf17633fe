// Changing a room's settings: its owner's right; stored first, then told.
import type { CommandOf } from "../chat/command.ts";
import type { RoomChanged } from "../chat/event.ts";
import type { RoomRecord } from "../chat/room.ts";
import { cleanLine } from "../chat/text.ts";
import { digest, validOptions } from "./create.ts";
import { roomOf } from "./find_room.ts";
import { deliverToRoom, hold, notice, proceed, refuse, reply } from "./speak.ts";
import type { Peer, Room, State } from "./state.ts";
import type { PutTicket } from "./ticket.ts";

/** Answers `set` with `ok` once the change is stored; the members get `room`. */
export function set(state: State, peer: Peer, command: CommandOf<"set">, ref: string | undefined): void {
  const member = roomOf(state, peer, command.room, ref);
  if (!member) return;
  const { room } = member;
  if (member.role === "member") {
    return refuse(state, peer, ref, "not-allowed", `Only an owner of ${room.name} may change it`);
  }
  if (!validOptions(state, peer, command, ref)) return;
  const record = room.wanted ?? room.record;
  const change: RoomRecord = {
    ...record,
    topic: command.topic === undefined ? record.topic : cleanLine(command.topic),
    limit: command.limit ?? record.limit,
    private: command.private ?? record.private,
    password: command.password === undefined ? record.password : digest(state, room.name, command.password),
    invite: command.invite ?? record.invite,
  };
  room.wanted = change;
  hold(state, peer);
  state.emit({ type: "put", record: change, ticket: { type: "change", room, asker: { peer, ref }, change } });
}

/** The change is stored. */
export function changed(state: State, ticket: PutTicket & { readonly type: "change" }): void {
  const { room, asker, change } = ticket;
  const { peer, ref } = asker;
  const by = peer.session?.person.nick ?? "";
  const event = difference(room, change, by);
  room.record = change;
  if (room.wanted === change) room.wanted = undefined;
  deliverToRoom(state, room, event);
  reply(state, peer, { type: "ok" }, ref);
  const what = Object.keys(event).filter((key) => !["type", "room", "by"].includes(key)).join(", ");
  notice(state, { type: "room-changed", room: room.name, nick: by, what });
  proceed(state, peer);
}

/** The change could not be stored: nothing is changed. */
export function notChanged(state: State, ticket: PutTicket & { readonly type: "change" }): void {
  const { peer, ref } = ticket.asker;
  if (ticket.room.wanted === ticket.change) ticket.room.wanted = undefined;
  refuse(state, peer, ref, "storage", "The change can't be stored now: try again in a moment");
  proceed(state, peer);
}

/** What members are told: that there is a password, never which. */
function difference(room: Room, change: RoomRecord, by: string): RoomChanged {
  const { record } = room;
  const lockChanged = (record.password === "") !== (change.password === "");
  return {
    type: "room",
    room: room.name,
    ...(change.topic !== record.topic && { topic: change.topic }),
    ...(change.limit !== record.limit && { limit: change.limit }),
    ...(change.private !== record.private && { private: change.private }),
    ...(lockChanged && { locked: change.password !== "" }),
    ...(change.invite !== record.invite && { invite: change.invite }),
    by,
  };
}
