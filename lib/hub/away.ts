// What was written to an account while it was away: given at its next login, in order, marked with its time.
import type { Entry, Page } from "../chat/entry.ts";
import type { EventOf } from "../chat/event.ts";
import { AWAY_ENTRIES_MAX, PAGE_ENTRIES_MAX } from "../chat/limits.ts";
import { fold } from "../chat/names.ts";
import type { Account } from "./account.ts";
import { forget } from "./leave.ts";
import { connectionsOf, deliver, reply } from "./speak.ts";
import type { Peer, Room, State } from "./state.ts";
import type { PageTicket } from "./ticket.ts";

/** Whether as much as may be waits for an account already. */
export function isFull(state: State, account: Account): boolean {
  let waiting = 0;
  for (const [id, from] of account.pending) {
    waiting += (account.conversations.get(id) ?? state.roomById.get(id))?.head ?? from;
    waiting -= from - 1;
  }
  return waiting >= AWAY_ENTRIES_MAX;
}

/** Reads on in each conversation that the account was not given all of. */
export function deliverAway(state: State, account: Account, peer: Peer): void {
  for (const id of account.pending.keys()) {
    const room = state.roomById.get(id);
    if (room) readOn(state, account, room, peer);
    else account.pending.delete(id);
  }
}

function readOn(state: State, account: Account, room: Room, peer: Peer): void {
  // Of a group that wrote more than that meanwhile the rest is in its history.
  const from = Math.max(account.pending.get(room.id) ?? room.head + 1, room.head - AWAY_ENTRIES_MAX + 1);
  const request = { after: Math.max(from, room.first) - 1, limit: PAGE_ENTRIES_MAX };
  state.emit({ type: "page", room: room.id, request, ticket: { type: "away", room, account, peer } });
}

/** A page is there: it is given, and what follows is read, until nothing is left. */
export function awayPaged(state: State, ticket: PageTicket & { readonly type: "away" }, page: Page): void {
  const { room, account, peer } = ticket;
  const from = account.pending.get(room.id);
  const reader = peer.open && peer.session?.person.account === account ? peer : livePeer(account);
  if (from === undefined || room.ended || !reader || !account.person) return;
  const audience = connectionsOf([account.person]);
  const entries = page.entries.filter(({ seq }) => seq >= Math.max(from, room.first) && seq <= room.head);
  for (const entry of entries) {
    const event = directOf(account, room, entry);
    if (event) deliver(state, event, audience);
  }
  const last = page.entries.findLast(({ seq }) => seq <= room.head)?.seq ?? room.head;
  const next = Math.max(from, last + 1);
  account.pending.set(room.id, next);
  if (next <= room.head) return readOn(state, account, room, reader);
  account.pending.delete(room.id);
  forget(state, [["away", account.id, room.id]]);
}

/** Any connection of an account. */
function livePeer(account: Account): Peer | undefined {
  for (const session of account.person?.sessions ?? []) if (session.peer) return session.peer;
  return undefined;
}

/** It could not be read: it waits for the next login. */
export function awayNotPaged(state: State, ticket: PageTicket & { readonly type: "away" }): void {
  const text = "What was written to you can't be read now: it comes when you log in again";
  reply(state, ticket.peer, { type: "error", code: "storage", text }, undefined);
}

/** An entry of a conversation as those get it whom it was written to; one's own words are none. */
function directOf(account: Account, room: Room, entry: Entry): EventOf<"direct"> | undefined {
  const { seq, from, text, at, event } = entry;
  const author = fold(from);
  if (entry.kind === "event" || author === account.folded || author === account.person?.folded) return undefined;
  const to = event?.to ?? [account.shown];
  const group = event?.group;
  const isMail = room.record.conversation?.type === "mail";
  return { type: "direct", from, to, text, at, ...(group !== undefined && { group }), ...(!isMail && { seq }) };
}
