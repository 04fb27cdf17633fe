// The loop between the hub and the world: an input in, its effects performed in order, their results back as inputs.
import { unreachable } from "../unreachable.ts";
import type { Clock, Moment } from "../clock.ts";
import type { Bye, Event } from "../chat/event.ts";
import type { Refusal } from "../chat/refusal.ts";
import { find } from "../history/find.ts";
import type { HistoryStore } from "../history/store.ts";
import type { Hub } from "../hub/hub.ts";
import type { Effect } from "../hub/effect.ts";
import type { ConnectionId, Input } from "../hub/input.ts";
import type { AppendTicket, PutTicket } from "../hub/ticket.ts";
import type { PasswordOutcome } from "../chat/password.ts";
import type { Change } from "../chat/kept.ts";
import type { PasswordTicket } from "../hub/ticket.ts";
import type { AppendRequest } from "../history/writer.ts";
import type { RoomId, RoomRecord } from "../chat/room.ts";
import type { Connection } from "./connection.ts";
import { deliver, deliverEntries } from "./fan_out.ts";
import type { LogNotice } from "./log.ts";

/** What the runtime needs of the history writer. */
export interface Writer {
  append(request: AppendRequest<AppendTicket | PutTicket>): "queued" | "full";
  put(record: RoomRecord, ticket: AppendTicket | PutTicket): "queued" | "full";
  keep(change: Change, ticket: AppendTicket | PutTicket): "queued" | "full";
  remove(room: RoomId): void;
}

/** What the runtime needs of the desk where passwords are looked at. */
export interface Passwords {
  make(password: string): Promise<PasswordOutcome>;
  check(password: string, secret: string | undefined): Promise<PasswordOutcome>;
}

export interface RuntimeOptions {
  readonly hub: Hub;
  readonly store: HistoryStore;
  readonly writer: Writer;
  readonly passwords: Passwords;
  readonly clock: Clock;
  onNotice(notice: LogNotice): void;
}

/** How often it is logged that the history can't be read. */
const UNREADABLE_EVERY_MS = 60_000;

export class Runtime {
  readonly connections = new Map<ConnectionId, Connection>();
  readonly #options: RuntimeOptions;
  readonly #inputs: Input[] = [];
  readonly #closing = new Set<Promise<void>>();
  readonly #push = (connection: Connection, frame: Uint8Array) => this.send(connection, frame);
  readonly #speak = (connection: Connection) => void this.#told.add(connection);
  readonly #hear = (connection: Connection, event: Event) => {
    connection.codec.heard?.(event);
    this.#told.add(connection);
  };
  #running = false;
  /** That of what happens now, until something is awaited. */
  #moment: Moment | undefined;
  /** Until then (monotonic ms) nothing more is logged of a history that can't be read. */
  #quietUntil = 0;
  /** Connections whose codec may have something to say because of what it was told. */
  readonly #told = new Set<Connection>();
  #pumping = false;

  constructor(options: RuntimeOptions) {
    this.#options = options;
  }

  /** Lets something happen, and all that follows from it at once. */
  happen(input: Input): void {
    this.#inputs.push(input);
    if (this.#running) return; // an effect caused it: it comes after the effects at hand
    this.#running = true;
    const { hub } = this.#options;
    const now = this.#moment ?? this.#look();
    for (let next = this.#inputs.shift(); next; next = this.#inputs.shift()) {
      for (const effect of hub.apply(next, now)) {
        try {
          this.#perform(effect);
        } catch (error) {
          this.fault(effect.type, error);
        }
      }
    }
    this.#running = false;
    if (this.#told.size > 0 && !this.#pumping) this.#pump();
  }

  /** What one read brings happens at one moment: the clock is looked at once for all of it. */
  #look(): Moment {
    queueMicrotask(() => this.#moment = undefined);
    return this.#moment = this.#options.clock.now();
  }

  /** Codecs speak up only between inputs: what they ask for comes after all that made them ask. */
  #pump(): void {
    this.#pumping = true;
    for (const connection of this.#told) {
      this.#told.delete(connection);
      connection.pump();
    }
    this.#pumping = false;
  }

  /** A fault of ours ends nothing but what it happened in. */
  fault(what: string, error: unknown): void {
    const detail = error instanceof Error ? error.stack ?? error.message : String(error);
    this.#options.onNotice({ type: "fault", what, detail });
  }

  /** Resolves when every connection that is being closed is closed. */
  async closed(): Promise<void> {
    while (this.#closing.size > 0) await Promise.all(this.#closing);
  }

  #perform(effect: Effect): void {
    const { store, writer, passwords } = this.#options;
    switch (effect.type) {
      case "reply": {
        const connection = this.connections.get(effect.to);
        if (!connection) return;
        this.send(connection, connection.codec.encodeReply(effect.event, effect.ref));
        if (connection.speaksUp) this.#told.add(connection);
        return;
      }
      case "deliver":
        return deliver(this.connections, effect, this.#push, this.#hear);
      case "entries":
        return deliverEntries(this.connections, effect, this.#push, this.#speak);
      case "append":
        if (writer.append(effect) === "full") this.happen({ type: "not-stored", tickets: [effect.ticket] });
        return;
      case "put":
        if (writer.put(effect.record, effect.ticket) === "full") {
          this.happen({ type: "put-failed", ticket: effect.ticket });
        }
        return;
      case "keep":
        if (writer.keep(effect.change, effect.ticket) === "full") {
          this.happen({ type: "put-failed", ticket: effect.ticket });
        }
        return;
      case "hash":
        return this.#password(passwords.make(effect.password), effect.ticket);
      case "check":
        return this.#password(passwords.check(effect.password, effect.secret), effect.ticket);
      case "remove":
        return writer.remove(effect.room);
      case "page": {
        // What waited for somebody may be more than may wait for them now: they get it as they read.
        const reader = effect.ticket.type === "away" ? this.connections.get(effect.ticket.peer.id) : undefined;
        if (!reader) return this.#page(effect);
        if (reader.codec.deaf) return this.happen({ type: "page-failed", ticket: effect.ticket, isDeaf: true });
        reader.caughtUp().then((isReady) =>
          isReady ? this.#page(effect) : this.happen({ type: "page-failed", ticket: effect.ticket })
        );
        return;
      }
      case "refs": {
        const { ticket } = effect;
        return this.#later(
          store.refs(effect.room, effect.session),
          (refs) => ({ type: "refs-read", ticket, refs }),
          () => ({ type: "refs-failed", ticket }),
        );
      }
      case "find": {
        const { ticket } = effect;
        return this.#later(
          find(store, effect.query),
          ({ entries, more }) => ({ type: "found", ticket, entries, more }),
          () => ({ type: "find-failed", ticket }),
        );
      }
      case "hold":
        return this.connections.get(effect.connection)?.hold();
      case "proceed":
        return this.#proceed(effect.connection);
      case "close":
        return this.#close(effect.connection, effect.bye);
      case "notice":
        return this.#options.onNotice(effect.notice);
      default:
        return unreachable(effect);
    }
  }

  #page({ room, request, ticket }: Effect & { readonly type: "page" }): void {
    this.#later(
      this.#options.store.page(room, request),
      (page) => ({ type: "paged", ticket, page }),
      () => ({ type: "page-failed", ticket }),
    );
  }

  /** Queues a frame for a connection; one whose outbox is full is closed as a slow consumer. */
  send(connection: Connection, frame: Uint8Array): void {
    if (connection.outbox.push(frame) === "full") this.happen({ type: "outbox-full", connection: connection.id });
  }

  #proceed(id: ConnectionId): void {
    const connection = this.connections.get(id);
    if (!connection) return;
    connection.proceed();
    if (connection.speaksUp) this.#told.add(connection);
  }

  /** The shell itself says no, in the connection's dialect. */
  refuse(connection: Connection, refusal: Refusal): void {
    this.send(connection, connection.codec.encodeReply({ type: "error", ...refusal }, undefined));
  }

  /** What can't be worked out is as if nobody had had time for it: the password may be given again. */
  #password(work: Promise<PasswordOutcome>, ticket: PasswordTicket): void {
    this.#later(
      work,
      (outcome) => ({ type: "password", ticket, outcome }),
      () => ({ type: "password", ticket, outcome: { type: "busy" } }),
    );
  }

  /** Work that the store does: its end is an input, whichever it is. */
  #later<Result>(work: Promise<Result>, done: (result: Result) => Input, failed: () => Input): void {
    work.then((result) => this.happen(done(result)), (error) => {
      this.#reportUnreadable(error);
      this.happen(failed());
    });
  }

  /** One line a minute at most: who asks is refused each time, the operator need not hear it as often. */
  #reportUnreadable(error: unknown): void {
    const { clock, onNotice } = this.#options;
    const { mono } = clock.now();
    if (mono < this.#quietUntil) return;
    this.#quietUntil = mono + UNREADABLE_EVERY_MS;
    const detail = error instanceof Error ? error.message : String(error);
    onNotice({ type: "trouble", what: "history", detail });
  }

  #close(id: ConnectionId, bye: Bye | undefined): void {
    const connection = this.connections.get(id);
    if (!connection) return;
    this.connections.delete(id);
    const last = bye && connection.codec.encodeReply(bye, undefined);
    const closing: Promise<void> = connection.close(last, bye?.code === "slow-consumer").finally(() =>
      this.#closing.delete(closing)
    );
    this.#closing.add(closing);
  }
}
