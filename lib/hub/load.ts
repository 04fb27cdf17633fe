// What was stored, as a hub finds it at its start.
import type { Kept } from "../chat/kept.ts";
import { fold } from "../chat/names.ts";
import type { RoomRecord } from "../chat/room.ts";
import { unreachable } from "../unreachable.ts";
import { Account } from "./account.ts";
import { listOf } from "./bans.ts";
import { enlist } from "./conversation.ts";
import { loadGroup } from "./group_record.ts";
import { Room, type State } from "./state.ts";

/** Accounts come first, since everything else hangs on them; groups last, since they have conversations. */
const ORDER: Readonly<Record<Kept["type"], number>> = {
  account: 0,
  ban: 1,
  mute: 1,
  invite: 1,
  away: 1,
  mark: 1,
  group: 2,
};

/** Fills a new state with what the options tell; `more` are rooms that must be there besides. */
export function load(state: State, more: readonly RoomRecord[]): void {
  const { kept, rooms } = state.options;
  const ordered = [...kept].sort((a, b) => ORDER[a.type] - ORDER[b.type]);
  for (const each of ordered) if (each.type === "account") state.accounts.add(new Account(each));
  for (const { record, first, head } of rooms) add(state, new Room(record, first, head));
  for (const record of more) add(state, new Room(record, 1, 0));
  for (const each of ordered) take(state, each);
}

function add(state: State, room: Room): void {
  if (room.record.conversation) return void enlist(state, room);
  state.rooms.set(room.folded, room);
  state.roomById.set(room.id, room);
}

function take(state: State, kept: Kept): void {
  switch (kept.type) {
    case "account":
      return;
    case "ban":
    case "mute":
      return void listOf(state, kept)?.set(fold(kept.mask), kept);
    case "invite":
      return void state.roomById.get(kept.room)?.invites.set(kept.code, kept);
    case "group":
      return loadGroup(state, kept);
    case "away":
      return void state.accounts.byId.get(kept.account)?.pending.set(kept.room, kept.seq);
    case "mark":
      if (state.roomById.has(kept.room)) state.accounts.byId.get(kept.account)?.readUpTo.set(kept.room, kept.seq);
      return;
    default:
      return unreachable(kept);
  }
}
