// Answers that are lists, as rows of a table in plain text.
import type { EventOf, EventType, PersonInfo, RoomInfo, Whois } from "../chat/event.ts";
import { fold } from "../chat/names.ts";
import { unreachable } from "../unreachable.ts";

const LISTS = [
  "rooms",
  "who",
  "whois",
  "groups",
  "history",
  "search",
  "bans",
  "invites",
  "invite",
  "conversations",
] as const satisfies readonly EventType[];
type ListEvent = EventOf<typeof LISTS[number]>;

/** The rows of a list. */
export function rowsOf(event: ListEvent): readonly string[] {
  switch (event.type) {
    case "rooms":
      return [...roomRows(inOrder(event.rooms)), ...(event.more ? ["  and more: /rooms PART finds them"] : [])];
    case "who":
      return [`${people(event.people.length)}${event.more ? " and more" : ""}:`, ...event.people.map(personRow)];
    case "whois":
      return whoisRows(event);
    case "groups":
      if (event.groups.length === 0) return ["You are in no group: group groupX bob, eve makes one"];
      return ["Your groups:", ...event.groups.map(({ group, members }) => `  ${group}  ${members.join(", ")}`)];
    case "history":
      return event.entries.map(({ from, text }) => `${from}: ${text}`);
    case "search":
      if (event.entries.length === 0) return ["Nothing was found"];
      return event.entries.map(({ room, from, text }) => `  [${room}] ${from}: ${text}`);
    case "bans":
      if (event.bans.length + event.mutes.length === 0) return ["Nobody is banned or muted"];
      return [
        ...event.bans.map(({ mask, by }) => `  ${mask}  banned by ${by}`),
        ...event.mutes.map(({ mask, by }) => `  ${mask}  muted by ${by}`),
      ];
    case "invites":
      if (event.invites.length === 0) return ["There are no invites"];
      return event.invites.map(({ code, by, nick }) =>
        `  ${code}  by ${by}${nick === undefined ? "" : ` for ${nick}`}`
      );
    case "invite":
      return [`Whoever has this comes in: /join ${event.room} ${event.code}`];
    case "conversations":
      if (event.conversations.length === 0) return ["No conversation is kept"];
      return event.conversations.map((one) => `  ${one.with}  ${one.unread} unread of ${one.head}`);
    default:
      return unreachable(event);
  }
}

/** The lobby first, as in our own client. */
export function inOrder(rooms: readonly RoomInfo[]): readonly RoomInfo[] {
  const isLobby = ({ room }: RoomInfo) => fold(room) === "lobby";
  return [...rooms.filter(isLobby), ...rooms.filter((room) => !isLobby(room))];
}

export function roomRows(rooms: readonly RoomInfo[]): readonly string[] {
  if (rooms.length === 0) return ["No such room"];
  const width = Math.min(24, Math.max(...rooms.map(({ room }) => room.length)));
  return rooms.map(({ room, members, limit, locked, topic }, index) => {
    const number = String(index + 1).padStart(4);
    const here = limit > 0 ? `${members} of ${limit} people` : people(members);
    return `${number}  ${room.padEnd(width)}  ${here}${locked ? "  (password)" : ""}${
      topic === "" ? "" : `  ${topic}`
    }`;
  });
}

function personRow({ nick, status, note, rooms }: PersonInfo): string {
  const facts = [
    ...(rooms.length === 0 ? [] : [`in ${rooms.join(", ")}`]),
    ...(status === "online" ? [] : [note === "" ? status : `${status}: ${note}`]),
  ];
  return `  ${nick}${facts.length === 0 ? "" : `  ${facts.join(" · ")}`}`;
}

function whoisRows({ nick, account, status, note, rooms }: Whois): readonly string[] {
  return [
    `${nick} is ${status}${note === "" ? "" : `: ${note}`}`,
    account === undefined ? "  a guest" : `  account ${account}`,
    ...(rooms.length === 0 ? [] : [`  in ${rooms.join(", ")}`]),
  ];
}

function people(count: number): string {
  return `${count} ${count === 1 ? "person" : "people"}`;
}
