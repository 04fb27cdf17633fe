// The answers that `tell` and `shout` had, by session and ref: who asks again gets the same, as long as the server runs.
import type { Event } from "../chat/event.ts";
import type { SessionId } from "../chat/room.ts";
import { RefMemory } from "./refs.ts";
import { owe, reply } from "./speak.ts";
import type { Peer, State } from "./state.ts";
import type { Telling } from "./ticket.ts";

/** Answers that are remembered in all, of at most some 4 KiB each; those of the session that asked longest ago go first. */
const ANSWERS_MAX = 20_000;

/** Gives the answer that this session's ref had before, or will have; false where it had none. */
export function answerAgain(state: State, peer: Peer, ref: string | undefined): boolean {
  if (ref === undefined || !peer.session) return false;
  const before = state.answered.get(peer.session.id)?.get(ref);
  if (!before) return false;
  if ("askers" in before) {
    owe(state, peer, 1);
    before.askers.push({ peer, ref });
  } else reply(state, peer, before, ref);
  return true;
}

/** Answers, and remembers the answer. */
export function answer(state: State, peer: Peer, event: Event, ref: string | undefined): void {
  reply(state, peer, event, ref);
  if (peer.session) remember(state, peer.session.id, peer.once(ref), event);
}

/** What became of a ref, or that it is being looked after; `undefined` frees it. */
export function remember(
  state: State,
  session: SessionId,
  ref: string | undefined,
  outcome: Event | Telling | undefined,
): void {
  if (ref === undefined) return;
  const memory = state.answered.get(session) ?? new RefMemory<Event | Telling>();
  const before = memory.size;
  if (outcome) memory.set(ref, outcome);
  else memory.forget(ref);
  state.answers += memory.size - before;
  // Taken out and put in again: the map's order is then that of use, and the first is the one to forget.
  state.answered.delete(session);
  // One that is empty would never be forgotten: only answers count.
  if (memory.size > 0) state.answered.set(session, memory);
  for (const oldest of state.answered.keys()) {
    if (state.answers <= ANSWERS_MAX) break;
    forgetAnswers(state, oldest);
  }
}

/** Forgets what a session was answered: it has said `quit` and does not ask again. */
export function forgetAnswers(state: State, session: SessionId): void {
  state.answers -= state.answered.get(session)?.size ?? 0;
  state.answered.delete(session);
}
