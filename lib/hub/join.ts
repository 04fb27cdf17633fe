// Entering a room: may one, is there a place, what was said; only then is the former room left.
import type { CommandOf } from "../chat/command.ts";
import { ROOM_PASSWORD_LENGTH_MAX } from "../chat/limits.ts";
import { fold, parseRoom, ROOM_RULE } from "../chat/names.ts";
import { type Refusal, refuse as no } from "../chat/refusal.ts";
import type { InviteRecord } from "../chat/kept.ts";
import { barred } from "./bans.ts";
import { NO_SUCH_ROOM } from "./find_room.ts";
import { lengthUpTo } from "../chat/text.ts";
import { digest, makeRoom, nameTaken } from "./create.ts";
import { enter, mayHold, noPlace, TOO_MANY_ROOMS } from "./entrance.ts";
import { recordOf } from "./act.ts";
import { goodInvite, noInvite } from "./invites.ts";
import { holdersOf, isOperator, roleIn } from "./roles.ts";
import { hold, refuse, reply, settle } from "./speak.ts";
import type { Peer, Person, Room, State } from "./state.ts";
import type { Asker } from "./ticket.ts";

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
  // Who was let in by an invite is on the list as soon as they are in, whether that is stored yet or not.
  const role = roleIn(recordOf(room), holdersOf(person));
  const ban = barred(state, room, person, peer.address);
  if (ban) return ban;
  const admission = role !== undefined || isOperator(state, person) ? OPEN : openWith(state, room, keys);
  if ("code" in admission) return admission;
  const full = noPlace(room);
  if (full) return full;
  return mayHold(state, person, room) ? admission : TOO_MANY_ROOMS;
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
  if (invite !== undefined && (record.invite || key === undefined)) return noInvite(room);
  if (record.invite) return no("invite-only", `You need an invite for ${room.name}: ask its owner`);
  return no("bad-password", `The room ${room.name} needs its password`);
}
