// Leaving a room, asked for or not; the last one out of a room without history ends it.
import type { CommandOf } from "../chat/command.ts";
import { roomOf } from "./find_room.ts";
import { tellJoinOrLeave } from "./crowd.ts";
import { notice, reply } from "./speak.ts";
import type { Member, Peer, Room, State } from "./state.ts";

/** Answers `leave` with `left`; the others get `member … left`. */
export function leave(state: State, peer: Peer, command: CommandOf<"leave">, ref: string | undefined): void {
  const member = roomOf(state, peer, command.room, ref);
  if (!member) return;
  leaveRoom(state, member, "left");
  reply(state, peer, { type: "left", room: member.room.name }, ref);
}

/** Takes a person out of a room and tells the others. */
export function leaveRoom(state: State, member: Member, change: "left" | "dropped"): void {
  const { person, room } = member;
  room.members.delete(person.folded);
  person.memberships.delete(room.id);
  for (const session of member.present) if (session.peer) room.audience.delete(session.peer.id);
  tellJoinOrLeave(state, room, { type: "member", room: room.name, nick: person.nick, change }, undefined);
  notice(state, { type: "room-left", room: room.name, nick: person.nick, how: change, members: room.members.size });
  endIfForsaken(state, room);
}

/** Ends a room in which nothing was ever stored and nobody is, will be or has something on its way. */
export function endIfForsaken(state: State, room: Room): void {
  if (room.ended || room.head > 0 || room.members.size > 0 || room.reserved > 0 || room.storing > 0) return;
  if (room.waiting || isLobby(room)) return;
  room.ended = true;
  state.rooms.delete(room.folded);
  state.roomById.delete(room.id);
  state.crowded.delete(room);
  state.emit({ type: "remove", room: room.id });
  notice(state, { type: "room-ended", room: room.name });
}

/** The room that always exists and is nobody's. */
export function isLobby(room: Room): boolean {
  return room.id === "lobby";
}
