// Saying something in a room: checked here, stored by the history writer, told when it comes back stored.
import type { CommandOf } from "../chat/command.ts";
import { TEXT_LENGTH_MAX } from "../chat/limits.ts";
import { cleanText, isBlank, lengthUpTo } from "../chat/text.ts";
import type { SaidAnswer } from "./effect.ts";
import { keepRecent } from "./catch_up.ts";
import { roomOf } from "./find_room.ts";
import type { StoredSays } from "./input.ts";
import { endIfForsaken } from "./leave.ts";
import { RefMemory } from "./refs.ts";
import { hold, notice, owe, proceed, refuse, reply, settle } from "./speak.ts";
import type { Peer, Room, Session, State } from "./state.ts";
import type { AppendTicket, RefsTicket, UsedRef } from "./ticket.ts";

/** Sends a `say` to the history; its `said` comes when it is stored. A ref that is known gets the `said` it had. */
export function say(state: State, peer: Peer, command: CommandOf<"say">, ref: string | undefined): void {
  const session = peer.session;
  const room = roomOf(state, peer, command.room, ref)?.room;
  if (!session || !room) return;
  if (ref !== undefined) {
    if (session.refsInStore && !session.refsRead.has(room.id)) {
      hold(state, peer);
      const ticket: RefsTicket = { room, session, asker: { peer, ref }, retry: command };
      return state.emit({ type: "refs", room: room.id, session: session.id, ticket });
    }
    const known = session.said.get(room.id)?.get(ref);
    if (known && "seq" in known) {
      return reply(state, peer, { type: "said", room: room.name, seq: known.seq, at: known.at }, ref);
    }
    if (known) {
      owe(state, peer, 1);
      known.askers.push({ peer, ref });
      return;
    }
  }
  const text = payForTalk(state, peer, ref) ? checkText(state, peer, command.text, ref) : undefined;
  if (text === undefined) return;
  const ticket: AppendTicket = { room, session, ref, askers: [{ peer, ref }] };
  if (ref !== undefined) refsOf(session, room).set(ref, ticket);
  room.storing += 1;
  session.storing += 1;
  owe(state, peer, 1);
  const from = session.person.nick;
  const kind = command.kind ?? "text";
  state.emit({ type: "append", room: room.id, session: session.id, ref, from, text, kind, ticket });
}

/** The text as it is kept; `undefined` where it is refused. */
export function checkText(state: State, peer: Peer, typed: string, ref: string | undefined): string | undefined {
  const text = cleanText(typed);
  if (isBlank(text)) {
    refuse(state, peer, ref, "text-empty", "There is nothing to say: write some text");
  } else if (lengthUpTo(text, TEXT_LENGTH_MAX) > TEXT_LENGTH_MAX) {
    const rule = `A text has at most ${TEXT_LENGTH_MAX} characters: say it in several messages`;
    refuse(state, peer, ref, "text-too-long", rule);
  } else return text;
  return undefined;
}

/** Takes one unit of the connection's rate; once refused, all that it says is refused until the wait is over. */
export function payForTalk(state: State, peer: Peer, ref: string | undefined): boolean {
  const { rate } = state.options;
  if (!rate) return true;
  const { mono } = state.now;
  const wait = peer.tooFastUntil > mono ? Math.ceil(peer.tooFastUntil - mono) : peer.bucket.take(1, mono, rate);
  if (wait === 0) return true;
  peer.tooFastUntil = mono + wait;
  refuse(state, peer, ref, "too-fast", `Too fast: try again in ${(wait / 1_000).toFixed(1)} s`, { wait });
  return false;
}

/** A commit has returned: whoever is in the room now is told, in order. */
export function stored(state: State, run: StoredSays): void {
  const room = run.tickets[0]?.room;
  if (!room) return;
  room.head = run.entries.at(-1)?.seq ?? room.head;
  room.storing -= run.tickets.length;
  keepRecent(room, run.entries);
  const answers: SaidAnswer[] = [];
  for (const [index, { session, ref, askers }] of run.tickets.entries()) {
    const entry = run.entries[index];
    ceaseStoring(state, session);
    if (!entry) continue;
    if (ref !== undefined) refsOf(session, room).set(ref, { seq: entry.seq, at: entry.at });
    for (const asker of askers) if (asker.peer.open) answers.push({ to: asker.peer.id, ref: asker.ref, index });
  }
  state.emit({ type: "entries", room: room.name, entries: run.entries, audience: room.audience, answers });
  if (state.options.notices) recordMessages(state, room, run);
  for (const { askers } of run.tickets) for (const { peer } of askers) settle(state, peer, 1);
  endIfForsaken(state, room);
}

function recordMessages(state: State, room: Room, run: StoredSays): void {
  for (const [index, { askers }] of run.tickets.entries()) {
    const entry = run.entries[index];
    if (!entry) continue;
    const own = new Set(askers.map(({ peer }) => peer.id)).intersection(room.audience);
    const sent = room.audience.size - own.size;
    const { from: sender, text } = entry;
    notice(state, { type: "message", status: sent > 0 ? 1 : 0, sender, receiver: room.name, sent, text });
  }
}

/** The history could not take it: nobody was told, and the ref is free again. */
export function notStored(state: State, ticket: AppendTicket): void {
  const { room, session, ref, askers } = ticket;
  room.storing -= 1;
  ceaseStoring(state, session);
  if (ref !== undefined) session.said.get(room.id)?.forget(ref);
  for (const { peer } of askers) {
    refuse(state, peer, ref, "storage", "The history can't be written now: try again in a moment");
    settle(state, peer, 1);
  }
  endIfForsaken(state, room);
}

/** One thing less that this session said is on its way to the store. */
function ceaseStoring(state: State, session: Session): void {
  session.storing -= 1;
  if (session.storing === 0 && state.fading.get(session.id) === session) state.fading.delete(session.id);
}

/** A resumed session's refs are back: the `say` that waited for them is looked at again. */
export function refsRead(state: State, ticket: RefsTicket, refs: readonly UsedRef[]): void {
  const { room, session, asker, retry } = ticket;
  session.refsRead.add(room.id);
  refsOf(session, room).addOlder(refs.map(({ ref, seq, at }) => [ref, { seq, at }]));
  if (asker.peer.open) say(state, asker.peer, retry, asker.ref);
  proceed(state, asker.peer);
}

/** They could not be read: whether the ref is new is not known, so the `say` is refused. */
export function refsNotRead(state: State, ticket: RefsTicket): void {
  const { peer, ref } = ticket.asker;
  refuse(state, peer, ref, "storage", "The history can't be read now: try again in a moment");
  proceed(state, peer);
}

function refsOf(session: Session, room: Room): RefMemory<AppendTicket | UsedRef | { seq: number; at: number }> {
  let memory = session.said.get(room.id);
  if (!memory) session.said.set(room.id, memory = new RefMemory());
  return memory;
}
