// Joins and leaves: told by name in rooms of a size where names mean something, else gathered to counts.
import type { MemberChange } from "../chat/event.ts";
import { NAMED_MEMBERS_MAX } from "../chat/limits.ts";
import { deliver, deliverToRoom } from "./speak.ts";
import type { Peer, Room, State } from "./state.ts";

/** Tells a room of a join or a leave, now or, in a crowd, with the next count. */
export function tellJoinOrLeave(state: State, room: Room, event: MemberChange, except: Peer | undefined): void {
  if (room.members.size <= NAMED_MEMBERS_MAX) {
    // To those who are there now: more may come in by the same input, and they are told by their own `joined`.
    if (room.audience.size > 0) deliver(state, event, [...room.audience], except);
    return;
  }
  if (event.change === "joined") room.unsaid.joined += 1;
  else room.unsaid.left += 1;
  state.crowded.add(room);
}

/** Tells each crowd what it was not told yet; called at most once a second. */
export function tellCrowds(state: State): void {
  for (const room of state.crowded) {
    const { joined, left } = room.unsaid;
    room.unsaid = { joined: 0, left: 0 };
    deliverToRoom(state, room, { type: "members", room: room.name, joined, left, count: room.members.size });
  }
  state.crowded.clear();
}
