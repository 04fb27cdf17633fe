// A running server: store, writer, hub, runtime and listener wired to each other, and ended in the right order.
import { PasswordDesk } from "../accounts/password_desk.ts";
import type { Kept } from "../chat/kept.ts";
import { fold } from "../chat/names.ts";
import type { Clock } from "../clock.ts";
import type { HistoryStore, StoredRoom } from "../history/store.ts";
import { HistoryWriter, type StoredRun } from "../history/writer.ts";
import { Hub, LOBBY } from "../hub/hub.ts";
import type { AppendTicket, PutTicket } from "../hub/ticket.ts";
import { dialectOf, makeTable } from "../wire/table.ts";
import { Door } from "./door.ts";
import { Guests } from "./guests.ts";
import { acceptAtAll, listenAt, type ListenPlace } from "./listen.ts";
import type { Arrival } from "./listener.ts";
import type { LogNotice } from "./log.ts";
import { lookout } from "./lookout.ts";
import type { ServerOptions } from "./options.ts";
import { OutboxBudget } from "./outbox.ts";
import { Partings } from "./partings.ts";
import { Runtime } from "./runtime.ts";
import type { Guest } from "./stay.ts";
import { secretsOf } from "./tokens.ts";
import { VERSION } from "../version.ts";
import { writeQueue } from "./write_queue.ts";

const TICK_MS = 1_000;
/** All outboxes together, in bytes. */
const OUTBOXES_BYTES_MAX = 512 * 1_024 * 1_024;
/** Clients come back after a shutdown no sooner than this, and spread over as much again and more. */
const RETRY_MS = 1_000;
const RETRY_SPREAD_MS = 4_000;

export interface ServeOptions extends ServerOptions {
  readonly store: HistoryStore;
  readonly clock: Clock;
  /** Unique to this start: lower-case letters and digits. */
  readonly boot: string;
  onNotice(notice: LogNotice): void;
}

export interface Server {
  readonly hostname: string;
  readonly port: number;
  /** Connections at this moment. */
  readonly connections: number;
  /** Where else it listens, with the ports that were chosen. */
  readonly others: readonly ListenPlace[];
  /** Takes in somebody who came by another way than the listeners, as one of them would. */
  take(arrival: Arrival, as: ListenPlace["dialect"]): void;
  /** Stops accepting, stores what was said, tells everybody, closes. Resolves when the store is closed. */
  stop(): Promise<void>;
}

/** Starts to serve. Rejects where the store can't be read or the port can't be had. */
export async function serve(options: ServeOptions): Promise<Server> {
  const { store, clock, onNotice } = options;
  // All is read before anything listens: where that fails the port is not ours.
  const rooms = await roomsWithLobby(store);
  const kept = await store.kept();
  const listeners = listenAt([{ dialect: "auto", hostname: options.host, port: options.port }, ...options.listen]);
  const writer = new HistoryWriter<AppendTicket | PutTicket>({
    store,
    clock,
    heads: rooms.map(({ record, head }) => [record.id, head] as const),
    onStored: (runs) => {
      runtime.happen({ type: "stored", runs: runs as readonly StoredRun<AppendTicket>[] });
      return writeQueue.allBegun();
    },
    onNotStored: (tickets) => runtime.happen({ type: "not-stored", tickets: tickets as readonly AppendTicket[] }),
    onPut: (ticket, stored) =>
      runtime.happen({ type: stored ? "put-done" : "put-failed", ticket: ticket as PutTicket }),
    onTrouble: (what, detail) =>
      onNotice(
        what === "failing" ? { type: "trouble", what: "history", detail } : { type: "recovered", what: "history" },
      ),
  });
  const server = `${options.name}/${VERSION}`;
  for (const name of strangers(options.operators, kept)) {
    onNotice({ type: "trouble", what: "operator", detail: `${name} has no account yet: register it on this machine` });
  }
  const hub = new Hub({
    ...options,
    server,
    store: store.id,
    notices: options.log !== "off",
    secrets: secretsOf(store.secret),
    kept,
    rooms,
  });
  const runtime = new Runtime({ hub, store, writer, passwords: new PasswordDesk(), clock, onNotice });
  const partings = new Partings(clock, options.perAddressMax);
  const guests = new Guests({
    runtime,
    clock,
    partings,
    outboxes: { bytesMax: options.outboxBytes, budget: new OutboxBudget(OUTBOXES_BYTES_MAX) },
    server,
    turnAway: (socket, bytes) => door.turnAway(socket, bytes),
  });
  const table = makeTable();
  const { perAddressMax } = options;
  const onGuest = (guest: Guest) => guests.open(guest);
  const door = new Door({ rows: table, clock, perAddressMax, onGuest });
  // Whose second socket it is shows only in the first bytes.
  const pairs = table.filter((row) => "secondOf" in row);
  const pairDoor = new Door({ rows: pairs, clock, perAddressMax, onGuest });
  const take = (arrival: Arrival, as: ListenPlace["dialect"]) => {
    // The last two are told by their first bytes all the same: their ports only say how to ask.
    if (as === "auto" || as === "nickprompt" || as === "classchat") return door.take(arrival, as);
    const dialect = dialectOf(table, as);
    if (dialect?.secondOf) return pairDoor.take(arrival, "sure");
    if (dialect) guests.open({ ...arrival, dialect, probed: false });
  };
  await lookout.open();
  const accepting = acceptAtAll(
    listeners,
    clock,
    (arrival, { dialect }) => take(arrival, dialect),
    (detail) => onNotice({ type: "trouble", what: "accept", detail }),
  );
  let ticking = clock.after(TICK_MS, tick);
  function tick(): void {
    runtime.happen({ type: "tick" });
    ticking = clock.after(TICK_MS, tick);
  }
  const [main, ...others] = listeners.map(({ dialect, hostname, port }) => ({ dialect, hostname, port }));
  return {
    hostname: (listeners[0]?.listener.addr as Deno.NetAddr).hostname,
    port: main?.port ?? 0,
    others,
    take,
    get connections() {
      return runtime.connections.size + door.size + pairDoor.size;
    },
    async stop() {
      for (const { listener } of listeners) listener.close();
      await accepting;
      partings.close();
      await Promise.all([door.close(), pairDoor.close()]);
      for (const connection of runtime.connections.values()) connection.pause();
      await writer.drained();
      runtime.happen({ type: "shutdown", retryMs: RETRY_MS, spreadMs: RETRY_SPREAD_MS });
      ticking.cancel();
      await runtime.closed();
      await writer.close();
      await store.close();
      lookout.close();
    },
  };
}

/** The operators that have no account. */
function strangers(operators: readonly string[], kept: readonly Kept[]): string[] {
  const names = new Set<string>(kept.flatMap((each) => each.type === "account" ? [fold(each.name)] : []));
  return operators.filter((name) => !names.has(fold(name)));
}

/** The rooms that are stored; the lobby is stored before anybody can speak in it. */
async function roomsWithLobby(store: HistoryStore): Promise<readonly StoredRoom[]> {
  const rooms = await store.rooms();
  if (rooms.some(({ record }) => record.id === LOBBY.id)) return rooms;
  await store.commit({ puts: [LOBBY], removes: [], runs: [] });
  return [...rooms, { record: LOBBY, first: 1, head: 0 }];
}
