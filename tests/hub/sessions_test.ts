import { assertEquals } from "@std/assert";
import type { Event, EventOf } from "../../lib/chat/event.ts";
import { World } from "../support/hub_world.ts";

function last<T extends Event["type"]>(events: readonly Event[], type: T): EventOf<T> {
  const found = events.filter((event) => event.type === type).at(-1);
  if (!found) throw new Error(`Cannot find ${type} in ${JSON.stringify(events)}`);
  return found as EventOf<T>;
}

function welcomeOf(world: World, connection: number): EventOf<"welcome"> {
  return last(world.hear(connection).map(({ event }) => event), "welcome");
}

Deno.test("a dropped link within its grace is not noticed by the others, and its place is kept", () => {
  const world = new World();
  const alice = world.enter("alice");
  const { resume } = welcomeOf(world, alice);
  world.ask(alice, { type: "join", room: "lobby" });
  const bob = world.enter("bob");
  world.ask(bob, { type: "join", room: "lobby" });
  world.drop(alice);
  world.ask(bob, { type: "say", text: "one" });
  const people = last(world.ask(bob, { type: "who", room: "lobby" }), "who").people;
  assertEquals(people.map(({ nick, status }) => [nick, status]), [["alice", "dropped"], ["bob", "online"]]);

  const back = world.enter("alice", { resume });
  const welcome = welcomeOf(world, back);
  assertEquals([welcome.resumed, welcome.rooms], [true, ["lobby"]]);
  world.ask(bob, { type: "say", text: "two" });
  assertEquals(world.hear(back), [], "nothing of the room before it is joined again");
  const joined = last(world.ask(back, { type: "join", room: "lobby", after: 0 }), "joined");
  assertEquals(joined.history.map(({ text }) => text), ["one", "two"]);
  assertEquals(world.hear(bob).filter(({ event }) => event.type === "member"), []);
});

Deno.test("a grace that ends is told as dropped, and frees nick, place and groups", () => {
  const world = new World();
  const [alice, bob, carol] = [world.enter("alice"), world.enter("bob"), world.enter("carol")];
  world.ask(alice, { type: "join", room: "lobby" });
  world.ask(bob, { type: "join", room: "lobby" });
  world.ask(alice, { type: "group", group: "groupX", members: ["bob", "carol"] });
  world.drop(alice);
  for (const one of [bob, carol]) world.hear(one);
  for (let second = 0; second < 29; second++) world.tick(1_000);
  assertEquals(world.hear(bob).filter(({ event }) => event.type !== "ping"), []);
  world.tick(1_000);
  const events = world.hear(bob).map(({ event }) => event).filter(({ type }) => type !== "ping");
  assertEquals(events, [
    { type: "member", room: "lobby", nick: "alice", change: "dropped" },
    { type: "group", group: "groupX", by: "alice", members: ["bob", "carol"] },
  ]);
  assertEquals(world.hear(carol).map(({ event }) => event.type).filter((type) => type !== "ping"), ["group"]);
  assertEquals(welcomeOf(world, world.enter("alice", { address: "10.9.9.9" })).resumed, false);
});

Deno.test("a nick in grace is kept from strangers, not from the same address", () => {
  const world = new World();
  world.drop(world.enter("alice", { address: "10.0.0.1" }));
  const stranger = world.enter("alice", { address: "10.0.0.2" });
  const refusal = last(world.hear(stranger).map(({ event }) => event), "error");
  assertEquals([refusal.code, refusal.wait], ["nick-taken", 30_000]);
  const back = world.enter("alice", { address: "10.0.0.1" });
  assertEquals(welcomeOf(world, back).resumed, false);
});

Deno.test("the same session on another connection replaces the older one; another session never does", () => {
  const world = new World();
  const first = world.enter("alice");
  const { resume, session } = welcomeOf(world, first);
  const second = world.enter("alice", { resume });
  assertEquals(world.hear(first).map(({ event }) => event), [{ type: "bye", code: "replaced" }]);
  assertEquals(welcomeOf(world, second).session, session);
  const thief = world.enter("alice", { resume: "nonsense" });
  assertEquals(last(world.hear(thief).map(({ event }) => event), "error").code, "nick-taken");
  assertEquals(world.open.has(second), true);
});

Deno.test("after a restart a token brings back session and nick, and its refs are read from the store", () => {
  const before = new World({ boot: "one" });
  const alice = before.enter("alice");
  const { resume, session } = welcomeOf(before, alice);
  before.ask(alice, { type: "join", room: "lobby" });
  before.ask(alice, { type: "say", text: "hi" }, "r1");

  const after = new World({ boot: "two", rooms: [] });
  for (const [room, entries] of before.entries) after.entries.set(room, entries);
  for (const [key, refs] of before.refs) after.refs.set(key, refs);
  const back = after.enter("alice", { resume });
  const welcome = welcomeOf(after, back);
  assertEquals([welcome.session, welcome.resumed, welcome.rooms], [session, true, []]);
  after.ask(back, { type: "join", room: "lobby" });
  const said = last(after.ask(back, { type: "say", text: "hi" }, "r1"), "said");
  assertEquals(said.seq, 1);
  assertEquals(after.entries.get("lobby" as never)?.length, 1);
});

Deno.test("a say sent again while the first is being stored is stored once and answered on the new connection", () => {
  const world = new World();
  const alice = world.enter("alice");
  const { resume } = welcomeOf(world, alice);
  world.ask(alice, { type: "join", room: "lobby" });
  world.say(alice, { type: "say", text: "hi" }, "r1");
  world.drop(alice);
  const back = world.enter("alice", { resume });
  world.say(back, { type: "join", room: "lobby", after: 0 });
  world.hear(back);
  world.say(back, { type: "say", text: "another text" }, "r1");
  world.finish();
  assertEquals(world.hear(back).filter(({ event }) => event.type === "said").map(({ ref }) => ref), ["r1"]);
  assertEquals(world.entries.get("lobby" as never)?.map(({ text }) => text), ["hi"]);
});

Deno.test("another session's equal ref is another message", () => {
  const world = new World();
  for (const nick of ["alice", "bob"]) {
    const one = world.enter(nick);
    world.ask(one, { type: "join", room: "lobby" });
    world.ask(one, { type: "say", text: nick }, "r1");
  }
  assertEquals(world.entries.get("lobby" as never)?.map(({ text }) => text), ["alice", "bob"]);
});

Deno.test("quit answers what was asked before it, then frees the nick at once", () => {
  const world = new World();
  const alice = world.enter("alice");
  world.ask(alice, { type: "join", room: "lobby" });
  world.hear(alice);
  world.say(alice, { type: "say", text: "bye all" }, "s");
  world.say(alice, { type: "quit" }, "q");
  assertEquals(world.hear(alice), []);
  world.finish();
  assertEquals(world.hear(alice).map(({ event, ref }) => [event.type, ref]), [["said", "s"], ["bye", "q"]]);
  assertEquals(world.open.has(alice), false);
  welcomeOf(world, world.enter("alice", { address: "10.7.7.7" }));
});

Deno.test("a server that stood still throws nobody out for it", () => {
  const world = new World();
  const alice = world.enter("alice");
  world.tick(1_000);
  world.tick(600_000);
  assertEquals(world.open.has(alice), true);
  for (let second = 0; second < 58; second++) world.tick(1_000);
  assertEquals(world.open.has(alice), true);
  world.tick(1_000);
  assertEquals(world.open.has(alice), false, "but the silent are found within two intervals after it");
});

Deno.test("who never says hello is closed after 15 s", () => {
  const world = new World();
  const mute = world.connect();
  for (let second = 0; second < 14; second++) world.tick(1_000);
  assertEquals(world.open.has(mute), true);
  world.tick(1_000);
  assertEquals(world.open.has(mute), false);
});

Deno.test("without any grace a link that is replaced keeps its session and its places", () => {
  const world = new World({ graceMs: 0 });
  const first = world.enter("alice");
  const { resume } = welcomeOf(world, first);
  world.ask(first, { type: "join", room: "lobby" });
  const second = world.enter("alice", { resume });
  assertEquals(welcomeOf(world, second).rooms, ["lobby"]);
  assertEquals(last(world.hear(world.enter("ALICE")).map(({ event }) => event), "error").code, "nick-taken");
});

Deno.test("a say of a session that ended while it was being stored is not stored again by its return", () => {
  const world = new World({ graceMs: 0 });
  const alice = world.enter("alice");
  const { resume } = welcomeOf(world, alice);
  world.ask(alice, { type: "join", room: "lobby" });
  world.say(alice, { type: "say", text: "hi" }, "r1");
  world.drop(alice);
  const back = world.enter("alice", { resume });
  world.say(back, { type: "join", room: "lobby" });
  world.say(back, { type: "say", text: "hi" }, "r1");
  world.stepRead(0); // the store knows nothing of r1 yet
  world.finish();
  assertEquals(world.hear(back).filter(({ ref }) => ref === "r1").map(({ event }) => event.type), ["said"]);
  assertEquals(world.entries.get("lobby" as never)?.length, 1);
});

Deno.test("a name in another spelling is refused where somebody else looks like it", () => {
  const world = new World();
  world.enter("blll");
  const bill = world.enter("bill");
  assertEquals(last(world.ask(bill, { type: "nick", nick: "bIll" }), "error").code, "nick-taken");
  assertEquals(last(world.ask(bill, { type: "nick", nick: "Bill" }), "ok").nick, "Bill");
  world.drop(bill);
  assertEquals(last(world.hear(world.enter("bIll")).map(({ event }) => event), "error").code, "nick-taken");
});

Deno.test("who is held is not taken for silent: nobody listened", () => {
  const world = new World();
  const alice = world.enter("alice");
  world.say(alice, { type: "create", room: "tea" });
  for (let second = 0; second < 100; second++) world.tick(1_000);
  assertEquals(world.open.has(alice), true);
});

Deno.test("who quits hears all of the commit that holds its last words", () => {
  const world = new World();
  const [alice, bob] = [world.enter("alice"), world.enter("bob")];
  for (const one of [alice, bob]) world.ask(one, { type: "join", room: "lobby" });
  world.hear(alice);
  world.say(bob, { type: "say", text: "from bob" });
  world.say(alice, { type: "say", text: "from alice" });
  world.say(alice, { type: "quit" });
  world.commit(2);
  const heard = world.hear(alice).map(({ event }) => event.type).filter((type) => type !== "member");
  assertEquals(heard, ["message", "said", "bye"]);
});
