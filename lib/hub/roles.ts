// Who may do what: roles hang on accounts, and a guest's on its session, never on whoever bears a nick.
import type { Role } from "../chat/command.ts";
import { ROLES_MAX } from "../chat/limits.ts";
import type { Holder } from "../chat/kept.ts";
import type { RoomRecord } from "../chat/room.ts";
import type { Account } from "./account.ts";
import type { Person, State } from "./state.ts";

/** What each may do to whom: to those below. */
export const POWER: Readonly<Record<Role | "operator", number>> = { member: 0, moderator: 1, owner: 2, operator: 3 };

export function holderOf(account: Account): Holder {
  return `account:${account.id}`;
}

/** What a person's roles may hang on. */
export function holdersOf(person: Person): Holder[] {
  return person.account ? [holderOf(person.account)] : [...person.sessions].map(({ id }) => `session:${id}` as const);
}

/** The role that the room's record gives to the first of some holders that has one; `undefined`: none of them is known. */
export function roleIn(record: RoomRecord, holders: readonly Holder[]): Role | undefined {
  for (const holder of holders) {
    if (record.owner === holder) return "owner";
    const role = record.roles?.[holder];
    if (role !== undefined) return role;
  }
  return undefined;
}

/** The record in which these holders have a role; `undefined` takes them off the guest list too. */
export function withRole(record: RoomRecord, holders: readonly Holder[], role: Role | undefined): RoomRecord {
  const roles = new Map(Object.entries(record.roles ?? {}));
  let { owner } = record;
  for (const holder of holders) {
    if (owner === holder) owner = "";
    roles.delete(holder);
    if (role === "owner" && owner === "") owner = holder;
    else if (role !== undefined) roles.set(holder, role);
  }
  // Guests of yesterday go first, then the guest list's oldest: those who have a say stay.
  for (const [holder, given] of [...roles].sort(bySession)) {
    if (roles.size <= ROLES_MAX) break;
    if (given === "member") roles.delete(holder);
  }
  return { ...record, owner, roles: Object.fromEntries(roles) };
}

function bySession([a]: [string, Role], [b]: [string, Role]): number {
  return Number(b.startsWith("session:")) - Number(a.startsWith("session:"));
}

/** The record in which one holder has the other's voice; the same one where that has none. */
export function withVoiceOf(record: RoomRecord, from: Holder, to: Holder): RoomRecord {
  if (!record.voices?.includes(from)) return record;
  const others = record.voices.filter((holder) => holder !== from && holder !== to);
  return { ...record, voices: [...others, to] };
}

/** How many own a room. */
export function ownersOf(record: RoomRecord): number {
  const others = Object.values(record.roles ?? {}).filter((role) => role === "owner").length;
  return others + (record.owner === "" ? 0 : 1);
}

/** True for who runs the server. */
export function isOperator(state: State, person: Person | undefined): boolean {
  return person?.account !== undefined && state.operators.has(person.account.folded);
}
