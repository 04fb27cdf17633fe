// Talking past rooms: to some people, to a group, to everybody. Nothing of it is stored.
import type { CommandOf } from "../chat/command.ts";
import type { Event, Presence } from "../chat/event.ts";
import { TELL_NICKS_MAX } from "../chat/limits.ts";
import { fold } from "../chat/names.ts";
import { excerpt } from "../chat/text.ts";
import type { SessionId } from "../chat/room.ts";
import { groupOf } from "./group.ts";
import { RefMemory } from "./refs.ts";
import { checkText, payForTalk } from "./say.ts";
import { connectionsOf, deliver, notice, refuse, reply } from "./speak.ts";
import type { Peer, Person, State } from "./state.ts";

/** Answers that are remembered in all, of at most some 4 KiB each; those of the session that asked longest ago go first. */
const ANSWERS_MAX = 20_000;
/** So much is said again of a name that is nobody's. */
const NAME_SHOWN_MAX = 64;

/** Answers `tell` with `told`; who is reached gets `direct`. */
export function tell(state: State, peer: Peer, command: CommandOf<"tell">, ref: string | undefined): void {
  const sender = peer.session?.person;
  if (!sender || answerAgain(state, peer, ref)) return;
  const group = command.group === undefined ? undefined : groupOf(state, peer, sender, command.group, ref);
  if (command.group !== undefined && !group) return;
  const to = command.to ?? [];
  if (!group && (to.length === 0 || to.length > TELL_NICKS_MAX)) {
    const text = `Name 1 to ${TELL_NICKS_MAX} people to write to, or a group`;
    return refuse(state, peer, ref, "bad-request", text, { field: "to" });
  }
  if (!group && to.some((name) => fold(name) === sender.folded)) {
    return refuse(state, peer, ref, "not-to-yourself", "That is your own name: write to somebody else");
  }
  const text = payForTalk(state, peer, ref) ? checkText(state, peer, command.text, ref) : undefined;
  if (text === undefined) return;
  const names = group ? [...group.members.values()].filter((one) => one !== sender).map((one) => one.nick) : to;
  const { reached, missed, status, spelled } = lookUp(state, names);
  const delivered = reached.map((person) => person.nick);
  const receiver = group?.name ?? spelled.join(", ");
  notice(state, {
    type: "message",
    status: delivered.length > 0 ? 1 : 0,
    sender: sender.nick,
    receiver,
    sent: delivered.length,
    text,
  });
  if (delivered.length === 0) {
    const who = missed.length === 1 ? `${missed[0]} is not here` : "None of them is here";
    return refuse(state, peer, ref, "no-such-user", `${who}: see who`, { missed });
  }
  const { at } = state.now;
  const event = { type: "direct", from: sender.nick, to: spelled, text, at } as const;
  deliver(state, group ? { ...event, group: group.name } : event, connectionsOf(reached));
  answer(state, peer, { type: "told", at, delivered, missed, status }, ref);
}

/** Answers `shout` with `shouted`; everybody else who is connected gets it. */
export function shout(state: State, peer: Peer, command: CommandOf<"shout">, ref: string | undefined): void {
  const sender = peer.session?.person;
  if (!sender || answerAgain(state, peer, ref)) return;
  const text = payForTalk(state, peer, ref) ? checkText(state, peer, command.text, ref) : undefined;
  if (text === undefined) return;
  const audience = connectionsOf(state.persons.values());
  audience.delete(peer.id);
  const { at } = state.now;
  deliver(state, { type: "shout", from: sender.nick, text, at }, audience);
  answer(state, peer, { type: "shouted", delivered: audience.size, at }, ref);
  const sent = audience.size;
  notice(state, { type: "message", status: sent > 0 ? 1 : 0, sender: sender.nick, receiver: "everyone", sent, text });
}

interface Addressed {
  readonly reached: Person[];
  /** Who is not here, as typed, or in its stored spelling where somebody bears it. */
  readonly missed: string[];
  readonly status: Readonly<Record<string, Presence>>;
  /** Everybody meant, once, in stored spelling. */
  readonly spelled: string[];
}

function lookUp(state: State, names: readonly string[]): Addressed {
  const found = { reached: [] as Person[], missed: [] as string[], spelled: [] as string[] };
  const presences: [string, Presence][] = [];
  const seen = new Set<string>();
  for (const name of names) {
    const folded = fold(name);
    if (seen.has(folded)) continue;
    seen.add(folded);
    const person = state.persons.get(folded);
    const spelled = person?.nick ?? excerpt(name, NAME_SHOWN_MAX);
    found.spelled.push(spelled);
    if (person) presences.push([spelled, person.presence]);
    if (person?.live) found.reached.push(person);
    else found.missed.push(spelled);
  }
  // Not by assignment: somebody may be called __proto__.
  return { ...found, status: Object.fromEntries(presences) };
}

/** Gives the answer that this session's ref had before, if it had one. */
function answerAgain(state: State, peer: Peer, ref: string | undefined): boolean {
  if (ref === undefined || !peer.session) return false;
  const before = state.answered.get(peer.session.id)?.get(ref);
  if (before) reply(state, peer, before, ref);
  return before !== undefined;
}

function answer(state: State, peer: Peer, event: Event, ref: string | undefined): void {
  reply(state, peer, event, ref);
  if (ref === undefined || !peer.session) return;
  const { id } = peer.session;
  const memory = state.answered.get(id) ?? new RefMemory<Event>();
  const before = memory.size;
  memory.set(ref, event);
  state.answers += memory.size - before;
  // Taken out and put in again: the map's order is then that of use, and the first is the one to forget.
  state.answered.delete(id);
  state.answered.set(id, memory);
  for (const [oldest, { size }] of state.answered) {
    if (state.answers <= ANSWERS_MAX) break;
    state.answered.delete(oldest);
    state.answers -= size;
  }
}

/** Forgets what a session was answered: it has said `quit` and does not ask again. */
export function forgetAnswers(state: State, session: SessionId): void {
  state.answers -= state.answered.get(session)?.size ?? 0;
  state.answered.delete(session);
}
