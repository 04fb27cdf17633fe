// A hub with a make-believe world around it: a store whose work ends when the test says so, and ears that keep what
// each connection was sent. No socket, no clock, no chance.
import type { Command } from "../../lib/chat/command.ts";
import type { Event } from "../../lib/chat/event.ts";
import type { Effect } from "../../lib/hub/effect.ts";
import { Hub } from "../../lib/hub/hub.ts";
import type { Input } from "../../lib/hub/input.ts";
import type { Notice } from "../../lib/hub/notice.ts";
import type { Claim, HubOptions } from "../../lib/hub/options.ts";
import { FakeStore } from "./fake_store.ts";

export interface Heard {
  readonly event: Event;
  readonly ref: string | undefined;
}

export const OPTIONS: HubOptions = {
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
    sign: (claim) => `token-${JSON.stringify(claim)}`,
    verify: (token) => token.startsWith("token-") ? JSON.parse(token.slice(6)) as Claim : undefined,
    code: (id) => `code-${id}`,
    digest: (room, password) => `digest of ${room} ${password}`,
  },
  operators: [],
  requireLogin: false,
  kept: [],
  rooms: [],
};

export function passwordOf(nick: string): string {
  return `password of ${nick.toLowerCase()}`;
}

export class World {
  readonly hub: Hub;
  readonly store = new FakeStore(() => 1_000_000 + this.mono);
  /** What each connection was sent and has not been looked at. */
  readonly ears = new Map<number, Heard[]>();
  readonly open = new Set<number>();
  readonly held = new Set<number>();
  readonly notices: Notice[] = [];
  /** The newest seq that each room was told of, by its name. */
  readonly told = new Map<string, number>();
  /** What the hub sent to connections that it had closed, or that were gone: always a fault. */
  readonly strays: Heard[] = [];
  /** Hears everything at the moment when it is sent. */
  onHeard: ((connection: number, heard: Heard) => void) | undefined;
  mono = 0;
  readonly entries = this.store.entries;
  readonly refs = this.store.refs;
  /** What held connections have sent and nobody has looked at. */
  readonly #inboxes = new Map<number, Input[]>();
  readonly #operators: readonly string[];
  #connections = 0;

  constructor(options: Partial<HubOptions> = {}) {
    this.#operators = options.operators ?? [];
    this.hub = new Hub({ ...OPTIONS, ...options });
  }

  /** Connects; the machine's own address is `127.0.0.1`. */
  connect(address = "10.0.0.1", more: { fleeting?: true } = {}): number {
    const connection = ++this.#connections;
    this.ears.set(connection, []);
    this.open.add(connection);
    this.happen({ type: "opened", connection, address, local: address === "127.0.0.1", ...more });
    return connection;
  }

  /** Connects and says hello. */
  enter(nick: string, more: { resume?: string; address?: string } = {}): number {
    const connection = this.connect(more.address);
    this.say(connection, { type: "hello", nick, ...(more.resume !== undefined && { resume: more.resume }) });
    return connection;
  }

  /** Enters and registers; the password is `password of NICK`. Operators do so on the server's machine. */
  register(nick: string, more: { address?: string } = {}): number {
    const connection = this.enter(nick, this.#operators.includes(nick) ? { address: "127.0.0.1", ...more } : more);
    this.finish();
    const events = this.ask(connection, { type: "register", password: passwordOf(nick) });
    if (!events.some(({ type }) => type === "ok")) {
      throw new Error(`Cannot register ${nick}: ${JSON.stringify(events)}`);
    }
    return connection;
  }

  /** One more connection of an account. */
  login(nick: string, more: { address?: string } = {}): number {
    const connection = this.connect(more.address);
    this.say(connection, { type: "hello", nick, password: passwordOf(nick) });
    this.finish();
    return connection;
  }

  say(connection: number, command: Command, ref?: string): void {
    this.#read(connection, { type: "command", connection, command, ref });
  }

  /** The peer closes its sending half. */
  end(connection: number): void {
    this.#read(connection, { type: "ended", connection });
  }

  /** Says a command, lets the store do all its work, and gives what this connection heard since. */
  ask(connection: number, command: Command, ref?: string): Event[] {
    this.hear(connection);
    this.say(connection, command, ref);
    this.finish();
    return this.hear(connection).map(({ event }) => event);
  }

  /** What came of a command, whatever else is heard: the code of its refusal, or the type of its answer. */
  outcome(connection: number, command: Command): string {
    this.hear(connection);
    this.say(connection, command, "outcome");
    this.finish();
    const answer = this.hear(connection).find(({ ref }) => ref === "outcome")?.event;
    return answer?.type === "error" ? answer.code : answer?.type ?? "nothing";
  }

  /** Takes what was heard. */
  hear(connection: number): Heard[] {
    return this.ears.get(connection)?.splice(0) ?? [];
  }

  drop(connection: number): void {
    if (!this.open.delete(connection)) return;
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
    const work = this.store.work.shift();
    if (work) this.happen(work.result(well));
    return work !== undefined;
  }

  /** Ends the nth read; reads may overtake each other and writes. */
  stepRead(nth: number, well = true): void {
    const input = this.store.read(nth, well);
    if (input) this.happen(input);
  }

  /** Ends the oldest writes, `most` at most, as one commit: they never overtake each other. */
  commit(most: number, well = true): void {
    for (const input of this.store.commit(most, well)) this.happen(input);
  }

  happen(input: Input): void {
    const effects = this.hub.apply(input, { at: 1_000_000 + this.mono, mono: this.mono });
    const freed: number[] = [];
    for (const effect of effects) {
      if (effect.type === "proceed") freed.push(effect.connection);
      this.#perform(effect);
    }
    for (const connection of freed) this.#readOn(connection);
  }

  #read(connection: number, input: Input): void {
    if (!this.open.has(connection)) return;
    const inbox = this.#inboxes.get(connection) ?? [];
    this.#inboxes.set(connection, inbox);
    inbox.push(input);
    this.#readOn(connection);
  }

  #readOn(connection: number): void {
    const inbox = this.#inboxes.get(connection) ?? [];
    while (inbox.length > 0 && this.open.has(connection) && !this.held.has(connection)) {
      const input = inbox.shift();
      if (input) this.happen(input);
    }
  }

  #send(connection: number, event: Event, ref: string | undefined): void {
    const heard = { event, ref };
    if (!this.open.has(connection)) {
      this.strays.push(heard);
      return;
    }
    this.ears.get(connection)?.push(heard);
    this.onHeard?.(connection, heard);
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
        this.told.set(room, entries.at(-1)?.seq ?? 0);
        for (const [index, entry] of entries.entries()) {
          const here = answers.filter((answer) => answer.index === index);
          const { seq, at } = entry;
          for (const { to, ref, act } of here) {
            this.#send(to, act ? { type: "ok", seq } : { type: "said", room, seq, at }, ref);
          }
          const authors = new Set(here.map(({ to }) => to));
          for (const to of audience) {
            if (!authors.has(to)) this.#send(to, { type: "message", room, ...entry }, undefined);
          }
        }
        return;
      }
      case "remove":
        this.told.delete(this.store.records.get(effect.room)?.name ?? "");
        return this.store.perform(effect);
      case "append":
      case "put":
      case "keep":
      case "hash":
      case "check":
      case "page":
      case "refs":
      case "find":
        return this.store.perform(effect);
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
}
