// Removing somebody from a room, or from the server, and silence: what a moderator may do to members.
import type { CommandOf } from "../chat/command.ts";
import { BANS_MAX } from "../chat/limits.ts";
import { fold } from "../chat/names.ts";
import { act, audit, because, lasting, recordOf, terms } from "./act.ts";
import { banOn, dropExpired, putOnList, renewed } from "./bans.ts";
import { tellJoinOrLeave } from "./crowd.ts";
import { disconnect, endSession } from "./ending.ts";
import { leaveRoom, removeFromRoom } from "./leave.ts";
import { authority, noSuchUser, subordinate, type Target, targetIn } from "./order.ts";
import { holderOf, holdersOf, isOperator, POWER, roleIn, withRole } from "./roles.ts";
import { refuse, reply } from "./speak.ts";
import type { Peer, Person, Room, State } from "./state.ts";

/** Answers `kick` with `ok`; the kicked gets `left`, the others the entry. */
export function kick(state: State, peer: Peer, command: CommandOf<"kick">, ref: string | undefined): void {
  if (command.room === undefined) return kickFromServer(state, peer, command, ref);
  const standing = authority(state, peer, command.room, ref, "moderator");
  if (!standing) return;
  const { room } = standing;
  const target = targetIn(state, room, command.nick);
  const person = target?.person;
  if (!target?.member || !person) return noSuchUser(state, peer, ref, command.nick, "in that room");
  if (!subordinate(state, peer, ref, standing, target)) return;
  const why = terms(state, peer, ref, { ...command.reason !== undefined && { reason: command.reason } });
  if (!why) return;
  const { nick } = target;
  const by = standing.person.nick;
  act(state, peer, ref, {
    room,
    event: { type: "kick", nick, ...why },
    text: `removed ${nick}${because(why.reason)}`,
    ...unlisted(room, target, "kick"),
    done: () => removeFromRoom(state, room, person, { code: "kicked", by, ...why }),
  });
}

/** Who was let in by an invite needs another one after being removed; a ban takes roles too. */
export function unlisted(
  room: Room,
  { account, person }: Target,
  act: "kick" | "ban",
): { also?: { put: Room["record"] } } {
  const holders = account ? [holderOf(account)] : person ? holdersOf(person) : [];
  const role = roleIn(recordOf(room), holders);
  if (role === undefined || (act === "kick" && role !== "member")) return {};
  return { also: { put: withRole(recordOf(room), holders, undefined) } };
}

function kickFromServer(state: State, peer: Peer, command: CommandOf<"kick">, ref: string | undefined): void {
  const person = peer.session?.person;
  if (!person || !mustBeOperator(state, peer, person, ref)) return;
  const target = targetIn(state, undefined, command.nick);
  if (!target?.person) return noSuchUser(state, peer, ref, command.nick);
  if (!subordinate(state, peer, ref, { person, power: POWER.operator }, target)) return;
  const why = terms(state, peer, ref, { ...command.reason !== undefined && { reason: command.reason } });
  if (!why) return;
  const { nick: by } = person;
  expel(state, target.person, { code: "kicked", by, ...why }, `${by} removed you${because(why.reason)}`);
  audit(state, peer, person.nick, "", { type: "kick", nick: target.nick, ...why });
  reply(state, peer, { type: "ok" }, ref);
}

/** Who removed somebody from the server, and why: their rooms are told. */
export interface Expulsion {
  readonly code: "kicked" | "banned";
  readonly by: string;
  readonly reason?: string;
}

/** Ends all connections of somebody, and the places that are kept for those whose link dropped. */
export function expel(state: State, person: Person, { code, ...why }: Expulsion, text: string): void {
  for (const member of person.memberships) {
    leaveRoom(state, member, undefined);
    const { name } = member.room;
    const event = { type: "member", room: name, nick: person.nick, change: "kicked", ...why } as const;
    tellJoinOrLeave(state, member.room, event, undefined);
  }
  for (const session of person.sessions) {
    if (session.peer) disconnect(state, session.peer, code, { type: "bye", code, text });
    else endSession(state, session, "dropped");
  }
}

/** True for an operator; the others are refused. */
export function mustBeOperator(state: State, peer: Peer, person: Person, ref: string | undefined): boolean {
  if (isOperator(state, person)) return true;
  refuse(state, peer, ref, "not-allowed", "Only an operator may do that to the whole server: name a room", {
    field: "room",
  });
  return false;
}

/** Answers `mute` with `ok`: from then on what that one says in the room is refused. */
export function mute(state: State, peer: Peer, command: CommandOf<"mute">, ref: string | undefined): void {
  const standing = authority(state, peer, command.room, ref, "moderator");
  if (!standing) return;
  const { room } = standing;
  const target = targetIn(state, room, command.nick);
  if (!target) return noSuchUser(state, peer, ref, command.nick);
  if (!subordinate(state, peer, ref, standing, target)) return;
  const why = terms(state, peer, ref, command);
  if (!why) return;
  dropExpired(state, room.mutes);
  const record = renewed(room.mutes, {
    ...banOn(state, "mute", room, target, standing.person.nick),
    // Whoever else shares the address has done nothing.
    address: "",
    ...why,
  });
  if (room.mutes.size >= BANS_MAX && !room.mutes.has(fold(record.mask))) {
    return refuse(state, peer, ref, "not-allowed", `A room has at most ${BANS_MAX} mutes: take some back first`);
  }
  act(state, peer, ref, {
    room,
    event: { type: "mute", nick: target.nick, ...why },
    text: `muted ${target.nick}${lasting(command.for)}${because(why.reason)}`,
    also: { keeps: [record] },
    done: () => putOnList(state, room, room.mutes, record),
  });
}

/** Answers `unmute` with `ok`. */
export function unmute(state: State, peer: Peer, command: CommandOf<"unmute">, ref: string | undefined): void {
  const standing = authority(state, peer, command.room, ref, "moderator");
  if (!standing) return;
  const { room } = standing;
  dropExpired(state, room.mutes);
  const target = targetIn(state, room, command.nick);
  const found = room.mutes.get(fold(command.nick)) ??
    [...room.mutes.values()].find(({ account }) => account !== "" && account === target?.account?.id);
  if (!found) return noSuchUser(state, peer, ref, command.nick, "muted");
  act(state, peer, ref, {
    room,
    event: { type: "unmute", nick: found.mask },
    text: `lets ${found.mask} speak again`,
    also: { forgets: [["mute", room.id, found.mask]] },
    done: () => void room.mutes.delete(fold(found.mask)),
  });
}
