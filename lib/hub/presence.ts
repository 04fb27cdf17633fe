// Who is busy, and who wants to know of everybody.
import type { CommandOf } from "../chat/command.ts";
import { NOTE_LENGTH_MAX, UID_LENGTH_MAX } from "../chat/limits.ts";
import { cleanLine, lengthUpTo } from "../chat/text.ts";
import { accountOf } from "./account.ts";
import { acquaintances, deliver, deliverToWatchers, refuse, reply } from "./speak.ts";
import type { Peer, Person, State } from "./state.ts";

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
  deliver(state, { type: "status", nick, status, note, ...accountOf(person) }, connections, peer);
  if (crowded) state.statusDue.add(person);
  deliverToWatchers(state, { type: "person", nick, change: "status", status, note }, peer);
  reply(state, peer, { type: "ok" }, ref);
}

/**
 * Tells those who share a room or a group with somebody, and those who watch everybody, that the nick is an account's
 * from now on, or a guest's; not `except`, who is answered. Crowds are told later, gathered.
 */
export function tellAccount(state: State, person: Person, except: Peer): void {
  const { connections, crowded } = acquaintances(person);
  const audience = connections.union(state.watchers);
  deliver(state, { type: "account", nick: person.nick, ...accountOf(person) }, audience, except);
  if (crowded) state.accountDue.add(person);
}

/** Answers `uid` with `ok`; those who share a room or a group are told. */
export function changeUid(state: State, peer: Peer, command: CommandOf<"uid">, ref: string | undefined): void {
  const session = peer.session;
  if (!session) return;
  const uid = cleanLine(command.uid).trim();
  if (uid === "" || lengthUpTo(uid, UID_LENGTH_MAX) > UID_LENGTH_MAX) {
    return refuse(state, peer, ref, "bad-request", `A uid has 1 to ${UID_LENGTH_MAX} characters`, { field: "uid" });
  }
  const { person } = session;
  const before = person.uid;
  // It is the person's from now on, whichever connection gave the last one.
  for (const each of person.sessions) each.uid = uid;
  if (uid !== before) {
    const { connections, crowded } = acquaintances(person);
    deliver(state, { type: "uid", nick: person.nick, uid, ...accountOf(person) }, connections, peer);
    if (crowded) state.uidDue.add(person);
  }
  reply(state, peer, { type: "ok" }, ref);
}

/** People that crowds are told of at a time: more wait, and of one person only the last change counts. */
const TOLD_MAX = 50;

/** Tells large rooms who is busy, who has logged in and who has another uid, gathered; called about once a second. */
export function tellStatuses(state: State): void {
  for (const person of take(state.statusDue)) {
    const { nick, status, note } = person;
    deliver(state, { type: "status", nick, status, note, ...accountOf(person) }, acquaintances(person).crowds);
  }
  for (const person of take(state.accountDue)) {
    const audience = acquaintances(person).crowds.difference(state.watchers);
    deliver(state, { type: "account", nick: person.nick, ...accountOf(person) }, audience);
  }
  for (const person of take(state.uidDue)) {
    const { uid } = person;
    if (uid !== undefined) {
      const event = { type: "uid", nick: person.nick, uid, ...accountOf(person) } as const;
      deliver(state, event, acquaintances(person).crowds);
    }
  }
}

function take(due: Set<Person>): Person[] {
  const taken = due.values().take(TOLD_MAX).toArray();
  for (const person of taken) due.delete(person);
  return taken;
}

/** Answers `watch` with `ok`; from then on, or no longer, everybody's coming and going is told. */
export function watch(state: State, peer: Peer, command: CommandOf<"watch">, ref: string | undefined): void {
  if (command.off) state.watchers.delete(peer.id);
  else state.watchers.add(peer.id);
  reply(state, peer, { type: "ok" }, ref);
}
