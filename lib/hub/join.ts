// Entering a room: may one, is there a place, what was said; only then is the former room left.
import type { CommandOf } from "../chat/command.ts";
import { PAGE_ENTRIES_DEFAULT, PAGE_ENTRIES_MAX, ROOM_PASSWORD_LENGTH_MAX } from "../chat/limits.ts";
import { fold, parseRoom, ROOM_RULE } from "../chat/names.ts";
import { type Refusal, refuse as no } from "../chat/refusal.ts";
import type { InviteRecord } from "../chat/kept.ts";
import { findBan } from "./bans.ts";
import { lengthUpTo } from "../chat/text.ts";
import { digest, makeRoom, nameTaken } from "./create.ts";
import { complete } from "./entrance.ts";
import { goodInvite, useInvite } from "./invites.ts";
import { holdersOf, isOperator, roleIn } from "./roles.ts";
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
  const admission = admit(state, peer, session.person, room, { key, invite: command.invite });
  if ("code" in admission) {
    if (admission === NO_SUCH_ROOM && command.create) return refuse(state, peer, ref, "room-exists", nameTaken(name));
    return reply(state, peer, { type: "error", ...admission }, ref);
  }
  hold(state, peer);
  enter(state, { peer, ref }, room, command, admission.invite);
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

/** How somebody may enter: `invite` is what opens the room where nothing else does. */
interface Admission {
  readonly invite: InviteRecord | undefined;
}
/** What somebody brings: the digest of a password, and an invite's code. */
interface Keys {
  readonly key: string | undefined;
  readonly invite: string | undefined;
}
const OPEN: Admission = { invite: undefined };

/** Whether and how somebody may enter. To strangers a hidden room is not there, whatever else is wrong. */
function admit(
  state: State,
  peer: Peer,
  person: Person,
  room: Room,
  keys: Keys,
): Admission | Refusal {
  if (room.members.has(person.folded)) return OPEN;
  const { record } = room;
  const role = roleIn(record, holdersOf(person));
  const above = role === "owner" || isOperator(state, person);
  if (!above && findBan(state, room.bans, person, peer.address)) {
    return record.private ? NO_SUCH_ROOM : no("banned", `You are banned from ${room.name}`);
  }
  const admission = above || role !== undefined ? OPEN : openWith(state, room, keys);
  if ("code" in admission) return admission;
  if (record.limit > 0 && room.members.size + room.reserved >= record.limit) {
    return no("room-full", `The room ${room.name} is full (${record.limit}): try later or choose another`);
  }
  if (!mayHold(state, person, room)) {
    return no("too-many-rooms", "You are in as many rooms as you may: leave one first");
  }
  return admission;
}

/** What opens a room to somebody who is nobody there: nothing is needed, the password, or an invite. */
function openWith(state: State, room: Room, { key, invite }: Keys): Admission | Refusal {
  const { record } = room;
  if (record.password === "" && !record.invite) return OPEN;
  if (record.password !== "" && key === record.password) return OPEN;
  const good = goodInvite(state, room, invite);
  if (good) return { invite: good };
  if (record.private) return NO_SUCH_ROOM;
  // Who can't tell a password from a code sends one as both.
  if (invite !== undefined && (record.invite || key === undefined)) {
    return no("bad-invite", `That invite does not open ${room.name}: ask for another`);
  }
  if (record.invite) return no("invite-only", `You need an invite for ${room.name}: ask its owner`);
  return no("bad-password", `The room ${room.name} needs its password`);
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
  invite?: InviteRecord,
): void {
  const session = asker.peer.session;
  if (!session) return;
  const reserves = !room.members.has(session.person.folded);
  const reset = command.after !== undefined && command.after > room.head;
  const entrance: Entrance = { room, session, asker, command, reserves, reset, invite };
  if (invite) useInvite(state, room, invite);
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
