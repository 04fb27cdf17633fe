import { assert, assertEquals } from "@std/assert";
import { World } from "../support/hub_world.ts";

function statuses(world: World, connection: number): string[] {
  return world.hear(connection).flatMap(({ event }) =>
    event.type === "status" ? [`${event.nick} ${event.status}`] : []
  );
}

function crowd(count: number): { world: World; people: number[] } {
  const world = new World({ clientsMax: 2_500 });
  const people = Array.from({ length: count }, (_, n) => world.enter(`p${n}`));
  for (const one of people) world.ask(one, { type: "join", room: "lobby" });
  for (const one of people) world.hear(one);
  return { world, people };
}

Deno.test("in a small room a status is told at once", () => {
  const { world, people: [one = 0, other = 0] } = crowd(10);
  world.ask(one, { type: "status", status: "busy" });
  assertEquals(statuses(world, other), ["p0 busy"]);
});

Deno.test("in a crowd the last status of each is told once a second, and those beyond a bound a second later", () => {
  const { world, people } = crowd(230);
  const last = people.at(-1) ?? 0;
  for (const one of people.slice(0, 120)) {
    for (const status of ["away", "busy"] as const) world.ask(one, { type: "status", status });
  }
  assertEquals(statuses(world, last), []);
  const counts = [1, 2, 3, 4].map(() => {
    world.tick(1_000);
    const told = statuses(world, last);
    assert(told.every((status) => status.endsWith(" busy")));
    return told.length;
  });
  assertEquals(counts, [50, 50, 20, 0]);
});

Deno.test("a room of 2,000 is not flooded by its own joins and leaves", () => {
  const { world, people } = crowd(300);
  const first = people[0] ?? 0;
  world.tick(1_000);
  world.hear(first);
  const late = Array.from({ length: 1_700 }, (_, n) => world.enter(`late${n}`));
  for (const one of late) world.ask(one, { type: "join", room: "lobby" });
  world.tick(1_000);
  const heard = world.hear(first).map(({ event }) => event).filter(({ type }) => type !== "ping");
  assertEquals(heard.map((event) => event.type === "members" && [event.joined, event.count]), [[1_700, 2_000]]);
  for (const one of late) world.drop(one);
  for (let second = 0; second < 31; second++) {
    world.tick(1_000);
    for (const one of people) if (world.open.has(one)) world.say(one, { type: "pong" });
  }
  const left = world.hear(first).flatMap(({ event }) => event.type === "members" ? [event] : []);
  assertEquals(left.map((event) => [event.left, event.count]), [[1_700, 300]]);
});

Deno.test("in a crowd logins and logouts are told by name, gathered, the last of each", () => {
  const { world, people: [first = 0, second = 0, ...others] } = crowd(210);
  const last = others.at(-1) ?? 0;
  const accounts = () =>
    world.hear(last).flatMap(({ event }) => event.type === "account" ? [`${event.nick} ${event.account ?? "-"}`] : []);
  for (const one of [first, second]) world.ask(one, { type: "register", password: "correct horse" });
  world.ask(first, { type: "unregister", password: "correct horse" });
  assertEquals(accounts(), []);
  world.tick(1_000);
  assertEquals(accounts(), ["p0 -", "p1 p1"]);
  world.tick(1_000);
  assertEquals(accounts(), []);
});
