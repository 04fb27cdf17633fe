// Leaving a room, asked for or not; the last one out of a room without history ends it.
import type { CommandOf } from "../chat/command.ts";
import type { KeptKey } from "../chat/kept.ts";
import { keyOf } from "../chat/kept.ts";
import type { MemberChange } from "../chat/event.ts";
import { NOTE_LENGTH_MAX } from "../chat/limits.ts";
import { excerpt } from "../chat/text.ts";
import { accountOf } from "./account.ts";
import { roomOf } from "./find_room.ts";
import { tellJoinOrLeave } from "./crowd.ts";
import { takeMarks } from "./marks.ts";
import { notice, reply } from "./speak.ts";
import type { Member, Peer, Person, Room, Session, State } from "./state.ts";

/** Records that are forgotten in one atomic. */
const FORGETS_MAX = 100;

/** Answers `leave` with `left`; the others get `member … left` when none of one's connections is in the room any more. */
export function leave(state: State, peer: Peer, command: CommandOf<"leave">, ref: string | undefined): void {
  const member = roomOf(state, peer, command.room, ref);
  const session = peer.session;
  if (!member || !session) return;
  leaveWith(state, session, member, "left", reasonOf(command.reason));
  reply(state, peer, { type: "left", room: member.room.name }, ref);
}

/** What the others are told besides of somebody who has left. */
export type Farewell = Pick<MemberChange, "reason" | "quit">;

/** A parting word, as far as it is told; none where there is nothing to tell. */
export function reasonOf(typed: string | undefined): Farewell {
  const reason = typed === undefined ? "" : excerpt(typed, NOTE_LENGTH_MAX);
  return reason === "" ? {} : { reason };
}

/** Takes one session's part in a membership away; the last one ends it. */
export function leaveWith(
  state: State,
  session: Session,
  member: Member,
  change: "left" | "dropped",
  farewell: Farewell = {},
): void {
  member.held.delete(session);
  member.present.delete(session);
  if (session.peer) member.room.audience.delete(session.peer.id);
  if (member.held.size === 0) leaveRoom(state, member, change, farewell);
}

/** Takes a person out of a room and tells the others; nobody is told where `change` is left out. */
export function leaveRoom(
  state: State,
  member: Member,
  change: "left" | "dropped" | undefined,
  farewell: Farewell = {},
): void {
  const { person, room } = member;
  room.members.delete(person.folded);
  person.memberships.delete(member);
  for (const session of member.present) if (session.peer) room.audience.delete(session.peer.id);
  if (change) {
    const event = {
      type: "member",
      room: room.name,
      nick: person.nick,
      change,
      ...farewell,
      ...accountOf(person),
    } as const;
    tellJoinOrLeave(state, room, event, undefined);
  }
  const how = change ?? "removed";
  notice(state, { type: "room-left", room: room.name, nick: person.nick, how, members: room.members.size });
  endIfForsaken(state, room);
}

/** Takes a person out of a room and tells it why on each of its connections; what the others are told is an entry. */
export function removeFromRoom(
  state: State,
  room: Room,
  person: Person,
  why: { readonly code: string; readonly by: string; readonly reason?: string },
): void {
  const member = room.members.get(person.folded);
  if (!member || member.person !== person) return;
  const connections = [...member.present].flatMap(({ peer }) => peer ?? []);
  leaveRoom(state, member, undefined);
  const { code, by, reason } = why;
  const event = { type: "left", room: room.name, code, by, ...(reason !== undefined && { reason }) } as const;
  for (const peer of connections) reply(state, peer, event, undefined);
}

/** Ends a room in which nothing was ever stored and nobody is, will be or has something on its way. */
export function endIfForsaken(state: State, room: Room): void {
  if (room.ended || room.head > 0 || room.members.size > 0 || room.reserved > 0 || room.storing > 0) return;
  if (room.waiting || isLobby(room) || room.record.conversation) return;
  endRoom(state, room);
}

/** Ends a room: its name is free, its history and all that was kept of it is forgotten. */
export function endRoom(state: State, room: Room): void {
  room.ended = true;
  state.rooms.delete(room.folded);
  state.roomById.delete(room.id);
  state.crowded.delete(room);
  const records = [...room.bans.values(), ...room.mutes.values(), ...room.invites.values()];
  forget(state, [...records.map(keyOf), ...takeMarks(state, room)]);
  state.emit({ type: "remove", room: room.id });
  notice(state, { type: "room-ended", room: room.name });
}

/** Has records forgotten; nobody waits for it. */
export function forget(state: State, keys: readonly KeptKey[]): void {
  for (let from = 0; from < keys.length; from += FORGETS_MAX) {
    const forgets = keys.slice(from, from + FORGETS_MAX);
    state.emit({ type: "keep", change: { forgets }, ticket: { type: "then", settled() {} } });
  }
}

/** The room that always exists and is nobody's. */
export function isLobby(room: Room): boolean {
  return room.id === "lobby";
}
