// The rooms that one may know of, the people who are here: lists by name, a page at a time; and one of them by name.
import type { CommandOf } from "../chat/command.ts";
import type { PersonInfo, RoomInfo, Whois } from "../chat/event.ts";
import { LIST_ROWS_MAX } from "../chat/limits.ts";
import { fold } from "../chat/names.ts";
import { accountOf } from "./account.ts";
import { fitRows } from "./answer_size.ts";
import { findRoom, mayList } from "./find_room.ts";
import { noSuchUser } from "./order.ts";
import { isOperator } from "./roles.ts";
import { refuse, reply } from "./speak.ts";
import { voiceOf } from "./voices.ts";
import type { Peer, Person, Room, State } from "./state.ts";

/** Answers `rooms`: public ones, and the private ones that the asker is in, by name. */
export function listRooms(state: State, peer: Peer, command: CommandOf<"rooms">, ref: string | undefined): void {
  const person = peer.session?.person;
  const listed = [...state.rooms.values()].filter((room) => mayList(room, person));
  const { rows, more } = pageOf(listed, command, (room) => room.folded, infoOf);
  reply(state, peer, { type: "rooms", rooms: rows, more }, ref);
}

/** Answers `who`: all who are connected, or a room's members with their roles, by nick. */
export function who(state: State, peer: Peer, command: CommandOf<"who">, ref: string | undefined): void {
  const asker = peer.session?.person;
  const people = command.room === undefined
    ? pageOf([...state.persons.values()], command, ({ folded }) => folded, (person) => personInfo(state, person, asker))
    : membersOf(state, command, command.room, asker);
  if (!people) return refuse(state, peer, ref, "not-in-room", "There is no such room that you can see");
  reply(state, peer, { type: "who", people: people.rows, more: people.more }, ref);
}

function membersOf(
  state: State,
  command: CommandOf<"who">,
  name: string,
  asker: Person | undefined,
): { readonly rows: PersonInfo[]; readonly more: boolean } | undefined {
  const room = findRoom(state, name);
  if (!room || !mayList(room, asker)) return undefined;
  return pageOf([...room.members.values()], command, ({ person }) => person.folded, (member) => ({
    ...personInfo(state, member.person, asker),
    role: member.role,
    ...voiceOf(member),
  }));
}

/** Answers `whois` with what may be known of somebody, who may have an account and be away. */
export function whois(state: State, peer: Peer, command: CommandOf<"whois">, ref: string | undefined): void {
  const asker = peer.session?.person;
  const folded = fold(command.nick);
  const bearer = state.persons.get(folded);
  const account = bearer?.account ?? state.accounts.byName.get(folded);
  const person = bearer ?? account?.person;
  if (person) return reply(state, peer, { type: "whois", ...describe(state, person, asker) }, ref);
  if (!account) return noSuchUser(state, peer, ref, command.nick);
  const { name, seenAt } = account.record;
  const operator = state.operators.has(account.folded);
  reply(state, peer, {
    type: "whois",
    nick: name,
    account: name,
    status: "offline",
    note: "",
    rooms: [],
    seen: seenAt,
    ...(operator && { operator }),
  }, ref);
}

function describe(state: State, person: Person, asker: Person | undefined): Omit<Whois, "type"> {
  const { since } = person;
  const addresses = [...new Set([...person.sessions].map(({ address }) => address))];
  return {
    ...personInfo(state, person, asker),
    idle: Math.max(0, Math.round(state.now.mono - person.spokeAt)),
    since,
    ...(isOperator(state, asker) && { addresses }),
  };
}

function pageOf<Item, Row>(
  items: Item[],
  wanted: { readonly match?: string; readonly after?: string },
  nameOf: (item: Item) => string,
  rowOf: (item: Item) => Row,
): { rows: Row[]; more: boolean } {
  const match = wanted.match === undefined ? "" : fold(wanted.match);
  const after = wanted.after === undefined ? "" : fold(wanted.after);
  const wantedItems = items.filter((item) => nameOf(item).includes(match) && nameOf(item) > after);
  wantedItems.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const rows = fitRows(wantedItems.slice(0, LIST_ROWS_MAX).map(rowOf));
  return { rows, more: rows.length < wantedItems.length };
}

function infoOf(room: Room): RoomInfo {
  const { name, record: { topic, limit, password } } = room;
  return { room: name, topic, members: room.members.size, limit, locked: password !== "" };
}

function personInfo(state: State, person: Person, asker: Person | undefined): PersonInfo {
  const rooms = [...person.memberships.values()].filter(({ room }) => mayList(room, asker)).map(({ room }) =>
    room.name
  );
  const { nick, presence: status, note, uid } = person;
  return {
    nick,
    status,
    note,
    rooms,
    ...accountOf(person),
    ...(uid !== undefined && { uid }),
    ...(isOperator(state, person) && { operator: true as const }),
  };
}
