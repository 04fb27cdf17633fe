// What only an owner may do to a room as a whole: end it, or empty its history.
import type { CommandOf } from "../chat/command.ts";
import { act, audit } from "./act.ts";
import { endRoom, isLobby, removeFromRoom } from "./leave.ts";
import { authority } from "./order.ts";
import { hold, proceed, refuse, reply } from "./speak.ts";
import type { Peer, State } from "./state.ts";

/** Answers `delete` with `ok`; everybody in the room gets `left`. */
export function deleteRoom(state: State, peer: Peer, command: CommandOf<"delete">, ref: string | undefined): void {
  const standing = authority(state, peer, command.room, ref, "owner");
  if (!standing) return;
  const { room, person } = standing;
  if (isLobby(room)) return refuse(state, peer, ref, "not-allowed", "The lobby can't be deleted: it is everybody's");
  const by = person.nick;
  // It ends first, so that none of those who go out last ends it for good a second time.
  endRoom(state, room);
  for (const member of [...room.members.values()]) removeFromRoom(state, room, member.person, { code: "deleted", by });
  audit(state, peer, by, room.name, { type: "delete" });
  hold(state, peer);
  const settled = (stored: boolean) => {
    const text =
      "The room is gone, but that can't be stored now: it may be there again when the server has been restarted";
    if (stored) reply(state, peer, { type: "ok" }, ref);
    else refuse(state, peer, ref, "storage", text);
    proceed(state, peer);
  };
  // Writes end in the order in which they were asked for: when this one, of nothing, is stored the removal is.
  state.emit({ type: "keep", change: {}, ticket: { type: "then", settled } });
}

/** Answers `erase` with `ok`; the others are told by the entry, which is the first of the history from then on. */
export function eraseRoom(state: State, peer: Peer, name: string, ref: string | undefined): void {
  const standing = authority(state, peer, name, ref, "owner");
  if (!standing) return;
  const { room } = standing;
  act(state, peer, ref, {
    room,
    event: { type: "erase" },
    text: "erased what was said before",
    also: { erase: true },
    done(entry) {
      room.first = entry.seq;
      // What was stored in one commit with it is there already, the entry itself and what came after it.
      room.recent = room.recent.filter(({ seq }) => seq >= entry.seq);
    },
  });
}
