// What was said before: pages of a room's history, read marks, search.
import type { CommandOf } from "../chat/command.ts";
import type { Page } from "../chat/entry.ts";
import { PAGE_ENTRIES_DEFAULT, PAGE_ENTRIES_MAX, SEARCH_LENGTH_MAX } from "../chat/limits.ts";
import { fold } from "../chat/names.ts";
import { cleanText, isBlank, lengthUpTo } from "../chat/text.ts";
import { fitEntries, fitRows } from "./answer_size.ts";
import type { Input } from "./input.ts";
import { conversationWith } from "./conversation.ts";
import { roomOf } from "./find_room.ts";
import { markOf, raise } from "./marks.ts";
import { connectionsOf, deliver, owe, PAGE_WEIGHT, refuse, reply, settle } from "./speak.ts";
import type { Peer, Room, State } from "./state.ts";
import type { PageTicket } from "./ticket.ts";

const FOUND_MAX = 50;

/** Answers `history` with a page, when it is read. */
export function history(state: State, peer: Peer, command: CommandOf<"history">, ref: string | undefined): void {
  const place = placeOf(state, peer, command, ref);
  if (!place) return;
  const { room } = place;
  const conversation = "with" in place ? { with: place.with } : {};
  if (!room) return reply(state, peer, { type: "history", ...conversation, first: 1, entries: [], more: false }, ref);
  const { before, after, around } = command;
  const limit = Math.min(command.limit ?? PAGE_ENTRIES_DEFAULT, PAGE_ENTRIES_MAX);
  owe(state, peer, PAGE_WEIGHT);
  const request = {
    limit,
    ...(around !== undefined ? { around } : {
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    }),
  };
  const fit = around ?? (after !== undefined ? "oldest" : "newest");
  const ticket: PageTicket = { type: "history", room, asker: { peer, ref }, fit, ...conversation };
  state.emit({ type: "page", room: room.id, request, ticket });
}

/** Which history is meant: of a room that one is in, or of a conversation, which has none before its first entry. */
function placeOf(
  state: State,
  peer: Peer,
  command: { readonly room?: string; readonly with?: string },
  ref: string | undefined,
): { readonly room: Room } | { readonly room: Room | undefined; readonly with: string } | undefined {
  if (command.with === undefined || command.room !== undefined) return roomOf(state, peer, command.room, ref);
  const found = conversationWith(state, peer, command.with, ref);
  return found && { room: found.room, with: found.name };
}

/** The page is there; its asker may have left meanwhile. */
export function historyPaged(state: State, ticket: PageTicket & { readonly type: "history" }, page: Page): void {
  const { room, asker: { peer, ref }, fit } = ticket;
  const person = peer.session?.person;
  const belongs = ticket.with === undefined
    ? person && room.members.has(person.folded)
    : person?.account?.conversations.has(room.id);
  if (!belongs) {
    refuse(state, peer, ref, "not-in-room", "You are not in that room: join it first");
  } else {
    room.first = Math.max(room.first, page.first);
    // It may have been erased while the page was being read.
    const { first } = room;
    const there = page.entries.filter(({ seq }) => seq >= first);
    const entries = fitEntries(there, fit);
    const more = page.more || entries.length < there.length;
    const place = ticket.with === undefined ? { room: room.name } : { with: ticket.with };
    reply(state, peer, { type: "history", ...place, first, entries, more }, ref);
  }
  settle(state, peer, PAGE_WEIGHT);
}

export function historyNotPaged(state: State, ticket: PageTicket & { readonly type: "history" }): void {
  const { peer, ref } = ticket.asker;
  refuse(state, peer, ref, "storage", "The history can't be read now: try again in a moment");
  settle(state, peer, PAGE_WEIGHT);
}

/**
 * Answers `read` with `ok`; marks only rise. One's other connections are told. Without a `seq` it answers with the mark
 * as it is, `read` with `seq`; 0 where nothing was read.
 */
export function read(state: State, peer: Peer, command: CommandOf<"read">, ref: string | undefined): void {
  const session = peer.session;
  const place = session && placeOf(state, peer, command, ref);
  if (!place) return;
  const { room } = place;
  const seq = Math.min(command.seq ?? (room ? markOf(session, room) : 0), room?.head ?? 0);
  const event = { ...("with" in place ? { with: place.with } : { room: place.room.name }), seq };
  if (command.seq === undefined) return reply(state, peer, { type: "read", ...event }, ref);
  if (room && raise(state, session, room, seq)) {
    deliver(state, { type: "read", ...event }, connectionsOf([session.person]), peer);
  }
  reply(state, peer, { type: "ok" }, ref);
}

/** Answers `search` with what is found in the rooms that the asker is in, newest first. */
export function search(state: State, peer: Peer, command: CommandOf<"search">, ref: string | undefined): void {
  const person = peer.session?.person;
  if (!person) return;
  const text = cleanText(command.text).trim();
  if (isBlank(text)) return refuse(state, peer, ref, "text-empty", "There is nothing to look for: give some words");
  if (lengthUpTo(text, SEARCH_LENGTH_MAX) > SEARCH_LENGTH_MAX) {
    return refuse(state, peer, ref, "text-too-long", `One may search for ${SEARCH_LENGTH_MAX} characters at most`);
  }
  if (command.before !== undefined && command.room === undefined) {
    return refuse(state, peer, ref, "bad-request", "A seq means something in one room only: name it", {
      field: "room",
    });
  }
  const member = command.room === undefined ? undefined : roomOf(state, peer, command.room, ref);
  if (command.room !== undefined && !member) return;
  const members = member ? [member] : [...person.memberships];
  owe(state, peer, PAGE_WEIGHT);
  const query = {
    text,
    rooms: members.map(({ room }) => ({ id: room.id, name: room.name })),
    limit: FOUND_MAX,
    ...(command.from !== undefined && { from: fold(command.from) }),
    ...(command.before !== undefined && { before: command.before }),
  };
  state.emit({ type: "find", query, ticket: { asker: { peer, ref } } });
}

export function found(state: State, input: Input & { readonly type: "found" }): void {
  const { peer, ref } = input.ticket.asker;
  // Who has left a room meanwhile is told nothing of it any more.
  const rooms = new Map([...peer.session?.person.memberships ?? []].map(({ room }) => [room.name, room]));
  const visible = input.entries.filter(({ room, seq }) => seq >= (rooms.get(room)?.first ?? Infinity));
  const entries = fitRows(visible);
  reply(state, peer, { type: "search", entries, more: input.more || entries.length < visible.length }, ref);
  settle(state, peer, PAGE_WEIGHT);
}

export function notFound(state: State, input: Input & { readonly type: "find-failed" }): void {
  const { peer, ref } = input.ticket.asker;
  refuse(state, peer, ref, "storage", "The history can't be read now: try again in a moment");
  settle(state, peer, PAGE_WEIGHT);
}
