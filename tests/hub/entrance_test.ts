import { assertEquals } from "@std/assert";
import type { Command } from "../../lib/chat/command.ts";
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

/** `ann` is in the room by one connection and on the way in by another, whose page waits; the first one leaves. */
function returning(options: Partial<Command & { type: "create" }>): { world: World; owner: number; back: number } {
  const world = new World();
  const owner = world.register("owner");
  world.ask(owner, { type: "create", room: "tea", ...options });
  world.ask(owner, { type: "say", text: "one" });
  const first = world.register("ann");
  const key = options.password === undefined ? {} : { password: options.password };
  world.ask(first, { type: "join", room: "tea", ...key });
  const back = world.login("ann");
  world.hear(back);
  world.say(back, { type: "join", room: "tea" }, "j");
  world.say(first, { type: "leave" });
  return { world, owner, back };
}

function outcomeOf(world: World, connection: number): string | undefined {
  const event = world.hear(connection).find(({ ref }) => ref === "j")?.event;
  return event?.type === "error" ? event.code : event?.type;
}

Deno.test("who leaves a room while their other connection is on the way in does not exceed its limit", () => {
  for (const taken of [true, false]) {
    const { world, owner, back } = returning({ limit: 2 });
    const bob = world.enter("bob");
    // Bob's place counts from the moment when he asks, before he is in.
    if (taken) world.say(bob, { type: "join", room: "tea" }, "j");
    world.finish();
    assertEquals([outcomeOf(world, back), outcomeOf(world, bob)], [
      taken ? "room-full" : "joined",
      taken ? "joined" : undefined,
    ]);
    world.hear(owner);
    assertEquals(world.outcome(taken ? bob : back, { type: "leave" }), "left");
    assertEquals(world.outcome(world.enter("kim"), { type: "join", room: "tea" }), "joined", "nothing stays reserved");
  }
});

for (
  const [what, options, code] of [
    ["a password", { password: "green" }, "bad-password"],
    ["a password and hidden", { password: "green", private: true }, "no-such-room"],
  ] as const
) {
  Deno.test(`who leaves a room with ${what} while their other connection is on the way in does not get in`, () => {
    const { world, back } = returning(options);
    world.finish();
    assertEquals(outcomeOf(world, back), code);
    assertEquals(world.outcome(back, { type: "join", room: "tea", password: "green" }), "joined");
  });
}

Deno.test("who was let in by an invite and is kicked while their other connection is on the way in stays out", () => {
  for (const kicked of [true, false]) {
    const { world, owner, back } = returning({});
    world.finish();
    world.ask(back, { type: "leave" });
    world.ask(owner, { type: "set", room: "tea", invite: true });
    const [invite] = world.ask(owner, { type: "invite", room: "tea" });
    world.ask(back, { type: "join", room: "tea", ...(invite?.type === "invite" && { invite: invite.code }) });
    const third = world.login("ann");
    world.hear(third);
    world.say(third, { type: "join", room: "tea" }, "j");
    world.say(kicked ? owner : back, kicked ? { type: "kick", room: "tea", nick: "ann" } : { type: "leave" });
    while (world.store.work.some(({ writes }) => writes)) world.commit(1);
    world.finish();
    assertEquals(outcomeOf(world, third), kicked ? "invite-only" : "joined", "who left is on the list");
  }
});
