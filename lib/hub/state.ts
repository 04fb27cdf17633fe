// Who and what there is: the nouns that the hub's functions change. They hold facts; what may happen to them is
// decided in the files beside this one.
import type { Moment } from "../clock.ts";
import type { Account } from "./account.ts";
import { Accounts } from "./account.ts";
import { addressKey } from "./address.ts";
import type { Entry } from "../chat/entry.ts";
import type { Event } from "../chat/event.ts";
import type { MemberInfo, Presence, Role } from "../chat/info.ts";
import { WELCOME_MS } from "../chat/limits.ts";
import type { Folded, GroupName, Nick } from "../chat/names.ts";
import { fold, skeleton } from "../chat/names.ts";
import type { AccountId, BanRecord, InviteRecord } from "../chat/kept.ts";
import type { RoomId, RoomRecord, SessionId } from "../chat/room.ts";
import type { Status } from "../chat/command.ts";
import type { Effect } from "./effect.ts";
import type { ConnectionId } from "./input.ts";
import type { HubOptions } from "./options.ts";
import { Failures } from "./failures.ts";
import { Few } from "./few.ts";
import { type AddressPace, Paces } from "./pace.ts";
import { Bucket } from "./rate.ts";
import { RefMemory } from "./refs.ts";
import { SortedMap } from "./sorted_map.ts";
import type { AppendTicket, Entrance, Telling } from "./ticket.ts";

/** Bans or mutes by their masks in comparing form. */
export type BanList = Map<string, BanRecord>;

/** One connection as the hub sees it. */
export class Peer {
  session: Session | undefined;
  /** False once the hub has closed it or it went: late results for it are dropped. */
  open = true;
  /** The peer has closed its sending half. */
  ended = false;
  /** It has said `quit`: it is closed when it is owed nothing more. */
  quitting: { readonly ref: string | undefined; readonly reason?: string } | undefined;
  /** Answers that are still being worked out (says to store, pages to read), weighed. */
  owed = 0;
  /** The next request must wait until the last one is settled. */
  unsettled = false;
  /** Nothing is read of it: a request is unsettled, or it is owed too much. */
  held = false;
  faults = 0;
  /** It can't come back for an answer: its refs only find theirs, and are not remembered. */
  fleeting = false;
  /** It is closed where it has no session after so many ms. */
  welcomeMs = WELCOME_MS;
  /** What counts as its address (`addressKey`). */
  readonly addressKey: string;
  heardAt: number;
  pingedAt: number;
  #bucket: Bucket | undefined;
  #making: Bucket | undefined;
  /** What those of its address have left of their rates together; `undefined` on the machine itself. */
  pace: AddressPace | undefined;
  /** Until then (monotonic ms) everything this connection says is refused, so that order holds. */
  tooFastUntil = 0;

  constructor(
    readonly id: ConnectionId,
    readonly address: string,
    readonly local: boolean,
    public openedAt: number,
  ) {
    this.addressKey = addressKey(address);
    this.heardAt = openedAt;
    this.pingedAt = openedAt;
  }

  /** What is remembered of a request's ref, so that nothing is done twice: `undefined` where nothing is asked twice. */
  once(ref: string | undefined): string | undefined {
    return this.fleeting ? undefined : ref;
  }

  /** What it has left of its rate. */
  get bucket(): Bucket {
    return this.#bucket ??= new Bucket();
  }

  /** For making rooms, where nothing else counts them. */
  get making(): Bucket {
    return this.#making ??= new Bucket();
  }
}

/** A person's continuing presence, carried by one connection at a time. */
export class Session {
  peer: Peer | undefined;
  /** Monotonic ms at which its link went; the grace time counts from there. */
  droppedAt = 0;
  /** The generation of its account for which its last token was made. */
  generation = 0;
  /** Where it was last connected from; `local`: on the machine itself. */
  address = "";
  addressKey = "";
  local = false;
  /** Says on their way to the store. */
  storing = 0;
  /** Refs of this session may be in the store that are not in memory: true after a resume that found none here. */
  refsInStore = false;
  /** Rooms whose refs were read back. */
  refsRead: Set<RoomId> | undefined;
  /** How far a guest says it has read. */
  readUpTo: Map<RoomId, number> | undefined;

  constructor(
    readonly id: SessionId,
    public person: Person,
    public uid: string | undefined,
    /** Said refs per room, once something was said. */
    public said?: Map<RoomId, RefMemory<AppendTicket | { readonly seq: number; readonly at: number }>>,
  ) {}
}

/** Somebody under a nick: one session for a guest, any number for an account. */
export class Person {
  nick: Nick;
  folded: Folded;
  look: string;
  status: Status = "online";
  note = "";
  account: Account | undefined;
  /** Wall ms at which they came. */
  since = 0;
  /** Monotonic ms at which they last said something. */
  spokeAt = 0;
  readonly sessions = new Few<Session>();
  readonly memberships = new Few<Member>();
  readonly groups = new Few<Group>();

  constructor(nick: Nick) {
    this.nick = nick;
    this.folded = fold(nick);
    this.look = skeleton(nick);
  }

  /** A free identifier, as one of its connections has given it. */
  get uid(): string | undefined {
    for (const { uid } of this.sessions) if (uid !== undefined && uid !== "") return uid;
    return undefined;
  }

  /** True while at least one connection carries this person. */
  get live(): boolean {
    for (const session of this.sessions) if (session.peer) return true;
    return false;
  }

  get presence(): Presence {
    return this.live ? this.status : "dropped";
  }
}

/** A person in a room. */
export class Member {
  /** The sessions that have joined and not left: when the last of them is gone, so is the place. */
  readonly held = new Few<Session>();
  /** Those of them that are told what is said; one that came back and has not joined again is not among them. */
  readonly present = new Few<Session>();
  /** How it was last named to somebody. */
  info: MemberInfo | undefined;
  constructor(readonly person: Person, readonly room: Room, public role: Role) {}
}

export class Room {
  readonly folded: Folded;
  readonly members = new Map<Folded, Member>();
  /** The connections that get what is said: those of the members' present sessions. */
  readonly audience = new Set<ConnectionId>();
  readonly bans: BanList = new Map();
  readonly mutes: BanList = new Map();
  readonly invites = new Map<string, InviteRecord>();
  /** Uses of invites, by code, by which somebody is on the way in. */
  readonly lent = new Map<string, number>();
  /** Entrances under way that take a place. */
  reserved = 0;
  /** Entrances that wait for the room's making; `undefined` once it is made. */
  waiting: (() => void)[] | undefined;
  /** Says on their way to the store. */
  storing = 0;
  /** The settings that are on their way to the store: the next change is made to these. */
  wanted: RoomRecord | undefined;
  /** Entrances whose page is being read, each with what was stored since it was asked for. */
  readonly catchingUp = new Map<Entrance, { readonly since: number }>();
  /** What was stored since somebody has been catching up; empty otherwise. */
  recent: readonly Entry[] = [];
  /** Joins and leaves not told yet, in a room too large for names. */
  unsaid = { joined: 0, left: 0 };
  ended = false;

  constructor(public record: RoomRecord, public first: number, public head: number) {
    this.folded = fold(record.name);
  }

  get id(): RoomId {
    return this.record.id;
  }
  get name(): string {
    return this.record.name;
  }
}

/** A named circle of persons; it lives while at least two are in it. */
export class Group {
  readonly folded: Folded;
  readonly members = new Map<Folded, Person>();
  /** Members that are not here and stay, since they have an account. */
  readonly away = new Map<AccountId, Account>();
  /** Where it is recorded what they write, as long as all of them have an account. */
  conversation: Room | undefined;
  constructor(readonly name: GroupName) {
    this.folded = fold(name);
  }

  get size(): number {
    return this.members.size + this.away.size;
  }

  /** The members' names. */
  get names(): string[] {
    const present = [...this.members.values()].map(({ nick }) => nick);
    return [...present, ...[...this.away.values()].map(({ record }) => record.name)];
  }
}

/** All of it, and the effects that the input at hand has caused so far. */
export class State {
  readonly peers = new Map<ConnectionId, Peer>();
  /** Those that have no `welcome` yet, oldest first. */
  readonly silent = new Set<Peer>();
  /** How many connections there are, by what counts as their address. */
  readonly peersByAddress = new Map<string, number>();
  readonly sessions = new Map<SessionId, Session>();
  /** Sessions that ended while something that they said was being stored: who takes one up again gets its refs. */
  readonly fading = new Map<SessionId, Session>();
  readonly persons = new SortedMap<Folded, Person>();
  readonly personByLook = new Map<string, Person>();
  readonly rooms = new SortedMap<Folded, Room>();
  readonly roomById = new Map<RoomId, Room>();
  readonly groups = new Map<Folded, Group>();
  readonly watchers = new Set<ConnectionId>();
  readonly accounts = new Accounts();
  /** Names in comparing form. */
  readonly operators: ReadonlySet<string>;
  /** Who may not come at all. */
  readonly bans: BanList = new Map();
  /** Recorded conversations, by what they are (`pair`, `mail`) and whose. */
  readonly conversations = new Map<string, Room>();
  /** Accounts whose read marks are not stored yet. */
  readonly unmarked = new Set<Account>();
  readonly failures = new Failures();
  readonly paces = new Paces();
  /** Peers that are here and can't be told yet what waits for their account. */
  readonly deaf = new Set<Peer>();
  /** People whose status large rooms are still to be told of. */
  readonly statusDue = new Set<Person>();
  /** People who have logged in or out, likewise. */
  readonly accountDue = new Set<Person>();
  readonly uidDue = new Set<Person>();
  /** Answers to `tell` and `shout` by session, ended ones too, oldest first; bounded in `answered.ts`. */
  readonly answered = new Map<SessionId, RefMemory<Event | Telling>>();
  /** How many answers those are. */
  answers = 0;
  /** Sessions without a link, by when it dropped: the first has waited longest. */
  readonly graces = new Set<Session>();
  /** Rooms with joins and leaves that are not told yet. */
  readonly crowded = new Set<Room>();
  /** Peers to close at the end of this input. */
  finished: Peer[] = [];
  connectedEver = 0;
  minted = 0;
  tickedAt: number | undefined;
  /** When the first tick came, as long as rooms of the last server's may still be claimed. */
  begunAt: number | undefined;
  now: Moment = { at: 0, mono: 0 };
  effects: Effect[] = [];

  constructor(readonly options: HubOptions) {
    this.operators = new Set(options.operators.map(fold));
  }

  /** An id that was never given before: unique to this start of the server, then counted. */
  mint(): string {
    this.minted += 1;
    return `${this.options.boot}-${this.minted.toString(36)}`;
  }

  emit(effect: Effect): void {
    this.effects.push(effect);
  }
}
