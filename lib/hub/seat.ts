// An account comes to life in a person: what it has in rooms and groups is that person's from then on. What one of its
// sessions held that can't come back any more goes to the next one.
import type { Account } from "./account.ts";
import type { Holder } from "../chat/kept.ts";
import { putRecord, recordOf } from "./act.ts";
import { revise } from "./password_check.ts";
import { tellRoles } from "./change_role.ts";
import { POWER, roleIn, withRole, withVoiceOf } from "./roles.ts";
import type { Person, Room, Session, State } from "./state.ts";

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

/** The same for one that was away: since a server may end without a word, it is stored when it was seen. */
export function sit(state: State, account: Account, person: Person): void {
  takeSeat(account, person);
  revise(state, account, { seenAt: state.now.at });
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

/** Roles and voices go from one holder to another, who keeps those that say more; gives the rooms in which that is on its way. */
export function passOn(state: State, from: Holder, to: Holder): ReadonlySet<Room> {
  const changed = new Set<Room>();
  for (const room of state.rooms.values()) {
    const before = recordOf(room);
    const record = withVoiceOf(before, from, to);
    const role = roleIn(record, [from]);
    if (role === undefined && record === before) continue;
    const own = roleIn(record, [to]);
    const greater = role === undefined || (own !== undefined && POWER[own] >= POWER[role]) ? own : role;
    const put = withRole(withRole(record, [from], undefined), [to], greater);
    putRecord(state, room, put, () => tellRoles(state, room));
    changed.add(room);
  }
  return changed;
}

/** Goes on when what was passed on in these rooms holds: what its holder asks for next is asked by right of it. */
export function afterPassing(state: State, rooms: ReadonlySet<Room> | undefined, then: () => void): void {
  if (!rooms || rooms.size === 0) return then();
  // Writes end in the order in which they were asked for: when this one, of nothing, has ended the others have.
  state.emit({ type: "keep", change: {}, ticket: { type: "then", settled: then } });
}

/** A session takes the places of those whose link dropped and whose token is void. */
export function inherit(state: State, heir: Session): void {
  const { person } = heir;
  const generation = person.account?.record.generation ?? 0;
  for (const session of person.sessions) {
    if (session === heir || session.peer || session.generation === generation) continue;
    for (const { held } of person.memberships) if (held.has(session)) held.add(heir);
    forgetSession(state, session);
  }
}

/** Ends a session without a word to the rooms that its person stays in. */
function forgetSession(state: State, session: Session): void {
  state.sessions.delete(session.id);
  state.graces.delete(session);
  session.person.sessions.delete(session);
  for (const { held } of session.person.memberships) held.delete(session);
}
