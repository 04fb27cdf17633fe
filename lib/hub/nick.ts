// A change of nick: the person stays, every table that knows the old name learns the new one.
import type { CommandOf } from "../chat/command.ts";
import { fold, isReserved, type Nick, NICK_RULE, parseNick, skeleton } from "../chat/names.ts";
import { accountOf } from "./account.ts";
import { serverBan } from "./bans.ts";
import { claim } from "./claim.ts";
import { deliver, deliverToRoom, deliverToWatchers, notice, refuse, reply } from "./speak.ts";
import type { ConnectionId } from "./input.ts";
import type { Peer, Person, State } from "./state.ts";
import { connectionsOf } from "./speak.ts";

/** Answers `nick` with `ok`; those who share a room get `member … renamed`. */
export function changeNick(state: State, peer: Peer, command: CommandOf<"nick">, ref: string | undefined): void {
  const person = peer.session?.person;
  if (!person) return;
  const nick = parseNick(command.nick);
  if (nick === undefined) return refuse(state, peer, ref, "bad-nick", NICK_RULE);
  if (isReserved(nick)) {
    return refuse(state, peer, ref, "nick-reserved", `The nick ${nick} is reserved: choose another`);
  }
  const refusal = serverBan(state, nick, person.account, peer.session?.id, peer.address) ??
    claim(state, peer, nick, person, person.account);
  if (refusal) {
    notice(state, { type: "refused", address: peer.address, nick, code: refusal.code });
    return reply(state, peer, { type: "error", ...refusal }, ref);
  }
  if (nick !== person.nick) rename(state, person, nick, peer);
  reply(state, peer, { type: "ok", nick }, ref);
}

/** The connections of a person that are in none of its rooms, and do not watch. */
function unaware(state: State, person: Person): Set<ConnectionId> {
  const connections = connectionsOf([person]).difference(state.watchers);
  for (const { room } of person.memberships) for (const id of room.audience) connections.delete(id);
  return connections;
}

/** Tells somebody who becomes an account how they are called from now on, since what is for that name comes to them. */
export function tellNewNick(state: State, peer: Peer, was: Nick, nick: Nick): void {
  if (nick !== was) deliver(state, { type: "person", nick: was, change: "renamed", to: nick }, new Set([peer.id]));
}

/** Gives a person another nick that is free, and tells those who know the old one; not `except`, who is answered. */
export function rename(state: State, person: Person, nick: Nick, except?: Peer): void {
  const was = { nick: person.nick, folded: person.folded, look: person.look };
  state.persons.delete(was.folded);
  if (state.personByLook.get(was.look) === person) state.personByLook.delete(was.look);
  person.nick = nick;
  person.folded = fold(nick);
  person.look = skeleton(nick);
  state.persons.set(person.folded, person);
  state.personByLook.set(person.look, person);
  for (const member of person.memberships) {
    member.room.members.delete(was.folded);
    member.room.members.set(person.folded, member);
    const room = member.room.name;
    const event = { type: "member", room, nick: was.nick, change: "renamed", to: nick, ...accountOf(person) } as const;
    deliverToRoom(state, member.room, event, except);
  }
  for (const group of person.groups) {
    group.members.delete(was.folded);
    group.members.set(person.folded, person);
    const members = group.names;
    deliver(state, { type: "group", group: group.name, by: nick, members }, connectionsOf(group.members.values()));
  }
  const renamed = { type: "person", nick: was.nick, change: "renamed", to: nick } as const;
  deliverToWatchers(state, renamed);
  // One's other connections bear it too: those that no room tells of it.
  if (person.sessions.size > 1) deliver(state, renamed, unaware(state, person), except);
  notice(state, { type: "renamed", nick: was.nick, to: nick });
}
