// Answers that are lists, as rows of a table in plain text.
import { formatDuration } from "../chat/duration.ts";
import type { EventOf, EventType, Whois } from "../chat/event.ts";
import type { BanInfo, PersonInfo, RoomInfo } from "../chat/info.ts";
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
        ...event.bans.map((ban) => banRow(ban, "banned")),
        ...event.mutes.map((mute) => banRow(mute, "muted")),
      ];
    case "invites":
      if (event.invites.length === 0) return ["There are no invites"];
      return event.invites.map(({ code, by, nick, uses, until }) =>
        `  ${code}  by ${by}${nick === undefined ? "" : ` for ${nick}`}${uses === 0 ? "" : `, ${uses} uses`}${
          until === undefined ? "" : `, until ${dated(until)}`
        }`
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

function banRow({ mask, by, until, reason }: BanInfo, how: string): string {
  const end = until === undefined ? "" : ` until ${dated(until)}`;
  return `  ${mask}  ${how} by ${by}${end}${reason === undefined ? "" : `: ${reason}`}`;
}

/** Date and time where the server is. */
function dated(at: number): string {
  const day = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  if (Number.isNaN(day.getTime())) return "--";
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())} ${two(day.getHours())}:${
    two(day.getMinutes())
  }`;
}

function whoisRows({ nick, account, status, note, rooms, idle, since, seen, uid, operator }: Whois): readonly string[] {
  return [
    `${nick} is ${status}${note === "" ? "" : `: ${note}`}`,
    account === undefined ? "  a guest" : `  account ${account}`,
    ...(operator ? ["  an operator of the server"] : []),
    ...(rooms.length === 0 ? [] : [`  in ${rooms.join(", ")}`]),
    ...(since === undefined ? [] : [`  here since ${dated(since)}`]),
    ...(idle === undefined || idle < 1_000 ? [] : [`  silent for ${formatDuration(idle / 1_000)}`]),
    ...(seen === undefined ? [] : [`  last seen ${dated(seen)}`]),
    ...(uid === undefined ? [] : [`  id ${uid}`]),
  ];
}

function people(count: number): string {
  return `${count} ${count === 1 ? "person" : "people"}`;
}
