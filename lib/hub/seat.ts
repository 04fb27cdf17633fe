// An account comes to life in a person: what it has in rooms and groups is that person's from then on. What one of its
// sessions held that can't come back any more goes to the next one.
import type { Account } from "./account.ts";
import type { Person, Session, State } from "./state.ts";

/** The person bears the account. */
export function takeSeat(account: Account, person: Person): void {
  person.account = account;
  account.person = person;
  for (const group of account.groups) {
    group.away.delete(account.id);
    group.members.set(person.folded, person);
    person.groups.add(group);
  }
}

/** Nobody bears the account any more: it stays in its groups. */
export function leaveSeat(account: Account, person: Person): void {
  account.person = undefined;
  for (const group of account.groups) {
    group.members.delete(person.folded);
    person.groups.delete(group);
    group.away.set(account.id, account);
  }
}

/** A session takes the places of those whose link dropped and whose token is void. */
export function inherit(state: State, heir: Session): void {
  const { person } = heir;
  const generation = person.account?.record.generation ?? 0;
  for (const session of [...person.sessions]) {
    if (session === heir || session.peer || session.generation === generation) continue;
    for (const { held } of person.memberships.values()) if (held.has(session)) held.add(heir);
    forgetSession(state, session);
  }
}

/** Ends a session without a word to the rooms that its person stays in. */
function forgetSession(state: State, session: Session): void {
  state.sessions.delete(session.id);
  state.graces.delete(session);
  session.person.sessions.delete(session);
  for (const { held } of session.person.memberships.values()) held.delete(session);
}
