// Coming in: a nick is asked for, a session is made, or one is taken up again by its token.
import type { CommandOf } from "../chat/command.ts";
import { LINE_BYTES_MAX, REFS_MAX, TEXT_LENGTH_MAX, UID_LENGTH_MAX } from "../chat/limits.ts";
import { fold, isReserved, type Nick, NICK_RULE, parseNick, skeleton } from "../chat/names.ts";
import type { Refusal } from "../chat/refusal.ts";
import { refuse as no } from "../chat/refusal.ts";
import type { SessionId } from "../chat/room.ts";
import { cleanLine, excerpt, lengthUpTo } from "../chat/text.ts";
import { disconnect, endOldestGrace, endSession } from "./ending.ts";
import { deliverToWatchers, notice, refuse, reply } from "./speak.ts";
import { type Peer, Person, Session, type State } from "./state.ts";
import { rename } from "./nick.ts";

/** Answers `hello` with `welcome`, or with a refusal after which it may be said again on the same connection. */
export function hello(state: State, peer: Peer, command: CommandOf<"hello">, ref: string | undefined): void {
  if (peer.session) return refuse(state, peer, ref, "bad-request", "You have said hello already: send quit first");
  const admitted = admit(state, peer, command);
  if (typeof admitted === "string") return welcome(state, peer, admitted === "resumed", ref);
  const refusal = admitted;
  notice(state, {
    type: "refused",
    address: peer.address,
    nick: excerpt(command.nick, 64),
    code: refusal.code,
  });
  reply(state, peer, { type: "error", ...refusal }, ref);
  if (refusal.code === "too-many-connections") disconnect(state, peer, "refused", undefined);
}

/** What became of a hello: a session taken up again, a new one, or no. */
type Admission = "resumed" | "new" | Refusal;

function admit(state: State, peer: Peer, command: CommandOf<"hello">): Admission {
  const { options } = state;
  if (command.v !== undefined && command.v !== 1) return no("bad-version", "This server speaks version 1: send v 1");
  if (
    options.perAddressMax > 0 && !peer.local && (state.peersByAddress.get(peer.address) ?? 0) > options.perAddressMax
  ) {
    return no("too-many-connections", "Too many connections from your address: close one and try again");
  }
  if (lengthUpTo(command.uid ?? "", UID_LENGTH_MAX) > UID_LENGTH_MAX) {
    return no("bad-request", `A uid has at most ${UID_LENGTH_MAX} characters`, { field: "uid" });
  }
  const nick = parseNick(command.nick);
  if (nick === undefined) return no("bad-nick", NICK_RULE);
  if (isReserved(nick)) return no("nick-reserved", `The nick ${nick} is reserved: choose another`);
  const id = command.resume === undefined ? undefined : options.secrets.verify(command.resume, state.now.at);
  const session = id === undefined ? undefined : state.sessions.get(id);
  if (session) return takeUp(state, peer, session, nick);
  return begin(state, peer, nick, id, command.uid);
}

/** A session that is still here gets another connection; an older one is told that it was replaced. */
function takeUp(state: State, peer: Peer, session: Session, nick: Nick): Admission {
  if (nick !== session.person.nick) {
    const refusal = claim(state, peer, nick, session.person);
    if (refusal) return refusal;
  }
  if (session.peer) disconnect(state, session.peer, "replaced", { type: "bye", code: "replaced" });
  attach(state, peer, session);
  if (nick !== session.person.nick) rename(state, session.person, nick);
  notice(state, { type: "welcomed", address: peer.address, nick, resumed: true });
  return "resumed";
}

/** A new session, or one that only its token remembers. */
function begin(
  state: State,
  peer: Peer,
  nick: Nick,
  resumed: SessionId | undefined,
  uid: string | undefined,
): Admission {
  if (state.sessions.size >= state.options.clientsMax && !endOldestGrace(state)) {
    return no("server-full", "The server is full: try again later");
  }
  const refusal = claim(state, peer, nick, undefined);
  if (refusal) return refusal;
  const person = new Person(nick);
  const session = new Session(
    resumed ?? (state.mint() as SessionId),
    person,
    uid === undefined ? undefined : cleanLine(uid),
    // What it said before its end may still be on its way to the store, where its refs can't be read yet.
    resumed === undefined ? undefined : state.fading.get(resumed)?.said,
  );
  session.refsInStore = resumed !== undefined;
  state.persons.set(person.folded, person);
  state.personByLook.set(person.look, person);
  state.sessions.set(session.id, session);
  person.sessions.add(session);
  attach(state, peer, session);
  deliverToWatchers(state, { type: "person", nick, change: "came" }, peer);
  notice(state, { type: "welcomed", address: peer.address, nick, resumed: resumed !== undefined });
  return resumed === undefined ? "new" : "resumed";
}

/**
 * Makes sure that nobody but `self` bears a nick, one that looks like it, or a group of that name. A nick that only a
 * dropped session holds goes to a newcomer from the same address.
 */
export function claim(state: State, peer: Peer, nick: Nick, self: Person | undefined): Refusal | undefined {
  const folded = fold(nick);
  if (state.groups.has(folded)) return no("nick-taken", `There is a group ${nick}: choose another nick`);
  // One may bear the very name and another one look like it: both are asked before anybody's session ends.
  const holders = new Set([state.persons.get(folded), state.personByLook.get(skeleton(nick))]);
  const dropped: Session[] = [];
  for (const holder of holders) {
    if (!holder || holder === self) continue;
    const refusal = keepFor(state, peer, nick, holder);
    if (refusal) return refusal;
    dropped.push(...holder.sessions);
  }
  for (const session of dropped) endSession(state, session, "dropped");
  return undefined;
}

/** Why somebody's nick, or one that looks like it, is not to be had, or `undefined` where nothing but a grace keeps it. */
function keepFor(state: State, peer: Peer, nick: Nick, holder: Person): Refusal | undefined {
  if (holder.live) {
    const like = holder.folded === fold(nick) ? "in use" : `too much like ${holder.nick}, who is here`;
    return no("nick-taken", `The nick ${nick} is ${like}: choose another`);
  }
  const sessions = [...holder.sessions];
  if (sessions.every((session) => session.address === peer.address)) return undefined;
  const lastDrop = Math.max(...sessions.map((session) => session.droppedAt));
  const wait = Math.max(1, Math.ceil(lastDrop + state.options.graceMs - state.now.mono));
  const seconds = Math.ceil(wait / 1_000);
  return no(
    "nick-taken",
    `The nick ${nick} is kept for ${holder.nick}, whose link dropped, for ${seconds} more seconds`,
    {
      wait,
    },
  );
}

function attach(state: State, peer: Peer, session: Session): void {
  state.silent.delete(peer);
  peer.session = session;
  session.peer = peer;
  state.graces.delete(session);
  session.address = peer.address;
}

function welcome(state: State, peer: Peer, resumed: boolean, ref: string | undefined): void {
  const session = peer.session;
  if (!session) return;
  const { options, now } = state;
  const { person } = session;
  reply(state, peer, {
    type: "welcome",
    v: 1,
    nick: person.nick,
    server: options.server,
    id: options.store,
    session: session.id,
    resume: options.secrets.sign(session.id, now.at),
    resumed,
    limits: { line: LINE_BYTES_MAX, text: TEXT_LENGTH_MAX, rooms: options.roomsPerClient, refs: REFS_MAX },
    ping: options.pingMs,
    rooms: [...person.memberships.values()].map((member) => member.room.name),
    groups: [...person.groups].map((group) => group.name),
    motd: options.motd,
  }, ref);
}
