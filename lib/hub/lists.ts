// The rooms that one may know of, the people who are here: lists by name, a page at a time; and one of them by name.
import type { CommandOf } from "../chat/command.ts";
import type { Whois } from "../chat/event.ts";
import type { PersonInfo, RoomInfo } from "../chat/info.ts";
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
  const { match, after } = folded(command);
  const { rows, more } = pageOf(
    state.rooms.after(after),
    (room) => room.folded.includes(match) && mayList(room, person),
    infoOf,
  );
  reply(state, peer, { type: "rooms", rooms: rows, more }, ref);
}

/** Answers `who`: all who are connected, or a room's members with their roles, by nick. */
export function who(state: State, peer: Peer, command: CommandOf<"who">, ref: string | undefined): void {
  const asker = peer.session?.person;
  const { match, after } = folded(command);
  const people = command.room === undefined
    ? pageOf(
      state.persons.after(after),
      ({ folded }) => folded.includes(match),
      (person) => personInfo(state, person, asker),
    )
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
  const { match, after } = folded(command);
  const members = [...room.members.values()].filter(({ person }) => person.folded > after);
  members.sort((a, b) => (a.person.folded < b.person.folded ? -1 : 1));
  return pageOf(members, ({ person }) => person.folded.includes(match), (member) => ({
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

/** What a list is asked for, in comparing form: names that hold `match` and come after `after`. */
function folded({ match = "", after = "" }: { readonly match?: string; readonly after?: string }) {
  return { match: fold(match), after: fold(after) };
}

/** The first of the items, which are in order, that are wanted and fit an answer. No more are looked at than that takes. */
function pageOf<Item, Row>(
  items: Iterable<Item>,
  isWanted: (item: Item) => boolean,
  rowOf: (item: Item) => Row,
): { rows: Row[]; more: boolean } {
  const wanted: Row[] = [];
  for (const item of items) {
    if (!isWanted(item)) continue;
    wanted.push(rowOf(item));
    if (wanted.length > LIST_ROWS_MAX) break;
  }
  const rows = fitRows(wanted.slice(0, LIST_ROWS_MAX));
  return { rows, more: rows.length < wanted.length };
}

function infoOf(room: Room): RoomInfo {
  const { name, record: { topic, limit, password } } = room;
  return { room: name, topic, members: room.members.size, limit, locked: password !== "" };
}

function personInfo(state: State, person: Person, asker: Person | undefined): PersonInfo {
  const rooms = [...person.memberships].filter(({ room }) => mayList(room, asker)).map(({ room }) => room.name);
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
