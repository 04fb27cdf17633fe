import { assertEquals } from "@std/assert";
import { REFS_MAX } from "../../lib/chat/limits.ts";
import { RefMemory } from "../../lib/hub/refs.ts";
import { diceOf } from "../support/dice.ts";
import { World } from "../support/hub_world.ts";

Deno.test("RefMemory remembers the newest, and forgets the oldest for each one more", () => {
  const memory = new RefMemory<number>();
  for (let i = 0; i < REFS_MAX + 5; i++) memory.set(`r${i}`, i);
  assertEquals([memory.size, memory.get("r4"), memory.get("r5")], [REFS_MAX, undefined, 5]);
});

Deno.test("RefMemory replaced does not make an old ref young again", () => {
  const memory = new RefMemory<number>();
  for (let i = 0; i < REFS_MAX; i++) memory.set(`r${i}`, i);
  memory.set("r0", 100);
  assertEquals([memory.get("r0"), memory.size], [100, REFS_MAX]);
  memory.set("new", 1);
  assertEquals([memory.get("r0"), memory.get("r1")], [undefined, 1]);
});

Deno.test("RefMemory knows refs that are called as objects' own things are", () => {
  const memory = new RefMemory<number>();
  assertEquals(["__proto__", "constructor", "toString"].map((ref) => memory.get(ref)), [
    undefined,
    undefined,
    undefined,
  ]);
  memory.set("__proto__", 1);
  memory.forget("constructor");
  assertEquals([memory.get("__proto__"), memory.size], [1, 1]);
});

Deno.test("RefMemory is a list of the newest refs, whatever is done to it in whatever order", () => {
  for (let seed = 1; seed <= 12; seed++) {
    const dice = diceOf(seed);
    const memory = new RefMemory<number>();
    let model: (readonly [ref: string, outcome: number])[] = [];
    const refOf = (number: number) => dice.next() < 0.5 ? `${number}` : `some longer ref, ${number}`;
    const learn = (ref: string, outcome: number) => {
      const known = model.findIndex(([one]) => one === ref);
      model = known < 0 ? [...model, [ref, outcome] as const].slice(-REFS_MAX) : model.with(known, [ref, outcome]);
    };
    for (let step = 0; step < 4_000; step++) {
      const ref = refOf(dice.whole(0, 900));
      const act = dice.next();
      if (act < 0.95) {
        memory.set(ref, step);
        learn(ref, step);
      } else if (act < 0.998) {
        memory.forget(ref);
        model = model.filter(([one]) => one !== ref);
      } else {
        const older = Array.from({ length: dice.whole(0, 300) }, (_, index) => [refOf(index), step] as const);
        memory.addOlder(older);
        const known = model;
        const isKnown = new Set(known.map(([one]) => one));
        model = [];
        for (const [one, outcome] of older) if (!isKnown.has(one)) learn(one, outcome);
        for (const [one, outcome] of known) learn(one, outcome);
      }
      assertEquals([memory.size, memory.get(ref)], [model.length, model.find(([one]) => one === ref)?.[1]]);
    }
    const outcomes = Array.from({ length: 901 }, (_, n) => [`${n}`, `some longer ref, ${n}`]).flat();
    assertEquals(outcomes.map((ref) => memory.get(ref)), outcomes.map((ref) => new Map(model).get(ref)));
  }
});

Deno.test("a say whose storing failed leaves its ref free, and all who asked by it are told", () => {
  const world = new World();
  const alice = world.enter("alice");
  world.ask(alice, { type: "join", room: "lobby" });
  world.hear(alice);
  for (let i = 0; i < 3; i++) world.say(alice, { type: "say", text: "hi" }, "r1");
  assertEquals(world.store.work.length, 1, "it is on its way once");
  world.step(false);
  const refused = world.hear(alice).map(({ event, ref }) => [event.type === "error" && event.code, ref]);
  assertEquals(refused, [["storage", "r1"], ["storage", "r1"], ["storage", "r1"]]);
  assertEquals(world.ask(alice, { type: "say", text: "hi" }, "r1").map(({ type }) => type), ["said"]);
});

Deno.test("refs that can't be read back refuse the say: it may have been stored before", () => {
  const world = new World();
  const alice = world.enter("alice", { resume: `token-${JSON.stringify({ session: "old-1" })}` });
  world.ask(alice, { type: "join", room: "lobby" });
  world.hear(alice);
  world.say(alice, { type: "say", text: "hi" }, "r1");
  world.say(alice, { type: "say", text: "later" }, "r2");
  assertEquals(world.held.has(alice), true);
  world.step(false);
  const [first] = world.hear(alice);
  assertEquals([first?.event.type === "error" && first.event.code, first?.ref], ["storage", "r1"]);
  world.finish();
  assertEquals(world.hear(alice).map(({ event, ref }) => [event.type, ref]), [["said", "r2"]]);
});

Deno.test("who is owed too much is read no further, until half of it is settled", () => {
  const world = new World();
  const alice = world.enter("alice");
  world.ask(alice, { type: "join", room: "lobby" });
  for (let i = 0; i < 1_500; i++) world.say(alice, { type: "say", text: `${i}` });
  assertEquals([world.store.work.length, world.held.has(alice)], [1_024, true]);
  world.commit(511);
  assertEquals(world.held.has(alice), true);
  world.commit(2);
  assertEquals(world.store.work.length, 987, "and all that waited was read");
  world.finish();
  const said = world.hear(alice).flatMap(({ event }) => event.type === "said" ? [event.seq] : []);
  assertEquals(said, Array.from({ length: 1_500 }, (_, i) => i + 1));
});

Deno.test("refs that come back from the store push out none that is still being stored", () => {
  const world = new World({ graceMs: 0 });
  const talk = (connection: number, from: number, to: number) => {
    for (let n = from; n <= to; n++) world.say(connection, { type: "say", text: `${n}` }, `r${n}`);
  };
  const before = world.enter("alice");
  world.ask(before, { type: "join", room: "lobby" });
  talk(before, 1, REFS_MAX);
  world.finish();
  talk(before, REFS_MAX + 1, REFS_MAX + 5);
  const [session] = [...world.refs.keys()].map((key) => key.split(" ")[0]);
  const token = `token-${JSON.stringify({ session })}`;
  world.drop(before);
  const after = world.enter("alice", { resume: token });
  world.say(after, { type: "join", room: "lobby", after: REFS_MAX });
  world.stepRead(0);
  talk(after, REFS_MAX + 1, REFS_MAX + 5);
  world.stepRead(0); // the store knows the first thousand: the last five are on their way
  world.finish();
  const said = world.hear(after).flatMap(({ event }) => event.type === "said" ? [event.seq] : []);
  assertEquals(said, [1, 2, 3, 4, 5].map((n) => REFS_MAX + n));
  assertEquals(world.entries.get("lobby" as never)?.length, REFS_MAX + 5);
});

Deno.test("who can't come back for an answer asks nothing twice: their refs are not remembered", () => {
  const world = new World();
  const peer = world.connect("127.0.0.1", { fleeting: true });
  world.ask(peer, { type: "hello", nick: "ada" });
  world.ask(peer, { type: "join", room: "lobby" });
  world.hear(peer);
  for (const text of ["one", "two"]) world.say(peer, { type: "say", text }, "r1");
  world.finish();
  assertEquals(world.hear(peer).map(({ event, ref }) => [event.type, ref]), [["said", "r1"], ["said", "r1"]]);
  assertEquals([...world.store.refs.values()].flat(), []);
  const bob = world.enter("bob");
  world.finish();
  for (let time = 0; time < 2; time++) {
    world.say(peer, { type: "shout", text: "hey" }, "r2");
    world.say(peer, { type: "tell", to: ["bob"], text: "psst" }, "r3");
  }
  world.finish();
  const heard = world.hear(bob).map(({ event }) => event.type).filter((type) => type === "shout" || type === "direct");
  assertEquals([heard, world.hub.answersKept], [["shout", "direct", "shout", "direct"], 0]);
});
