import { assertEquals } from "@std/assert";
import type { Event } from "../../lib/chat/event.ts";
import { MARKS_MAX } from "../../lib/chat/limits.ts";
import { World } from "../support/hub_world.ts";

/** Ann is in the lobby, where three things were said. */
function read(options: ConstructorParameters<typeof World>[0] = {}): { world: World; ann: number } {
  const world = new World(options);
  const ann = world.register("ann");
  world.ask(ann, { type: "join", room: "lobby" });
  for (const text of ["one", "two", "three"]) world.ask(ann, { type: "say", text, room: "lobby" });
  return { world, ann };
}

function markOf(world: World, connection: number, room: string): Event | undefined {
  return world.ask(connection, { type: "read", room })[0];
}

function stored(world: World): (readonly [string, number])[] {
  return [...world.store.kept.values()].flatMap((each) => each.type === "mark" ? [[each.room, each.seq] as const] : []);
}

Deno.test("an account's mark of a room is that of all its connections, and stays when all of them are gone", () => {
  const { world, ann } = read();
  assertEquals(markOf(world, ann, "lobby"), { type: "read", room: "lobby", seq: 0 });
  world.ask(ann, { type: "read", room: "lobby", seq: 2 });
  const other = world.login("ann");
  world.ask(other, { type: "join", room: "lobby" });
  assertEquals(markOf(world, other, "lobby"), { type: "read", room: "lobby", seq: 2 });
  for (const one of [ann, other]) world.ask(one, { type: "quit" });
  const back = world.login("ann");
  world.ask(back, { type: "join", room: "lobby" });
  assertEquals(markOf(world, back, "lobby"), { type: "read", room: "lobby", seq: 2 });
});

Deno.test("a guest's mark is its session's", () => {
  const { world } = read();
  const bob = world.enter("bob");
  world.ask(bob, { type: "join", room: "lobby" });
  world.ask(bob, { type: "read", room: "lobby", seq: 9 });
  assertEquals(markOf(world, bob, "lobby"), { type: "read", room: "lobby", seq: 3 });
  world.ask(bob, { type: "quit" });
  const again = world.enter("bob");
  world.ask(again, { type: "join", room: "lobby" });
  assertEquals(markOf(world, again, "lobby"), { type: "read", room: "lobby", seq: 0 });
});

Deno.test("marks are stored once a second, at most a hundred, those first that have waited longest", () => {
  const world = new World();
  const people = Array.from({ length: 150 }, (_, n) => world.register(`p${n}`));
  for (const one of people) world.ask(one, { type: "join", room: "lobby" });
  for (const text of ["one", "two"]) world.ask(people[0] ?? 0, { type: "say", text });
  for (const one of people) world.ask(one, { type: "read", room: "lobby", seq: 1 });
  assertEquals(stored(world).length, 0);
  world.tick(1_000);
  world.finish();
  assertEquals(stored(world).length, 100);
  world.ask(people[0] ?? 0, { type: "read", room: "lobby", seq: 2 });
  world.tick(1_000);
  world.finish();
  assertEquals([stored(world).length, stored(world).filter(([, seq]) => seq === 2).length], [150, 1]);
});

Deno.test("a room that is deleted leaves no mark", () => {
  const { world, ann } = read({ roomsPerClient: 2 });
  world.ask(ann, { type: "create", room: "den" });
  world.ask(ann, { type: "say", room: "den", text: "here" });
  for (const room of ["den", "lobby"]) world.ask(ann, { type: "read", room, seq: 1 });
  world.tick(1_000);
  world.finish();
  assertEquals(stored(world).length, 2);
  world.ask(ann, { type: "delete", room: "den" });
  world.tick(1_000);
  world.finish();
  assertEquals(stored(world), [["lobby", 1]]);
});

Deno.test("an account has a bound of marks: the room whose mark rose longest ago is forgotten", () => {
  const { world, ann } = read({ roomsPerClient: 2, roomsMax: 5_000 });
  world.ask(ann, { type: "read", room: "lobby", seq: 1 });
  for (let n = 1; n < MARKS_MAX; n++) {
    const room = `r${n}`;
    world.ask(ann, { type: "create", room });
    world.ask(ann, { type: "say", room, text: "x" });
    world.ask(ann, { type: "read", room, seq: 1 });
    world.ask(ann, { type: "leave", room });
  }
  world.ask(ann, { type: "read", room: "lobby", seq: 2 });
  assertEquals(markOf(world, ann, "lobby"), { type: "read", room: "lobby", seq: 2 });
  world.ask(ann, { type: "create", room: "last" });
  world.ask(ann, { type: "say", room: "last", text: "x" });
  world.ask(ann, { type: "read", room: "last", seq: 1 });
  assertEquals(markOf(world, ann, "lobby"), { type: "read", room: "lobby", seq: 2 });
  world.ask(ann, { type: "leave", room: "last" });
  world.ask(ann, { type: "join", room: "r1" });
  assertEquals(markOf(world, ann, "r1"), { type: "read", room: "r1", seq: 0 });
});
