// The ways in which the hub speaks: an answer to one, a refusal, an event to many, a notice to the operator.
import type { Event } from "../chat/event.ts";
import { NAMED_MEMBERS_MAX } from "../chat/limits.ts";
import type { Refusal, RefusalCode } from "../chat/refusal.ts";
import type { ConnectionId } from "./input.ts";
import type { Notice } from "./notice.ts";
import type { Group, Peer, Person, Room, State } from "./state.ts";

/** Answers one connection, if it is still there. */
export function reply(state: State, peer: Peer, event: Event, ref: string | undefined): void {
  if (peer.open) state.emit({ type: "reply", to: peer.id, event, ref });
}

/** Answers no: `text` says what to do. */
export function refuse(
  state: State,
  peer: Peer,
  ref: string | undefined,
  code: RefusalCode,
  text: string,
  more?: Omit<Refusal, "code" | "text">,
): void {
  reply(state, peer, { type: "error", code, text, ...more }, ref);
}

/** Tells many the same; nobody twice. */
export function deliver(state: State, event: Event, audience: Iterable<ConnectionId>, except?: Peer): void {
  state.emit({ type: "deliver", event, audience, except: except?.id });
}

/** Tells everybody in a room but `except`. */
export function deliverToRoom(state: State, room: Room, event: Event, except?: Peer): void {
  if (room.audience.size > 0) deliver(state, event, room.audience, except);
}

/** The live connections of some persons. */
export function connectionsOf(persons: Iterable<Person>): Set<ConnectionId> {
  const connections = new Set<ConnectionId>();
  for (const person of persons) {
    for (const session of person.sessions) if (session.peer) connections.add(session.peer.id);
  }
  return connections;
}

/**
 * Those who share a room or a group with somebody, and that person's own connections; apart from them those who share
 * nothing but a crowd, if there is one.
 */
export function acquaintances(
  person: Person,
): { readonly connections: Set<ConnectionId>; readonly crowds: Set<ConnectionId>; readonly crowded: boolean } {
  const connections = connectionsOf([person]);
  const crowds = new Set<ConnectionId>();
  let crowded = false;
  for (const { room } of person.memberships) {
    const isCrowd = room.members.size > NAMED_MEMBERS_MAX;
    crowded ||= isCrowd;
    for (const id of room.audience) (isCrowd ? crowds : connections).add(id);
  }
  for (const group of person.groups) for (const id of connectionsOf(group.members.values())) connections.add(id);
  for (const id of connections) crowds.delete(id);
  return { connections, crowds, crowded };
}

/** Tells those who watch everybody (`watch`). */
export function deliverToWatchers(state: State, event: Event, except?: Peer): void {
  if (state.watchers.size > 0) deliver(state, event, state.watchers, except);
}

/** Tells a group's members its present membership. */
export function deliverGroup(state: State, group: Group, by: string, except?: Peer): void {
  const event: Event = { type: "group", group: group.name, by, members: group.names };
  deliver(state, event, connectionsOf(group.members.values()), except);
}

/** Tells the operator, where notices are wanted. */
export function notice(state: State, what: Notice): void {
  if (state.options.notices) state.emit({ type: "notice", notice: what });
}

/** What a peer may be owed before it is read no further: says count 1, pages `PAGE_WEIGHT`. */
const OWED_MAX = 1_024;
/** What an answer weighs that reads from the store. */
export const PAGE_WEIGHT = 64;

/** Nothing more is read of this peer until {@linkcode proceed}: order demands that its request be settled first. */
export function hold(state: State, peer: Peer): void {
  peer.owed += 1;
  peer.unsettled = true;
  stopReading(state, peer);
}

/** Its request is settled. */
export function proceed(state: State, peer: Peer): void {
  if (!peer.unsettled) return;
  peer.unsettled = false;
  settle(state, peer, 1);
}

/** An answer is being worked out. Who is owed too much is read no further: that bounds what one peer can set going. */
export function owe(state: State, peer: Peer, weight: number): void {
  peer.owed += weight;
  if (peer.owed >= OWED_MAX) stopReading(state, peer);
}

/** An answer was given; a peer that has said `quit`, or ended its sending half, is closed after the last one. */
export function settle(state: State, peer: Peer, weight: number): void {
  peer.owed -= weight;
  closeIfDone(state, peer);
  if (!peer.held || peer.unsettled || peer.quitting || peer.owed >= OWED_MAX / 2) return;
  peer.held = false;
  if (peer.open) state.emit({ type: "proceed", connection: peer.id });
}

/** Marks a peer that is done and is owed nothing: the hub closes it after this input. */
export function closeIfDone(state: State, peer: Peer): void {
  if ((peer.ended || peer.quitting) && peer.owed === 0 && peer.open) state.finished.push(peer);
}

/** Reads no further of a peer. */
export function stopReading(state: State, peer: Peer): void {
  if (peer.held) return;
  peer.held = true;
  state.emit({ type: "hold", connection: peer.id });
}
