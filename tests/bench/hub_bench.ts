// What the hub alone costs: from an input to its effects, which nobody performs. Run with
// `deno bench -A tests/bench/hub_bench.ts`. A say costs the same in a room of 2 as in one of 5,000, beside 10 rooms as
// beside 50,000: where it does not, the hub looks at what it need not.
import type { Command } from "../../lib/chat/command.ts";
import type { RoomId } from "../../lib/chat/room.ts";
import type { Effect } from "../../lib/hub/effect.ts";
import { Hub } from "../../lib/hub/hub.ts";
import type { Input } from "../../lib/hub/input.ts";
import type { AppendTicket } from "../../lib/hub/ticket.ts";
import { record } from "../history/batches.ts";
import { OPTIONS } from "../support/hub_world.ts";

const TEXT = "the quick brown fox jumps over the lazy dog";
const NOW = { at: 1_763_700_000_000, mono: 1_000 };
const EMPTY = { entries: [], first: 1, head: 0, more: false };

/** A hub whose store does at once what it is asked for; rooms are `r0`, `r1` … */
class Desk {
  readonly #hub: Hub;
  #connections = 0;
  #seq = 0;
  #refs = 0;

  constructor(roomCount: number) {
    const rooms = Array.from({ length: roomCount }, (_, index) => {
      return { record: { ...record(`id-${index}` as RoomId), name: `r${index}` }, first: 1, head: 0 };
    });
    const bounds = { clientsMax: 20_000, roomsMax: 100_000 };
    this.#hub = new Hub({ ...OPTIONS, ...bounds, rooms, notices: false });
  }

  /** Somebody comes, into a room where one is named. */
  enter(room?: string): number {
    const connection = ++this.#connections;
    this.happen({ type: "opened", connection, address: "127.0.0.1", local: true });
    this.command(connection, { type: "hello", nick: `n${connection}` });
    if (room !== undefined) this.command(connection, { type: "join", room, last: 0 });
    return connection;
  }

  /** A room of so many; gives the first of them. */
  fill(room: string, members: number): number {
    const first = this.enter(room);
    for (let more = 1; more < members; more++) this.enter(room);
    return first;
  }

  command(connection: number, command: Command): void {
    this.happen({ type: "command", connection, command, ref: `${++this.#refs}` });
  }

  happen(input: Input): void {
    for (const effect of this.#hub.apply(input, NOW)) this.#perform(effect);
  }

  #perform(effect: Effect): void {
    if (effect.type === "append") return this.#store(effect.room, effect.from, effect.text, effect.ticket);
    if (effect.type === "page") this.happen({ type: "paged", ticket: effect.ticket, page: EMPTY });
    else if (effect.type === "put" || effect.type === "keep") this.happen({ type: "put-done", ticket: effect.ticket });
  }

  #store(room: RoomId, from: string, text: string, ticket: AppendTicket): void {
    const entry = { seq: ++this.#seq, from, text, kind: "text", at: NOW.at };
    this.happen({ type: "stored", runs: [{ room, entries: [entry], tickets: [ticket] }] });
  }
}

const say = { type: "say", text: TEXT } as const;
const join = { type: "join", room: "r0", last: 0 } as const;
const leave = { type: "leave", room: "r0" } as const;

for (const members of [2, 100, 5_000]) {
  const desk = new Desk(1);
  const speaker = desk.fill("r0", members);
  Deno.bench(`a say and its stored, room of ${members}`, { group: "members" }, () => desk.command(speaker, say));
}

for (const rooms of [10, 1_000, 50_000]) {
  const desk = new Desk(rooms);
  const speaker = desk.fill("r0", 10);
  Deno.bench(`a say and its stored, ${rooms} rooms`, { group: "rooms" }, () => desk.command(speaker, say));
  const asker = desk.enter();
  Deno.bench(
    `the first page of the list of ${rooms} rooms`,
    { group: "list" },
    () => desk.command(asker, { type: "rooms" }),
  );
}

for (const members of [100, 5_000]) {
  const desk = new Desk(1);
  desk.fill("r0", members);
  const guest = desk.enter();
  Deno.bench(`a join and a leave, room of ${members}`, { group: "join" }, () => {
    desk.command(guest, join);
    desk.command(guest, leave);
  });
}

for (const people of [10, 10_000]) {
  const desk = new Desk(1);
  const [alice] = Array.from({ length: people }, () => desk.enter());
  Deno.bench(`a tell, ${people} people`, { group: "tell" }, () => {
    desk.command(alice ?? 0, { type: "tell", to: ["n2"], text: TEXT });
  });
  Deno.bench(`hello and gone, ${people} people`, { group: "hello" }, () => {
    const connection = desk.enter();
    desk.command(connection, { type: "quit" });
  });
  Deno.bench(`a tick, ${people} people`, { group: "tick" }, () => desk.happen({ type: "tick" }));
}
