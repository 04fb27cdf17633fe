// NAMES: who is in a room. The hub tells a room's roles to those who join it, and joining again where one is in tells
// nobody: so that is asked for one's own rooms.
import type { EventOf, MemberInfo } from "../../chat/event.ts";
import { fold, type Folded } from "../../chat/names.ts";
import { prefixOf } from "./modes.ts";
import { channelOf, channelOfGroup, parseTarget, sourceOf } from "./names.ts";
import { RPL } from "./numerics.ts";
import { listPeople } from "./people.ts";
import type { Reply } from "./reply.ts";
import type { Session } from "./session.ts";
import { type Asking, type Call, param, type Performed, type Talk } from "./talk.ts";

export function names(call: Call): Performed {
  const { session, reply } = call;
  const channel = param(call, 0);
  if (channel === "") {
    if (session.rooms.size === 0) return reply.numeric(RPL.endOfNames, "*", "End of /NAMES list");
    return [...session.rooms.values()].map(({ name }) => namesOfRoom(call, name));
  }
  const target = parseTarget(channel);
  if (target.type === "room") return namesOfRoom(call, target.room);
  const group = target.type === "group" && [...session.groups.values()].find(({ name }) => name === target.group);
  if (group) return tellGroupNames(reply, group.name, group.members);
  reply.numeric(RPL.endOfNames, channel, "End of /NAMES list");
}

function* namesOfRoom({ session, reply }: Call, room: string): Talk {
  const joined = yield* lookAgain(session, room);
  if (joined && joined.count <= joined.members.length) return tellNames(reply, joined);
  const people = yield* listPeople({ room });
  const rows = "rows" in people ? people.rows : [];
  const prefixes = prefixesOf(session, joined?.members ?? []);
  const words = rows.map(({ nick }) => `${prefixes.get(fold(nick)) ?? ""}${shown(session, nick)}`);
  tellAll(reply, channelOf(room), joined?.private ? "@" : "=", words);
}

/** A room that this connection is in, as it is now; `undefined` for another. */
export function* lookAgain(session: Session, room: string): Asking<EventOf<"joined"> | undefined> {
  if (!session.room(room)) return undefined;
  const event = yield { type: "join", room, last: 0 };
  if (event.type !== "joined") return undefined;
  session.enter(event);
  return event;
}

/** The members of a room that was joined. */
function tellNames(reply: Reply, joined: EventOf<"joined">): void {
  listNames(reply, joined);
  endNames(reply, channelOf(joined.room));
}

/** The same without its end. */
export function listNames(reply: Reply, { room, members, private: secret }: EventOf<"joined">): void {
  const { session } = reply;
  const all = session.has("multi-prefix");
  const words = members.map((member) => `${prefixOf(member, all)}${shown(session, member.nick)}`);
  reply.words(RPL.namReply, [secret ? "@" : "=", channelOf(room)], words);
}

export function endNames(reply: Reply, channel: string): void {
  reply.numeric(RPL.endOfNames, channel, "End of /NAMES list");
}

export function tellGroupNames(reply: Reply, group: string, members: readonly string[]): void {
  tellAll(reply, channelOfGroup(group), "@", members.map((nick) => shown(reply.session, nick)));
}

function tellAll(reply: Reply, channel: string, symbol: string, words: readonly string[]): void {
  reply.words(RPL.namReply, [symbol, channel], words);
  endNames(reply, channel);
}

/** What stands before the nicks of members, by their folded form. */
export function prefixesOf(session: Session, members: readonly MemberInfo[]): ReadonlyMap<Folded, string> {
  const all = session.has("multi-prefix");
  return new Map(members.map((member) => [fold(member.nick), prefixOf(member, all)]));
}

/** IRCv3 userhost-in-names. */
function shown(session: Session, nick: string): string {
  return session.has("userhost-in-names") ? sourceOf(nick) : nick;
}
