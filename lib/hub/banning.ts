// Keeping somebody out: of a room, which is its moderators' right, or of the whole server, which is its operators'.
import type { CommandOf } from "../chat/command.ts";
import type { BanInfo } from "../chat/info.ts";
import type { AccountRecord, BanRecord, Kept } from "../chat/kept.ts";
import { BANS_MAX, MASK_LENGTH_MAX } from "../chat/limits.ts";
import { fold } from "../chat/names.ts";
import { cleanLine, excerpt, lengthUpTo } from "../chat/text.ts";
import { act, audit, because, lasting, terms } from "./act.ts";
import type { Account } from "./account.ts";
import { fitRows } from "./answer_size.ts";
import { banByMask, banOn, barred, dropExpired, means, nameInMask, putOnList, renewed } from "./bans.ts";
import { tellJoinOrLeave } from "./crowd.ts";
import { removeFromRoom } from "./leave.ts";
import { expel, mustBeOperator, unlisted } from "./moderate.ts";
import { authority, type Standing, subordinate, targetIn } from "./order.ts";
import { POWER } from "./roles.ts";
import { hold, proceed, refuse, reply } from "./speak.ts";
import type { BanList, Peer, Person, Room, Session, State } from "./state.ts";

/** Answers `ban` with `ok`; who is meant and in the room gets `left`, the others the entry. */
export function ban(state: State, peer: Peer, command: CommandOf<"ban">, ref: string | undefined): void {
  const place = placeOf(state, peer, command.room, ref);
  if (!place) return;
  const { room, person } = place;
  const list = room?.bans ?? state.bans;
  const mask = cleanLine(command.mask ?? command.nick ?? "").trim();
  const named = command.nick === undefined ? undefined : targetIn(state, room, command.nick);
  const target = named ?? targetIn(state, room, nameInMask(mask) ?? "");
  if (target && !subordinate(state, peer, ref, place, target)) return;
  const why = terms(state, peer, ref, command);
  if (!why) return;
  const made = named ? banOn(state, "ban", room, named, person.nick) : banByMask(state, room, mask, person.nick);
  if (!made || lengthUpTo(made.mask, MASK_LENGTH_MAX) > MASK_LENGTH_MAX) {
    const text = "A mask is a nick, account:NAME or address:ADDRESS, such as address:192.0.2.0/24";
    return refuse(state, peer, ref, "bad-request", text, { field: "mask" });
  }
  dropExpired(state, list);
  const record = renewed(list, { ...made, ...why });
  if (!named && mayNotBeMeant(state, peer, ref, place, record)) return;
  if (list.size >= BANS_MAX && !list.has(fold(record.mask))) {
    return refuse(state, peer, ref, "not-allowed", `There are ${BANS_MAX} bans already: take some back first`);
  }
  const keeps: Kept[] = [record, ...voidTokens(state, room, target?.account)];
  if (!room) return banFromServer(state, peer, ref, { person, record, keeps, seconds: command.for });
  const meant = target && unlisted(room, target, "ban").also;
  act(state, peer, ref, {
    room,
    event: { type: "ban", mask: record.mask, ...(target && { nick: target.nick }), ...why },
    text: `banned ${record.mask}${lasting(command.for)}${because(why.reason)}`,
    also: { ...meant, keeps },
    done() {
      putOnList(state, room, list, record);
      removeMeant(state, room, record, target?.person);
    },
  });
}

/** Takes out of the room whom a ban means. Its entry names `named`; of each other the members are told. */
function removeMeant(state: State, room: Room, record: BanRecord, named: Person | undefined): void {
  const { by } = record;
  for (const { person } of [...room.members.values()]) {
    const out = ({ address }: Session) => means(record, person, address) && barred(state, room, person, address);
    if (![...person.sessions].some(out)) continue;
    removeFromRoom(state, room, person, { code: "banned", by, ...reasonOf(record) });
    if (person === named) continue;
    const event = { type: "member", room: room.name, nick: person.nick, change: "kicked", by } as const;
    tellJoinOrLeave(state, room, { ...event, ...reasonOf(record) }, undefined);
  }
}

/** Where a ban is to hold, and by whose right: the server's operators', or the room's moderators'. */
function placeOf(
  state: State,
  peer: Peer,
  name: string | undefined,
  ref: string | undefined,
): Omit<Standing, "room"> & { readonly room: Room | undefined } | undefined {
  if (name !== undefined) return authority(state, peer, name, ref, "moderator");
  const person = peer.session?.person;
  if (!person || !mustBeOperator(state, peer, person, ref)) return undefined;
  return { room: undefined, person, power: POWER.operator };
}

/** By a mask too nobody bans those above, nor oneself. */
function mayNotBeMeant(
  state: State,
  peer: Peer,
  ref: string | undefined,
  place: Pick<Standing, "person" | "power"> & { readonly room: Room | undefined },
  record: BanRecord,
): boolean {
  const { room } = place;
  const people = room ? [...room.members.values()].map(({ person }) => person) : [...state.persons.values()];
  for (const person of new Set([place.person, ...people])) {
    if (!isMeant(record, person)) continue;
    const target = targetIn(state, room, person.nick);
    if (target && !subordinate(state, peer, ref, place, target)) return true;
  }
  return false;
}

function isMeant(record: BanRecord, person: Person): boolean {
  return [...person.sessions].some(({ address }) => means(record, person, address));
}

/**
 * The account's resume tokens are void from now on. By a room's ban only those of its members: nobody is logged out by
 * rooms that they have nothing to do with.
 */
function voidTokens(state: State, room: Room | undefined, account: Account | undefined): AccountRecord[] {
  if (!account || (room && !(account.person && room.members.has(account.person.folded)))) return [];
  account.record = { ...account.record, generation: account.record.generation + 1 };
  return state.accounts.byId.has(account.id) && !account.ending ? [account.record] : [];
}

function banFromServer(
  state: State,
  peer: Peer,
  ref: string | undefined,
  { person, record, keeps, seconds }: {
    readonly person: Person;
    readonly record: BanRecord;
    readonly keeps: readonly Kept[];
    readonly seconds: number | undefined;
  },
): void {
  const done = () => {
    state.bans.set(fold(record.mask), record);
    for (const each of [...state.persons.values()]) {
      if (each !== person && isMeant(record, each)) {
        const why = { code: "banned", by: person.nick, ...reasonOf(record) } as const;
        expel(state, each, why, `You are banned${lasting(seconds)}${because(record.reason)}`);
      }
    }
    const { mask, until } = record;
    audit(state, peer, person.nick, "", {
      type: "ban",
      mask,
      ...(until !== undefined && { until }),
      ...reasonOf(record),
    });
    reply(state, peer, { type: "ok" }, ref);
  };
  hold(state, peer);
  const settled = (stored: boolean) => {
    if (stored) done();
    else refuse(state, peer, ref, "storage", "The ban can't be stored now: try again in a moment");
    proceed(state, peer);
  };
  state.emit({ type: "keep", change: { keeps }, ticket: { type: "then", settled } });
}

/** Answers `unban` with `ok`. */
export function unban(state: State, peer: Peer, command: CommandOf<"unban">, ref: string | undefined): void {
  const place = placeOf(state, peer, command.room, ref);
  if (!place) return;
  const { room, person } = place;
  const list = room?.bans ?? state.bans;
  dropExpired(state, list);
  const found = findMask(state, list, command.mask);
  if (!found) {
    const text = `Nobody is banned as ${excerpt(command.mask, MASK_LENGTH_MAX)}: see bans`;
    return refuse(state, peer, ref, "no-such-user", text, { field: "mask" });
  }
  const forgets = [["ban", room?.id ?? "*", found.mask]] as const;
  if (room) {
    return act(state, peer, ref, {
      room,
      event: { type: "unban", mask: found.mask },
      text: `lets ${found.mask} in again`,
      also: { forgets },
      done: () => void list.delete(fold(found.mask)),
    });
  }
  hold(state, peer);
  const settled = (stored: boolean) => {
    if (stored) {
      list.delete(fold(found.mask));
      audit(state, peer, person.nick, "", { type: "unban", mask: found.mask });
      reply(state, peer, { type: "ok" }, ref);
    } else refuse(state, peer, ref, "storage", "That can't be stored now: try again in a moment");
    proceed(state, peer);
  };
  state.emit({ type: "keep", change: { forgets }, ticket: { type: "then", settled } });
}

/** The ban of that mask; a nick finds the one of its account too. */
function findMask(state: State, list: BanList, mask: string): BanRecord | undefined {
  const account = (state.persons.get(fold(mask))?.account ?? state.accounts.named(mask))?.id;
  return list.get(fold(mask)) ?? [...list.values()].find((each) => account !== undefined && each.account === account);
}

/** Answers `bans` with those that hold, and the mutes. */
export function listBans(state: State, peer: Peer, command: CommandOf<"bans">, ref: string | undefined): void {
  const place = placeOf(state, peer, command.room, ref);
  if (!place) return;
  const { room } = place;
  const lists = [room?.bans ?? state.bans, room?.mutes ?? new Map()] as const;
  for (const list of lists) dropExpired(state, list);
  const rows = lists.flatMap((list) => [...list.values()]);
  const fitting = fitRows(rows.map((record) => ({ type: record.type, info: infoOf(record) })));
  const [bans, mutes] = (["ban", "mute"] as const).map((type) =>
    fitting.filter((row) => row.type === type).map(({ info }) => info)
  );
  const more = fitting.length < rows.length;
  reply(state, peer, {
    type: "bans",
    ...(room && { room: room.name }),
    bans: bans ?? [],
    mutes: mutes ?? [],
    more,
  }, ref);
}

function infoOf({ mask, nick, account, address, by, at, until, reason }: BanRecord): BanInfo {
  return {
    mask,
    by,
    at,
    ...(until !== undefined && { until }),
    ...(reason !== undefined && { reason }),
    ...(address !== "" && (nick !== "" || account !== "") && { address: true as const }),
  };
}

function reasonOf({ reason }: BanRecord): { reason?: string } {
  return reason === undefined ? {} : { reason };
}
