// Whom a `tell` is for: people who are here, accounts that are away, names that nobody bears.
import type { Presence } from "../chat/info.ts";
import { fold } from "../chat/names.ts";
import { excerpt } from "../chat/text.ts";
import type { Account } from "./account.ts";
import type { Group, Person, State } from "./state.ts";

/** So much is said again of a name that is nobody's. */
const NAME_SHOWN_MAX = 64;

/** One of them, once: under whichever of its names it was listed. */
export interface Recipient {
  /** In stored spelling, or as typed where nobody bears it. */
  readonly name: string;
  readonly person: Person | undefined;
  readonly account: Account | undefined;
}

/** Whom the names mean, in order. */
export function recipientsOf(state: State, names: readonly string[]): Recipient[] {
  const found = new Map<unknown, Recipient>();
  for (const name of names) {
    const folded = fold(name);
    const bearer = state.persons.get(folded);
    const account = bearer?.account ?? state.accounts.byName.get(folded);
    const person = bearer ?? account?.person;
    const spelled = person?.nick ?? account?.record.name ?? excerpt(name, NAME_SHOWN_MAX);
    const key = account ?? person ?? folded;
    if (!found.has(key)) found.set(key, { name: spelled, person, account });
  }
  return [...found.values()];
}

/** A group's members but one. */
export function membersBut(group: Group, self: Person): Recipient[] {
  const present = [...group.members.values()].filter((person) => person !== self);
  return [
    ...present.map((person) => ({ name: person.nick, person, account: person.account })),
    ...[...group.away.values()].map((account) => ({ name: account.record.name, person: undefined, account })),
  ];
}

/** How present each of them is, of whom that can be said. */
export function presences(recipients: readonly Recipient[]): Readonly<Record<string, Presence>> {
  const known = recipients.filter(({ person, account }) => person ?? account);
  // Not by assignment: somebody may be called __proto__.
  return Object.fromEntries(known.map(({ name, person }) => [name, person?.presence ?? "offline"]));
}
