// Who acts, on whom, where: what every act of order asks first. A hidden room is not there for strangers.
import type { Role } from "../chat/command.ts";
import type { Holder } from "../chat/kept.ts";
import { NICK_LENGTH_MAX } from "../chat/limits.ts";
import { fold } from "../chat/names.ts";
import { excerpt } from "../chat/text.ts";
import type { Account } from "./account.ts";
import { recordOf } from "./act.ts";
import { findRoom } from "./find_room.ts";
import { holderOf, holdersOf, isOperator, POWER, roleIn } from "./roles.ts";
import { refuse } from "./speak.ts";
import type { Member, Peer, Person, Room, State } from "./state.ts";

/** Somebody in a position to act in a room: a member, one who has a say in it from outside, or an operator. */
export interface Standing {
  readonly room: Room;
  readonly person: Person;
  readonly power: number;
}

/** Whom an act is about. At least one of person, account and member is there. */
export interface Target {
  /** As others are shown it. */
  readonly nick: string;
  readonly person: Person | undefined;
  readonly account: Account | undefined;
  readonly member: Member | undefined;
  readonly power: number;
}

/** What the asker may do in the room of that name; where it may not know of it the refusal is sent. */
export function standingIn(state: State, peer: Peer, name: string, ref: string | undefined): Standing | undefined {
  const person = peer.session?.person;
  if (!person) return undefined;
  const room = findRoom(state, name);
  const role = room && room.waiting === undefined ? roleOf(room, person) : undefined;
  if (room && role !== undefined) return { room, person, power: POWER[role] };
  if (room && isOperator(state, person)) return { room, person, power: POWER.operator };
  refuse(state, peer, ref, "not-in-room", "You are not in that room: join it first");
  return undefined;

  function roleOf(room: Room, person: Person): Role | "operator" | undefined {
    if (isOperator(state, person)) return "operator";
    const member = room.members.get(person.folded);
    const role = roleIn(room.record, holdersOf(person));
    return member?.role ?? (role === "member" ? undefined : role);
  }
}

/** As {@linkcode standingIn}, for those who have at least that role; the others are refused. */
export function authority(
  state: State,
  peer: Peer,
  name: string,
  ref: string | undefined,
  least: "moderator" | "owner",
): Standing | undefined {
  const standing = standingIn(state, peer, name, ref);
  if (!standing || standing.power >= POWER[least]) return standing;
  const who = least === "owner" ? "an owner" : "an owner or a moderator";
  refuse(state, peer, ref, "not-allowed", `Only ${who} of ${standing.room.name} may do that`);
  return undefined;
}

/** Whom a nick means in a room: who bears it, else the account of that name. */
export function targetIn(state: State, room: Room | undefined, nick: string): Target | undefined {
  const folded = fold(nick);
  const account = state.persons.get(folded)?.account ?? state.accounts.byName.get(folded);
  const person = state.persons.get(folded) ?? account?.person;
  if (!person && !account) return undefined;
  const member = person && room?.members.get(person.folded);
  const shown = person?.nick ?? account?.record.name ?? nick;
  const holders = person ? holdersOf(person) : account ? [holderOf(account)] : [];
  const power = isOperator(state, person) || (account && state.operators.has(account.folded))
    ? POWER.operator
    : Math.max(POWER[member?.role ?? "member"], room ? powerIn(room, holders) : 0);
  return { nick: shown, person, account, member, power };
}

/** The greater of what they may do now and when all that is under way is stored: nobody acts on who is being raised. */
function powerIn(room: Room, holders: readonly Holder[]): number {
  const powers = [room.record, recordOf(room)].map((record) => POWER[roleIn(record, holders) ?? "member"]);
  return Math.max(...powers);
}

/** The target, if the actor may act on it; else the refusal is sent. */
export function subordinate(
  state: State,
  peer: Peer,
  ref: string | undefined,
  standing: Pick<Standing, "person" | "power">,
  target: Target,
): boolean {
  if (target.person === standing.person) {
    refuse(state, peer, ref, "not-to-yourself", "That is yourself: leave the room, or hand it over by transfer");
  } else if (target.power >= standing.power) {
    refuse(state, peer, ref, "not-allowed", `${target.nick} has as much say here as you`);
  } else return true;
  return false;
}

/** Says that nobody is called so; the name comes from a stranger. */
export function noSuchUser(state: State, peer: Peer, ref: string | undefined, name: string, where = "here"): void {
  const nick = excerpt(name, NICK_LENGTH_MAX);
  refuse(state, peer, ref, "no-such-user", `${nick} is not ${where}: see who`, { missed: [nick] });
}

/** What the target's roles hang on. */
export function holdersOfTarget({ person, account }: Target): Holder[] {
  return account ? [holderOf(account)] : person ? holdersOf(person) : [];
}
