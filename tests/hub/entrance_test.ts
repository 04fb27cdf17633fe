import { assertEquals } from "@std/assert";
import type { Event, EventOf } from "../../lib/chat/event.ts";
import { World } from "../support/hub_world.ts";

function joinedOf(world: World, connection: number): EventOf<"joined"> | undefined {
  const events: Event[] = world.hear(connection).map(({ event }) => event);
  return events.find((event): event is EventOf<"joined"> => event.type === "joined");
}

function enterRoom(world: World, nick: string, room: string): number {
  const connection = world.enter(nick);
  world.ask(connection, { type: "join", room, create: true });
  return connection;
}

Deno.test("a page that shows more than the hub was told of does not double what comes live", () => {
  const world = new World();
  const alice = enterRoom(world, "alice", "tea");
  world.ask(alice, { type: "say", text: "one" });
  const bob = world.enter("bob");
  world.say(alice, { type: "say", text: "two" });
  world.say(bob, { type: "join", room: "tea" });
  world.store.work[0]?.begin(); // committed, and the hub has not heard of it
  world.stepRead(0);
  const joined = joinedOf(world, bob);
  assertEquals([joined?.head, joined?.history.map(({ text }) => text)], [1, ["one"]]);
  world.finish();
  assertEquals(world.hear(bob).map(({ event }) => event.type === "message" && event.seq), [2]);
});

Deno.test("a cursor past the head is reset even where the head reaches it while the page is read", () => {
  const world = new World();
  const alice = enterRoom(world, "alice", "tea");
  world.ask(alice, { type: "say", text: "one" });
  const bob = world.enter("bob");
  world.say(bob, { type: "join", room: "tea", after: 2 });
  world.say(alice, { type: "say", text: "two" });
  world.commit(1);
  world.stepRead(0);
  const joined = joinedOf(world, bob);
  assertEquals([joined?.reset, joined?.head, joined?.history.length, joined?.more], [true, 2, 2, false]);
});

Deno.test("what is stored while a page is read is in joined, once, and nothing of it comes live", () => {
  const world = new World();
  const alice = enterRoom(world, "alice", "tea");
  for (const text of ["one", "two"]) world.ask(alice, { type: "say", text });
  const bob = world.enter("bob");
  world.say(bob, { type: "join", room: "tea", after: 1 });
  world.store.work[0]?.begin(); // the page is read, and what follows is stored before the hub hears of it
  for (const text of ["three", "four"]) world.say(alice, { type: "say", text });
  world.commit(2);
  world.hear(bob);
  world.finish();
  const heard = world.hear(bob).map(({ event }) => event);
  assertEquals(heard.map(({ type }) => type), ["joined"]);
  const [joined] = heard as [EventOf<"joined">];
  assertEquals([joined.head, joined.history.map(({ seq }) => seq), joined.more], [4, [2, 3, 4], false]);
});

Deno.test("joins that waited for a room to be made are told to those who came before, and only to them", () => {
  const world = new World();
  const [alice, bob, carol] = [world.enter("alice"), world.enter("bob"), world.enter("carol")];
  for (const one of [alice, bob, carol]) world.hear(one);
  world.say(alice, { type: "create", room: "tea" });
  for (const one of [bob, carol]) world.say(one, { type: "join", room: "tea", create: true });
  world.finish();
  const told = (one: number) => world.hear(one).map(({ event }) => event.type === "member" ? event.nick : event.type);
  assertEquals([told(alice), told(bob), told(carol)], [["joined", "bob", "carol"], ["joined", "carol"], ["joined"]]);
});

Deno.test("a room that could not be made is made by the next who asked for it", () => {
  const world = new World();
  const [alice, bob] = [world.enter("alice"), world.enter("bob")];
  for (const one of [alice, bob]) world.hear(one);
  world.say(alice, { type: "create", room: "tea" }, "a");
  world.say(bob, { type: "join", room: "tea", create: true }, "b");
  world.step(false);
  world.finish();
  const [refused] = world.hear(alice);
  assertEquals([refused?.ref, refused?.event.type === "error" && refused.event.code], ["a", "storage"]);
  assertEquals(joinedOf(world, bob)?.role, "owner");
});

Deno.test("a page that can't be read refuses the join, frees the place and leaves the first room as it was", () => {
  const world = new World();
  const alice = enterRoom(world, "alice", "tea");
  world.ask(alice, { type: "say", text: "one" });
  const bob = enterRoom(world, "bob", "den");
  world.say(bob, { type: "join", room: "tea" });
  world.hear(bob);
  world.step(false);
  assertEquals(world.hear(bob).map(({ event }) => event.type === "error" && event.code), ["storage"]);
  assertEquals(world.ask(bob, { type: "say", text: "still here" }).map(({ type }) => type), ["said"]);
  assertEquals(world.hear(alice).map(({ event }) => event.type), []);
});
