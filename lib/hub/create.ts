// Making a room: its name is taken at once, its settings are stored, then its creator and who waited may enter.
import type { CommandOf, RoomOptions } from "../chat/command.ts";
import { NOTE_LENGTH_MAX, ROOM_PASSWORD_LENGTH_MAX } from "../chat/limits.ts";
import { fold, parseRoom, ROOM_RULE, type RoomName } from "../chat/names.ts";
import type { RoomId, RoomRecord } from "../chat/room.ts";
import { cleanLine, lengthUpTo } from "../chat/text.ts";
import { enter, mayHold, TOO_MANY_ROOMS } from "./entrance.ts";
import { endIfForsaken } from "./leave.ts";
import { payForRoom, tooFast } from "./pace.ts";
import { holdersOf } from "./roles.ts";
import { hold, notice, proceed, refuse, reply } from "./speak.ts";
import { type Peer, Room, type Session, type State } from "./state.ts";
import type { Asker, PutTicket } from "./ticket.ts";

const LIMIT_MAX = 1_000_000;

/** Answers `create` with `joined` once the room is stored; its creator owns it. */
export function create(state: State, peer: Peer, command: CommandOf<"create">, ref: string | undefined): void {
  const session = peer.session;
  if (!session) return;
  const name = parseRoom(command.room);
  if (name === undefined) return refuse(state, peer, ref, "bad-room", ROOM_RULE);
  if (state.rooms.has(fold(name))) {
    return refuse(state, peer, ref, "room-exists", nameTaken(name));
  }
  if (!validOptions(state, peer, command, ref)) return;
  makeRoom(state, { peer, ref }, session, name, command);
}

export function nameTaken(name: RoomName): string {
  return `The name ${name} is taken: join it or choose another`;
}

/** Starts to make a room; what it takes was checked but for the number of rooms. */
export function makeRoom(state: State, asker: Asker, session: Session, name: RoomName, wanted: RoomOptions): void {
  const { peer, ref } = asker;
  if (state.rooms.size >= state.options.roomsMax) {
    return refuse(
      state,
      peer,
      ref,
      "too-many-rooms",
      "The server holds as many rooms as it may: join one that is there",
    );
  }
  if (!mayHold(state, session.person, undefined)) {
    return reply(state, peer, { type: "error", ...TOO_MANY_ROOMS }, ref);
  }
  const wait = payForRoom(state, peer);
  if (wait > 0) return refuse(state, peer, ref, "too-fast", tooFast(wait), { wait });
  const record: RoomRecord = {
    id: state.mint() as RoomId,
    name,
    topic: cleanLine(wanted.topic ?? ""),
    limit: wanted.limit ?? state.options.roomLimit,
    private: wanted.private ?? false,
    password: digest(state, name, wanted.password ?? ""),
    invite: false,
    owner: holdersOf(session.person)[0] ?? "",
    createdAt: state.now.at,
  };
  const room = new Room(record, 1, 0);
  room.waiting = [];
  state.rooms.set(room.folded, room);
  state.roomById.set(room.id, room);
  hold(state, peer);
  state.emit({ type: "put", record, ticket: { type: "make", room, asker } });
}

/** The room is stored: its creator enters, then those who asked for it meanwhile. */
export function made(state: State, ticket: PutTicket & { readonly type: "make" }): void {
  const { room, asker } = ticket;
  const waiting = room.waiting ?? [];
  room.waiting = undefined;
  const nick = asker.peer.session?.person.nick ?? "";
  notice(state, { type: "room-created", room: room.name, nick, private: room.record.private });
  if (asker.peer.open) enter(state, asker, room, {});
  else proceed(state, asker.peer);
  for (const next of waiting) next();
  endIfForsaken(state, room);
}

/** The room could not be stored: it was never there. */
export function notMade(state: State, ticket: PutTicket & { readonly type: "make" }): void {
  const { room, asker } = ticket;
  const waiting = room.waiting ?? [];
  state.rooms.delete(room.folded);
  state.roomById.delete(room.id);
  room.ended = true;
  room.waiting = undefined;
  refuse(state, asker.peer, asker.ref, "storage", "The room can't be stored now: try again in a moment");
  proceed(state, asker.peer);
  for (const next of waiting) next();
}

/** Checks lengths and ranges of a room's options; where one is off, the refusal is sent. */
export function validOptions(state: State, peer: Peer, wanted: RoomOptions, ref: string | undefined): boolean {
  if (lengthUpTo(wanted.topic ?? "", NOTE_LENGTH_MAX) > NOTE_LENGTH_MAX) {
    refuse(state, peer, ref, "bad-request", `A topic has at most ${NOTE_LENGTH_MAX} characters`, { field: "topic" });
  } else if (lengthUpTo(wanted.password ?? "", ROOM_PASSWORD_LENGTH_MAX) > ROOM_PASSWORD_LENGTH_MAX) {
    const text = `A room's password has at most ${ROOM_PASSWORD_LENGTH_MAX} characters`;
    refuse(state, peer, ref, "bad-request", text, { field: "password" });
  } else if (wanted.limit !== undefined && (wanted.limit < 0 || wanted.limit > LIMIT_MAX)) {
    refuse(state, peer, ref, "bad-request", `A limit is 0 (none) to ${LIMIT_MAX}`, { field: "limit" });
  } else return true;
  return false;
}

/** What is kept of a password: nothing of none. */
export function digest(state: State, room: string, password: string): string {
  return password === "" ? "" : state.options.secrets.digest(fold(room), password.normalize("NFC"));
}
