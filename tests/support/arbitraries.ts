// What may be said on the wire, for property tests: valid commands and events, and texts that mean harm.
import fc from "fast-check";
import type { Command } from "../../lib/chat/command.ts";
import type { Entry } from "../../lib/chat/entry.ts";
import type { Event } from "../../lib/chat/event.ts";
import type { BanInfo, InviteInfo, MemberInfo, PersonInfo } from "../../lib/chat/info.ts";

/** Text with all that a text may hold: newlines, quotes, escapes, bidi marks, lone surrogates, names of prototypes. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom("", "\n", "\r\n", '"', "\\", "\u2028", "\ud800", "\udc00x", "\u202e", "\ufeff", "\0", "\x1b[2J"),
  fc.constantFrom("__proto__", "constructor", "toString", "null", "{", "}", "[]", '{"op":"quit"}'),
);

const letters = [..."abcXYZ059_äßΣжあ\u{1d400}"];
const marks = [..."-.'[]\\`^{}|\u0301"];

/** A nick that keeps the rules (not always in NFC). */
export const nick: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(fc.constantFrom(...letters), fc.array(fc.constantFrom(...letters, ...marks), { maxLength: 31 }))
    .map(([first, more]) => first + more.join("")),
  fc.constantFrom("__proto__", "constructor", "hasOwnProperty"),
);

/** A room's name that keeps the rules. */
export const room: fc.Arbitrary<string> = fc.array(fc.constantFrom(...letters, "-", "."), {
  minLength: 1,
  maxLength: 64,
}).map((characters) => characters.join(""));

export const group: fc.Arbitrary<string> = nick.map((name) => `group${name}`);
export const ref: fc.Arbitrary<string> = fc.string({ minLength: 1, maxLength: 64, unit: "grapheme-ascii" });

const text = hostileText;
const flag = fc.boolean();
const count = fc.oneof(fc.nat(), fc.maxSafeNat());
const time = fc.maxSafeInteger();
const nicks = fc.array(nick, { maxLength: 5 });
const status = fc.constantFrom("online" as const, "away" as const, "busy" as const);
const presence = fc.constantFrom("online" as const, "away" as const, "busy" as const, "dropped" as const);
const role = fc.constantFrom("owner" as const, "moderator" as const, "member" as const);
const PLAIN = { noNullPrototype: true } as const;

/** An object of the given type: the fields of `needed` always, those of `more` sometimes. */
function tagged<T extends string, N extends object, M extends object>(
  type: T,
  needed: { [K in keyof N]: fc.Arbitrary<N[K]> },
  more: { [K in keyof M]: fc.Arbitrary<M[K]> },
): fc.Arbitrary<{ type: T } & N & Partial<M>> {
  return fc.tuple(fc.record(needed, PLAIN), fc.record(more, { ...PLAIN, requiredKeys: [] }))
    .map(([always, sometimes]) => ({ type, ...always, ...sometimes }) as { type: T } & N & Partial<M>);
}

const settings = { topic: text, limit: count, private: flag, password: text };

export const command: fc.Arbitrary<Command> = fc.oneof(
  tagged("hello", { nick }, { v: fc.constant(1), agent: text, uid: text, password: text, resume: text }),
  tagged("ping", {}, { t: time }),
  tagged("pong", {}, { t: time }),
  tagged("quit", {}, {}),
  tagged("resume", { resume: text }, {}),
  tagged("rooms", {}, { match: text, after: room }),
  tagged("create", { room }, settings),
  tagged("join", { room }, { password: text, invite: text, create: flag, after: count, last: count }),
  tagged("leave", {}, { room }),
  tagged("history", { room }, { before: count, after: count, around: count, limit: count }),
  tagged("who", {}, { room, match: text, after: nick }),
  tagged("set", { room }, { ...settings, invite: flag }),
  tagged("read", { room }, { seq: count }),
  tagged("watch", {}, { off: flag }),
  tagged("say", { text }, { room, kind: fc.constantFrom("text" as const, "action" as const, "notice" as const) }),
  tagged("tell", { text, to: nicks }, { group }),
  tagged("tell", { text, group }, {}),
  tagged("shout", { text }, {}),
  tagged("group", { group, members: nicks }, {}),
  tagged("groups", {}, {}),
  tagged("ungroup", { group }, {}),
  tagged("status", { status }, { note: text }),
  tagged("nick", { nick }, {}),
  tagged("search", { text }, { room, from: nick, before: count }),
  tagged("register", { password: text }, {}),
  tagged("login", { password: text }, { nick }),
  tagged("passwd", { old: text, password: text }, {}),
  tagged("logout", {}, {}),
  tagged("unregister", { password: text }, {}),
  tagged("whois", { nick }, {}),
  tagged("conversations", {}, {}),
  tagged("history", { with: nick }, { before: count, after: count, limit: count }),
  tagged("read", { with: nick }, { seq: count }),
  tagged("role", { room, nick, role }, {}),
  tagged("transfer", { room, nick }, {}),
  tagged("kick", { nick }, { room, reason: text }),
  tagged("ban", { nick }, { room, for: count, reason: text }),
  tagged("ban", { mask: text }, { room, for: count, reason: text }),
  tagged("unban", { mask: text }, { room }),
  tagged("bans", {}, { room }),
  tagged("mute", { room, nick }, { for: count, reason: text }),
  tagged("unmute", { room, nick }, {}),
  tagged("delete", { room }, {}),
  tagged("erase", { room }, {}),
  tagged("erase", { with: nick }, {}),
  tagged("invite", { room }, { nick, for: count, uses: count }),
  tagged("invites", { room }, {}),
  tagged("revoke", { room, code: text }, {}),
);

const entryEvent = fc.record({ type: text, nick, mask: text, reason: text, until: time, locked: flag, to: nicks }, {
  ...PLAIN,
  requiredKeys: ["type"],
});

export const entry: fc.Arbitrary<Entry> = fc.record({
  seq: fc.integer({ min: 1 }),
  from: nick,
  text,
  kind: fc.constantFrom("text", "action", "event"),
  at: time,
  event: entryEvent,
  account: nick,
}, { ...PLAIN, requiredKeys: ["seq", "from", "text", "kind", "at"] }) as fc.Arbitrary<Entry>;

export const entries: fc.Arbitrary<Entry[]> = fc.array(entry, { maxLength: 8 });

const more = flag;
const member = fc.record({ nick, role, status: presence, account: nick }, {
  ...PLAIN,
  requiredKeys: ["nick", "role", "status"],
}) as fc.Arbitrary<MemberInfo>;
const roomInfo = fc.record({ room, topic: text, members: count, limit: count, locked: flag }, PLAIN);
const person = fc.record(
  { nick, status: presence, note: text, rooms: fc.array(room, { maxLength: 3 }), account: nick },
  {
    ...PLAIN,
    requiredKeys: ["nick", "status", "note", "rooms"],
  },
) as fc.Arbitrary<PersonInfo>;
const ban = fc.record({
  mask: text,
  by: nick,
  at: time,
  until: time,
  reason: text,
  address: fc.constant(true as const),
}, {
  ...PLAIN,
  requiredKeys: ["mask", "by", "at"],
}) as fc.Arbitrary<BanInfo>;
const invite = fc.record({ code: text, by: nick, until: time, uses: count, nick }, {
  ...PLAIN,
  requiredKeys: ["code", "by", "uses"],
}) as fc.Arbitrary<InviteInfo>;
const conversation = fc.record({ with: nick, first: count, head: count, read: count, unread: count }, PLAIN);
const limits = fc.record({ line: count, text: count, rooms: count, refs: count }, PLAIN);
const statusByNick = fc.array(fc.tuple(nick, presence), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs));
const found = fc.array(fc.tuple(entry, room).map(([one, room]) => ({ ...one, room })), { maxLength: 4 });
const code = fc.constantFrom("too-fast" as const, "no-such-user" as const, "bad-request" as const);

const session = { nick, server: text, id: text, session: text, resume: text, resumed: flag, limits, motd: text };
const joined = { room, id: text, topic: text, limit: count, private: flag, role, count, first: count, head: count };

export const event: fc.Arbitrary<Event> = fc.oneof(
  tagged("welcome", { v: fc.constant(1 as const), ...session, ping: count, rooms: nicks, groups: nicks }, {}),
  tagged("ok", {}, { nick, resume: text, seq: count, account: nick }),
  tagged("account", { nick }, { account: nick }),
  tagged("uid", { nick, uid: text }, {}),
  tagged("inviting", { room, nick, by: nick }, {}),
  tagged("error", { code, text }, { wait: count, missed: nicks, absent: nicks, field: text }),
  tagged("ping", { t: time }, {}),
  tagged("pong", {}, { t: time }),
  tagged("bye", { code: fc.constantFrom("quit" as const, "shutdown" as const) }, { text, retry: count }),
  tagged("resume", { resume: text }, {}),
  tagged("rooms", { rooms: fc.array(roomInfo, { maxLength: 3 }), more }, {}),
  tagged("joined", { ...joined, members: fc.array(member, { maxLength: 3 }), history: entries, more }, {
    reset: fc.constant(true as const),
  }),
  tagged("left", { room }, { code: text, by: nick, reason: text }),
  tagged("history", { room, first: count, entries, more }, {}),
  tagged("who", { people: fc.array(person, { maxLength: 3 }), more }, {}),
  tagged("room", { room, by: nick }, { topic: text, limit: count, private: flag, locked: flag, invite: flag }),
  tagged("read", { room, seq: count }, {}),
  tagged("person", { nick, change: fc.constantFrom("came" as const, "status" as const) }, {
    to: nick,
    status: presence,
    note: text,
    account: nick,
  }),
  tagged("member", { room, nick, change: fc.constantFrom("joined" as const, "renamed" as const) }, {
    role,
    status: presence,
    note: text,
    account: nick,
    to: nick,
    by: nick,
    reason: text,
  }),
  tagged("members", { room, joined: count, left: count, count }, {}),
  tagged("said", { room, seq: count, at: time }, {}),
  fc.tuple(room, entry).map(([room, one]) => ({ type: "message" as const, room, ...one })),
  tagged("told", { at: time, delivered: nicks, missed: nicks, status: statusByNick }, { later: nicks }),
  tagged("direct", { from: nick, to: nicks, text, at: time }, { group, seq: count, account: nick }),
  tagged("shouted", { delivered: count, at: time }, {}),
  tagged("shout", { from: nick, text, at: time }, { account: nick }),
  tagged("grouped", { group, members: nicks, absent: nicks }, {}),
  tagged("group", { group, by: nick, members: nicks }, {}),
  tagged("ungrouped", { group }, {}),
  tagged("groups", { groups: fc.array(fc.record({ group, members: nicks }, PLAIN), { maxLength: 3 }) }, {}),
  tagged("status", { nick, status: presence, note: text }, {}),
  tagged("search", { entries: found, more }, {}),
  tagged("whois", { nick, status: presence, note: text, rooms: nicks }, {
    account: nick,
    idle: count,
    since: time,
    seen: time,
    uid: text,
    operator: fc.constant(true as const),
    addresses: nicks,
  }),
  tagged("bans", { bans: fc.array(ban, { maxLength: 3 }), mutes: fc.array(ban, { maxLength: 3 }), more }, { room }),
  tagged("invite", { room, code: text, for: count, uses: count }, {}),
  tagged("invites", { room, invites: fc.array(invite, { maxLength: 3 }) }, {}),
  tagged("invited", { room, by: nick, code: text }, {}),
  tagged("conversations", { conversations: fc.array(conversation, { maxLength: 3 }), more }, {}),
);
