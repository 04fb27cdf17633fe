// How far somebody has read a room or a conversation. An account's marks are stored a little later, many at a time; a
// guest's are its session's.
import type { AccountId, KeptKey, MarkRecord } from "../chat/kept.ts";
import { MARKS_MAX } from "../chat/limits.ts";
import type { Account } from "./account.ts";
import type { Room, Session, State } from "./state.ts";

/** Marks that are stored in one atomic, and, but at the end, in a second: no reader keeps the disk from those who write. */
const STORED_MAX = 100;

/** Up to which seq one has read, over all connections of an account; 0 is nothing. */
export function markOf(session: Session, room: Room): number {
  const { account } = session.person;
  return (account ? account.readUpTo : session.readUpTo)?.get(room.id) ?? 0;
}

/** Raises one's mark; true where it rose. */
export function raise(state: State, session: Session, room: Room, seq: number): boolean {
  const { account } = session.person;
  if (account) return raiseMark(state, account, room, seq);
  if (seq <= markOf(session, room)) return false;
  (session.readUpTo ??= new Map()).set(room.id, seq);
  return true;
}

/** Raises an account's mark; true where it rose. */
export function raiseMark(state: State, account: Account, room: Room, seq: number): boolean {
  if (seq <= (account.readUpTo.get(room.id) ?? 0)) return false;
  // Taken out and put in again, so that the first is the one that rose longest ago.
  account.readUpTo.delete(room.id);
  account.readUpTo.set(room.id, seq);
  if (account.readUpTo.size > MARKS_MAX) forgetOldest(state, account);
  account.unmarked.add(room.id);
  state.unmarked.add(account);
  return true;
}

/** Conversations are bounded themselves, and what is unread of them is counted: the mark of a room goes. */
function forgetOldest(state: State, account: Account): void {
  for (const room of account.readUpTo.keys()) {
    if (account.conversations.has(room)) continue;
    account.readUpTo.delete(room);
    account.unmarked.delete(room);
    return state.emit({
      type: "keep",
      change: { forgets: [["mark", account.id, room]] },
      ticket: { type: "then", settled() {} },
    });
  }
}

/** Everybody's marks of a room that has ended are gone; gives where they are kept. */
export function takeMarks(state: State, room: Room): KeptKey[] {
  if (room.head === 0) return [];
  const keys: KeptKey[] = [];
  const { conversation } = room.record;
  const members = conversation?.members.flatMap((id) => state.accounts.byId.get(id as AccountId) ?? []);
  for (const account of members ?? state.accounts.byId.values()) {
    account.unmarked.delete(room.id);
    if (account.readUpTo.delete(room.id)) keys.push(["mark", account.id, room.id]);
  }
  return keys;
}

/** Stores an account's marks now. */
export function markLater(state: State, account: Account): void {
  const keeps = [...account.unmarked].map((room): MarkRecord => {
    return { type: "mark", account: account.id, room, seq: account.readUpTo.get(room) ?? 0 };
  });
  account.unmarked.clear();
  state.unmarked.delete(account);
  if (!state.accounts.byId.has(account.id)) return;
  for (let from = 0; from < keeps.length; from += STORED_MAX) {
    const change = { keeps: keeps.slice(from, from + STORED_MAX) };
    state.emit({ type: "keep", change, ticket: { type: "then", settled() {} } });
  }
}

/** Stores marks that have risen, those of the accounts first that have waited longest; called about once a second. */
export function storeMarks(state: State, most: number = STORED_MAX): void {
  let stored = 0;
  for (const account of state.unmarked) {
    if (stored >= most) return;
    stored += account.unmarked.size;
    markLater(state, account);
  }
}
