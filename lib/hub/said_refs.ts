// The refs that a session has used, room by room. Those of the rooms it spoke in last are in memory, all of them in the
// store: who speaks in one room after the other costs no more than somebody who stays.
import { RefMemory } from "./refs.ts";
import type { Room, Session } from "./state.ts";
import type { AppendTicket, UsedRef } from "./ticket.ts";

/** Rooms of a session whose refs are in memory. */
export const SAID_ROOMS_MAX = 32;

/** A session's refs in a room: what is not in memory is in the store, if `refsInStore` says so and `refsRead` does not. */
export function refsOf(session: Session, room: Room): RefMemory<AppendTicket | UsedRef | { seq: number; at: number }> {
  const said = session.said ??= new Map();
  let memory = said.get(room.id);
  if (memory) return memory;
  said.set(room.id, memory = new RefMemory());
  if (said.size > SAID_ROOMS_MAX && session.storing === 0) leaveToStore(session, said, room);
  return memory;
}

/** The oldest rooms' refs are read again when they are needed. Nothing of the session may be on its way to the store. */
function leaveToStore(session: Session, said: NonNullable<Session["said"]>, present: Room): void {
  const read = session.refsInStore ? session.refsRead ?? new Set() : new Set(said.keys());
  for (const room of said.keys()) {
    if (said.size <= SAID_ROOMS_MAX) break;
    if (room === present.id) continue;
    said.delete(room);
    read.delete(room);
  }
  session.refsInStore = true;
  session.refsRead = read;
}
