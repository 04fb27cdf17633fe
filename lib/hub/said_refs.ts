// The refs that a session has used, room by room. Those of the rooms it spoke in last are in memory, all of them in the
// store: who speaks in one room after the other costs no more than somebody who stays.
import { RefMemory } from "./refs.ts";
import type { Room, Session } from "./state.ts";
import type { AppendTicket, UsedRef } from "./ticket.ts";

/** Rooms of a session whose refs are in memory. */
export const SAID_ROOMS_MAX = 32;

/** A session's refs in a room: what is not in memory is in the store, if `refsInStore` says so and `refsRead` does not. */
export function refsOf(session: Session, room: Room): RefMemory<AppendTicket | UsedRef | { seq: number; at: number }> {
  let memory = session.said.get(room.id);
  if (memory) return memory;
  session.said.set(room.id, memory = new RefMemory());
  if (session.said.size > SAID_ROOMS_MAX && session.storing === 0) leaveToStore(session, room);
  return memory;
}

/** The oldest rooms' refs are read again when they are needed. Nothing of the session may be on its way to the store. */
function leaveToStore(session: Session, present: Room): void {
  const read = session.refsInStore ? session.refsRead ?? new Set() : new Set(session.said.keys());
  for (const room of session.said.keys()) {
    if (session.said.size <= SAID_ROOMS_MAX) break;
    if (room === present.id) continue;
    session.said.delete(room);
    read.delete(room);
  }
  session.refsInStore = true;
  session.refsRead = read;
}
