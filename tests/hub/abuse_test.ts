// What one peer may not do to the others: fill the memory, the places, the outboxes, or the time of the server.
import { assert, assertEquals } from "@std/assert";
import { cleanText, excerpt } from "../../lib/chat/text.ts";
import { fold } from "../../lib/chat/names.ts";
import { parseHabit } from "../../lib/chat/habits.ts";
import { World } from "../support/hub_world.ts";

/** Marks whose order normalising would have to find: of n of them n² pairs. */
const MARKS = "\u0327\u0301".repeat(16_000);

Deno.test("text that is hard to normalise is cut before it is", () => {
  assert(cleanText("a" + MARKS).length < 100);
  assert(fold("a" + MARKS).length < 600);
  assertEquals(excerpt("\u{1f600}".repeat(100), 3), "\u{1f600}".repeat(3));
  assertEquals(excerpt("\u{1f600}x", 1).isWellFormed(), true);
});

Deno.test("a long run of blanks after @ is looked at once", () => {
  const habit = parseHabit("@" + " ".repeat(200_000) + "x", { names: true, isKnown: () => false });
  assertEquals(habit.type, "malformed");
});

Deno.test("who quits leaves no answers behind", () => {
  const world = new World();
  world.enter("bob");
  const alice = world.enter("alice");
  world.ask(alice, { type: "tell", to: ["bob"], text: "hi" }, "t");
  const again = world.ask(alice, { type: "tell", to: ["bob"], text: "hi" }, "t");
  assertEquals(again.map(({ type }) => type), ["told"]);
  world.say(alice, { type: "quit" });
  assertEquals(world.hub.answersKept, 0);
});

Deno.test("answers are remembered up to a number in all, those of the longest silent session going first", () => {
  const world = new World();
  world.enter("bob");
  for (let one = 0; one < 30; one++) {
    const peer = world.enter(`p${one}`);
    for (let ref = 0; ref < 900; ref++) world.ask(peer, { type: "tell", to: ["bob"], text: "hi" }, `r${ref}`);
    world.drop(peer);
  }
  assert(world.hub.answersKept <= 20_000, `${world.hub.answersKept} are kept`);
  assert(world.hub.answersKept > 18_000, `${world.hub.answersKept} are kept`);
});

Deno.test("nobody is put into more groups than one may be in, whoever asks", () => {
  const world = new World();
  const makers = ["ann", "ben", "cat"].map((nick) => world.enter(nick));
  const victim = world.enter("victim");
  for (const maker of makers) {
    for (let group = 0; group < 10; group++) {
      const members = ["ann", "ben", "cat", "victim"];
      world.ask(maker, { type: "group", group: `group${maker}x${group}`, members });
    }
  }
  const [groups] = world.ask(victim, { type: "groups" });
  assertEquals(groups?.type === "groups" && groups.groups.length, 16);
});

Deno.test("places kept by grace are bounded per address, and give way to newcomers on a full server", () => {
  const world = new World({ perAddressMax: 3, clientsMax: 5 });
  for (let one = 0; one < 20; one++) world.drop(world.enter(`n${one}`, { address: "10.1.1.1" }));
  const alice = world.enter("alice", { address: "10.2.2.2" });
  const people = world.ask(alice, { type: "who" }).flatMap((event) => event.type === "who" ? event.people : []);
  assertEquals(people.map(({ nick }) => nick), ["alice", "n17", "n18", "n19"]);
  const others = ["bob", "carol", "dave", "eve"].map((nick) => world.enter(nick, { address: nick }));
  assertEquals(others.map((one) => world.hear(one)[0]?.event.type), ["welcome", "welcome", "welcome", "welcome"]);
  const late = world.enter("late", { address: "10.3.3.3" });
  assertEquals(world.hear(late).map(({ event }) => event.type === "error" && event.code), ["server-full"]);
});

Deno.test("more connections from an address than may be get nothing, hello or not", () => {
  const world = new World({ perAddressMax: 1 });
  world.enter("alice");
  const second = world.connect();
  world.say(second, { type: "rooms" });
  assertEquals(world.hear(second).map(({ event }) => event.type === "error" && event.code), ["too-many-connections"]);
  assertEquals(world.open.has(second), false);
});

Deno.test("a room's password that is too long is refused alike for a hidden room and for none", () => {
  const world = new World();
  const owner = world.enter("owner");
  world.ask(owner, { type: "create", room: "den", private: true, password: "fox" });
  const eve = world.enter("eve");
  const [hidden] = world.ask(eve, { type: "join", room: "den", password: "x".repeat(129) });
  const [absent] = world.ask(eve, { type: "join", room: "sea", password: "x".repeat(129) });
  assertEquals(hidden, absent);
  assertEquals(hidden?.type === "error" && hidden.code, "bad-request");
});
