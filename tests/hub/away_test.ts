import { assert, assertEquals } from "@std/assert";
import type { Event, EventOf } from "../../lib/chat/event.ts";
import { AWAY_ENTRIES_MAX } from "../../lib/chat/limits.ts";
import { World } from "../support/hub_world.ts";

function only<T extends Event["type"]>(events: readonly Event[], type: T): EventOf<T> {
  const found = events.find((event) => event.type === type);
  if (!found) throw new Error(`Cannot find ${type} in ${JSON.stringify(events)}`);
  return found as EventOf<T>;
}

function directs(world: World, connection: number): string[] {
  return world.hear(connection).flatMap(({ event }) => event.type === "direct" ? [event.text] : []);
}

/** Ann and Bob have accounts; Bob is away. */
function apart(): { world: World; ann: number } {
  const world = new World();
  const [ann, bob] = [world.register("ann"), world.register("bob")];
  world.ask(bob, { type: "quit" });
  return { world, ann };
}

Deno.test("what is written to an account is stored before anybody is told, and told in order", () => {
  const world = new World();
  const [ann, bob] = [world.register("ann"), world.register("bob")];
  for (const one of [ann, bob]) world.hear(one);
  for (const text of ["one", "two"]) world.say(ann, { type: "tell", to: ["bob"], text }, text);
  world.mono += 5;
  assertEquals([world.hear(ann), world.hear(bob)], [[], []]);
  world.commit(2);
  const told = world.hear(ann);
  assertEquals(told.map(({ event, ref }) => [event.type, ref]), [["told", "one"], ["told", "two"]]);
  const times = told.map(({ event }) => event.type === "told" && event.at);
  const got = world.hear(bob).flatMap(({ event }) => event.type === "direct" ? [event] : []);
  assertEquals(got.map(({ text, at }) => [text, at]), [["one", times[0]], ["two", times[1]]]);
});

Deno.test("what could not be stored is refused, and its ref is free again", () => {
  const { world, ann } = apart();
  world.hear(ann);
  world.say(ann, { type: "tell", to: ["bob"], text: "one" }, "r");
  world.step(false);
  const [refused] = world.hear(ann);
  assertEquals(refused?.event.type === "error" && [refused.event.code, refused.event.missed], ["storage", ["bob"]]);
  assertEquals(only(world.ask(ann, { type: "tell", to: ["bob"], text: "one" }, "r"), "told").later, ["bob"]);
  const bob = world.login("bob");
  assertEquals(directs(world, bob), ["one"]);
});

Deno.test("a tell sent again while the first is being stored is stored once, and both are answered", () => {
  const { world, ann } = apart();
  world.hear(ann);
  for (const _ of [1, 2]) world.say(ann, { type: "tell", to: ["bob"], text: "one" }, "r");
  world.finish();
  assertEquals(world.hear(ann).map(({ event, ref }) => [event.type, ref]), [["told", "r"], ["told", "r"]]);
  assertEquals(directs(world, world.login("bob")), ["one"]);
});

Deno.test("who comes while it is being stored gets it once, who goes gets it at the next login", () => {
  const { world, ann } = apart();
  world.say(ann, { type: "tell", to: ["bob"], text: "one" }, "r");
  const bob = world.connect();
  world.say(bob, { type: "hello", nick: "bob", password: "password of bob" });
  world.stepRead(0);
  world.finish();
  assertEquals(only(world.hear(ann).map(({ event }) => event), "told").delivered, ["bob"]);
  assertEquals(directs(world, bob), ["one"]);
  world.say(ann, { type: "tell", to: ["bob"], text: "two" });
  world.ask(bob, { type: "quit" });
  assertEquals(only(world.hear(ann).map(({ event }) => event), "told").later, ["bob"]);
  const back = world.login("bob");
  assertEquals(directs(world, back), ["two"]);
});

Deno.test("words that come while the older ones are being read are given after them, each once", () => {
  const { world, ann } = apart();
  for (let n = 1; n <= 350; n++) world.ask(ann, { type: "tell", to: ["bob"], text: `${n}` });
  const bob = world.connect();
  world.say(bob, { type: "hello", nick: "bob", password: "password of bob" });
  world.stepRead(0);
  for (let n = 351; n <= 355; n++) {
    world.say(ann, { type: "tell", to: ["bob"], text: `${n}` });
    world.commit(1);
    world.stepRead(0);
  }
  world.finish();
  assertEquals(directs(world, bob), Array.from({ length: 355 }, (_, index) => `${index + 1}`));
  assertEquals([...world.store.kept.values()].filter(({ type }) => type === "away"), []);
});

Deno.test("what waits for an account is bounded, and who writes more is told so", () => {
  const { world, ann } = apart();
  const writers = [ann, world.enter("guest"), world.register("kim"), world.register("max")];
  const kept = writers.map((writer) => {
    for (let n = 0;; n++) {
      const [answer] = world.ask(writer, { type: "tell", to: ["bob"], text: `${n}` });
      if (answer?.type === "told") continue;
      assertEquals(answer?.type === "error" && [answer.code, answer.missed], ["no-such-user", ["bob"]]);
      return n;
    }
  });
  // Nobody fills what there is for all, nor do the guests together.
  assertEquals(kept, [400, 400, AWAY_ENTRIES_MAX - 800, 0]);
  const other = world.enter("other");
  assertEquals(world.ask(other, { type: "tell", to: ["bob"], text: "x" })[0]?.type, "error");
  assertEquals(directs(world, world.login("bob")).length, AWAY_ENTRIES_MAX);
  assertEquals(only(world.ask(ann, { type: "tell", to: ["bob"], text: "again" }), "told").delivered, ["bob"]);
});

Deno.test("a link that drops is away too: what is written within its grace waits for it", () => {
  const world = new World();
  const ann = world.register("ann");
  world.ask(world.register("bob"), { type: "quit" });
  const bob = world.login("bob");
  const { resume } = only(world.hear(bob).map(({ event }) => event), "welcome");
  world.drop(bob);
  const told = only(world.ask(ann, { type: "tell", to: ["bob"], text: "one" }), "told");
  assertEquals([told.later, told.status], [["bob"], { bob: "dropped" }]);
  const back = world.enter("bob", { resume });
  world.finish();
  assertEquals(directs(world, back), ["one"]);
});

Deno.test("what a guest wrote to somebody away is kept until it is given, and no longer", () => {
  const { world } = apart();
  const eve = world.enter("eve");
  for (const text of ["one", "two"]) {
    assertEquals(only(world.ask(eve, { type: "tell", to: ["bob"], text }), "told").later, ["bob"]);
  }
  const bob = world.login("bob");
  assertEquals(directs(world, bob), ["one", "two"]);
  assertEquals([...world.entries.values()].flat(), []);
  world.ask(bob, { type: "quit" });
  world.ask(eve, { type: "tell", to: ["bob"], text: "three" });
  assertEquals(directs(world, world.login("bob")), ["three"]);
});

Deno.test("a group of accounts stays while its members are away, a guest goes with its session", () => {
  const world = new World();
  const [ann, bob] = [world.register("ann"), world.register("bob")];
  const eve = world.enter("eve");
  world.ask(ann, { type: "group", group: "groupX", members: ["bob", "eve"] });
  world.ask(bob, { type: "quit" });
  const told = only(world.ask(ann, { type: "tell", group: "groupX", text: "one" }), "told");
  assertEquals([told.delivered, told.later], [["eve"], ["bob"]]);
  world.ask(eve, { type: "quit" });
  const groups = only(world.ask(ann, { type: "groups" }), "groups").groups;
  assertEquals(groups, [{ group: "groupX", members: ["ann", "bob"] }]);
  only(world.ask(ann, { type: "tell", group: "groupX", text: "two" }), "told");
  const back = world.login("bob");
  const heard = world.hear(back).flatMap(({ event }) =>
    event.type === "direct" ? [[event.text, event.group, event.seq]] : []
  );
  assertEquals(heard, [["one", "groupX", undefined], ["two", "groupX", 1]], "recorded once all have an account");
  assertEquals(only(world.ask(back, { type: "history", with: "groupX" }), "history").entries.length, 1);
  world.ask(back, { type: "ungroup", group: "groupX" });
  const [refused] = world.ask(back, { type: "history", with: "groupX" });
  assertEquals(refused?.type === "error" && refused.code, "no-such-user", "and nobody reads it when it is over");
  assertEquals([...world.store.kept.keys()].filter((key) => key.startsWith("group")), []);
});

Deno.test("a conversation ends with an account, and another one of that name does not find it", () => {
  const world = new World();
  const [ann, bob] = [world.register("ann"), world.register("bob")];
  world.ask(ann, { type: "tell", to: ["bob"], text: "secret" });
  world.ask(ann, { type: "unregister", password: "password of ann" });
  world.ask(ann, { type: "quit" });
  const other = world.register("ann");
  const page = only(world.ask(other, { type: "history", with: "bob" }), "history");
  assertEquals([page.entries, page.more], [[], false]);
  assertEquals(only(world.ask(bob, { type: "conversations" }), "conversations").conversations, []);
  assert(![...world.entries.values()].flat().some(({ text }) => text === "secret"));
});

Deno.test("an account is shown offline with when it was last seen, and somebody busy as busy", () => {
  const { world, ann } = apart();
  const seen = world.mono;
  world.mono += 5_000;
  const whois = only(world.ask(ann, { type: "whois", nick: "bob" }), "whois");
  assertEquals([whois.status, whois.seen], ["offline", 1_000_000 + seen]);
  const bob = world.login("bob");
  world.ask(bob, { type: "status", status: "busy", note: "lunch" });
  assertEquals(only(world.ask(ann, { type: "tell", to: ["bob"], text: "hi" }), "told").status, { bob: "busy" });
});
