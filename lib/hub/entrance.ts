// The way into a room for who may enter it: the page is read, then the member is added, the others are told, the former
// room is left. All of that happens in one input, so that `head` is what is stored at that very moment.
import type { CommandOf } from "../chat/command.ts";
import type { Entry, Page } from "../chat/entry.ts";
import type { Joined, MemberChange } from "../chat/event.ts";
import type { MemberInfo, Role } from "../chat/info.ts";
import { NAMED_MEMBERS_MAX, PAGE_ENTRIES_DEFAULT, PAGE_ENTRIES_MAX } from "../chat/limits.ts";
import type { InviteRecord } from "../chat/kept.ts";
import { type Refusal, refuse as no } from "../chat/refusal.ts";
import { accountOf } from "./account.ts";
import { barred } from "./bans.ts";
import { fitEntries } from "./answer_size.ts";
import { seam } from "./catch_up.ts";
import { voiceOf } from "./voices.ts";
import { tellJoinOrLeave } from "./crowd.ts";
import { NO_SUCH_ROOM } from "./find_room.ts";
import { endIfForsaken, leaveRoom } from "./leave.ts";
import { giveBack, lend, noInvite, spend } from "./invites.ts";
import { putRecord, recordOf } from "./act.ts";
import { holdersOf, isOperator, roleIn, withRole } from "./roles.ts";
import { notice, proceed, refuse, reply } from "./speak.ts";
import { Member, type Peer, type Person, type Room, type State } from "./state.ts";
import type { Asker, Entrance } from "./ticket.ts";

/** What somebody is told who is in as many rooms as one may be. */
export const TOO_MANY_ROOMS = no("too-many-rooms", "You are in as many rooms as you may: leave one first");

/** Whether a person may be in one room more. With a limit of one, entering the next leaves the first. */
export function mayHold(state: State, person: Person, room: Room | undefined): boolean {
  const { roomsPerClient } = state.options;
  return roomsPerClient === 1 || person.memberships.size < roomsPerClient ||
    (room !== undefined && room.members.has(person.folded));
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
  if (invite) lend(room, invite);
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

/** The page for an entrance was read, or none was needed (`undefined`). */
export function complete(state: State, entrance: Entrance, page: Page | undefined): void {
  const { room, session, asker } = entrance;
  const { peer } = asker;
  const recent = release(entrance);
  if (peer.open && room.ended) refuse(state, peer, asker.ref, "no-such-room", "The room was deleted just now");
  if (!peer.open || peer.session !== session || room.ended) return giveUp(state, entrance);
  const { person } = session;
  let member = room.members.get(person.folded);
  const isNew = member === undefined;
  const refusal = isNew ? keptOut(state, entrance, person) : undefined;
  if (refusal) {
    reply(state, peer, { type: "error", ...refusal }, asker.ref);
    return giveUp(state, entrance);
  }
  if (!member) {
    member = new Member(person, room, roleOf(room, person));
    room.members.set(person.folded, member);
    person.memberships.add(member);
    if (entrance.invite) spend(state, room, entrance.invite);
    if (entrance.invite) putRecord(state, room, withRole(recordOf(room), holdersOf(person), "member"));
  }
  member.held.add(session);
  member.present.add(session);
  if (page) room.first = Math.max(room.first, page.first);
  reply(state, peer, joined(room, member, entrance, page, recent), asker.ref);
  room.audience.add(peer.id);
  if (isNew) announce(state, member, entrance);
  if (state.options.roomsPerClient === 1) {
    for (const other of person.memberships) if (other.room !== room) moveOut(state, other, peer);
  }
  proceed(state, peer);
}

/** Who was let in may have been banned, or its invite revoked, or have gone elsewhere, while the page was being read. */
function keptOut(state: State, entrance: Entrance, person: Person): Refusal | undefined {
  const { room, asker, invite } = entrance;
  const refusal = barred(state, room, person, asker.peer.address);
  if (refusal) return refusal;
  if (invite && !room.invites.has(invite.code)) return noInvite(room);
  // Who was in the room when they asked was let in without a look at its lock, and no place was kept.
  const again = entrance.reserves ? undefined : admitAgain(state, room, person);
  if (again) return again;
  return mayHold(state, person, room) ? undefined : TOO_MANY_ROOMS;
}

/** Why who has left the room since may not come back just so. What they brought to open it is not known any more. */
function admitAgain(state: State, room: Room, person: Person): Refusal | undefined {
  const { record, name } = room;
  const isKnown = roleIn(recordOf(room), holdersOf(person)) !== undefined || isOperator(state, person);
  if (!isKnown && (record.password !== "" || record.invite)) {
    if (record.private) return NO_SUCH_ROOM;
    return no(record.invite ? "invite-only" : "bad-password", `You have left ${name} meanwhile: join it again`);
  }
  return noPlace(room);
}

/** Why nobody more may enter, those on the way in counted, or `undefined`. */
export function noPlace({ members, name, record: { limit }, reserved }: Room): Refusal | undefined {
  if (limit === 0 || members.size + reserved < limit) return undefined;
  return no("room-full", `The room ${name} is full (${limit}): try later or choose another`);
}

/** The page could not be read: nothing has changed. */
export function abandon(state: State, entrance: Entrance): void {
  release(entrance);
  const { peer, ref } = entrance.asker;
  refuse(state, peer, ref, "storage", "The history can't be read now: try again in a moment");
  giveUp(state, entrance);
}

/** One's other connections leave the former room too, and are told. */
function moveOut(state: State, member: Member, mover: Peer): void {
  const others = [...member.present].flatMap(({ peer }) => peer && peer !== mover ? [peer] : []);
  leaveRoom(state, member, "left");
  for (const peer of others) reply(state, peer, { type: "left", room: member.room.name }, undefined);
}

function giveUp(state: State, entrance: Entrance): void {
  proceed(state, entrance.asker.peer);
  endIfForsaken(state, entrance.room);
}

/** The place is no longer reserved; gives what was stored since the page was asked for. */
function release(entrance: Entrance): readonly Entry[] {
  const { room } = entrance;
  if (entrance.reserves) room.reserved -= 1;
  if (entrance.invite) giveBack(room, entrance.invite);
  const since = room.catchingUp.get(entrance)?.since;
  if (since === undefined) return [];
  const recent = room.recent.filter((entry) => entry.seq > since);
  room.catchingUp.delete(entrance);
  if (room.catchingUp.size === 0) room.recent = [];
  return recent;
}

function announce(state: State, member: Member, entrance: Entrance): void {
  const { room, person, role } = member;
  const { nick, status, note, uid } = person;
  const event: MemberChange = {
    type: "member",
    room: room.name,
    nick,
    change: "joined",
    role,
    status,
    ...(note !== "" && { note }),
    ...accountOf(person),
    ...(uid !== undefined && { uid }),
    ...voiceOf(member),
  };
  tellJoinOrLeave(state, room, event, entrance.asker.peer);
  notice(state, { type: "room-joined", room: room.name, nick, members: room.members.size });
}

/** The role is the account's, or the session's that made the room; never that of who bears its nick later. */
function roleOf(room: Room, person: Person): Role {
  return roleIn(room.record, holdersOf(person)) ?? "member";
}

function joined(
  room: Room,
  member: Member,
  { command: asked, reset }: Entrance,
  page: Page | undefined,
  recent: readonly Entry[],
): Joined {
  const { record, head, first } = room;
  const after = reset ? undefined : asked.after;
  const most = after === undefined ? Math.min(asked.last ?? PAGE_ENTRIES_DEFAULT, PAGE_ENTRIES_MAX) : PAGE_ENTRIES_MAX;
  // The store may have let us read what it has not told us of yet: that comes live.
  const told = page?.entries.filter(({ seq }) => seq <= head && seq >= first) ?? [];
  const entries = page === undefined ? [] : seam(told, recent, most, after !== undefined);
  const history = fitEntries(entries, after === undefined ? "newest" : "oldest");
  const more = after === undefined
    ? first <= head && (history[0]?.seq ?? head + 1) > first
    : (history.at(-1)?.seq ?? after) < head;
  return {
    type: "joined",
    room: room.name,
    id: room.id,
    topic: record.topic,
    limit: record.limit,
    private: record.private,
    ...(record.moderated && { moderated: true as const }),
    ...(record.createdAt > 0 && { created: record.createdAt }),
    ...(record.topic !== "" && record.topicBy !== undefined &&
      { topicBy: record.topicBy, topicAt: record.topicAt ?? 0 }),
    role: member.role,
    members: membersOf(room, member),
    count: room.members.size,
    first,
    head,
    history,
    more,
    ...(reset ? { reset: true } : {}),
  };
}

/** At most `NAMED_MEMBERS_MAX`, the asker among them. */
function membersOf(room: Room, self: Member): readonly MemberInfo[] {
  const infos: MemberInfo[] = [];
  if (room.members.size > NAMED_MEMBERS_MAX) infos.push(infoOf(self));
  for (const member of room.members.values()) {
    if (infos.length >= NAMED_MEMBERS_MAX) break;
    if (infos.length > 0 && room.members.size > NAMED_MEMBERS_MAX && member === self) continue;
    infos.push(infoOf(member));
  }
  return infos;
}

/**
 * What is told of a member: the same object as long as it says the same, so that it need be written out only once,
 * however many come into a crowd.
 */
function infoOf(member: Member): MemberInfo {
  const { person, role, info } = member;
  const { nick, presence: status } = person;
  const { account } = accountOf(person);
  const { voice } = voiceOf(member);
  const isSame = info?.nick === nick && info.role === role && info.status === status && info.account === account &&
    info.voice === voice;
  if (info && isSame) return info;
  return member.info = { nick, role, status, ...(account !== undefined && { account }), ...(voice && { voice }) };
}
