import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Entry } from "../../lib/chat/entry.ts";
import type { RoomId } from "../../lib/chat/room.ts";
import { openMemoryStore } from "../../lib/history/memory_store.ts";
import { HistoryWriter, type HistoryWriterOptions } from "../../lib/history/writer.ts";
import { FakeClock, turn } from "../support/fake_clock.ts";
import { type CommitFault, FaultyStore } from "../support/faulty_store.ts";
import { OTHER, range, record, ROOM, seqsOf, SESSION } from "./batches.ts";

/** A writer over a store in memory that fails when it is told to, and all that it says. */
class World {
  readonly clock = new FakeClock();
  readonly memory = openMemoryStore({ clock: this.clock, keep: 0 });
  readonly store = new FaultyStore(this.memory);
  readonly stored: { readonly room: RoomId; readonly entry: Entry; readonly ticket: string }[] = [];
  readonly refused: string[] = [];
  readonly puts: [string, boolean][] = [];
  readonly troubles: string[] = [];
  readonly writer: HistoryWriter<string>;
  readonly say = (ticket: string, room = ROOM, text = `says ${ticket}`): "queued" | "full" =>
    this.writer.append({ room, session: SESSION, ref: ticket, from: "alice", text, kind: "text", ticket });
  readonly tickets = (): string[] => this.stored.map(({ ticket }) => ticket);

  constructor(bounds: Partial<HistoryWriterOptions<string>> = {}) {
    this.writer = new HistoryWriter<string>({
      store: this.store,
      clock: this.clock,
      heads: [],
      onStored: (runs) => {
        for (const { room, entries, tickets } of runs) {
          assertEquals(entries.length, tickets.length);
          for (const [index, entry] of entries.entries()) {
            this.stored.push({ room, entry, ticket: tickets[index] ?? "" });
          }
        }
      },
      onNotStored: (tickets) => void this.refused.push(...tickets),
      onPut: (ticket, stored) => void this.puts.push([ticket, stored]),
      onTrouble: (what) => void this.troubles.push(what),
      ...bounds,
    });
  }
}

Deno.test("HistoryWriter numbers what it stores, per room, and keeps the tickets with it", async () => {
  const { writer, stored, memory, say } = new World();
  writer.put(record(ROOM), "put");
  for (const [ticket, room] of [["a", ROOM], ["b", OTHER], ["c", ROOM]] as const) say(ticket, room);
  assertEquals(stored, []);
  await writer.drained();
  assertEquals(stored.map(({ room, entry, ticket }) => [room, entry.seq, ticket]), [
    [ROOM, 1, "a"],
    [ROOM, 2, "c"],
    [OTHER, 1, "b"],
  ]);
  assertEquals((await memory.refs(ROOM, SESSION)).map(({ ref, seq }) => [ref, seq]), [["a", 1], ["c", 2]]);
});

Deno.test("HistoryWriter has those who come soon after it told share a commit", async () => {
  const fake = new FakeClock();
  let toldMs = 0;
  const now = () => ({ at: fake.now().at, mono: fake.now().mono + toldMs });
  const batches: string[][] = [];
  const writer = new HistoryWriter<string>({
    ...{ store: openMemoryStore({ clock: fake }), clock: { now, after: fake.after.bind(fake) }, heads: [] },
    ...{ onNotStored() {}, onPut() {}, onTrouble() {} },
    onStored(runs) {
      toldMs += 1; // so long it takes
      batches.push(runs.flatMap(({ tickets }) => tickets));
    },
  });
  const say = (ticket: string) =>
    writer.append({ room: ROOM, session: SESSION, from: "alice", text: "hi", kind: "text", ticket });
  say("a");
  await writer.drained();
  say("b");
  await fake.advance(3);
  say("c");
  assertEquals(batches, [["a"]]);
  await fake.advance(1);
  await writer.drained();
  assertEquals(batches, [["a"], ["b", "c"]]);
  await fake.advance(1_000);
  say("d");
  await turn();
  assertEquals(batches, [["a"], ["b", "c"], ["d"]]);
});

Deno.test("HistoryWriter goes on from the heads that it was given", async () => {
  const world = new World();
  world.say("a");
  await world.writer.drained();
  const { store, clock } = world;
  const seqs: number[] = [];
  const next = new HistoryWriter<string>({
    ...{ store, clock, heads: [[ROOM, 1]], onNotStored() {}, onPut() {}, onTrouble() {} },
    onStored: (runs) => void seqs.push(...runs.flatMap(({ entries }) => entries.map(({ seq }) => seq))),
  });
  next.append({ room: ROOM, session: SESSION, from: "bob", text: "hi", kind: "text", ticket: "b" });
  await next.drained();
  assertEquals(seqs, [2]);
});

Deno.test("HistoryWriter commits all of a turn at once, and what comes meanwhile in the next commit", async () => {
  const { writer, store, say } = new World();
  for (let count = 0; count < 100; count++) say(`a${count}`);
  await Promise.resolve();
  for (let count = 0; count < 100; count++) say(`b${count}`);
  await writer.drained();
  assertEquals(store.commits, 2);
});

Deno.test("HistoryWriter bounds a batch by entries and by bytes", async () => {
  const { writer, store, say, memory } = new World({ batchEntriesMax: 10 });
  for (let count = 0; count < 25; count++) say(`a${count}`);
  await writer.drained();
  assertEquals(store.commits, 3);
  for (let count = 0; count < 100; count++) say(`b${count}`, ROOM, "x".repeat(16_000));
  await writer.drained();
  assert(store.commits > 3 + 6);
  assertEquals(await seqsOf(memory, ROOM), range(1, 125));
});

Deno.test("HistoryWriter says full where too much waits", async () => {
  const { writer, say, stored } = new World({ queuedMax: 2 });
  assertEquals([say("a"), say("b"), say("c")], ["queued", "queued", "full"]);
  assertEquals(writer.put(record(ROOM), "p"), "full");
  await writer.drained();
  assertEquals(stored.length, 2);
  assertEquals(say("d"), "queued");
  await writer.drained();
  const bytes = new World({ queuedBytesMax: 10_000 });
  assertEquals([bytes.say("a", ROOM, "x".repeat(3_000)), bytes.say("b", ROOM, "x".repeat(3_000))], ["queued", "full"]);
  await bytes.writer.drained();
});

Deno.test("HistoryWriter keeps the order of puts, removes and appends of a room", async () => {
  const { writer, say, memory, puts } = new World();
  writer.put(record(ROOM), "first");
  say("a");
  writer.remove(ROOM);
  writer.put(record(ROOM, "again"), "second");
  say("b");
  writer.remove(OTHER);
  await writer.drained();
  assertEquals(puts, [["first", true], ["second", true]]);
  assertEquals(await memory.rooms(), [{ record: record(ROOM, "again"), first: 1, head: 1 }]);
});

Deno.test("HistoryWriter gives times that never go back", async () => {
  const { writer, clock, say, stored } = new World();
  say("a");
  await writer.drained();
  clock.jump(-60_000);
  say("b");
  await writer.drained();
  const [first, second] = stored.map(({ entry }) => entry.at);
  assertEquals(first, second);
});

Deno.test("HistoryWriter does not call back from within append", async () => {
  const { writer, say, stored, refused, clock, store } = new World();
  store.broken = true;
  say("a");
  await clock.advance(6_000);
  say("b");
  assertEquals(refused, ["a"]);
  await turn();
  assertEquals([refused, stored], [["a", "b"], []]);
  await writer.close();
});

for (
  const [name, faults, commits] of [
    ["a commit that failed is tried again", ["lost", "lost"], 3],
    ["a commit that failed but was stored counts", ["stored-but-fails"], 1],
    ["either, one after the other", ["lost", "stored-but-fails"], 2],
  ] as [string, CommitFault[], number][]
) {
  Deno.test(`HistoryWriter with faults: ${name}`, async () => {
    const { writer, store, clock, say, memory, stored, troubles } = new World();
    store.faults = faults;
    writer.put(record(ROOM), "p");
    for (const ticket of ["a", "b"]) say(ticket);
    await turn();
    say("c");
    await clock.advance(1_000);
    await writer.drained();
    assertEquals(stored.map(({ entry, ticket }) => [entry.seq, ticket]), [[1, "a"], [2, "b"], [3, "c"]]);
    assertEquals(await seqsOf(memory, ROOM), [1, 2, 3]);
    assertEquals([store.commits, troubles], [commits + 1, []]);
  });
}

Deno.test("HistoryWriter refuses after 5 s, refuses quickly from then on, and recovers by itself", async () => {
  const { writer, store, clock, say, memory, refused, troubles, puts, tickets } = new World();
  say("a");
  await writer.drained();
  store.broken = true;
  say("b");
  writer.put(record(OTHER), "p");
  await clock.advance(2_000);
  say("c", OTHER);
  await clock.advance(2_500);
  assertEquals([refused, troubles], [[], []]);
  await clock.advance(500);
  assertEquals([refused, troubles, puts], [["b", "c"], ["failing"], [["p", false]]]);
  say("d");
  await turn();
  assertEquals(refused, ["b", "c", "d"]);
  await clock.advance(10_000);
  store.broken = false;
  await clock.advance(1_000);
  assertEquals(troubles, ["failing", "recovered"]);
  say("e");
  await writer.drained();
  assertEquals(tickets(), ["a", "e"]);
  assertEquals(await seqsOf(memory, ROOM), [1, 2]);
  assertEquals(clock.pending, 0);
});

Deno.test("HistoryWriter forgets rooms that a failing store would not forget, before anything that comes after", async () => {
  for (const waiting of [0, 1]) {
    const { writer, store, memory, clock, say, puts } = new World();
    writer.put(record(ROOM), "old");
    writer.put(record(OTHER), "other");
    await writer.drained();
    store.broken = true;
    // Where something waits before it the removal is not even tried.
    for (let i = 0; i < waiting; i++) say("lost");
    writer.remove(ROOM);
    await clock.advance(6_000);
    writer.remove(OTHER);
    await writer.drained();
    store.broken = false;
    await clock.advance(1_000);
    const again = "again" as RoomId;
    writer.put(record(again), "new");
    await writer.drained();
    assertEquals((await memory.rooms()).map(({ record: { id } }) => id), [again]);
    assertEquals(puts.at(-1), ["new", true]);
    await writer.close();
  }
});

Deno.test("HistoryWriter does not number a room whose head cannot be read", async () => {
  const { writer, store, clock, say, memory, refused, troubles } = new World();
  store.faults = ["stored-but-fails"];
  store.blind = true;
  say("a");
  await turn();
  store.broken = true;
  await clock.advance(6_000);
  assertEquals(refused, ["a"]);
  store.broken = false;
  await clock.advance(3_000);
  assertEquals(troubles, ["failing"]);
  store.blind = false;
  await clock.advance(1_000);
  assertEquals(troubles, ["failing", "recovered"]);
  say("b");
  await writer.drained();
  assertEquals((await Array.fromAsync(memory.entries(ROOM))).map(({ seq, text }) => [seq, text]), [
    [1, "says a"],
    [2, "says b"],
  ]);
});

Deno.test("HistoryWriter gives up at once when it is closed, and leaves no timer", async () => {
  const { writer, store, clock, say, refused } = new World();
  store.broken = true;
  say("a");
  await turn();
  await writer.close();
  assertEquals([refused, clock.pending], [["a"], 0]);
});

type Act = { do: "say"; room: RoomId } | { do: "faults"; faults: CommitFault[] } | {
  do: "set";
  broken: boolean;
  blind: boolean;
} | {
  do: "advance";
  ms: number;
} | { do: "turn" };

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("say" as const), room: fc.constantFrom(ROOM, OTHER) }) },
  { weight: 2, arbitrary: fc.constant({ do: "turn" as const }) },
  fc.record({
    do: fc.constant("faults" as const),
    faults: fc.array(fc.constantFrom<CommitFault>("none", "lost", "stored-but-fails"), { maxLength: 4 }),
  }),
  fc.record({ do: fc.constant("set" as const), broken: fc.boolean(), blind: fc.boolean() }),
  fc.record({ do: fc.constant("advance" as const), ms: fc.constantFrom(10, 100, 1_000, 6_000) }),
);

Deno.test("HistoryWriter leaves no hole and gives no seq twice, whatever fails", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
      const world = new World({ batchEntriesMax: 3 });
      let said = 0;
      for (const step of acts) {
        if (step.do === "say") world.say(`${step.room} ${said++}`, step.room);
        else if (step.do === "faults") world.store.faults = [...step.faults];
        else if (step.do === "set") Object.assign(world.store, { broken: step.broken, blind: step.blind });
        else if (step.do === "advance") await world.clock.advance(step.ms);
        else await turn();
      }
      Object.assign(world.store, { broken: false, blind: false, faults: [] });
      await world.clock.advance(10_000);
      await world.writer.close();
      assertEquals(world.clock.pending, 0);
      await verify(world, said);
    }),
    { numRuns: 60 },
  );
});

/** Everything said is answered once; what was told is what is stored, in the order in which it was said. */
async function verify(world: World, said: number): Promise<void> {
  assertEquals(world.stored.length + world.refused.length, said);
  assertEquals(new Set([...world.tickets(), ...world.refused]).size, said);
  for (const room of [ROOM, OTHER]) {
    const kept = await Array.fromAsync(world.memory.entries(room));
    assertEquals(kept.map(({ seq }) => seq), range(1, kept.length));
    const told = world.stored.filter((item) => item.room === room);
    for (const { entry } of told) assertEquals(kept[entry.seq - 1], entry);
    const order = kept.map(({ text }) => Number(text.split(" ").at(-1)));
    assertEquals(order, order.toSorted((a, b) => a - b));
    // What was refused is stored only where a commit failed, was stored, and could not be read back.
    const untold = kept.filter(({ seq }) => !told.some(({ entry }) => entry.seq === seq));
    for (const { text } of untold) assert(world.refused.includes(text.slice("says ".length)));
  }
}
