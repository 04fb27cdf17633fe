// WHO: people of a room, or whose nick fits a mask (RFC 2812, 3.6.1), with the fields that were asked for (IRCv3 whox).
import type { PersonInfo } from "../../chat/info.ts";
import { fold } from "../../chat/names.ts";
import { isMask, matches } from "./glob.ts";
import { prefixOf } from "./modes.ts";
import { channelOf, parseTarget } from "./names.ts";
import { RPL } from "./numerics.ts";
import { findPerson, listPeople } from "./people.ts";
import { type Asking, type Call, param, type Performed, type Talk } from "./talk.ts";
import { readWhox, tellRow, type Wanted } from "./who_rows.ts";

export function who(call: Call): Performed {
  const mask = param(call, 0) || "*";
  const target = parseTarget(mask);
  const wanted = readWhox(param(call, 1));
  if (target.type === "room") return whoInRoom(call, target.room, wanted);
  if (target.type === "group") return whoInGroup(call, target.group, wanted);
  return whoByMask(call, mask, wanted);
}

function* whoInRoom({ session, reply }: Call, room: string, wanted: Wanted): Talk {
  const channel = channelOf(room);
  const people = yield* listPeople({ room });
  const shown = channelOf(session.room(room)?.name ?? room);
  const all = session.has("multi-prefix");
  for (const person of "rows" in people ? people.rows : []) {
    tellRow(reply, shown, person, prefixOf(person, all), wanted);
  }
  reply.numeric(RPL.endOfWho, channel, "End of /WHO list");
}

function* whoInGroup({ session, reply }: Call, name: string, wanted: Wanted): Talk {
  const group = session.groups.get(fold(name));
  for (const nick of group?.members ?? []) {
    const person = yield* findPerson(nick);
    if (person && person.status !== "offline") tellRow(reply, `&${group?.name ?? name}`, person, "", wanted);
  }
  reply.numeric(RPL.endOfWho, `&${name}`, "End of /WHO list");
}

function* whoByMask({ reply }: Call, mask: string, wanted: Wanted): Talk {
  // RFC 2812, 3.6.1: "0" is everybody.
  const { rows, more } = yield* fitting(mask === "0" ? "*" : mask);
  for (const person of rows) if (!reply.isLong) tellRow(reply, "*", person, "", wanted);
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
