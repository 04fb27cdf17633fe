// Invites: codes that open a room, for a time and so many uses.
import type { CommandOf } from "../chat/command.ts";
import { type InviteRecord, keyOf } from "../chat/kept.ts";
import { INVITE_SECONDS, INVITES_MAX, SECONDS_MAX } from "../chat/limits.ts";
import { type Refusal, refuse as no } from "../chat/refusal.ts";
import { accountOf } from "./account.ts";
import { audit } from "./act.ts";
import { NO_SUCH_ROOM } from "./find_room.ts";
import { fitRows } from "./answer_size.ts";
import { forget } from "./leave.ts";
import { authority, noSuchUser, type Standing, standingIn, targetIn } from "./order.ts";
import { POWER } from "./roles.ts";
import { connectionsOf, deliver, hold, proceed, refuse, reply } from "./speak.ts";
import type { Peer, Person, Room, State } from "./state.ts";

/** Those without a say leave the others room for theirs. */
const MEMBERS_INVITES_MAX = INVITES_MAX / 2;

/** Answers `invite` with the code once it is stored; who is invited by name gets `invited`. */
export function invite(state: State, peer: Peer, command: CommandOf<"invite">, ref: string | undefined): void {
  const standing = standingIn(state, peer, command.room, ref);
  if (!standing || !mayInvite(state, peer, standing, ref)) return;
  const { room, person } = standing;
  const target = command.nick === undefined ? undefined : targetIn(state, room, command.nick);
  if (command.nick !== undefined && !target) return noSuchUser(state, peer, ref, command.nick);
  const seconds = command.for ?? INVITE_SECONDS;
  if (seconds > SECONDS_MAX) {
    return refuse(state, peer, ref, "bad-request", "Give a time in seconds, or 0 for none", { field: "for" });
  }
  dropStale(state, room);
  const { power } = standing;
  const byMembers = [...room.invites.values()].filter(({ byMember }) => byMember).length;
  if (room.invites.size >= INVITES_MAX || (power < POWER.moderator && byMembers >= MEMBERS_INVITES_MAX)) {
    return refuse(state, peer, ref, "not-allowed", `A room has at most ${INVITES_MAX} invites: revoke some first`);
  }
  const record: InviteRecord = {
    type: "invite",
    room: room.id,
    code: state.options.secrets.code(state.mint()),
    by: person.nick,
    uses: command.uses ?? 1,
    ...(seconds > 0 && { until: state.now.at + seconds * 1_000 }),
    ...(target && { nick: target.nick }),
    ...(target?.account && { account: target.account.id }),
    ...(standing.power < POWER.moderator && { byMember: true }),
  };
  hold(state, peer);
  const settled = (stored: boolean) => {
    if (!stored) refuse(state, peer, ref, "storage", "The invite can't be stored now: try again in a moment");
    else if (room.ended) {
      // Nobody else would ever forget it.
      forget(state, [keyOf(record)]);
      refuse(state, peer, ref, "not-in-room", "The room was deleted");
    } else invited(state, peer, ref, room, record, target?.person);
    proceed(state, peer);
  };
  state.emit({ type: "keep", change: { keeps: [record] }, ticket: { type: "then", settled } });
}

function invited(
  state: State,
  peer: Peer,
  ref: string | undefined,
  room: Room,
  record: InviteRecord,
  person: Person | undefined,
): void {
  const { code, by, uses, until } = record;
  room.invites.set(code, record);
  const seconds = until === undefined ? 0 : Math.round((until - state.now.at) / 1_000);
  reply(state, peer, { type: "invite", room: room.name, code, for: seconds, uses }, ref);
  if (person) {
    const whose = peer.session ? accountOf(peer.session.person) : {};
    deliver(state, { type: "invited", room: room.name, by, code, ...whose }, connectionsOf([person]));
    const others = [...room.members.values()].filter(({ role, person: one }) => role !== "member" && one !== person);
    const told = connectionsOf(others.map((member) => member.person));
    deliver(state, { type: "inviting", room: room.name, nick: person.nick, by }, told, peer);
  }
  audit(state, peer, by, room.name, { type: "invite" }, record.nick ?? "");
}

/** Where a room is open to its members' friends each of them may invite, else those who have a say. */
function mayInvite(state: State, peer: Peer, { room, power }: Standing, ref: string | undefined): boolean {
  const { invite, password, name } = room.record;
  if (power >= POWER.moderator || (!invite && password === "")) return true;
  refuse(state, peer, ref, "not-allowed", `Only an owner or a moderator of ${name} may invite: ask one of them`);
  return false;
}

/** Answers `invites` with those that are still good. */
export function listInvites(state: State, peer: Peer, command: CommandOf<"invites">, ref: string | undefined): void {
  const standing = authority(state, peer, command.room, ref, "moderator");
  if (!standing) return;
  const { room } = standing;
  dropStale(state, room);
  const invites = fitRows([...room.invites.values()].map(({ code, by, until, uses, nick }) => ({
    code,
    by,
    ...(until !== undefined && { until }),
    uses,
    ...(nick !== undefined && { nick }),
  })));
  reply(state, peer, { type: "invites", room: room.name, invites }, ref);
}

/** Answers `revoke` with `ok`: the code opens nothing any more. */
export function revoke(state: State, peer: Peer, command: CommandOf<"revoke">, ref: string | undefined): void {
  const standing = authority(state, peer, command.room, ref, "moderator");
  if (!standing) return;
  const { room, person } = standing;
  const record = room.invites.get(command.code);
  if (!record) return refuse(state, peer, ref, "bad-invite", "There is no such invite: see invites", { field: "code" });
  hold(state, peer);
  const settled = (stored: boolean) => {
    if (stored) {
      room.invites.delete(record.code);
      audit(state, peer, person.nick, room.name, { type: "revoke" }, record.nick ?? "");
      reply(state, peer, { type: "ok" }, ref);
    } else refuse(state, peer, ref, "storage", "That can't be stored now: try again in a moment");
    proceed(state, peer);
  };
  state.emit({ type: "keep", change: { forgets: [keyOf(record)] }, ticket: { type: "then", settled } });
}

/** The invite of that code, if it still opens the room. */
export function goodInvite(state: State, room: Room, code: string | undefined): InviteRecord | undefined {
  const record = code === undefined ? undefined : room.invites.get(code);
  if (!record || !isGood(state, record)) return undefined;
  if (record.byMember && (room.record.invite || room.record.password !== "")) return undefined;
  return record.uses === 0 || record.uses > (room.lent.get(record.code) ?? 0) ? record : undefined;
}

/** What somebody is told whose code opens nothing: nothing of a hidden room. */
export function noInvite(room: Room): Refusal {
  return room.record.private
    ? NO_SUCH_ROOM
    : no("bad-invite", `That invite does not open ${room.name}: ask for another`);
}

/** Somebody is on the way in by an invite: nobody else gets that use of it, until it is given back. */
export function lend(room: Room, { code }: InviteRecord): void {
  room.lent.set(code, (room.lent.get(code) ?? 0) + 1);
}

export function giveBack(room: Room, { code }: InviteRecord): void {
  const lent = (room.lent.get(code) ?? 0) - 1;
  if (lent > 0) room.lent.set(code, lent);
  else room.lent.delete(code);
}

/** Somebody got in by an invite: it has one use less. */
export function spend(state: State, room: Room, { code }: InviteRecord): void {
  const record = room.invites.get(code);
  if (!record || record.uses === 0) return;
  const left: InviteRecord = { ...record, uses: record.uses - 1 };
  if (left.uses > 0) room.invites.set(code, left);
  else room.invites.delete(code);
  const change = left.uses > 0 ? { keeps: [left] } : { forgets: [keyOf(record)] };
  state.emit({ type: "keep", change, ticket: { type: "then", settled() {} } });
}

/** Invites that somebody is told of at once, one for each room: no more than fit whatever may wait for them. */
const TOLD_MAX = 1_000;

/** Tells somebody who logs in of invites that came meanwhile. */
export function tellInvites(state: State, peer: Peer, person: Person): void {
  const { account } = person;
  if (!account) return;
  let told = 0;
  for (const room of state.roomById.values()) {
    if (told >= TOLD_MAX) return;
    if (room.invites.size === 0 || room.members.has(person.folded)) continue;
    const record = [...room.invites.values()].findLast((one) => one.account === account.id && isGood(state, one));
    if (!record) continue;
    reply(state, peer, { type: "invited", room: room.name, by: record.by, code: record.code }, undefined);
    told += 1;
  }
}

function isGood(state: State, { until }: InviteRecord): boolean {
  return until === undefined || until > state.now.at;
}

function dropStale(state: State, room: Room): void {
  for (const record of room.invites.values()) {
    if (isGood(state, record)) continue;
    room.invites.delete(record.code);
    forget(state, [keyOf(record)]);
  }
}
