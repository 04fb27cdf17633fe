import { assert, assertEquals } from "@std/assert";
import type { Command } from "../../lib/chat/command.ts";
import type { Event } from "../../lib/chat/event.ts";
import { SILENT_PEERS_MAX } from "../../lib/chat/limits.ts";
import { World } from "../support/hub_world.ts";

function outcome(events: readonly Event[]): string {
  const answer = events.find(({ type }) => type !== "ping");
  return answer?.type === "error" ? answer.code : answer?.type ?? "nothing";
}

function asks(world: World, connection: number, command: Command): string {
  return outcome(world.ask(connection, command));
}

/** What somebody heard of a room's members, in words. */
function members(world: World, connection: number): string[] {
  return world.hear(connection).flatMap(({ event }) => {
    if (event.type === "member") return [`${event.nick} ${event.change}`];
    return event.type === "members" ? [`+${event.joined} -${event.left} = ${event.count}`] : [];
  });
}

Deno.test("a full server refuses a hello, which may be said again", () => {
  const world = new World({ clientsMax: 2 });
  const [first] = [world.enter("alice"), world.enter("bob")];
  const third = world.connect();
  assertEquals(asks(world, third, { type: "hello", nick: "carol" }), "server-full");
  world.ask(first, { type: "quit" });
  assertEquals(asks(world, third, { type: "hello", nick: "carol" }), "welcome");
});

Deno.test("connections of one address are bounded, those of others and of the machine itself are not", () => {
  const world = new World({ perAddressMax: 2 });
  world.enter("a", { address: "10.0.0.1" });
  world.connect("10.0.0.1");
  const third = world.connect("10.0.0.1");
  assertEquals(asks(world, third, { type: "hello", nick: "c" }), "too-many-connections");
  assertEquals(world.open.has(third), false, "it counts against others no longer");
  const other = world.connect("10.0.0.2");
  assertEquals(asks(world, other, { type: "hello", nick: "d" }), "welcome");
  for (let i = 100; i < 110; i++) world.happen({ type: "opened", connection: i, address: "127.0.0.1", local: true });
  world.open.add(109);
  world.ears.set(109, []);
  assertEquals(asks(world, 109, { type: "hello", nick: "e" }), "welcome");
});

Deno.test("a server that holds as many rooms as it may makes no other", () => {
  const world = new World({ roomsMax: 2 });
  const [alice, bob] = [world.enter("alice"), world.enter("bob")];
  assertEquals(asks(world, alice, { type: "create", room: "one" }), "joined");
  assertEquals(asks(world, bob, { type: "create", room: "two" }), "too-many-rooms");
  assertEquals(asks(world, bob, { type: "join", room: "two", create: true }), "too-many-rooms");
  assertEquals(asks(world, alice, { type: "leave" }), "left");
  assertEquals(asks(world, bob, { type: "create", room: "two" }), "joined");
});

Deno.test("a room that is made without a limit has the server's", () => {
  const world = new World({ roomLimit: 1 });
  const [alice, bob] = [world.enter("alice"), world.enter("bob")];
  world.ask(alice, { type: "create", room: "one" });
  assertEquals(asks(world, bob, { type: "join", room: "one" }), "room-full");
  world.ask(alice, { type: "create", room: "open", limit: 0 });
  assertEquals(asks(world, bob, { type: "join", room: "open" }), "joined");
});

Deno.test("a group has at most 64 members", () => {
  const world = new World();
  const alice = world.enter("alice");
  const names = Array.from({ length: 65 }, (_, i) => `p${i}`);
  for (const name of names) world.enter(name);
  assertEquals(asks(world, alice, { type: "group", group: "groupX", members: names }), "bad-request");
  assertEquals(asks(world, alice, { type: "group", group: "groupX", members: names.slice(0, 63) }), "grouped");
});

Deno.test("who holds a place while its page is read keeps it against others, and who goes frees it", () => {
  const world = new World();
  const alice = world.enter("alice");
  world.ask(alice, { type: "create", room: "duo", limit: 2 });
  world.ask(alice, { type: "say", text: "something to read" });
  const [bob, carol] = [world.enter("bob"), world.enter("carol")];
  for (const one of [bob, carol]) world.hear(one);
  world.say(bob, { type: "join", room: "duo" });
  world.say(carol, { type: "join", room: "duo" });
  assertEquals(outcome(world.hear(carol).map(({ event }) => event)), "room-full");
  world.drop(bob);
  world.finish();
  assertEquals(asks(world, carol, { type: "join", room: "duo" }), "joined");
});

Deno.test("in a crowd joins and leaves are told as counts, once a second", () => {
  const world = new World();
  const alice = world.enter("alice");
  const others = Array.from({ length: 204 }, (_, i) => world.enter(`p${i}`));
  world.ask(alice, { type: "join", room: "lobby" });
  for (const one of others) world.ask(one, { type: "join", room: "lobby" });
  assertEquals(members(world, alice).length, 199, "by name up to 200 members");
  world.tick(1_000);
  assertEquals(members(world, alice), ["+5 -0 = 205"]);
  world.tick(1_000);
  assertEquals(members(world, alice), []);
  for (const one of others.slice(0, 3)) world.ask(one, { type: "leave" });
  world.tick(1_000);
  assertEquals(members(world, alice), ["+0 -3 = 202"]);
  for (const one of others.slice(3, 5)) world.ask(one, { type: "leave" });
  assertEquals(members(world, alice), ["p4 left"], "and by name again from 200 on");
});

Deno.test("the silent are asked once within an interval, answer, and stay", () => {
  const world = new World();
  const alice = world.enter("alice");
  let pings = 0;
  for (let second = 0; second < 300; second++) {
    world.tick(1_000);
    for (const { event } of world.hear(alice)) {
      if (event.type !== "ping") continue;
      pings += 1;
      world.say(alice, { type: "pong", t: event.t });
    }
  }
  assertEquals(world.open.has(alice), true);
  assert(pings >= 10 && pings <= 14, `${pings} pings in 300 s`);
});

Deno.test("who answers no ping is told idle within two intervals, and has its grace", () => {
  const world = new World();
  const alice = world.enter("alice");
  for (let second = 0; second < 60; second++) world.tick(1_000);
  const bye = world.hear(alice).map(({ event }) => event).at(-1);
  assertEquals([bye?.type === "bye" && bye.code, world.open.has(alice)], ["idle", false]);
  const far = world.connect("10.9.9.9");
  assertEquals(asks(world, far, { type: "hello", nick: "alice" }), "nick-taken");
});

Deno.test("at the end everybody is told when to come back, and not all at once", () => {
  const world = new World();
  const all = Array.from({ length: 50 }, (_, i) => world.enter(`p${i}`));
  for (const one of all) world.hear(one);
  world.happen({ type: "shutdown", retryMs: 1_000, spreadMs: 4_000 });
  const retries = all.map((one) => {
    const [bye] = world.hear(one).map(({ event }) => event);
    return bye?.type === "bye" && bye.code === "shutdown" ? bye.retry ?? 0 : 0;
  });
  assertEquals([world.open.size, Math.min(...retries) >= 1_000, Math.max(...retries) <= 5_000], [0, true, true]);
  assert(new Set(retries).size > 40);
});

Deno.test("a change of settings keeps what one before it, not stored yet, has changed", () => {
  const world = new World();
  const alice = world.enter("alice");
  const { resume } = world.hear(alice).map(({ event }) => event).find((event) => event.type === "welcome") ?? {};
  world.ask(alice, { type: "create", room: "tea" });
  world.say(alice, { type: "set", room: "tea", topic: "green" });
  const back = world.enter("alice", resume === undefined ? {} : { resume });
  world.say(back, { type: "set", room: "tea", limit: 5 });
  world.finish();
  const [record] = [...world.store.records.values()].filter(({ name }) => name === "tea");
  assertEquals([record?.topic, record?.limit], ["green", 5]);
});

Deno.test("settings that could not be stored are refused and change nothing", () => {
  const world = new World();
  const alice = world.enter("alice");
  world.ask(alice, { type: "create", room: "tea", topic: "green" });
  world.hear(alice);
  world.say(alice, { type: "set", room: "tea", topic: "black" });
  world.step(false);
  assertEquals(outcome(world.hear(alice).map(({ event }) => event)), "storage");
  const [joined] = world.ask(alice, { type: "join", room: "tea" });
  assertEquals(joined?.type === "joined" && joined.topic, "green");
  world.ask(alice, { type: "set", room: "tea", limit: 3 });
  const [again] = world.ask(alice, { type: "join", room: "tea" });
  assertEquals(again?.type === "joined" && [again.topic, again.limit], ["green", 3]);
});

Deno.test("who leaves a room while its history is read or searched is told nothing of it", () => {
  const world = new World();
  const alice = world.enter("alice");
  world.ask(alice, { type: "create", room: "tea" });
  world.ask(alice, { type: "say", text: "secret" });
  world.hear(alice);
  world.say(alice, { type: "history", room: "tea" }, "h");
  world.say(alice, { type: "leave" });
  world.finish();
  const answer = world.hear(alice).find(({ ref }) => ref === "h")?.event;
  assertEquals(answer?.type === "error" && answer.code, "not-in-room");
});

Deno.test("who says nothing is bounded in number: beyond it the oldest of them goes, and nobody else", () => {
  const world = new World();
  const alice = world.enter("alice");
  const [first, second] = [world.connect("10.0.0.2"), world.connect("10.0.0.2")];
  for (let others = 2; others < SILENT_PEERS_MAX; others++) world.connect("10.0.0.3");
  assertEquals([alice, first, second].map((one) => world.open.has(one)), [true, true, true]);
  world.say(second, { type: "hello", nick: "second" });
  world.connect("10.0.0.4");
  assertEquals([alice, first, second].map((one) => world.open.has(one)), [true, true, true]);
  world.connect("10.0.0.4");
  assertEquals([alice, first, second].map((one) => world.open.has(one)), [true, false, true]);
  const byes = world.hear(first).map(({ event }) => event.type === "bye" && event.code);
  assertEquals(byes, ["idle"]);
});

Deno.test("however short the interval, only who was pinged and did not answer is closed", () => {
  const world = new World({ pingMs: 100 });
  const [alice, bob] = [world.enter("alice"), world.enter("bob")];
  for (let second = 0; second < 20; second++) {
    world.tick(1_000);
    for (const { event } of world.hear(alice)) {
      if (event.type === "ping") world.say(alice, { type: "pong", t: event.t });
    }
  }
  assertEquals([world.open.has(alice), world.open.has(bob)], [true, false]);
});

Deno.test("what was heard right after a standstill counts from then, not from a time to come", () => {
  const world = new World();
  const alice = world.enter("alice");
  world.tick(1_000);
  world.mono += 3_600_000;
  world.say(alice, { type: "ping" });
  world.tick(1_000);
  assertEquals(world.open.has(alice), true);
  for (let second = 0; second < 61; second++) world.tick(1_000);
  assertEquals(world.open.has(alice), false);
});

Deno.test("a room in which nothing was said ends, after a restart too, unless its people come back in time", () => {
  const before = new World({ roomsPerClient: 3 });
  const ann = before.enter("ann");
  for (const room of ["empty", "awaited", "spoken"]) before.ask(ann, { type: "create", room });
  before.ask(ann, { type: "say", room: "spoken", text: "x" });
  const rooms = [...before.store.records.values()].map((record) => {
    return { record, first: 1, head: record.name === "spoken" ? 1 : 0 };
  });
  const world = new World({ boot: "c", rooms });
  world.tick(1_000);
  const kim = world.enter("kim");
  assertEquals(world.ask(kim, { type: "join", room: "awaited" })[0]?.type, "joined");
  const names = () => {
    const [listed] = world.ask(kim, { type: "rooms" });
    return listed?.type === "rooms" ? listed.rooms.map(({ room }) => room) : [];
  };
  world.tick(29_999);
  assertEquals(names(), ["awaited", "empty", "lobby", "spoken"]);
  world.tick(1);
  assertEquals(names(), ["awaited", "lobby", "spoken"]);
  world.ask(kim, { type: "quit" });
  assertEquals(world.ask(world.enter("zoe"), { type: "join", room: "awaited" })[0]?.type, "error");
});

Deno.test("who logs in is told of one invite to a room, however many lie there for them", () => {
  const world = new World({ roomsPerClient: 3 });
  const [ann, bob] = [world.register("ann"), world.register("bob")];
  world.ask(bob, { type: "quit" });
  for (const room of ["den", "tea"]) {
    world.ask(ann, { type: "create", room });
    for (let each = 0; each < 30; each++) world.ask(ann, { type: "invite", room, nick: "bob" });
  }
  const heard = world.hear(world.login("bob")).map(({ event }) => event);
  assertEquals(heard.flatMap((event) => event.type === "invited" ? [event.room] : []), ["den", "tea"]);
});
