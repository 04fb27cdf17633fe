// Those whose dialect is known: each gets a connection, and what it decodes goes to the hub.
import type { Clock } from "../clock.ts";
import { refuse } from "../chat/refusal.ts";
import { unreachable } from "../unreachable.ts";
import type { Decoded } from "../wire/dialect.ts";
import { NOTHING } from "../wire/units.ts";
import { Connection, type ConnectionHost } from "./connection.ts";
import type { Socket } from "./socket.ts";
import type { Guest } from "./stay.ts";
import type { OutboxBounds } from "./outbox.ts";
import type { Partings } from "./partings.ts";
import type { Runtime } from "./runtime.ts";

export interface GuestsOptions {
  readonly runtime: Runtime;
  readonly clock: Clock;
  readonly outboxes: OutboxBounds;
  readonly partings: Partings;
  /** `name/version`, for codecs. */
  readonly server: string;
  /** Says a last thing to a socket, and closes it. */
  turnAway(socket: Socket, bytes: Uint8Array): void;
}

export class Guests {
  readonly #options: GuestsOptions;
  readonly #host: ConnectionHost;
  #lastId = 0;

  constructor(options: GuestsOptions) {
    this.#options = options;
    const { runtime, clock, outboxes, partings } = options;
    this.#host = {
      clock,
      outboxes,
      partings,
      onDecoded: (connection, decoded) => this.#decoded(connection, decoded),
      onEnded: (connection) => this.#ended(connection),
      onGone: (connection) => this.#gone(connection),
      onFault: ({ dialect }, error) => runtime.fault(`codec of ${dialect.name}`, error),
    };
  }

  /** Opens a connection in the guest's dialect. */
  open(guest: Guest): void {
    const { runtime, server } = this.#options;
    const { dialect, address, local, socket, probed } = guest;
    const first = guest.begun && dialect.secondOf?.(guest.begun);
    if (first !== undefined) return this.#attach(guest, first);
    const id = ++this.#lastId;
    const codec = dialect.open({ server, address, probed, begun: guest.begun !== undefined });
    const connection = new Connection(this.#host, { id, address, socket, dialect, codec });
    runtime.connections.set(id, connection);
    const { welcomeMs, resumes } = dialect;
    runtime.happen({
      type: "opened",
      connection: id,
      address,
      local,
      ...(welcomeMs !== undefined && { welcomeMs }),
      ...(!resumes && { fleeting: true }),
    });
    if (connection.speaksUp) connection.pump();
    connection.run();
  }

  /** A second socket goes to the connection that awaits it. */
  #attach({ dialect, address, socket }: Guest, name: string): void {
    for (const connection of this.#options.runtime.connections.values()) {
      if (connection.dialect !== dialect || connection.address !== address) continue;
      if (connection.codec.second?.awaited !== name) continue;
      connection.attach(socket);
      return;
    }
    this.#options.turnAway(socket, dialect.notAwaited ?? NOTHING);
  }

  #decoded(connection: Connection, decoded: Decoded): void {
    const { runtime } = this.#options;
    const { id } = connection;
    switch (decoded.type) {
      case "command":
        if (connection.dialect.takesOver && decoded.command.type === "hello") {
          if (!this.#takeOver(connection, decoded.command.uid)) return;
        }
        return runtime.happen({ type: "command", connection: id, command: decoded.command, ref: decoded.ref });
      case "faulty":
        return runtime.happen({ type: "faulted", connection: id, refusal: decoded.refusal, ref: decoded.ref });
      case "answer":
        return runtime.send(connection, decoded.bytes);
      case "end":
        if (decoded.bytes) runtime.send(connection, decoded.bytes);
        return this.#ended(connection);
      default:
        return unreachable(decoded);
    }
  }

  /**
   * Whoever has this identity already goes: a client that comes back in haste is here before its old link is known to
   * be gone. Gives false where it is connected from elsewhere: then nobody goes, and the newcomer is told no.
   */
  #takeOver(connection: Connection, uid: string | undefined): boolean {
    const { runtime } = this.#options;
    for (const other of uid === undefined ? [] : runtime.connections.values()) {
      if (other === connection || other.codec.identity !== uid) continue;
      if (other.address !== connection.address) {
        const refusal = refuse("bad-request", "This id is connected from elsewhere", { field: "uid" });
        runtime.refuse(connection, refusal);
        return false;
      }
      this.#gone(other);
      other.shut();
    }
    return true;
  }

  /** The end of a link is the end of a stay, but where a session can be taken up again. */
  #ended(connection: Connection): void {
    const { runtime } = this.#options;
    if (connection.dialect.resumes) runtime.happen({ type: "ended", connection: connection.id });
    else this.#quit(connection);
  }

  #gone(connection: Connection): void {
    const { runtime } = this.#options;
    runtime.connections.delete(connection.id);
    if (!connection.dialect.resumes) this.#quit(connection);
    runtime.happen({ type: "closed", connection: connection.id });
  }

  #quit({ id }: Connection): void {
    this.#options.runtime.happen({ type: "command", connection: id, command: { type: "quit" }, ref: undefined });
  }
}
