// What one connection hears, held against what it may hear, where people log in and out, are removed, and write past rooms.
import { assert, assertEquals } from "@std/assert";
import type { Event, EventOf } from "../../lib/chat/event.ts";
import { fold } from "../../lib/chat/names.ts";
import type { Heard } from "../support/hub_world.ts";

export class PeopleEar {
  nick: string | undefined;
  account: string | undefined;
  resume: string | undefined;
  gone = false;
  /** Every name that it has borne: a word to somebody may overtake a change of name. */
  readonly #names = new Set<string>();
  readonly #owed = new Set<string>();
  /** The newest seq heard of each room that it is in. */
  readonly #seqs = new Map<string, number>();
  readonly #groups = new Set<string>();
  readonly #rooms = new Map<string, string>();

  /** It takes up the session of another: what was on its way to that is for this one. */
  follows(other: PeopleEar): void {
    for (const name of other.#names) this.#names.add(name);
    for (const group of other.#groups) this.#groups.add(group);
  }

  asked(ref: string, room: string | undefined): void {
    this.#owed.add(ref);
    if (room !== undefined) this.#rooms.set(ref, room);
  }

  get unanswered(): readonly string[] {
    return [...this.#owed];
  }

  hear({ event, ref }: Heard): void {
    assert(!this.gone, "nothing comes after bye");
    if (ref !== undefined) assert(this.#owed.delete(ref), `an answer too many: ${JSON.stringify({ event, ref })}`);
    this.#take(event, ref);
  }

  #take(event: Event, ref: string | undefined): void {
    switch (event.type) {
      case "welcome":
        this.account = event.account;
        this.resume = event.resume;
        for (const group of event.groups) this.#groups.add(group);
        return this.#bear(event.nick);
      case "ok":
        if (event.resume !== undefined) {
          this.resume = event.resume;
          // By register and login an account is had; by logout and unregister it is left.
          if (event.nick !== undefined) this.account = event.account;
        }
        if (event.nick !== undefined) this.#bear(event.nick);
        return event.seq === undefined ? undefined : this.#next(this.#rooms.get(ref ?? "") ?? "", event.seq, false);
      case "bye":
        this.gone = true;
        return;
      case "joined":
        this.#seqs.set(event.room, event.head);
        assert(event.members.some(({ nick }) => nick === this.nick), "who is in is among the members");
        return;
      case "left":
        return void this.#seqs.delete(event.room);
      case "said":
        return this.#next(event.room, event.seq, false);
      case "message":
        return this.#next(event.room, event.seq, true);
      case "direct":
        return this.#direct(event);
      case "grouped":
      case "group":
        return void this.#groups.add(event.group);
      case "person":
        return event.nick === this.nick && event.to !== undefined ? this.#bear(event.to) : undefined;
      case "member":
        if (event.change === "renamed" && event.nick === this.nick) this.#bear(event.to ?? event.nick);
        assert(this.#seqs.has(event.room), `${this.nick} is told of a room that it is not in`);
    }
  }

  #bear(nick: string): void {
    this.nick = nick;
    for (const name of [nick, this.account]) if (name !== undefined) this.#names.add(fold(name));
  }

  #next(room: string, seq: number, mustBeIn: boolean): void {
    const heard = this.#seqs.get(room);
    assert(heard !== undefined || !mustBeIn, `${this.nick} hears ${room} and is not in it`);
    if (heard === undefined || (!mustBeIn && seq <= heard)) return;
    assertEquals(seq, heard + 1, `${this.nick} hears ${room} in order`);
    this.#seqs.set(room, seq);
  }

  #direct({ from, to, group, account }: EventOf<"direct">): void {
    const mine = [from, account ?? from, ...to].some((name) => this.#names.has(fold(name)));
    assert(mine || (group !== undefined && this.#groups.has(group)), `${this.nick} hears what is for ${to}`);
  }
}
