// What each event of the native dialect carries, as a client may rely on it. The rows are held against the Event
// types: an event without its row, or a field of the wrong kind, does not compile.
import type { Status } from "../chat/command.ts";
import type { Entry, EntryEvent } from "../chat/entry.ts";
import type { ByeCode, EventOf, EventType, SessionLimits } from "../chat/event.ts";
import type {
  BanInfo,
  ConversationInfo,
  GroupInfo,
  InviteInfo,
  MemberInfo,
  PersonInfo,
  Presence,
  Role,
  RoomInfo,
} from "../chat/info.ts";
import type { RefusalCode } from "../chat/refusal.ts";
import {
  count,
  flag,
  integer,
  type Kind,
  kind,
  listOf,
  mapOf,
  objectOf,
  oneOf,
  optional,
  type Row,
  type Shape,
  shape,
  text,
  texts,
} from "./shape.ts";

type Rows = { readonly [T in EventType]: Row<EventOf<T>> };

const status: Kind<Status> = oneOf("online", "away", "busy");
const presence: Kind<Presence> = kind(
  "a status",
  (value) => status.read(value) ?? (value === "dropped" || value === "offline" ? value : undefined),
);
const role: Kind<Role> = oneOf("owner", "moderator", "member");
// A later server may have codes that this client does not know: it shows their sentence.
const refusalCode = text as Kind<RefusalCode>;
const byeCode = text as Kind<ByeCode>;

const eventDetails = objectOf<Omit<EntryEvent, "type">>({
  nick: optional(text),
  mask: optional(text),
  role: optional(text),
  was: optional(text),
  reason: optional(text),
  until: optional(integer),
  topic: optional(text),
  limit: optional(count),
  private: optional(flag),
  locked: optional(flag),
  invite: optional(flag),
  moderated: optional(flag),
  to: optional(texts),
  group: optional(text),
});
// A row leaves tags out, since they are the line's own; this one is a field like others.
const entryEvent: Kind<EntryEvent> = kind("an object", (value) => {
  const details = eventDetails.read(value);
  const type = text.read((value as { readonly type?: unknown } | null)?.type);
  return details === undefined || type === undefined ? undefined : { type, ...details };
});
const onlyTrue = kind("true", (value) => value === true ? true as const : undefined);
const ENTRY: Row<Entry> = {
  seq: count,
  from: text,
  text,
  kind: text,
  at: integer,
  event: optional(entryEvent),
  account: optional(text),
};
const entry = objectOf<Entry>(ENTRY);
const roomEntry = objectOf<Entry & { readonly room: string }>({ ...ENTRY, room: text });
const member = objectOf<MemberInfo>({
  nick: text,
  role,
  status: presence,
  account: optional(text),
  voice: optional(onlyTrue),
});
const room = objectOf<RoomInfo>({ room: text, topic: text, members: count, limit: count, locked: flag });
const person = objectOf<PersonInfo>({
  nick: text,
  status: presence,
  note: text,
  rooms: texts,
  account: optional(text),
  uid: optional(text),
  operator: optional(onlyTrue),
  role: optional(role),
  voice: optional(onlyTrue),
});
const group = objectOf<GroupInfo>({ group: text, members: texts });
const ban = objectOf<BanInfo>({
  mask: text,
  by: text,
  at: integer,
  until: optional(integer),
  reason: optional(text),
  address: optional(onlyTrue),
});
const invite = objectOf<InviteInfo>({
  code: text,
  by: text,
  until: optional(integer),
  uses: count,
  nick: optional(text),
});
const conversation = objectOf<ConversationInfo>({ with: text, first: count, head: count, read: count, unread: count });
const limits = objectOf<SessionLimits>({ line: count, text: count, rooms: count, refs: count });

const ROWS: Rows = {
  welcome: {
    v: kind("1", (value) => value === 1 ? 1 : undefined),
    nick: text,
    server: text,
    id: text,
    session: text,
    resume: text,
    resumed: flag,
    limits,
    ping: count,
    rooms: texts,
    groups: texts,
    motd: text,
    account: optional(text),
    operator: optional(onlyTrue),
    mustLogin: optional(onlyTrue),
  },
  ok: { nick: optional(text), resume: optional(text), seq: optional(count), account: optional(text) },
  error: {
    code: refusalCode,
    text,
    wait: optional(count),
    missed: optional(texts),
    absent: optional(texts),
    field: optional(text),
  },
  ping: { t: integer },
  pong: { t: optional(integer) },
  bye: { code: byeCode, text: optional(text), retry: optional(count) },
  resume: { resume: text },
  rooms: { rooms: listOf(room), more: flag },
  joined: {
    room: text,
    id: text,
    topic: text,
    limit: count,
    private: flag,
    moderated: optional(onlyTrue),
    created: optional(integer),
    topicBy: optional(text),
    topicAt: optional(integer),
    role,
    members: listOf(member),
    count,
    first: count,
    head: count,
    history: listOf(entry),
    more: flag,
    reset: optional(onlyTrue),
  },
  left: { room: text, code: optional(text), by: optional(text), reason: optional(text) },
  history: { room: optional(text), with: optional(text), first: count, entries: listOf(entry), more: flag },
  who: { people: listOf(person), more: flag },
  room: {
    room: text,
    topic: optional(text),
    limit: optional(count),
    private: optional(flag),
    locked: optional(flag),
    invite: optional(flag),
    moderated: optional(flag),
    by: text,
    account: optional(text),
  },
  account: { nick: text, account: optional(text) },
  uid: { nick: text, uid: text, account: optional(text) },
  inviting: { room: text, nick: text, by: text },
  read: { room: optional(text), with: optional(text), seq: count },
  person: {
    nick: text,
    change: oneOf("came", "gone", "renamed", "status"),
    account: optional(text),
    to: optional(text),
    status: optional(presence),
    note: optional(text),
  },
  member: {
    room: text,
    nick: text,
    change: oneOf("joined", "left", "dropped", "kicked", "renamed", "role"),
    role: optional(role),
    voice: optional(onlyTrue),
    status: optional(presence),
    note: optional(text),
    account: optional(text),
    uid: optional(text),
    to: optional(text),
    by: optional(text),
    reason: optional(text),
    quit: optional(onlyTrue),
  },
  members: { room: text, joined: count, left: count, count },
  said: { room: text, seq: count, at: integer },
  message: { room: text, ...ENTRY },
  told: { at: integer, delivered: texts, missed: texts, later: optional(texts), status: mapOf(presence) },
  direct: {
    from: text,
    to: texts,
    text,
    at: integer,
    group: optional(text),
    seq: optional(count),
    account: optional(text),
    kind: optional(text),
  },
  shouted: { delivered: count, at: integer },
  shout: { from: text, text, at: integer, account: optional(text) },
  grouped: { group: text, members: texts, absent: texts },
  group: { group: text, by: text, members: texts },
  ungrouped: { group: text },
  groups: { groups: listOf(group) },
  status: { nick: text, status: presence, note: text, account: optional(text) },
  whois: {
    nick: text,
    account: optional(text),
    status: presence,
    note: text,
    rooms: texts,
    idle: optional(count),
    since: optional(integer),
    seen: optional(integer),
    uid: optional(text),
    operator: optional(onlyTrue),
    addresses: optional(texts),
  },
  bans: { room: optional(text), bans: listOf(ban), mutes: listOf(ban), more: flag },
  invite: { room: text, code: text, for: count, uses: count },
  invites: { room: text, invites: listOf(invite) },
  invited: { room: text, by: text, code: text, account: optional(text) },
  conversations: { conversations: listOf(conversation), more: flag },
  search: { entries: listOf(roomEntry), more: flag },
};

/** The shape of each known event, by its name on the wire. */
export const EVENT_SHAPES: ReadonlyMap<unknown, Shape<unknown>> = new Map(
  Object.entries(ROWS).map(([op, row]) => [op, shape(row as Row<unknown>)]),
);
