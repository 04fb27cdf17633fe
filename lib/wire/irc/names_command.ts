// NAMES: who is in a room or a group, with the signs of roles and voices.
import type { EventOf } from "../../chat/event.ts";
import type { PersonInfo } from "../../chat/info.ts";
import { fold } from "../../chat/names.ts";
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
  const group = target.type === "group" ? session.groups.get(fold(target.group)) : undefined;
  if (group) return tellGroupNames(reply, group.name, group.members);
  reply.numeric(RPL.endOfNames, channel, "End of /NAMES list");
}

function* namesOfRoom({ reply }: Call, room: string): Talk {
  yield* listAllNames(reply, room);
  endNames(reply, channelOf(room));
}

/** A room's people, as far as one command may ask; nobody for a room that can't be seen. */
export function* listAllNames(reply: Reply, room: string): Talk {
  const people = yield* listPeople({ room });
  const known = reply.session.room(room);
  listWords(reply, channelOf(known?.name ?? room), known?.private === true, "rows" in people ? people.rows : []);
}

/** A room that this connection is in, as it is now; `undefined` for another. */
export function* lookAgain(session: Session, room: string): Asking<EventOf<"joined"> | undefined> {
  if (!session.room(room)) return undefined;
  const event = yield { type: "join", room, last: 0 };
  if (event.type !== "joined") return undefined;
  session.enter(event);
  return event;
}

/** The members that the hub has told at a JOIN. */
export function listNames(reply: Reply, { room, members, private: secret }: EventOf<"joined">): void {
  listWords(reply, channelOf(room), secret, members);
}

function listWords(
  reply: Reply,
  channel: string,
  secret: boolean,
  people: readonly Pick<PersonInfo, "nick" | "role" | "voice">[],
): void {
  const { session } = reply;
  const all = session.has("multi-prefix");
  const words = people.map((person) => `${prefixOf(person, all)}${shown(session, person.nick)}`);
  reply.words(RPL.namReply, [secret ? "@" : "=", channel], words);
}

export function endNames(reply: Reply, channel: string): void {
  reply.numeric(RPL.endOfNames, channel, "End of /NAMES list");
}

export function tellGroupNames(reply: Reply, group: string, members: readonly string[]): void {
  const channel = channelOfGroup(group);
  listWords(reply, channel, true, members.map((nick) => ({ nick })));
  endNames(reply, channel);
}

/** IRCv3 userhost-in-names. */
function shown(session: Session, nick: string): string {
  return session.has("userhost-in-names") ? sourceOf(nick) : nick;
}
