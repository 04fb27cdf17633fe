// What each operation of the native dialect may carry. The rows are held against the Command types: a command without
// its row, or a field of the wrong kind, does not compile.
import type { CommandOf, CommandType, RoomOptions } from "../chat/command.ts";
import { count, flag, integer, number, oneOf, optional, type Row, type Shape, shape, text, texts } from "./shape.ts";

type Rows = { readonly [T in CommandType]: Row<CommandOf<T>> };

const ROOM_OPTIONS: Row<RoomOptions> = {
  topic: optional(text),
  limit: optional(count),
  private: optional(flag),
  password: optional(text),
};

const ROWS: Rows = {
  hello: {
    nick: text,
    // Any number: one that is not 1 is a version that we don't speak, not a fault.
    v: optional(number),
    agent: optional(text),
    uid: optional(text),
    password: optional(text),
    resume: optional(text),
  },
  ping: { t: optional(integer) },
  pong: { t: optional(integer) },
  quit: { reason: optional(text) },
  resume: { resume: text },
  rooms: { match: optional(text), after: optional(text) },
  create: { room: text, ...ROOM_OPTIONS },
  join: {
    room: text,
    password: optional(text),
    invite: optional(text),
    create: optional(flag),
    after: optional(count),
    last: optional(count),
  },
  leave: { room: optional(text), reason: optional(text) },
  register: { password: text },
  login: { nick: optional(text), password: text },
  passwd: { old: text, password: text },
  logout: {},
  unregister: { password: text },
  whois: { nick: text },
  conversations: {},
  role: { room: text, nick: text, role: oneOf("owner", "moderator", "member") },
  transfer: { room: text, nick: text },
  kick: { room: optional(text), nick: text, reason: optional(text) },
  ban: {
    room: optional(text),
    nick: optional(text),
    mask: optional(text),
    for: optional(count),
    reason: optional(text),
  },
  unban: { room: optional(text), mask: text },
  bans: { room: optional(text) },
  mute: { room: text, nick: text, for: optional(count), reason: optional(text) },
  unmute: { room: text, nick: text },
  voice: { room: text, nick: text },
  unvoice: { room: text, nick: text },
  delete: { room: text },
  erase: { room: optional(text), with: optional(text) },
  invite: { room: text, nick: optional(text), for: optional(count), uses: optional(count) },
  invites: { room: text },
  revoke: { room: text, code: text },
  history: {
    room: optional(text),
    with: optional(text),
    before: optional(count),
    after: optional(count),
    around: optional(count),
    limit: optional(count),
  },
  who: { room: optional(text), match: optional(text), after: optional(text) },
  set: { room: text, ...ROOM_OPTIONS, invite: optional(flag), moderated: optional(flag) },
  read: { room: optional(text), with: optional(text), seq: optional(count) },
  watch: { off: optional(flag) },
  say: { text, room: optional(text), kind: optional(oneOf("text", "action", "notice")) },
  tell: { text, to: optional(texts), group: optional(text), kind: optional(oneOf("text", "notice")) },
  shout: { text },
  group: { group: text, members: texts },
  groups: {},
  ungroup: { group: text },
  status: { status: oneOf("online", "away", "busy"), note: optional(text) },
  uid: { uid: text },
  nick: { nick: text },
  search: { text, room: optional(text), from: optional(text), before: optional(count) },
};

/** The shape of each known operation, by its name on the wire. */
export const COMMAND_SHAPES: ReadonlyMap<unknown, Shape<unknown>> = new Map(
  Object.entries(ROWS).map(([op, row]) => [op, shape(row as Row<unknown>)]),
);
