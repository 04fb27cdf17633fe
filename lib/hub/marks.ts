// How far an account has read its conversations: told at once, stored a little later, many at a time.
import type { MarkRecord } from "../chat/kept.ts";
import type { Account } from "./account.ts";
import type { Room, State } from "./state.ts";

/** Marks that are stored in one atomic. */
const MARKS_MAX = 100;

/** Raises the mark; true where it rose. */
export function raiseMark(state: State, account: Account, room: Room, seq: number): boolean {
  if (seq <= (account.readUpTo.get(room.id) ?? 0)) return false;
  account.readUpTo.set(room.id, seq);
  account.unmarked.add(room.id);
  state.unmarked.add(account);
  return true;
}

/** Stores an account's marks now. */
export function markLater(state: State, account: Account): void {
  const keeps = [...account.unmarked].map((room): MarkRecord => {
    return { type: "mark", account: account.id, room, seq: account.readUpTo.get(room) ?? 0 };
  });
  account.unmarked.clear();
  state.unmarked.delete(account);
  if (!state.accounts.byId.has(account.id)) return;
  for (let from = 0; from < keeps.length; from += MARKS_MAX) {
    const change = { keeps: keeps.slice(from, from + MARKS_MAX) };
    state.emit({ type: "keep", change, ticket: { type: "then", settled() {} } });
  }
}

/** Stores all marks that have risen since; called about once a second. */
export function storeMarks(state: State): void {
  for (const account of state.unmarked) markLater(state, account);
}
