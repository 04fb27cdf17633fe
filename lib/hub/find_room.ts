// Which room is meant, and who may know of it. A hidden room answers like one that is not there, everywhere.
import { fold, parseRoom } from "../chat/names.ts";
import { refuse as no } from "../chat/refusal.ts";
import { refuse } from "./speak.ts";
import type { Member, Peer, Person, Room, State } from "./state.ts";

/** To strangers a hidden room is not there: one sentence for both. */
export const NO_SUCH_ROOM = no(
  "no-such-room",
  "There is no such room: see rooms for those that are there, or create it",
);

/** The room of that name that is made, or `undefined`; a name that breaks the rules has none. */
export function findRoom(state: State, name: string): Room | undefined {
  const parsed = parseRoom(name);
  return parsed === undefined ? undefined : state.rooms.get(fold(parsed));
}

/** True where this person's lists may name the room. */
export function mayList(room: Room, person: Person | undefined): boolean {
  return room.waiting === undefined &&
    (!room.record.private || (person !== undefined && room.members.has(person.folded)));
}

/**
 * The membership that a request means: in the room named, or in the only one there is.
 *
 * @returns `undefined` where there is none: then the refusal is sent
 */
export function roomOf(
  state: State,
  peer: Peer,
  name: string | undefined,
  ref: string | undefined,
): Member | undefined {
  const person = peer.session?.person;
  if (!person) return undefined;
  if (name !== undefined) {
    // Most name the room as it is written, and are in few: then nothing need be folded.
    for (const member of person.memberships) if (member.room.record.name === name) return member;
    const member = findRoom(state, name)?.members.get(person.folded);
    if (!member) refuse(state, peer, ref, "not-in-room", "You are not in that room: join it first");
    return member;
  }
  if (person.memberships.size > 1) {
    refuse(state, peer, ref, "bad-request", "You are in several rooms: name one", { field: "room" });
    return undefined;
  }
  for (const member of person.memberships) return member;
  refuse(state, peer, ref, "not-in-room", "You are in no room: join one first");
  return undefined;
}
