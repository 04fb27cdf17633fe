// Watches everything that a world's connections are sent and says what breaks the protocol's promises. It knows what a
// client knows: requests, answers, events; never the hub's insides.
import { assert, assertEquals } from "@std/assert";
import type { Command } from "../../lib/chat/command.ts";
import type { Event, EventOf } from "../../lib/chat/event.ts";
import { fold, skeleton } from "../../lib/chat/names.ts";
import type { Heard, World } from "../support/hub_world.ts";

interface Ear {
  nick: string | undefined;
  session: string;
  /** The newest seq heard of each room that it is in. */
  readonly seqs: Map<string, number>;
  /** Who is in those rooms, as it was told. */
  readonly rosters: Map<string, Set<string>>;
  /** Requests less answers, by ref. */
  readonly owed: Map<string, number>;
  /** The room that a request named, by ref. */
  readonly places: Map<string, string>;
  quitting: boolean;
  by: boolean;
}

export class Referee {
  readonly #world: World;
  readonly #ears = new Map<number, Ear>();
  /** Where each session's `say` of a ref went: one place for ever. */
  readonly #seqByRef = new Map<string, number>();
  readonly #roomsPerClient: number;

  constructor(world: World, roomsPerClient: number) {
    this.#world = world;
    this.#roomsPerClient = roomsPerClient;
    world.onHeard = (connection, heard) => this.#heard(connection, heard);
  }

  /** To be called before a request is made. */
  asked(connection: number, command: Command, ref: string): void {
    const ear = this.#ear(connection);
    ear.owed.set(ref, (ear.owed.get(ref) ?? 0) + 1);
    if ("room" in command && command.room !== undefined) ear.places.set(ref, command.room);
    if (command.type === "quit") ear.quitting = true;
  }

  /** What must hold after every step. */
  check(): void {
    assertEquals(this.#world.strays, [], "nothing is sent to a closed connection");
    assertEquals(this.#world.notices.filter(({ type }) => type === "fault"), [], "the hub has no fault");
    const folded = new Set<string>();
    const looks = new Set<string>();
    for (const [connection, { nick }] of this.#ears) {
      if (nick === undefined || !this.#world.open.has(connection)) continue;
      assert(!folded.has(fold(nick)), `two are called ${nick}`);
      assert(!looks.has(skeleton(nick)), `two look like ${nick}`);
      folded.add(fold(nick));
      looks.add(skeleton(nick));
    }
  }

  /** What must hold when all work has ended. */
  checkEnd(): void {
    this.check();
    for (const [place, used] of this.#world.refs) {
      assertEquals(new Set(used.map(({ ref }) => ref)).size, used.length, `each ref is stored once: ${place}`);
    }
    for (const connection of this.#world.open) {
      const ear = this.#ear(connection);
      assert(!this.#world.held.has(connection), "nobody is held for ever");
      assert(!ear.quitting, "who quits is closed");
      for (const [ref, owed] of ear.owed) assertEquals(owed, 0, `each request has one answer: ${ref}`);
      for (const [room, seq] of ear.seqs) {
        assertEquals(seq, this.#world.told.get(room) ?? 0, `who is in ${room} has heard all of it`);
      }
    }
  }

  /** Holds what somebody was told of a room's members against what `who` says. */
  checkRoster(connection: number, room: string, people: readonly string[]): void {
    assertEquals([...this.#ear(connection).rosters.get(room) ?? []].sort(), [...people].sort(), `members of ${room}`);
  }

  /** The rooms that a connection is in, as far as it was told. */
  roomsOf(connection: number): string[] {
    return [...this.#ear(connection).seqs.keys()];
  }

  #ear(connection: number): Ear {
    let ear = this.#ears.get(connection);
    if (!ear) {
      ear = {
        nick: undefined,
        session: "",
        seqs: new Map(),
        rosters: new Map(),
        owed: new Map(),
        places: new Map(),
        quitting: false,
        by: false,
      };
      this.#ears.set(connection, ear);
    }
    return ear;
  }

  #heard(connection: number, { event, ref }: Heard): void {
    const ear = this.#ear(connection);
    assert(!ear.by, "nothing comes after bye");
    if (ref !== undefined) {
      const owed = (ear.owed.get(ref) ?? 0) - 1;
      assert(owed >= 0, `an answer too many: ${JSON.stringify({ event, ref })}`);
      ear.owed.set(ref, owed);
    }
    this.#take(ear, connection, event, ref);
  }

  #take(ear: Ear, connection: number, event: Event, ref: string | undefined): void {
    switch (event.type) {
      case "welcome":
        ear.nick = event.nick;
        ear.session = event.session;
        return;
      case "bye":
        ear.by = true;
        return;
      case "ok":
        if (event.seq !== undefined) this.#acted(ear, event.seq, ref);
        return event.nick === undefined ? undefined : this.#renamed(ear, event.nick);
      case "joined":
        return this.#joined(ear, event);
      case "left":
        return this.#left(ear, event.room);
      case "member":
        return this.#member(ear, event);
      case "message":
        assert(ear.seqs.has(event.room), `${ear.nick} is not in ${event.room} and hears ${event.text}`);
        assert(!event.text.startsWith(`${connection}:`), "nobody hears its own words");
        return this.#next(ear, event.room, event.seq);
      case "said":
        return this.#said(ear, event, ref);
    }
  }

  #joined(ear: Ear, event: EventOf<"joined">): void {
    const { room, head, history, members, count, limit } = event;
    if (this.#roomsPerClient === 1) {
      for (const other of [...ear.seqs.keys()]) if (other !== room) this.#left(ear, other);
    }
    assertEquals(head, this.#world.told.get(room) ?? 0, "head is the newest that was told");
    history.forEach(({ seq }, i) => assertEquals(seq, (history[0]?.seq ?? 0) + i, "history has no hole"));
    assert((history.at(-1)?.seq ?? 0) <= head, "history goes to head, never beyond");
    assertEquals(members.length, count);
    assert(limit === 0 || count <= limit, `${count} are in ${room}, ${limit} may be`);
    ear.seqs.set(room, head);
    ear.rosters.set(room, new Set(members.map(({ nick }) => nick)));
  }

  /** Who changes its nick hears only `ok`; the others in its rooms are told. */
  #renamed(ear: Ear, nick: string): void {
    const { nick: old = "" } = ear;
    for (const roster of ear.rosters.values()) if (roster.delete(old)) roster.add(nick);
    ear.nick = nick;
  }

  #left(ear: Ear, room: string): void {
    ear.seqs.delete(room);
    ear.rosters.delete(room);
  }

  #member(ear: Ear, { room, nick, change, to = "" }: EventOf<"member">): void {
    const roster = ear.rosters.get(room);
    assert(roster, `${ear.nick} is not in ${room} and is told of ${nick}`);
    if (change === "joined") {
      assert(!roster.has(nick), `${nick} joins twice`);
      roster.add(nick);
    } else assert(roster.delete(nick), `${nick} is not in ${room}: ${change}`);
    if (change === "renamed") roster.add(to);
  }

  #said(ear: Ear, { room, seq }: EventOf<"said">, ref: string | undefined): void {
    const place = `${ear.session} ${room} ${ref}`;
    const before = this.#seqByRef.get(place);
    if (before !== undefined) assertEquals(seq, before, `${ref} is stored once`);
    this.#seqByRef.set(place, seq);
    const heard = ear.seqs.get(room);
    if (heard !== undefined && seq > heard) this.#next(ear, room, seq);
    else assert(heard === undefined || before !== undefined || seq <= heard);
  }

  /** One's own act is told by its seq: who is in the room hears it in its place. */
  #acted(ear: Ear, seq: number, ref: string | undefined): void {
    const room = ear.places.get(ref ?? "") ?? "";
    if (ear.seqs.has(room)) this.#next(ear, room, seq);
  }

  #next(ear: Ear, room: string, seq: number): void {
    assertEquals(seq, (ear.seqs.get(room) ?? 0) + 1, `${ear.nick} hears ${room} in order, each once`);
    ear.seqs.set(room, seq);
  }
}
