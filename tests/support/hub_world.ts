// A hub with a make-believe world around it: a store whose work ends when the test says so, and ears that keep what
// each connection was sent. No socket, no clock, no chance.
import type { Command } from "../../lib/chat/command.ts";
import type { Entry } from "../../lib/chat/entry.ts";
import type { Event } from "../../lib/chat/event.ts";
import type { RoomId, RoomRecord, SessionId } from "../../lib/chat/room.ts";
import type { Effect } from "../../lib/hub/effect.ts";
import { Hub } from "../../lib/hub/hub.ts";
import type { Input } from "../../lib/hub/input.ts";
import type { Notice } from "../../lib/hub/notice.ts";
import type { HubOptions } from "../../lib/hub/options.ts";

export interface Heard {
  readonly event: Event;
  readonly ref: string | undefined;
}

const OPTIONS: HubOptions = {
  server: "test/0",
  store: "store",
  boot: "b",
  motd: "",
  roomsPerClient: 1,
  roomLimit: 0,
  clientsMax: 1_000,
  roomsMax: 1_000,
  perAddressMax: 0,
  rate: undefined,
  pingMs: 30_000,
  graceMs: 30_000,
  notices: true,
  secrets: {
    sign: (session) => `token-${session}`,
    verify: (token) => token.startsWith("token-") ? token.slice(6) as SessionId : undefined,
    digest: (room, password) => `digest of ${room} ${password}`,
  },
  rooms: [],
};

export class World {
  readonly hub: Hub;
  /** What each connection was sent and has not been looked at. */
  readonly ears = new Map<number, Heard[]>();
  readonly open = new Set<number>();
  readonly held = new Set<number>();
  readonly notices: Notice[] = [];
  readonly entries = new Map<RoomId, Entry[]>();
  readonly refs = new Map<string, { ref: string; seq: number; at: number }[]>();
  readonly records = new Map<RoomId, RoomRecord>();
  /** Work that the store has been given, oldest first: each ends with an input, well or badly. */
  readonly work: { end(well: boolean): void; readonly writes: boolean }[] = [];
  mono = 0;
  #connections = 0;

  constructor(options: Partial<HubOptions> = {}) {
    this.hub = new Hub({ ...OPTIONS, ...options });
  }

  connect(address = "10.0.0.1"): number {
    const connection = ++this.#connections;
    this.ears.set(connection, []);
    this.open.add(connection);
    this.happen({ type: "opened", connection, address, local: false });
    return connection;
  }

  /** Connects and says hello. */
  enter(nick: string, more: { resume?: string; address?: string } = {}): number {
    const connection = this.connect(more.address);
    this.say(connection, { type: "hello", nick, ...(more.resume !== undefined && { resume: more.resume }) });
    return connection;
  }

  say(connection: number, command: Command, ref?: string): void {
    if (this.open.has(connection)) this.happen({ type: "command", connection, command, ref });
  }

  /** Says a command, lets the store do all its work, and gives what this connection heard since. */
  ask(connection: number, command: Command, ref?: string): Event[] {
    this.hear(connection);
    this.say(connection, command, ref);
    this.finish();
    return this.hear(connection).map(({ event }) => event);
  }

  /** Takes what was heard. */
  hear(connection: number): Heard[] {
    return this.ears.get(connection)?.splice(0) ?? [];
  }

  drop(connection: number): void {
    this.open.delete(connection);
    this.happen({ type: "closed", connection });
  }

  tick(ms: number): void {
    this.mono += ms;
    this.happen({ type: "tick" });
  }

  /** Lets the store do all that it was given, and what follows from it. */
  finish(): void {
    while (this.step());
  }

  /** Ends the oldest work, or fails it. */
  step(well = true): boolean {
    const work = this.work.shift();
    work?.end(well);
    return work !== undefined;
  }

  happen(input: Input): void {
    const effects = this.hub.apply(input, { at: 1_000_000 + this.mono, mono: this.mono });
    for (const effect of effects) this.#perform(effect);
  }

  #send(connection: number, event: Event, ref: string | undefined): void {
    if (this.open.has(connection)) this.ears.get(connection)?.push({ event, ref });
  }

  #later(writes: boolean, well: () => Input, badly: () => Input): void {
    this.work.push({ writes, end: (ok) => this.happen(ok ? well() : badly()) });
  }

  #perform(effect: Effect): void {
    switch (effect.type) {
      case "reply":
        return this.#send(effect.to, effect.event, effect.ref);
      case "deliver":
        for (const to of effect.audience) if (to !== effect.except) this.#send(to, effect.event, undefined);
        return;
      case "entries": {
        const { room, entries, audience, answers } = effect;
        for (const [index, entry] of entries.entries()) {
          const here = answers.filter((answer) => answer.index === index);
          for (const { to, ref } of here) this.#send(to, { type: "said", room, seq: entry.seq, at: entry.at }, ref);
          const authors = new Set(here.map(({ to }) => to));
          for (const to of audience) {
            if (!authors.has(to)) this.#send(to, { type: "message", room, ...entry }, undefined);
          }
        }
        return;
      }
      case "append":
        return this.#later(true, () => this.#store(effect), () => ({ type: "not-stored", tickets: [effect.ticket] }));
      case "put": {
        const { record, ticket } = effect;
        return this.#later(true, () => {
          this.records.set(record.id, record);
          return { type: "put-done", ticket };
        }, () => ({ type: "put-failed", ticket }));
      }
      case "remove":
        this.records.delete(effect.room);
        return;
      case "page": {
        const { ticket, room, request } = effect;
        const all = this.entries.get(room) ?? [];
        const { after, before = Infinity, limit } = request;
        const within = all.filter(({ seq }) => seq > (after ?? 0) && seq < before);
        const entries = after === undefined ? within.slice(-limit) : within.slice(0, limit);
        const page = { entries, first: 1, head: all.length, more: entries.length < within.length };
        return this.#later(false, () => ({ type: "paged", ticket, page }), () => ({ type: "page-failed", ticket }));
      }
      case "refs": {
        const { ticket } = effect;
        const refs = this.refs.get(`${effect.session} ${effect.room}`) ?? [];
        return this.#later(false, () => ({ type: "refs-read", ticket, refs }), () => ({ type: "refs-failed", ticket }));
      }
      case "find": {
        const { ticket } = effect;
        const found: Input = { type: "found", ticket, entries: [], more: false };
        return this.#later(false, () => found, () => ({ type: "find-failed", ticket }));
      }
      case "hold":
        this.held.add(effect.connection);
        return;
      case "proceed":
        this.held.delete(effect.connection);
        return;
      case "close":
        if (effect.bye) this.#send(effect.connection, effect.bye, undefined);
        this.open.delete(effect.connection);
        return;
      case "notice":
        this.notices.push(effect.notice);
    }
  }

  #store(effect: Effect & { readonly type: "append" }): Input {
    const all = this.entries.get(effect.room) ?? [];
    const { from, text, kind, ref, session, ticket, room } = effect;
    const entry: Entry = { seq: all.length + 1, from, text, kind, at: 1_000_000 + this.mono };
    this.entries.set(room, [...all, entry]);
    if (ref !== undefined) {
      const key = `${session} ${room}`;
      this.refs.set(key, [...this.refs.get(key) ?? [], { ref, seq: entry.seq, at: entry.at }]);
    }
    return { type: "stored", runs: [{ room, entries: [entry], tickets: [ticket] }] };
  }
}
