// Those whose dialect is known: each gets a connection, and what it decodes goes to the hub.
import type { Clock } from "../clock.ts";
import { unreachable } from "../unreachable.ts";
import type { Decoded } from "../wire/dialect.ts";
import { Connection } from "./connection.ts";
import type { Guest } from "./door.ts";
import type { OutboxBudget } from "./outbox.ts";
import type { Runtime } from "./runtime.ts";

export interface GuestsOptions {
  readonly runtime: Runtime;
  readonly clock: Clock;
  readonly outboxBytesMax: number;
  readonly budget: OutboxBudget;
  /** `name/version`, for codecs. */
  readonly server: string;
}

export class Guests {
  readonly #options: GuestsOptions;
  #lastId = 0;

  constructor(options: GuestsOptions) {
    this.#options = options;
  }

  /** Opens a connection in the guest's dialect. */
  open(guest: Guest): void {
    const { runtime, server } = this.#options;
    const { dialect, address, local, socket, probed } = guest;
    const id = ++this.#lastId;
    const connection: Connection = new Connection({
      ...this.#options,
      id,
      socket,
      dialect,
      codec: dialect.open({ server, address, probed, begun: guest.begun !== undefined }),
      onDecoded: (decoded) => this.#decoded(connection, decoded),
      onEnded: () => this.#ended(connection),
      onGone: () => this.#gone(connection),
    });
    runtime.connections.set(id, connection);
    const { welcomeMs } = dialect;
    runtime.happen({ type: "opened", connection: id, address, local, ...(welcomeMs !== undefined && { welcomeMs }) });
    if (connection.speaksUp) connection.pump();
    connection.run();
  }

  #decoded(connection: Connection, decoded: Decoded): void {
    const { runtime } = this.#options;
    const { id } = connection;
    switch (decoded.type) {
      case "command":
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

  /** The end of a link is the end of a stay, but where a session can be taken up again. */
  #ended(connection: Connection): void {
    const { runtime } = this.#options;
    if (connection.dialect.name === "native") runtime.happen({ type: "ended", connection: connection.id });
    else this.#quit(connection);
  }

  #gone(connection: Connection): void {
    const { runtime } = this.#options;
    runtime.connections.delete(connection.id);
    if (connection.dialect.name !== "native") this.#quit(connection);
    runtime.happen({ type: "closed", connection: connection.id });
  }

  #quit({ id }: Connection): void {
    this.#options.runtime.happen({ type: "command", connection: id, command: { type: "quit" }, ref: undefined });
  }
}
