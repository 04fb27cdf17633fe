// Going: a connection ends, and after it, at once or when the grace time is over, its session and its places.
import type { Bye } from "../chat/event.ts";
import { forgetAnswers } from "./answered.ts";
import { leaveGroup } from "./group.ts";
import { type Farewell, leaveRoom, leaveWith, reasonOf } from "./leave.ts";
import { markLater } from "./marks.ts";
import { revise } from "./password_check.ts";
import { leaveSeat } from "./seat.ts";
import { deliverToWatchers, notice } from "./speak.ts";
import type { Peer, Session, State } from "./state.ts";

/**
 * Ends a connection. Its session stays for the grace time, unless it said `quit`.
 *
 * @param how `exit`, `dropped`, or the code of the `bye`: what the operator is told
 * @param bye what the peer is told, if anything
 */
export function disconnect(state: State, peer: Peer, how: string, bye: Bye | undefined): void {
  if (!peer.open) return;
  state.emit({ type: "close", connection: peer.id, bye });
  forget(state, peer, how);
}

/** The same for a connection that is gone already. */
export function forget(state: State, peer: Peer, how: string): void {
  if (!peer.open) return;
  peer.open = false;
  state.peers.delete(peer.id);
  state.silent.delete(peer);
  state.watchers.delete(peer.id);
  const there = (state.peersByAddress.get(peer.addressKey) ?? 1) - 1;
  if (there > 0) state.peersByAddress.set(peer.addressKey, there);
  else state.peersByAddress.delete(peer.addressKey);
  const session = peer.session;
  notice(state, {
    type: "disconnected",
    address: peer.address,
    nick: session?.person.nick,
    how,
    connections: state.peers.size,
  });
  if (!session) return;
  session.peer = undefined;
  session.droppedAt = state.now.mono;
  state.graces.delete(session);
  state.graces.add(session);
  for (const { room, present } of session.person.memberships) {
    room.audience.delete(peer.id);
    present.delete(session);
  }
  if (how === "exit") {
    forgetAnswers(state, session.id);
    endSession(state, session, "exit", peer.quitting?.reason);
  } else if (how === "kicked" || how === "banned" || (state.options.graceMs === 0 && how !== "replaced")) {
    endSession(state, session, "dropped");
  } else boundGraces(state, peer);
}

/** An address keeps no more places by grace than it may have connections: the one that has waited longest goes. */
function boundGraces(state: State, { addressKey, local }: Peer): void {
  const { perAddressMax } = state.options;
  if (local || perAddressMax === 0) return;
  let count = 0;
  for (const session of state.graces) if (session.addressKey === addressKey) count += 1;
  if (count <= perAddressMax) return;
  for (const session of state.graces) {
    if (session.addressKey === addressKey) return endSession(state, session, "dropped");
  }
}

/** Ends the grace that has lasted longest, where a newcomer needs its place; false where there is none. */
export function endOldestGrace(state: State): boolean {
  for (const session of state.graces) {
    endSession(state, session, "dropped");
    return true;
  }
  return false;
}

/** Ends a session: with the last one of a person, its nick, places and groups are free. */
export function endSession(state: State, session: Session, how: "exit" | "dropped", reason?: string): void {
  state.sessions.delete(session.id);
  state.graces.delete(session);
  if (session.storing > 0) state.fading.set(session.id, session);
  detach(state, session, how, reason);
}

/** Takes a session from its person, who is gone with the last one. */
export function detach(state: State, session: Session, how: "exit" | "dropped", reason?: string): void {
  const { person } = session;
  const change = how === "exit" ? "left" : "dropped";
  person.sessions.delete(session);
  if (person.sessions.size > 0) {
    for (const member of person.memberships) {
      if (member.held.has(session)) leaveWith(state, session, member, change);
    }
    return;
  }
  const farewell: Farewell = how === "exit" ? { ...reasonOf(reason), quit: true } : {};
  for (const member of person.memberships) leaveRoom(state, member, change, farewell);
  const { account } = person;
  if (account) {
    leaveSeat(account, person);
    markLater(state, account);
    if (state.accounts.byId.has(account.id)) revise(state, account, { seenAt: state.now.at });
  }
  for (const group of person.groups) leaveGroup(state, group, person);
  state.statusDue.delete(person);
  state.accountDue.delete(person);
  state.uidDue.delete(person);
  state.persons.delete(person.folded);
  if (state.personByLook.get(person.look) === person) state.personByLook.delete(person.look);
  deliverToWatchers(state, { type: "person", nick: person.nick, change: "gone" });
  notice(state, { type: "gone", nick: person.nick, how });
}

/** Ends the sessions whose grace time is over; they stand in the order in which they dropped. */
export function endGraces(state: State): void {
  const before = state.now.mono - state.options.graceMs;
  for (const session of state.graces) {
    if (session.droppedAt > before) break;
    endSession(state, session, "dropped");
  }
}
