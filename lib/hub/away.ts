// What was written to an account while it was away: given at its next login, in order, marked with its time.
import type { Entry, Page } from "../chat/entry.ts";
import type { EventOf } from "../chat/event.ts";
import { AWAY_ENTRIES_MAX, AWAY_FROM_ONE_MAX, PAGE_ENTRIES_MAX } from "../chat/limits.ts";
import { fold } from "../chat/names.ts";
import type { Account } from "./account.ts";
import { fitEntries } from "./answer_size.ts";
import { endConversation } from "./conversation.ts";
import { forget } from "./leave.ts";
import { tellInvites } from "./invites.ts";
import { connectionsOf, deliver, hold, proceed, reply } from "./speak.ts";
import type { Peer, Room, State } from "./state.ts";
import type { PageTicket } from "./ticket.ts";

type AwayTicket = PageTicket & { readonly type: "away" };

/** Whether as much as may be waits for an account already, in a conversation or in all of them. */
export function isFull(state: State, account: Account, room: Room): boolean {
  const first = account.pending.get(room.id);
  if (first !== undefined && room.head - first + 1 >= AWAY_FROM_ONE_MAX) return true;
  let waiting = 0;
  for (const [id, from] of account.pending) {
    waiting += (account.conversations.get(id) ?? state.roomById.get(id))?.head ?? from;
    waiting -= from - 1;
  }
  return waiting >= AWAY_ENTRIES_MAX;
}

/** Somebody has come in or logged in: tells of invites, and gives what waits. */
export function greet(state: State, peer: Peer): void {
  const person = peer.session?.person;
  if (!peer.open || !person?.account) return;
  tellInvites(state, peer, person);
  give(state, peer);
}

/** Gives what waits to those who did not listen yet when they came; called about once a second. */
export function giveAgain(state: State): void {
  const peers = [...state.deaf];
  state.deaf.clear();
  for (const peer of peers) give(state, peer);
}

/** Reads on in each conversation that was not given whole. */
function give(state: State, peer: Peer): void {
  const account = peer.session?.person.account;
  if (!peer.open || !account) return;
  const [room, ...others] = [...account.pending.keys()].flatMap((id) => state.roomById.get(id) ?? []);
  if (!room) return;
  // What it asks for next comes after what was written to it before.
  hold(state, peer);
  readOn(state, { type: "away", room, account, peer, others });
}

/** Asks for the next page: it comes when the peer has taken what it was given, so that no more waits for it than may. */
function readOn(state: State, ticket: AwayTicket): void {
  const { account, room } = ticket;
  // Of a group that wrote more than that meanwhile the rest is in its history.
  const from = Math.max(account.pending.get(room.id) ?? room.head + 1, room.head - AWAY_ENTRIES_MAX + 1);
  const request = { after: Math.max(from, room.first) - 1, limit: PAGE_ENTRIES_MAX };
  state.emit({ type: "page", room: room.id, request, ticket });
}

/** A page is there: it is given, and what follows is read, until nothing is left. */
export function awayPaged(state: State, ticket: AwayTicket, page: Page): void {
  const { room, account } = ticket;
  const from = account.pending.get(room.id);
  // The link may be gone meanwhile: then it waits for the next one, or goes to another that is there.
  if (!account.person?.live) return proceed(state, ticket.peer);
  if (from === undefined || room.ended) return done(state, ticket);
  const audience = connectionsOf([account.person]);
  const wanted = page.entries.filter(({ seq }) => seq >= Math.max(from, room.first) && seq <= room.head);
  const entries = fitEntries(wanted, "oldest");
  for (const entry of entries) {
    const event = directOf(account, room, entry);
    if (event) deliver(state, event, audience);
  }
  const last = entries.at(-1)?.seq ?? page.entries.findLast(({ seq }) => seq <= room.head)?.seq ?? room.head;
  const next = Math.max(from, last + 1);
  account.pending.set(room.id, next);
  if (next <= room.head) return readOn(state, ticket);
  account.pending.delete(room.id);
  forget(state, [["away", account.id, room.id]]);
  endDelivered(state, room);
  done(state, ticket);
}

/** What guests leave for somebody is kept until it is given, and no longer. */
export function endDelivered(state: State, room: Room): void {
  if (room.record.conversation?.type === "mail" && room.storing === 0) endConversation(state, room);
}

/** On with the next conversation; after the last one the peer is free. */
function done(state: State, ticket: AwayTicket): void {
  const [room, ...others] = ticket.others;
  if (room) readOn(state, { ...ticket, room, others });
  else proceed(state, ticket.peer);
}

/** It could not be read, or the peer does not take it: it waits for the next login, or until the peer listens. */
export function awayNotPaged(state: State, ticket: AwayTicket, isDeaf: boolean): void {
  if (isDeaf) {
    state.deaf.add(ticket.peer);
    return proceed(state, ticket.peer);
  }
  const text = "What was written to you can't be read now: it comes when you log in again";
  reply(state, ticket.peer, { type: "error", code: "storage", text }, undefined);
  proceed(state, ticket.peer);
}

/** An entry of a conversation as those get it whom it was written to; one's own words are none. */
function directOf(account: Account, room: Room, entry: Entry): EventOf<"direct"> | undefined {
  const { seq, from, text, at, event, account: whose } = entry;
  const author = fold(from);
  if (entry.kind === "event" || author === account.folded || author === account.person?.folded) return undefined;
  const to = event?.to ?? [account.shown];
  const group = event?.group;
  const isMail = room.record.conversation?.type === "mail";
  return {
    type: "direct",
    from,
    to,
    text,
    at,
    ...(group !== undefined && { group }),
    ...(!isMail && { seq }),
    ...(whose !== undefined && { account: whose }),
    ...(entry.kind !== "text" && { kind: entry.kind }),
  };
}
