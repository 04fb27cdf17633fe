// Coming in: a nick is asked for, a session is made, or one is taken up again by its token.
import type { CommandOf } from "../chat/command.ts";
import { LINE_BYTES_MAX, REFS_MAX, TEXT_LENGTH_MAX, UID_LENGTH_MAX } from "../chat/limits.ts";
import { isReserved, type Nick, NICK_RULE, parseNick } from "../chat/names.ts";
import type { Refusal } from "../chat/refusal.ts";
import { refuse as no } from "../chat/refusal.ts";
import type { SessionId } from "../chat/room.ts";
import { cleanLine, excerpt, lengthUpTo } from "../chat/text.ts";
import { type Account, accountOf } from "./account.ts";
import { greet } from "./away.ts";
import { serverBan } from "./bans.ts";
import { claim } from "./claim.ts";
import { disconnect, endOldestGrace } from "./ending.ts";
import type { Claim } from "./options.ts";
import { payForHello, tooFast } from "./pace.ts";
import { checkPassword } from "./password_check.ts";
import { isOperator } from "./roles.ts";
import { inherit, sit } from "./seat.ts";
import { deliverToWatchers, hold, notice, proceed, refuse, reply } from "./speak.ts";
import { claimOf, tokenOf } from "./token.ts";
import { type Peer, Person, Session, type State } from "./state.ts";
import { rename } from "./nick.ts";

/** Answers `hello` with `welcome`, or with a refusal after which it may be said again on the same connection. */
export function hello(state: State, peer: Peer, command: CommandOf<"hello">, ref: string | undefined): void {
  if (peer.session) return refuse(state, peer, ref, "bad-request", "You have said hello already: send quit first");
  const wait = payForHello(state, peer);
  if (wait > 0) return refused(state, peer, command, ref, no("too-fast", tooFast(wait), { wait }));
  const nick = namely(state, peer, command);
  if (typeof nick !== "string") return refused(state, peer, command, ref, nick);
  const claim = claimOf(state, command.resume);
  const account = claim?.account && state.accounts.byId.get(claim.account.id);
  const { password } = command;
  if (account || password === undefined) {
    admit(state, peer, command, ref, { nick, claim, account });
    return greet(state, peer);
  }
  hold(state, peer);
  checkPassword(state, peer, nick, password, (outcome) => {
    if (peer.open && !peer.session) {
      if ("code" in outcome) refused(state, peer, command, ref, outcome);
      else admit(state, peer, command, ref, { nick, claim: undefined, account: outcome });
    }
    proceed(state, peer);
    greet(state, peer);
  });
}

/** Who is at the door: under which nick, with which token that holds, and which account it has proved to be. */
interface Arrival {
  readonly nick: Nick;
  readonly claim: Claim | undefined;
  readonly account: Account | undefined;
}

function refused(
  state: State,
  peer: Peer,
  command: CommandOf<"hello">,
  ref: string | undefined,
  refusal: Refusal,
): void {
  const nick = excerpt(command.nick, 64);
  notice(state, { type: "refused", address: peer.address, nick, code: refusal.code });
  reply(state, peer, { type: "error", ...refusal }, ref);
  if (refusal.code === "too-many-connections") disconnect(state, peer, "refused", undefined);
}

/** The nick that is asked for, if it may be borne at all, and the rest of the hello keeps the rules. */
function namely(state: State, peer: Peer, command: CommandOf<"hello">): Nick | Refusal {
  const { perAddressMax } = state.options;
  if (command.v !== undefined && command.v !== 1) return no("bad-version", "This server speaks version 1: send v 1");
  if (perAddressMax > 0 && !peer.local && (state.peersByAddress.get(peer.addressKey) ?? 0) > perAddressMax) {
    return no("too-many-connections", "Too many connections from your address: close one and try again");
  }
  if (lengthUpTo(command.uid ?? "", UID_LENGTH_MAX) > UID_LENGTH_MAX) {
    return no("bad-request", `A uid has at most ${UID_LENGTH_MAX} characters`, { field: "uid" });
  }
  const nick = parseNick(command.nick);
  if (nick === undefined) return no("bad-nick", NICK_RULE);
  return isReserved(nick) ? no("nick-reserved", `The nick ${nick} is reserved: choose another`) : nick;
}

function admit(
  state: State,
  peer: Peer,
  command: CommandOf<"hello">,
  ref: string | undefined,
  arrival: Arrival,
): void {
  const { nick, claim, account } = arrival;
  const ban = serverBan(state, nick, account, claim?.session, peer.address);
  if (ban) return refused(state, peer, command, ref, ban);
  const session = claim && state.sessions.get(claim.session);
  const admission = session ? takeUp(state, peer, session, nick) : begin(state, peer, arrival, command.uid);
  if (typeof admission !== "string") return refused(state, peer, command, ref, admission);
  welcome(state, peer, admission === "resumed", ref);
}

/** What became of a hello: a session taken up again, a new one, or no. */
type Admission = "resumed" | "new" | Refusal;

/** A session that is still here gets another connection; an older one is told that it was replaced. */
function takeUp(state: State, peer: Peer, session: Session, asked: Nick): Admission {
  const { person } = session;
  // Where others go on under the present nick, one of them does not change it by coming back.
  const nick = person.sessions.size > 1 ? person.nick : asked;
  if (nick !== person.nick) {
    const refusal = claim(state, peer, nick, person, person.account);
    if (refusal) return refusal;
  }
  if (session.peer) disconnect(state, session.peer, "replaced", { type: "bye", code: "replaced" });
  attach(state, peer, session);
  if (nick !== person.nick) rename(state, person, nick);
  notice(state, { type: "welcomed", address: peer.address, nick, resumed: true });
  return "resumed";
}

/** A new session, or one that only its token remembers: of a guest, or one more of an account. */
function begin(state: State, peer: Peer, arrival: Arrival, uid: string | undefined): Admission {
  const { nick, account } = arrival;
  if (state.sessions.size >= state.options.clientsMax && !endOldestGrace(state)) {
    return no("server-full", "The server is full: try again later");
  }
  const present = account?.person;
  const refusal = present ? undefined : claim(state, peer, nick, undefined, account);
  if (refusal) return refusal;
  const resumed = arrival.claim?.session;
  const person = present ?? newPerson(state, nick, account);
  const session = new Session(
    resumed ?? (state.mint() as SessionId),
    person,
    uid === undefined ? undefined : cleanLine(uid),
    // What it said before its end may still be on its way to the store, where its refs can't be read yet.
    resumed === undefined ? undefined : state.fading.get(resumed)?.said,
  );
  session.refsInStore = resumed !== undefined;
  state.sessions.set(session.id, session);
  person.sessions.add(session);
  attach(state, peer, session);
  if (present) inherit(state, session);
  else deliverToWatchers(state, { type: "person", nick, change: "came", ...accountOf(person) }, peer);
  notice(state, { type: "welcomed", address: peer.address, nick: person.nick, resumed: resumed !== undefined });
  return resumed === undefined ? "new" : "resumed";
}

function newPerson(state: State, nick: Nick, account: Account | undefined): Person {
  const person = new Person(nick);
  person.since = state.now.at;
  person.spokeAt = state.now.mono;
  state.persons.set(person.folded, person);
  state.personByLook.set(person.look, person);
  if (account) sit(state, account, person);
  return person;
}

function attach(state: State, peer: Peer, session: Session): void {
  state.silent.delete(peer);
  peer.session = session;
  session.peer = peer;
  state.graces.delete(session);
  session.address = peer.address;
  session.addressKey = peer.addressKey;
  session.local = peer.local;
}

function welcome(state: State, peer: Peer, resumed: boolean, ref: string | undefined): void {
  const session = peer.session;
  if (!session) return;
  const { options } = state;
  const { person } = session;
  reply(state, peer, {
    type: "welcome",
    v: 1,
    nick: person.nick,
    server: options.server,
    id: options.store,
    session: session.id,
    resume: tokenOf(state, session),
    resumed,
    limits: { line: LINE_BYTES_MAX, text: TEXT_LENGTH_MAX, rooms: options.roomsPerClient, refs: REFS_MAX },
    ping: options.pingMs,
    rooms: [...person.memberships].map((member) => member.room.name),
    groups: [...person.groups].map((group) => group.name),
    motd: options.motd,
    ...(person.account && { account: person.account.record.name }),
    ...(isOperator(state, person) && { operator: true }),
    ...(options.requireLogin && !person.account && { mustLogin: true }),
  }, ref);
}
