// Who is busy, and who wants to know of everybody.
import type { CommandOf } from "../chat/command.ts";
import { NOTE_LENGTH_MAX } from "../chat/limits.ts";
import { cleanLine, lengthUpTo } from "../chat/text.ts";
import { acquaintances, deliver, deliverToWatchers, refuse, reply } from "./speak.ts";
import type { Peer, State } from "./state.ts";

/** Answers `status` with `ok`; those who share a room or a group are told. Without a note there is none. */
export function changeStatus(state: State, peer: Peer, command: CommandOf<"status">, ref: string | undefined): void {
  const person = peer.session?.person;
  if (!person) return;
  if (lengthUpTo(command.note ?? "", NOTE_LENGTH_MAX) > NOTE_LENGTH_MAX) {
    return refuse(state, peer, ref, "bad-request", `A note has at most ${NOTE_LENGTH_MAX} characters`, {
      field: "note",
    });
  }
  person.status = command.status;
  person.note = cleanLine(command.note ?? "");
  const { nick, status, note } = person;
  const { connections, crowded } = acquaintances(person);
  deliver(state, { type: "status", nick, status, note }, connections, peer);
  if (crowded) state.statusDue.add(person);
  deliverToWatchers(state, { type: "person", nick, change: "status", status, note }, peer);
  reply(state, peer, { type: "ok" }, ref);
}

/** Status changes that crowds are told of at a time: more wait, and of one person only the last counts. */
const STATUSES_MAX = 50;

/** Tells large rooms of status changes, gathered; called about once a second. */
export function tellStatuses(state: State): void {
  let told = 0;
  for (const person of state.statusDue) {
    if (told++ === STATUSES_MAX) return;
    state.statusDue.delete(person);
    const { nick, status, note } = person;
    const { crowds } = acquaintances(person);
    deliver(state, { type: "status", nick, status, note }, crowds);
  }
}

/** Answers `watch` with `ok`; from then on, or no longer, everybody's coming and going is told. */
export function watch(state: State, peer: Peer, command: CommandOf<"watch">, ref: string | undefined): void {
  if (command.off) state.watchers.delete(peer.id);
  else state.watchers.add(peer.id);
  reply(state, peer, { type: "ok" }, ref);
}
