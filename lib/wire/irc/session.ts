// What a codec knows of its one connection: who it is, what it has negotiated, where it is.
import type { Event, EventOf } from "../../chat/event.ts";
import { fold, type Folded } from "../../chat/names.ts";
import type { Whose } from "./lines.ts";
import { type CapName, TRAITS, type Traits, traitsOf } from "./caps.ts";

/** Invites that are remembered. */
const INVITES_MAX = 32;
/** Marks that are remembered as they were given. */
const MARKS_MAX = 128;

/** Events that wait for the greeting: more than are kept for somebody who was away. */
const HELD_MAX = 1_024;

/** A room that this connection has joined. */
export interface JoinedRoom {
  readonly name: string;
  private: boolean;
  moderated: boolean;
  locked: boolean;
  invite: boolean;
  limit: number;
}

/** A group that this connection was told of. */
export interface KnownGroup {
  readonly name: string;
  members: readonly string[];
}

/** `new`: NICK and USER are gathered; `asking`: the hub was asked; `admitted`: it said yes; `greeting`: what is left is being settled; `ready`: the client was told. */
export type Phase = "new" | "asking" | "admitted" | "greeting" | "ready";

export class Session {
  phase: Phase = "new";
  /** The nick borne; `""` until admitted. */
  nick = "";
  /** The nick asked for while registering. */
  wanted = "";
  /** What came between the admission and `001`, which must be the first of all: it is told after the greeting. */
  readonly held: Event[] = [];
  /** Why this connection is to end, once that is decided. */
  over: string | undefined;
  /** USER has come. */
  hasUser = false;
  /** As USER or SETNAME has given it. */
  realName: string | undefined;
  /** The hub was told the real name with the hello. */
  named = false;
  password: string | undefined;
  /** Between `CAP LS` or `REQ` and `CAP END`: registration waits. */
  negotiating = false;
  capVersion = 0;
  /** What the hub said at the admission. */
  welcome: EventOf<"welcome"> | undefined;
  account: string | undefined;
  /** A SASL exchange under way: what has come of it, in base64. */
  sasl: string | undefined;
  readonly rooms = new Map<Folded, JoinedRoom>();
  readonly groups = new Map<Folded, KnownGroup>();
  /** Invites that this peer was told of, by the room's folded name: the codes are given when it joins. */
  readonly invites = new Map<Folded, string>();
  /** Nicks whose coming and going this client wants to know of, as it wrote them. */
  readonly monitored = new Map<Folded, string>();
  /** The hub tells this connection of everybody. */
  watching = false;
  /** Up to which times this client has said to have read, by folded target: no less is told it later. */
  readonly marks = new Map<Folded, number>();
  /** Own acts (settings, kicks, roles) that came back with the others: those that don't are told by their answer. */
  actsHeard = 0;
  /** Milliseconds since 1970 UTC, as the last event or the caller told it. */
  at: number | undefined;
  traits: Traits = 0;
  readonly #caps = new Set<CapName>();
  #batches = 0;

  /** @param server `name/version` */
  constructor(readonly server: string) {}

  get caps(): ReadonlySet<CapName> {
    return this.#caps;
  }

  has(cap: CapName): boolean {
    return this.#caps.has(cap);
  }

  setCap(cap: CapName, on: boolean): void {
    if (on) this.#caps.add(cap);
    else this.#caps.delete(cap);
    this.traits = traitsOf(this.#caps);
  }

  /** What a JOIN says of this peer, where it knows more than one word. */
  get whose(): Whose | undefined {
    return this.extendedJoin ? { account: this.account, uid: this.realName } : undefined;
  }

  get extendedJoin(): boolean {
    return (this.traits & TRAITS.extendedJoin) !== 0;
  }

  /** A reference for a batch, used once on this connection. */
  mintBatch(): string {
    this.#batches += 1;
    return this.#batches.toString(36);
  }

  /** The hub has let this connection in, and its client was not told so yet. */
  get isSilent(): boolean {
    return this.phase === "admitted" || this.phase === "greeting";
  }

  /** Keeps an event until the greeting; `false` where it can't wait, or would be one too many. */
  hold(event: Event): boolean {
    const waits = event.type !== "ping" && event.type !== "bye" && event.type !== "error";
    if (!this.isSilent || !waits || this.held.length >= HELD_MAX) return false;
    this.held.push(event);
    return true;
  }

  /** Somebody, perhaps this peer, is called otherwise. */
  rename(was: string, now: string): void {
    // Clients rename in all channels at once: so groups must know, or they would see one go and another come.
    for (const group of this.groups.values()) {
      if (group.members.includes(was)) group.members = group.members.map((nick) => nick === was ? now : nick);
    }
    if (this.isMe(was)) this.nick = now;
  }

  isMe(nick: string): boolean {
    return fold(nick) === fold(this.nick);
  }

  room(name: string): JoinedRoom | undefined {
    return this.rooms.get(fold(name));
  }

  enter(joined: EventOf<"joined">): void {
    const { room: name, limit, private: secret, moderated = false } = joined;
    const known = this.room(name);
    this.rooms.set(fold(name), {
      name,
      private: secret,
      moderated,
      locked: known?.locked ?? false,
      invite: known?.invite ?? false,
      limit,
    });
  }

  noteInvite(room: string, code: string): void {
    this.invites.delete(fold(room));
    this.invites.set(fold(room), code);
    if (this.invites.size > INVITES_MAX) forgetFirst(this.invites);
  }

  noteMark(target: Folded, at: number): void {
    const known = this.marks.get(target) ?? 0;
    this.marks.delete(target);
    this.marks.set(target, Math.max(at, known));
    if (this.marks.size > MARKS_MAX) forgetFirst(this.marks);
  }

  leave(name: string): boolean {
    return this.rooms.delete(fold(name));
  }

  /** Takes the time from an event that has one. */
  noteTime(event: Event): void {
    const at = "at" in event ? event.at : event.type === "ping" ? event.t : undefined;
    if (typeof at === "number" && at > (this.at ?? 0)) this.at = at;
  }
}

function forgetFirst(map: Map<Folded, unknown>): void {
  for (const first of map.keys()) {
    map.delete(first);
    return;
  }
}
