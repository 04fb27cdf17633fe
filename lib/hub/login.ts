// Proving to be an account on a connection that is there already, and being a guest again.
import type { CommandOf } from "../chat/command.ts";
import { type Nick, parseNick } from "../chat/names.ts";
import type { Holder } from "../chat/kept.ts";
import type { Refusal } from "../chat/refusal.ts";
import { excerpt } from "../chat/text.ts";
import { type Account, accountOf } from "./account.ts";
import { greet } from "./away.ts";
import { followAccount, serverBan } from "./bans.ts";
import { claim } from "./claim.ts";
import { detach } from "./ending.ts";
import { keepGroups } from "./group.ts";
import { leaveWith } from "./leave.ts";
import { rename, tellNewNick } from "./nick.ts";
import { checkPassword, revise } from "./password_check.ts";
import { tellRoles } from "./change_role.ts";
import { tellAccount } from "./presence.ts";
import { holderOf } from "./roles.ts";
import { afterPassing, inherit, passOn, sit } from "./seat.ts";
import { deliverToWatchers, hold, notice, proceed, refuse, reply } from "./speak.ts";
import { type Peer, Person, type Room, type Session, type State } from "./state.ts";
import { tokenOf } from "./token.ts";

/** Answers `login` with `ok` and the account's nick. */
export function login(state: State, peer: Peer, command: CommandOf<"login">, ref: string | undefined): void {
  const session = peer.session;
  if (!session) return;
  const { person } = session;
  if (person.account) {
    const text = `You are logged in as ${person.account.record.name}: log out first`;
    return refuse(state, peer, ref, "bad-request", text);
  }
  hold(state, peer);
  const name = command.nick ?? person.nick;
  checkPassword(state, peer, name, command.password, (outcome) => {
    let passed: ReadonlySet<Room> | undefined;
    if (peer.open && peer.session === session) {
      if ("code" in outcome) {
        notice(state, { type: "refused", address: peer.address, nick: excerpt(name, 64), code: outcome.code });
        reply(state, peer, { type: "error", ...outcome }, ref);
      } else passed = become(state, peer, session, outcome, spelled(command.nick, outcome), ref);
    }
    afterPassing(state, passed, () => {
      if (passed) welcomeBack(state, peer, session, ref);
      proceed(state, peer);
      if (!("code" in outcome)) greet(state, peer);
    });
  });
}

/** The account's name as it was typed now, or as it was registered. */
function spelled(typed: string | undefined, account: Account): Nick {
  return parseNick(typed ?? "") ?? account.record.name as Nick;
}

/**
 * A guest becomes an account: under its nick, or where it is here already, as one more connection of it. Gives the rooms
 * in which something is passed on to the account.
 */
function become(
  state: State,
  peer: Peer,
  session: Session,
  account: Account,
  nick: Nick,
  ref: string | undefined,
): ReadonlySet<Room> | undefined {
  const guest = session.person;
  const was = guest.nick;
  const ban = serverBan(state, nick, account, session.id, peer.address);
  if (ban) return no(state, peer, ref, ban);
  const present = account.person;
  const holder: Holder = `session:${session.id}`;
  let passed: ReadonlySet<Room>;
  if (!present) {
    const refusal = nick === guest.nick ? undefined : claim(state, peer, nick, guest, account);
    if (refusal) return no(state, peer, ref, refusal);
    if (nick !== guest.nick) rename(state, guest, nick);
    const twice = new Set([...guest.groups].filter((group) => account.groups.has(group)));
    sit(state, account, guest);
    passed = passOn(state, holder, holderOf(account));
    keepGroups(state, guest, account, twice);
    for (const { room } of guest.memberships) if (!passed.has(room)) tellRoles(state, room);
    tellAccount(state, guest, peer);
  } else {
    leaveAll(state, peer, session);
    detach(state, session, "exit");
    session.person = present;
    present.sessions.add(session);
    passed = passOn(state, holder, holderOf(account));
    inherit(state, session);
  }
  followAccount(state, session.id, account);
  const { person } = session;
  // The answer waits for what is passed on to be stored.
  if (passed.size > 0) tellNewNick(state, peer, was, person.nick);
  notice(state, { type: "welcomed", address: peer.address, nick: person.nick, resumed: false });
  return passed;
}

/** What is acknowledged outlives a server that is killed: by then what was passed on is stored. */
function welcomeBack(state: State, peer: Peer, session: Session, ref: string | undefined): void {
  const { person } = session;
  reply(state, peer, { type: "ok", nick: person.nick, resume: tokenOf(state, session), ...accountOf(person) }, ref);
}

function no(state: State, peer: Peer, ref: string | undefined, refusal: Refusal): undefined {
  reply(state, peer, { type: "error", ...refusal }, ref);
}

/** Answers `logout` with `ok` and the guest's nick; the account's older tokens are void. */
export function logout(state: State, peer: Peer, ref: string | undefined): void {
  const session = peer.session;
  const account = session?.person.account;
  if (!session || !account) return refuse(state, peer, ref, "not-registered", "You are not logged in");
  hold(state, peer);
  revise(state, account, { generation: account.record.generation + 1, seenAt: state.now.at }, (stored) => {
    if (!stored) refuse(state, peer, ref, "storage", "That can't be stored now: try again in a moment");
    else if (peer.open && peer.session === session && session.person.account === account) {
      becomeGuest(state, peer, session);
      // Its other connections go on, also over a lost link: with tokens that hold.
      for (const other of account.person?.sessions ?? []) {
        if (other.peer) reply(state, other.peer, { type: "resume", resume: tokenOf(state, other) }, undefined);
      }
      reply(state, peer, { type: "ok", nick: session.person.nick, resume: tokenOf(state, session) }, ref);
    }
    proceed(state, peer);
  });
}

/** The session goes on under a guest's nick, in no room; what the account has stays the account's. */
function becomeGuest(state: State, peer: Peer, session: Session): void {
  const former = session.person;
  leaveAll(state, peer, session);
  detach(state, session, "exit");
  const guest = new Person(guestNick(state));
  guest.since = state.now.at;
  guest.spokeAt = state.now.mono;
  session.person = guest;
  guest.sessions.add(session);
  state.persons.set(guest.folded, guest);
  state.personByLook.set(guest.look, guest);
  deliverToWatchers(state, { type: "person", nick: guest.nick, change: "came" }, peer);
  notice(state, { type: "renamed", nick: former.nick, to: guest.nick });
}

/** The session leaves all rooms that it is in, and is told so. */
function leaveAll(state: State, peer: Peer, session: Session): void {
  for (const member of session.person.memberships) {
    if (!member.held.has(session)) continue;
    leaveWith(state, session, member, "left");
    reply(state, peer, { type: "left", room: member.room.name }, undefined);
  }
}

function guestNick(state: State): Nick {
  for (let number = 1;; number++) {
    const nick = parseNick(`guest${number}`);
    if (nick === undefined) throw new RangeError("Cannot name a guest: the name breaks the rules");
    const person = new Person(nick);
    const taken = state.persons.has(person.folded) || state.personByLook.has(person.look) ||
      state.accounts.like(nick) || state.groups.has(person.folded);
    if (!taken) return nick;
  }
}
