// Giving roles and handing rooms over: an owner's right.
import type { CommandOf, Role } from "../chat/command.ts";
import { ROLES_MAX } from "../chat/limits.ts";
import type { RoomRecord } from "../chat/room.ts";
import { act, recordOf } from "./act.ts";
import { authority, holdersOfTarget, noSuchUser, subordinate, type Target, targetIn } from "./order.ts";
import { holdersOf, isOperator, POWER, roleIn, withRole } from "./roles.ts";
import { deliverToRoom, refuse } from "./speak.ts";
import type { Peer, Room, State } from "./state.ts";

/** Answers `role` with `ok`; the others are told by the entry. */
export function changeRole(state: State, peer: Peer, command: CommandOf<"role">, ref: string | undefined): void {
  const standing = authority(state, peer, command.room, ref, "owner");
  if (!standing) return;
  const { room, person } = standing;
  const target = targetIn(state, room, command.nick);
  if (!target || !(target.member || target.account)) return noSuchUser(state, peer, ref, command.nick, "in that room");
  // An operator's own role in a room is a role like others.
  const ownAsOperator = target.person === person && isOperator(state, person);
  if (!ownAsOperator && !subordinate(state, peer, ref, standing, roleOnly(target, room))) return;
  const { role } = command;
  const before = recordOf(room);
  const wanted = withRole(before, holdersOfTarget(target), role === "member" && !target.account ? undefined : role);
  const put = isFull(wanted) ? withoutGone(state, wanted) : wanted;
  if (isFull(put)) {
    return refuse(state, peer, ref, "not-allowed", `A room has at most ${ROLES_MAX} roles: take some away first`);
  }
  const { nick } = target;
  const text = role === "member" ? `took ${nick}'s role away` : `made ${nick} ${article(role)}`;
  const was = target.member?.role ?? roleIn(before, holdersOfTarget(target)) ?? "member";
  const event = { type: "role", nick, role, was };
  act(state, peer, ref, { room, event, text, also: { put }, done: () => refreshRoles(room) });
}

/** Answers `transfer` with `ok`: the room has another owner. */
export function transfer(state: State, peer: Peer, command: CommandOf<"transfer">, ref: string | undefined): void {
  const standing = authority(state, peer, command.room, ref, "owner");
  if (!standing) return;
  const { room, person, power } = standing;
  const target = targetIn(state, room, command.nick);
  if (!target || !(target.member || target.account)) return noSuchUser(state, peer, ref, command.nick, "in that room");
  if (target.person === person && power === POWER.owner) {
    return refuse(state, peer, ref, "not-to-yourself", "That is yourself: you own the room already");
  }
  const record = recordOf(room);
  const former = power === POWER.owner ? withRole(record, holdersOf(person), undefined) : withoutOwners(record);
  const put = withRole(former, holdersOfTarget(target), "owner");
  const event = { type: "transfer", nick: target.nick };
  const text = `handed ${room.name} over to ${target.nick}`;
  act(state, peer, ref, { room, event, text, also: { put }, done: () => refreshRoles(room) });
}

/** Each member's role is what the room's record says. */
export function refreshRoles(room: Room): void {
  for (const member of room.members.values()) member.role = memberRole(room.record, member.person);
}

/** The same where no entry tells of it: those in the room are. */
export function tellRoles(state: State, room: Room): void {
  const before = new Map([...room.members.values()].map((member) => [member, member.role]));
  refreshRoles(room);
  for (const [member, was] of before) {
    const { person: { nick }, role } = member;
    if (role !== was) deliverToRoom(state, room, { type: "member", room: room.name, nick, change: "role", role });
  }
}

function memberRole(record: RoomRecord, person: Target["person"]): Role {
  const role = person && holdersOf(person).map((holder) => record.owner === holder ? "owner" : record.roles?.[holder]);
  return role?.find((each) => each !== undefined) ?? "member";
}

/** Operators stand above a room's roles; where one's role in the room is the matter, that alone counts. */
function roleOnly(target: Target, room: Room): Target {
  const { person } = target;
  return person ? { ...target, power: POWER[memberRole(recordOf(room), person)] } : target;
}

function withoutOwners(record: RoomRecord): RoomRecord {
  const roles = Object.entries(record.roles ?? {}).filter(([, role]) => role !== "owner");
  return { ...record, owner: "", roles: Object.fromEntries(roles) };
}

function isFull({ roles }: RoomRecord): boolean {
  return Object.keys(roles ?? {}).length > ROLES_MAX;
}

/** Without the roles of guests who are gone: they could only come back by a token, within a day. */
function withoutGone(state: State, record: RoomRecord): RoomRecord {
  const here = new Set<string>([...state.sessions.keys()].map((id) => `session:${id}`));
  const roles = Object.entries(record.roles ?? {}).filter(([holder]) =>
    !holder.startsWith("session:") || here.has(holder)
  );
  return { ...record, roles: Object.fromEntries(roles) };
}

function article(role: Role): string {
  return role === "owner" ? "an owner" : "a moderator";
}
