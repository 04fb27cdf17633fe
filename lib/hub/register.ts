// Accounts on and off the books, and their passwords.
import type { CommandOf } from "../chat/command.ts";
import { type AccountId, type AccountRecord, keyOf } from "../chat/kept.ts";
import { ACCOUNTS_MAX } from "../chat/limits.ts";
import { fold } from "../chat/names.ts";
import { type Refusal, refuse as deny } from "../chat/refusal.ts";
import { Account, accountOf } from "./account.ts";
import { followAccount } from "./bans.ts";
import { forgetConversations } from "./conversation.ts";
import { disconnect, endSession } from "./ending.ts";
import { persistGroup } from "./group_record.ts";
import { keepGroups, leaveAway } from "./group.ts";
import { payForAccount, tooFast } from "./pace.ts";
import { busy, checkPassword, revise, weakness } from "./password_check.ts";
import { tellAccount } from "./presence.ts";
import { holderOf } from "./roles.ts";
import { afterPassing, passOn, takeSeat } from "./seat.ts";
import { hold, notice, proceed, refuse, reply } from "./speak.ts";
import type { Peer, Room, Session, State } from "./state.ts";
import { tokenOf } from "./token.ts";

const NOT_NOW = "That can't be stored now: try again in a moment";
const NOT_REGISTERED = "You have no account here: register first, or log in";

/** Answers `register` with `ok`: the present nick is the account's name from then on. */
export function register(state: State, peer: Peer, command: CommandOf<"register">, ref: string | undefined): void {
  const session = peer.session;
  if (!session) return;
  const { person } = session;
  const { nick } = person;
  if (person.account || state.accounts.like(nick)) {
    return refuse(state, peer, ref, "nick-registered", `The nick ${nick} is registered already`);
  }
  const refusal = weakness(command.password) ?? mayRegister(state, peer, nick);
  if (refusal) return no(state, peer, ref, refusal);
  const wait = payForAccount(state, peer);
  if (wait > 0) return refuse(state, peer, ref, "too-fast", tooFast(wait), { wait });
  hold(state, peer);
  makeSecret(state, peer, ref, command.password, (secret) => {
    // Its link may have gone meanwhile, and the nick be somebody else's; another one was not looked at.
    const isSame = session.person === person && person.nick === nick && state.sessions.get(session.id) === session;
    if (!isSame || state.accounts.like(nick)) {
      const text = isSame ? `The nick ${nick} is registered already` : `The nick ${nick} is not yours any more`;
      refuse(state, peer, ref, "nick-registered", text);
      return proceed(state, peer);
    }
    const { at } = state.now;
    const record: AccountRecord = {
      type: "account",
      id: state.mint() as AccountId,
      name: nick,
      secret,
      generation: 1,
      createdAt: at,
      seenAt: at,
    };
    const account = new Account(record);
    account.storing = true;
    // The name is taken from now on.
    state.accounts.add(account);
    keep(state, peer, ref, record, (stored) => {
      account.storing = false;
      if (stored) return begun(state, peer, session, account, ref);
      state.accounts.remove(account);
      return undefined;
    });
  });
}

/** Why a nick that is free can't be registered by this peer, or `undefined`. */
function mayRegister(state: State, peer: Peer, nick: string): Refusal | undefined {
  if (state.accounts.byId.size >= ACCOUNTS_MAX) {
    return deny("server-full", "The server keeps as many accounts as it may: ask its operator");
  }
  // Else whoever comes first would be an operator.
  if (peer.local || !state.operators.has(fold(nick))) return undefined;
  return deny(
    "nick-reserved",
    `${nick} is an operator's name: register it on the server's machine, or before the server is told of the operator`,
  );
}

/** The account is stored: what the guest had in rooms is its own; gives those rooms. */
function begun(
  state: State,
  peer: Peer,
  session: Session,
  account: Account,
  ref: string | undefined,
): ReadonlySet<Room> | undefined {
  const { person } = session;
  if (state.sessions.get(session.id) !== session || person.account) return undefined;
  takeSeat(account, person);
  const passed = passOn(state, `session:${session.id}`, holderOf(account));
  followAccount(state, session.id, account);
  keepGroups(state, person, account);
  tellAccount(state, person, peer);
  // What is acknowledged outlives a server that is killed: the roles too.
  afterPassing(state, passed, () => {
    reply(state, peer, { type: "ok", nick: person.nick, resume: tokenOf(state, session), ...accountOf(person) }, ref);
  });
  notice(state, { type: "audit", act: "register", by: person.nick, room: "", target: "", address: peer.address });
  return passed;
}

/** Answers `passwd` with `ok`: the old password and older tokens are void. */
export function passwd(state: State, peer: Peer, command: CommandOf<"passwd">, ref: string | undefined): void {
  const session = peer.session;
  const account = ownAccount(state, peer, ref);
  if (!session || !account) return;
  const weak = weakness(command.password);
  if (weak) return no(state, peer, ref, weak);
  hold(state, peer);
  proven(state, peer, ref, account, command.old, () => {
    const { generation, secret: before } = account.record;
    makeSecret(state, peer, ref, command.password, (secret) => {
      // Another connection may have been quicker: the old password is none any more.
      if (account.record.generation !== generation) {
        no(state, peer, ref, busy());
        return proceed(state, peer);
      }
      revise(state, account, { secret, generation: generation + 1 }, (stored) => {
        if (stored) reply(state, peer, { type: "ok", resume: tokenOf(state, session) }, ref);
        else {
          account.record = { ...account.record, secret: before };
          refuse(state, peer, ref, "storage", NOT_NOW);
        }
        proceed(state, peer);
      });
    });
  });
}

/** Answers `unregister` with `ok`: the name is anybody's, and this connection goes on as a guest under it. */
export function unregister(state: State, peer: Peer, command: CommandOf<"unregister">, ref: string | undefined): void {
  const session = peer.session;
  const account = ownAccount(state, peer, ref);
  if (!session || !account) return;
  hold(state, peer);
  proven(state, peer, ref, account, command.password, () => {
    const forgets = [keyOf(account.record)];
    account.ending = true;
    const settled = (stored: boolean) => {
      account.ending = stored;
      if (!stored) refuse(state, peer, ref, "storage", NOT_NOW);
      const passed = stored && state.accounts.byId.has(account.id) ? strike(state, peer, session, account) : undefined;
      afterPassing(state, passed, () => {
        if (stored) reply(state, peer, { type: "ok", nick: session.person.nick, resume: tokenOf(state, session) }, ref);
        proceed(state, peer);
      });
    };
    state.emit({ type: "keep", change: { forgets }, ticket: { type: "then", settled } });
  });
}

/** The account is off the books. Whoever bears it by then goes, but for the one who asked: that is a guest now. */
function strike(state: State, peer: Peer, session: Session, account: Account): ReadonlySet<Room> {
  for (const other of [...account.person?.sessions ?? []]) {
    if (other === session) continue;
    const text = "The account was unregistered";
    if (other.peer) disconnect(state, other.peer, "replaced", { type: "bye", code: "replaced", text });
    endSession(state, other, "exit");
  }
  state.accounts.remove(account);
  forgetConversations(state, account);
  const passed = passOn(state, holderOf(account), `session:${session.id}`);
  const { person } = account;
  account.person = undefined;
  if (person) person.account = undefined;
  for (const group of [...account.groups]) {
    if (group.away.has(account.id)) leaveAway(state, group, account);
    else persistGroup(state, group);
  }
  if (person) tellAccount(state, person, peer);
  const { name: by } = account.record;
  notice(state, { type: "audit", act: "unregister", by, room: "", target: "", address: peer.address });
  return passed;
}

function ownAccount(state: State, peer: Peer, ref: string | undefined): Account | undefined {
  const account = peer.session?.person.account;
  if (!account) refuse(state, peer, ref, "not-registered", NOT_REGISTERED);
  return account;
}

/** Goes on where the password is right; else the refusal is sent, and the peer is free. */
function proven(
  state: State,
  peer: Peer,
  ref: string | undefined,
  account: Account,
  password: string,
  then: () => void,
): void {
  checkPassword(state, peer, account.record.name, password, (outcome) => {
    if (!("code" in outcome)) return then();
    no(state, peer, ref, outcome);
    proceed(state, peer);
  });
}

function makeSecret(
  state: State,
  peer: Peer,
  ref: string | undefined,
  password: string,
  then: (secret: string) => void,
): void {
  const settled = (outcome: { readonly type: string; readonly secret?: string }) => {
    if (outcome.secret !== undefined) return then(outcome.secret);
    no(state, peer, ref, busy());
    proceed(state, peer);
  };
  state.emit({ type: "hash", password, ticket: { settled } });
}

function keep(
  state: State,
  peer: Peer,
  ref: string | undefined,
  record: AccountRecord,
  then: (stored: boolean) => ReadonlySet<Room> | undefined,
): void {
  const settled = (stored: boolean) => {
    const passed = then(stored);
    if (!stored) refuse(state, peer, ref, "storage", NOT_NOW);
    afterPassing(state, passed, () => proceed(state, peer));
  };
  state.emit({ type: "keep", change: { keeps: [record] }, ticket: { type: "then", settled } });
}

function no(state: State, peer: Peer, ref: string | undefined, refusal: Refusal): void {
  reply(state, peer, { type: "error", ...refusal }, ref);
}
