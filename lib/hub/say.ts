// Saying something in a room: checked here, stored by the history writer, told when it comes back stored.
import type { CommandOf } from "../chat/command.ts";
import { formatDuration } from "../chat/duration.ts";
import { TEXT_LENGTH_MAX } from "../chat/limits.ts";
import { cleanText, isBlank, lengthUpTo } from "../chat/text.ts";
import { muteOf } from "./bans.ts";
import type { SaidAnswer } from "./effect.ts";
import { keepRecent } from "./catch_up.ts";
import { roomOf } from "./find_room.ts";
import type { ConnectionId, StoredSays } from "./input.ts";
import { endIfForsaken } from "./leave.ts";
import { pay, tooFast } from "./pace.ts";
import { refsOf } from "./said_refs.ts";
import { hold, notice, owe, proceed, refuse, reply, settle } from "./speak.ts";
import { refuseUnvoiced } from "./voices.ts";
import type { Peer, Room, Session, State } from "./state.ts";
import type { AppendTicket, RefsTicket, UsedRef } from "./ticket.ts";

/** Sends a `say` to the history; its `said` comes when it is stored. A ref that is known gets the `said` it had. */
export function say(state: State, peer: Peer, command: CommandOf<"say">, ref: string | undefined): void {
  const session = peer.session;
  const room = roomOf(state, peer, command.room, ref)?.room;
  if (!session || !room) return;
  const once = peer.once(ref);
  if (once !== undefined) {
    if (session.refsInStore && !session.refsRead?.has(room.id)) {
      hold(state, peer);
      const ticket: RefsTicket = { room, session, asker: { peer, ref: once }, retry: command };
      return state.emit({ type: "refs", room: room.id, session: session.id, ticket });
    }
    const known = session.said?.get(room.id)?.get(once);
    if (known && "seq" in known) {
      return reply(state, peer, { type: "said", room: room.name, seq: known.seq, at: known.at }, ref);
    }
    if (known) {
      owe(state, peer, 1);
      known.askers.push({ peer, ref });
      return;
    }
  }
  if (room.mutes.size > 0 && refuseMuted(state, room, peer, ref)) return;
  if (room.record.moderated && refuseUnvoiced(state, room, peer, ref)) return;
  const text = payForTalk(state, peer, ref) ? checkText(state, peer, command.text, ref) : undefined;
  if (text === undefined) return;
  const ticket: AppendTicket = { room, session, ref: once, askers: [{ peer, ref }], act: undefined };
  if (once !== undefined) refsOf(session, room).set(once, ticket);
  room.storing += 1;
  session.storing += 1;
  owe(state, peer, 1);
  const { person } = session;
  person.spokeAt = state.now.mono;
  const from = person.nick;
  const kind = command.kind ?? "text";
  const account = person.account?.record.name;
  state.emit({ type: "append", room: room.id, session: session.id, ref: once, from, text, kind, account, ticket });
}

function refuseMuted(state: State, room: Room, peer: Peer, ref: string | undefined): boolean {
  const mute = muteOf(state, room, peer);
  if (!mute) return false;
  const wait = mute.until === undefined ? undefined : Math.max(1, mute.until - state.now.at);
  const long = wait === undefined ? "" : ` for ${formatDuration(Math.ceil(wait / 1_000))}`;
  const text = `You may not speak in ${room.name}${long}`;
  refuse(state, peer, ref, "muted", text, { ...(wait !== undefined && { wait }) });
  return true;
}

/** The text as it is kept; `undefined` where it is refused. */
export function checkText(state: State, peer: Peer, typed: string, ref: string | undefined): string | undefined {
  const text = cleanText(typed);
  if (isBlank(text)) {
    refuse(state, peer, ref, "text-empty", "There is nothing to say: write some text");
  } else if (text.length > TEXT_LENGTH_MAX && lengthUpTo(text, TEXT_LENGTH_MAX) > TEXT_LENGTH_MAX) {
    const rule = `A text has at most ${TEXT_LENGTH_MAX} characters: say it in several messages`;
    refuse(state, peer, ref, "text-too-long", rule);
  } else return text;
  return undefined;
}

/** Takes one unit of the rates; once refused, all that it says is refused until the wait is over. */
export function payForTalk(state: State, peer: Peer, ref: string | undefined): boolean {
  const { mono } = state.now;
  const wait = peer.tooFastUntil > mono ? Math.ceil(peer.tooFastUntil - mono) : pay(state, peer, 1);
  if (wait === 0) return true;
  peer.tooFastUntil = mono + wait;
  refuse(state, peer, ref, "too-fast", tooFast(wait), { wait });
  return false;
}

/** A commit has returned: whoever is in the room now is told, in order. */
export function stored(state: State, run: StoredSays): void {
  const room = run.tickets[0]?.room;
  if (!room) return;
  room.head = run.entries.at(-1)?.seq ?? room.head;
  room.storing -= run.tickets.length;
  keepRecent(room, run.entries);
  let answers: SaidAnswer[] = [];
  /** Entries before it are told. An act changes who is told the next ones, and so they are told apart. */
  let told = 0;
  for (const [index, { session, ref, askers, act }] of run.tickets.entries()) {
    const entry = run.entries[index];
    ceaseStoring(state, session);
    if (!entry) continue;
    if (act) {
      if (index > told) tell(state, room, run, told, index, new Set(room.audience), answers);
      answers = [];
      told = index;
      act.done(entry);
    }
    if (ref !== undefined) refsOf(session, room).set(ref, { seq: entry.seq, at: entry.at });
    for (const { peer, ref } of askers) {
      if (!peer.open) continue;
      const answer = { to: peer.id, ref, index: index - told };
      answers.push(act ? { ...answer, act: true } : answer);
    }
  }
  tell(state, room, run, told, run.entries.length, room.audience, answers);
  if (state.options.notices) recordMessages(state, room, run);
  for (const { askers, act } of run.tickets) {
    for (const { peer } of askers) {
      if (act) proceed(state, peer);
      else settle(state, peer, 1);
    }
  }
  endIfForsaken(state, room);
}

function tell(
  state: State,
  room: Room,
  run: StoredSays,
  from: number,
  to: number,
  audience: ReadonlySet<ConnectionId>,
  answers: readonly SaidAnswer[],
): void {
  // What is said past rooms is told by the act itself.
  if (room.record.conversation) return;
  const whole = from === 0 && to === run.entries.length;
  const entries = whole ? run.entries : run.entries.slice(from, to);
  const lines = whole ? run.lines : run.lines?.slice(from, to);
  state.emit({ type: "entries", room: room.name, entries, lines, audience, answers });
}

function recordMessages(state: State, room: Room, run: StoredSays): void {
  for (const [index, { askers, act }] of run.tickets.entries()) {
    const entry = run.entries[index];
    if (!entry || act) continue;
    const own = new Set(askers.map(({ peer }) => peer.id)).intersection(room.audience);
    const sent = room.audience.size - own.size;
    const { from: sender, text } = entry;
    notice(state, { type: "message", status: sent > 0 ? 1 : 0, sender, receiver: room.name, sent, text });
  }
}

/** The history could not take it: nobody was told, and the ref is free again. */
export function notStored(state: State, { room, session, ref, askers, act }: AppendTicket): void {
  room.storing -= 1;
  ceaseStoring(state, session);
  if (ref !== undefined) session.said?.get(room.id)?.forget(ref);
  act?.undone();
  for (const asker of askers) {
    refuse(state, asker.peer, asker.ref, "storage", "The history can't be written now: try again in a moment");
    if (act) proceed(state, asker.peer);
    else settle(state, asker.peer, 1);
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
  (session.refsRead ??= new Set()).add(room.id);
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
