// Entering a room: may one, is there a place, what was said; only then is the former room left.
import type { CommandOf } from "../chat/command.ts";
import { PAGE_ENTRIES_DEFAULT, PAGE_ENTRIES_MAX, ROOM_PASSWORD_LENGTH_MAX } from "../chat/limits.ts";
import { fold, parseRoom, ROOM_RULE } from "../chat/names.ts";
import { type Refusal, refuse as no } from "../chat/refusal.ts";
import { lengthUpTo } from "../chat/text.ts";
import { digest, makeRoom, nameTaken } from "./create.ts";
import { complete } from "./entrance.ts";
import { hold, refuse, reply, settle } from "./speak.ts";
import type { Peer, Person, Room, State } from "./state.ts";
import type { Asker, Entrance } from "./ticket.ts";

const NO_SUCH_ROOM = no("no-such-room", "There is no such room: see rooms for those that are there, or create it");

/** Answers `join` with `joined`, or with a refusal that changes nothing. */
export function join(state: State, peer: Peer, command: CommandOf<"join">, ref: string | undefined): void {
  const session = peer.session;
  if (!session) return;
  const name = parseRoom(command.room);
  if (name === undefined) return refuse(state, peer, ref, "bad-room", ROOM_RULE);
  if (lengthUpTo(command.password ?? "", ROOM_PASSWORD_LENGTH_MAX) > ROOM_PASSWORD_LENGTH_MAX) {
    const text = `A room's password has at most ${ROOM_PASSWORD_LENGTH_MAX} characters`;
    return refuse(state, peer, ref, "bad-request", text, { field: "password" });
  }
  // Worked out whether the room is there or not: how long an answer takes must not tell.
  const key = command.password === undefined ? undefined : digest(state, name, command.password);
  const room = state.rooms.get(fold(name));
  if (!room) {
    if (command.create) return makeRoom(state, { peer, ref }, session, name, {});
    return reply(state, peer, { type: "error", ...NO_SUCH_ROOM }, ref);
  }
  if (room.waiting) {
    // Somebody is making it: whether it will be there is known when its settings are stored.
    if (!command.create) return reply(state, peer, { type: "error", ...NO_SUCH_ROOM }, ref);
    hold(state, peer);
    room.waiting.push(() => rejoin(state, { peer, ref }, command));
    return;
  }
  const refusal = mayEnter(state, session.person, room, key);
  if (refusal === NO_SUCH_ROOM && command.create) return refuse(state, peer, ref, "room-exists", nameTaken(name));
  if (refusal) return reply(state, peer, { type: "error", ...refusal }, ref);
  hold(state, peer);
  enter(state, { peer, ref }, room, command);
}

/** A join that waited is looked at as if it came now. */
function rejoin(state: State, asker: Asker, command: CommandOf<"join">): void {
  const { peer, ref } = asker;
  if (!peer.open) return;
  peer.unsettled = false;
  peer.owed -= 1;
  join(state, peer, command, ref);
  if (!peer.unsettled) settle(state, peer, 0);
}

/** Why somebody may not enter, or `undefined`. To strangers a hidden room is not there, whatever else is wrong. */
function mayEnter(state: State, person: Person, room: Room, key: string | undefined): Refusal | undefined {
  if (room.members.has(person.folded)) return undefined;
  const { record } = room;
  const owns = [...person.sessions].some((session) => record.owner === `session:${session.id}`);
  const opened = record.password !== "" && key === record.password;
  if (!owns && !opened) {
    if (record.private && (record.password !== "" || record.invite)) return NO_SUCH_ROOM;
    if (record.invite) return no("invite-only", `You need an invite for ${room.name}: ask one of its members`);
    if (record.password !== "") return no("bad-password", `The room ${room.name} needs its password`);
  }
  if (record.limit > 0 && room.members.size + room.reserved >= record.limit) {
    return no("room-full", `The room ${room.name} is full (${record.limit}): try later or choose another`);
  }
  if (!mayHold(state, person, room)) {
    return no("too-many-rooms", "You are in as many rooms as you may: leave one first");
  }
  return undefined;
}

/** Whether a person may be in one room more. With a limit of one, entering the next leaves the first. */
export function mayHold(state: State, person: Person, room: Room | undefined): boolean {
  const { roomsPerClient } = state.options;
  return roomsPerClient === 1 || person.memberships.size < roomsPerClient ||
    (room !== undefined && person.memberships.has(room.id));
}

/** The asker, who is held, goes in: at once, or when the page that it asked for is read. */
export function enter(
  state: State,
  asker: Asker,
  room: Room,
  command: Pick<CommandOf<"join">, "after" | "last">,
): void {
  const session = asker.peer.session;
  if (!session) return;
  const reserves = !room.members.has(session.person.folded);
  const reset = command.after !== undefined && command.after > room.head;
  const entrance: Entrance = { room, session, asker, command, reserves, reset };
  if (entrance.reserves) room.reserved += 1;
  const last = Math.min(command.last ?? PAGE_ENTRIES_DEFAULT, PAGE_ENTRIES_MAX);
  const after = reset ? undefined : command.after;
  const nothingToRead = room.head === 0 || room.first > room.head ||
    (after === undefined ? last === 0 : after === room.head);
  if (nothingToRead) return complete(state, entrance, undefined);
  room.catchingUp.set(entrance, { since: room.head });
  const request = after === undefined ? { limit: last } : { after, limit: PAGE_ENTRIES_MAX };
  state.emit({ type: "page", room: room.id, request, ticket: { type: "join", entrance } });
}
