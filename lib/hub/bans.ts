// Who is meant by a ban or a mute: an account under whatever name, a nick, a guest's session, an address.
import { formatDuration } from "../chat/duration.ts";
import { type BanRecord, keyOf } from "../chat/kept.ts";
import { fold, type Nick } from "../chat/names.ts";
import { type Refusal, refuse as no } from "../chat/refusal.ts";
import type { SessionId } from "../chat/room.ts";
import type { Account } from "./account.ts";
import { addressFits, isAddressMask } from "./address.ts";
import { NO_SUCH_ROOM } from "./find_room.ts";
import { forget } from "./leave.ts";
import type { Target } from "./order.ts";
import { holdersOf, isOperator, roleIn } from "./roles.ts";
import { type BanList, type Peer, Person, type Room, type State } from "./state.ts";

/** The ban in a list that means somebody, if there is one that still holds. */
export function findBan(state: State, list: BanList, person: Person, address: string): BanRecord | undefined {
  for (const ban of list.values()) if (holds(state, ban) && means(ban, person, address)) return ban;
  return undefined;
}

/**
 * Why somebody may not come to the server, or be called so there: who has no session here yet, or one that only its token
 * tells of. Operators always may.
 */
export function serverBan(
  state: State,
  nick: Nick,
  account: Account | undefined,
  session: SessionId | undefined,
  address: string,
): Refusal | undefined {
  if (state.bans.size === 0 || (account && state.operators.has(account.folded))) return undefined;
  const somebody = new Person(nick);
  somebody.account = account;
  // Somebody new is never one who was known before.
  somebody.since = (session && state.sessions.get(session)?.person.since) ?? Infinity;
  const ban = findBan(state, state.bans, somebody, address) ??
    [...state.bans.values()].find((ban) => session !== undefined && ban.session === session && holds(state, ban));
  return ban && no("banned", sentence(state, ban, isNamed(ban, somebody) || ban.session === session, "this server"));
}

/** For how long yet, and why. Who only comes from the address of somebody who is banned is told that it is not them. */
function sentence(state: State, ban: BanRecord, named: boolean, place: string): string {
  const long = ban.until === undefined
    ? ""
    : ` for ${formatDuration(Math.ceil((ban.until - state.now.at) / 1_000))} more`;
  const why = ban.reason === undefined ? "" : `: ${ban.reason}`;
  if (named || isByAddress(ban)) return `You are banned from ${place}${long}${why}`;
  return `Somebody from your address is banned from ${place}${long}, so newcomers from there are kept out${why}`;
}

/**
 * Why somebody may not be in a room; owners and operators always may, and no address keeps out a moderator. To the banned
 * a hidden room is not there.
 */
export function barred(state: State, room: Room, person: Person, address: string): Refusal | undefined {
  if (room.bans.size === 0) return undefined;
  const role = roleIn(room.record, holdersOf(person));
  if (role === "owner" || isOperator(state, person)) return undefined;
  const ban = findBan(state, room.bans, person, role === "moderator" ? "" : address);
  if (!ban) return undefined;
  return room.record.private ? NO_SUCH_ROOM : no("banned", sentence(state, ban, isNamed(ban, person), room.name));
}

/** The mute that keeps a peer from speaking in a room. Asked for each thing that is said, where anybody is muted. */
export function muteOf(state: State, room: Room, peer: Peer): BanRecord | undefined {
  const person = peer.session?.person;
  return person && findBan(state, room.mutes, person, peer.address);
}

/**
 * Whether a ban or a mute means somebody who comes from an address. One by nick follows a guest by session and address,
 * and an account by itself.
 */
export function means(ban: BanRecord, person: Person, address: string): boolean {
  if (isNamed(ban, person)) return true;
  if (ban.address === "" || !addressFits(ban.address, address)) return false;
  // An address that was only taken along with a nick says nothing of neighbours who were known before.
  return isByAddress(ban) || (person.account?.record.createdAt ?? person.since) > ban.at;
}

/** Whether it means them by their nick, account or session. */
function isNamed(ban: BanRecord, { folded, account, sessions }: Person): boolean {
  if (ban.nick !== "" && ban.nick === folded) return true;
  if (ban.account !== "" && ban.account === account?.id) return true;
  if (ban.session === "") return false;
  for (const { id } of sessions) if (id === ban.session) return true;
  return false;
}

function isByAddress(ban: BanRecord): boolean {
  return ban.nick === "" && ban.account === "";
}

/** Whether a ban still holds. */
export function holds(state: State, { until }: BanRecord): boolean {
  return until === undefined || until > state.now.at;
}

/** An address from which at least so many others are here is many people's: a school's, an office's, a tunnel's. */
const SHARED_BY = 3;

/** The address to ban along with somebody: none where those behind it would be kept out with them. */
function addressOf(state: State, self: Person | undefined): string {
  const [session] = self?.sessions ?? [];
  if (!session || session.local) return "";
  let others = 0;
  for (const { peer, person } of state.sessions.values()) {
    if (person !== self && peer && peer.addressKey === session.addressKey) others += 1;
  }
  return others < SHARED_BY ? session.address : "";
}

/** A ban of somebody who is here or has an account, by all that they could come back under. */
export function banOn(
  state: State,
  type: BanRecord["type"],
  room: Room | undefined,
  { nick, person, account }: Target,
  by: string,
): BanRecord {
  const [session] = person?.sessions ?? [];
  return {
    type,
    room: room?.id ?? "",
    mask: nick,
    nick: fold(nick),
    account: account?.id ?? "",
    session: account ? "" : session?.id ?? "",
    address: addressOf(state, person),
    by,
    at: state.now.at,
  };
}

/**
 * A ban or a mute as it takes the place of the one under its mask, if that holds still: it also means whom that one
 * meant by session, account or address, as long as it has none of its own. Nobody gets out by being banned once more.
 */
export function renewed(list: BanList, made: BanRecord): BanRecord {
  const before = list.get(fold(made.mask));
  if (!before) return made;
  const session = made.session || before.session;
  // Beside a new guest's session the place of the account is kept free: for the one that this guest may become.
  const account = made.account || (made.session === "" ? before.account : "");
  const address = made.address || before.address;
  // Newcomers are those who came after the first ban of that address.
  const at = address !== "" && address === before.address ? before.at : made.at;
  // Spelt as before it has the same place in the store: the one before must not be there again after a restart.
  return { ...made, mask: before.mask, session, account, address, at };
}

/** Whom a mask names; `undefined` where it is an address. */
export function nameInMask(mask: string): string | undefined {
  const match = /^(?:account:(.+)|([^!@]*)!\*@\*)$/.exec(mask);
  return match?.[1] ?? match?.[2] ?? (/^address:|[!@]/.test(mask) ? undefined : mask);
}

/**
 * A ban by mask: `NICK`, `account:NAME`, `address:ADDRESS` or `address:ADDRESS/BITS`, and IRC's `NICK!*@*` and
 * `*!*@ADDRESS`.
 *
 * @returns `undefined` where the mask means nobody, or everybody
 */
export function banByMask(
  state: State,
  room: Room | undefined,
  mask: string,
  by: string,
): BanRecord | undefined {
  const empty = { nick: "", account: "", session: "", address: "" } as const;
  const base = { type: "ban", room: room?.id ?? "", mask, by, at: state.now.at, ...empty } as const;
  const [, kind, name = ""] = /^(account|address):(.+)$/.exec(mask) ?? [];
  if (kind === "account") {
    const account = state.accounts.named(name);
    return account && { ...base, account: account.id };
  }
  if (kind === "address") return isAddressMask(name) ? { ...base, address: name } : undefined;
  const [, nick = mask, host = ""] = /^([^!@]*)!\*@(.+)$/.exec(mask) ?? [];
  if (host !== "" && host !== "*") return nick === "*" && isAddressMask(host) ? { ...base, address: host } : undefined;
  if (nick === "" || nick.includes("*") || nick.includes("?")) return undefined;
  const account = state.accounts.named(nick);
  return { ...base, nick: fold(nick), account: account?.id ?? "" };
}

/** A guest has become an account: what keeps the guest out or silent means the account from now on. */
export function followAccount(state: State, session: SessionId, account: Account): void {
  const rooms = [...state.rooms.values()];
  for (const list of [state.bans, ...rooms.flatMap(({ bans, mutes }) => [bans, mutes])]) {
    for (const [key, ban] of list) {
      if (ban.session !== session || ban.account !== "") continue;
      const follows: BanRecord = { ...ban, account: account.id };
      list.set(key, follows);
      state.emit({ type: "keep", change: { keeps: [follows] }, ticket: { type: "then", settled() {} } });
    }
  }
}

/** A record of a room's is stored. Where the room was deleted meanwhile nobody else would ever forget it. */
export function putOnList(state: State, room: Room, list: BanList, record: BanRecord): void {
  if (room.ended) forget(state, [keyOf(record)]);
  else list.set(fold(record.mask), record);
}

/** Forgets bans that hold no longer. */
export function dropExpired(state: State, list: BanList): void {
  for (const [key, ban] of list) {
    if (holds(state, ban)) continue;
    list.delete(key);
    forget(state, [keyOf(ban)]);
  }
}

/** The list that a record belongs to. */
export function listOf(state: State, record: BanRecord): BanList | undefined {
  const room = record.room === "" ? undefined : state.roomById.get(record.room);
  if (record.room === "") return state.bans;
  return record.type === "ban" ? room?.bans : room?.mutes;
}
