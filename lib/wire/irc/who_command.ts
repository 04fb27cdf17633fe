// WHO: people of a room, or whose nick fits a mask (RFC 2812, 3.6.1).
import type { MemberInfo, PersonInfo, Presence } from "../../chat/event.ts";
import { isMask, matches } from "./glob.ts";
import { prefixOf } from "./modes.ts";
import { lookAgain } from "./names_command.ts";
import { channelOf, HOST, parseTarget, SERVER_NAME, USER } from "./names.ts";
import { RPL } from "./numerics.ts";
import { findPerson, listPeople } from "./people.ts";
import type { Reply } from "./reply.ts";
import { type Asking, type Call, param, type Performed, type Talk } from "./talk.ts";

export function who(call: Call): Performed {
  const mask = param(call, 0) || "*";
  const target = parseTarget(mask);
  if (target.type === "room") return whoInRoom(call, target.room);
  if (target.type === "group") return whoInGroup(call, target.group);
  return whoByMask(call, mask);
}

function* whoInRoom({ session, reply }: Call, room: string): Talk {
  const channel = channelOf(room);
  const joined = yield* lookAgain(session, room);
  const members = joined && joined.count <= joined.members.length ? joined.members : undefined;
  if (members) { for (const member of members) row(reply, channel, member); }
  else {
    const people = yield* listPeople({ room });
    if ("rows" in people) { for (const person of people.rows) row(reply, channel, person); }
  }
  reply.numeric(RPL.endOfWho, channel, "End of /WHO list");
}

function* whoInGroup({ session, reply }: Call, name: string): Talk {
  const group = [...session.groups.values()].find((known) => known.name === name);
  for (const nick of group?.members ?? []) {
    const person = yield* findPerson(nick);
    if (person && person.status !== "offline") row(reply, `&${name}`, person);
  }
  reply.numeric(RPL.endOfWho, `&${name}`, "End of /WHO list");
}

function* whoByMask({ reply }: Call, mask: string): Talk {
  // RFC 2812, 3.6.1: "0" is everybody.
  const { rows, more } = yield* fitting(mask === "0" ? "*" : mask);
  for (const person of rows) if (!reply.isLong) row(reply, "*", person);
  if (more || reply.isLong) reply.cutShort("WHO");
  reply.numeric(RPL.endOfWho, mask, "End of /WHO list");
}

function* fitting(mask: string): Asking<{ readonly rows: readonly PersonInfo[]; readonly more: boolean }> {
  if (!isMask(mask)) {
    const person = yield* findPerson(mask.split("!", 1)[0] ?? mask);
    return { rows: person && person.status !== "offline" ? [person] : [], more: false };
  }
  // A part of the mask that has no sign narrows the list where it is made.
  const part = mask.split(/[*?]+/).reduce((longest, piece) => piece.length > longest.length ? piece : longest, "");
  const people = yield* listPeople(part === "" ? {} : { match: part });
  if (!("rows" in people)) return { rows: [], more: false };
  return { rows: people.rows.filter(({ nick }) => matches(mask, nick)), more: people.more };
}

function row(
  reply: Reply,
  channel: string,
  { nick, status, role }: PersonInfo & { role?: undefined } | MemberInfo,
): void {
  const flags = `${isHere(status) ? "H" : "G"}${role === undefined ? "" : prefixOf(role)}`;
  reply.numeric(RPL.whoReply, channel, USER, HOST, SERVER_NAME, nick, flags, `0 ${nick}`);
}

function isHere(status: Presence): boolean {
  return status === "online";
}
