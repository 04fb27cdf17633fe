// An account comes to life in a person: what it has in rooms and groups is that person's from then on.
import type { Account } from "./account.ts";
import type { Person } from "./state.ts";

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
