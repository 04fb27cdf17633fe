// What is asked for while something else is still being stored: neither may undo what the other makes true.
import { assertEquals } from "@std/assert";
import type { Command } from "../../lib/chat/command.ts";
import { World } from "../support/hub_world.ts";

const room = "tea";

/** What the request of that ref came to: the code of its refusal, or the type of its answer. */
function answer(world: World, connection: number, ref: string): string | undefined {
  const event = world.hear(connection).find((heard) => heard.ref === ref)?.event;
  return event?.type === "error" ? event.code : event?.type;
}

const AGAINST_ALICE: readonly Command[] = [
  { type: "ban", room, nick: "alice" },
  { type: "kick", room, nick: "alice" },
  { type: "mute", room, nick: "alice" },
];

for (const command of AGAINST_ALICE) {
  for (const raise of ["transfer", "role"] as const) {
    Deno.test(`a moderator can't ${command.type} who is being raised by ${raise}`, () => {
      const world = new World();
      const [owner = 0, mod = 0, alice = 0] = ["owner", "mod", "alice"].map((nick) => world.register(nick));
      world.ask(owner, { type: "create", room });
      for (const one of [mod, alice]) world.ask(one, { type: "join", room });
      world.ask(owner, { type: "role", room, nick: "mod", role: "moderator" });
      const raised: Command = raise === "transfer"
        ? { type: "transfer", room, nick: "alice" }
        : { type: "role", room, nick: "alice", role: "moderator" };
      world.say(owner, raised, "r");
      world.say(mod, command, "m");
      world.finish();
      assertEquals([answer(world, owner, "r"), answer(world, mod, "m")], ["ok", "not-allowed"]);
      const [who] = world.ask(alice, { type: "who", room });
      const role = who?.type === "who" ? who.people.find(({ nick }) => nick === "alice")?.role : undefined;
      assertEquals(role, raise === "transfer" ? "owner" : "moderator");
    });
  }
}

Deno.test("who is being put down is as safe as before until that is stored", () => {
  const world = new World();
  const [owner = 0, mod = 0, alice = 0] = ["owner", "mod", "alice"].map((nick) => world.register(nick));
  world.ask(owner, { type: "create", room });
  for (const one of [mod, alice]) world.ask(one, { type: "join", room });
  for (const nick of ["mod", "alice"]) world.ask(owner, { type: "role", room, nick, role: "moderator" });
  world.say(owner, { type: "role", room, nick: "alice", role: "member" });
  world.say(mod, { type: "kick", room, nick: "alice" }, "m");
  world.finish();
  assertEquals(answer(world, mod, "m"), "not-allowed");
  assertEquals(world.outcome(mod, { type: "kick", room, nick: "alice" }), "ok");
});

/** An operator, and `eve` banned from the server if that is to be taken back. */
function operating(type: "ban" | "unban"): { world: World; root: number; command: Command } {
  const world = new World({ operators: ["root"] });
  const root = world.register("root");
  if (type === "unban") world.ask(root, { type: "ban", mask: "eve" });
  world.hear(root);
  return { world, root, command: { type, mask: "eve" } };
}

for (const type of ["ban", "unban"] as const) {
  for (const well of [true, false]) {
    const how = `${type} of the whole server that is ${well ? "" : "not "}stored`;
    const code = well ? "ok" : "storage";

    Deno.test(`${how} is answered though its asker has ended`, () => {
      const { world, root, command } = operating(type);
      world.say(root, command, "b");
      world.end(root);
      assertEquals(world.open.has(root), true, "it is owed an answer");
      world.step(well);
      world.finish();
      assertEquals(answer(world, root, "b"), code);
      assertEquals([world.open.has(root), world.strays], [false, []]);
    });

    Deno.test(`${how} is answered before the quit after it`, () => {
      const { world, root, command } = operating(type);
      world.say(root, command, "b");
      world.say(root, { type: "quit" }, "q");
      world.step(well);
      world.finish();
      const heard = world.hear(root).map(({ event, ref }) => [event.type === "error" ? event.code : event.type, ref]);
      assertEquals(heard, [[code, "b"], ["bye", "q"]]);
    });
  }

  Deno.test(`what is asked for after ${type} of the whole server finds it true`, () => {
    const { world, root, command } = operating(type);
    world.say(root, command);
    world.say(root, { type: "bans" }, "l");
    world.finish();
    const list = world.hear(root).find(({ ref }) => ref === "l")?.event;
    assertEquals(list?.type === "bans" && list.bans.map(({ mask }) => mask), type === "ban" ? ["eve"] : []);
  });
}

for (const well of [true, false]) {
  Deno.test(`a group that ends before it is ${well ? "" : "not "}stored is refused, and the name is free`, () => {
    const world = new World();
    const ann = world.register("ann");
    const others = ["bob", "kim"].map((nick) => world.enter(nick));
    world.hear(ann);
    world.say(ann, { type: "group", group: "groupX", members: ["bob", "kim"] }, "g");
    for (const one of others) world.say(one, { type: "quit" });
    const makes = ["max", "zoe", "lee"].map((nick) => world.enter(nick))[0] ?? 0;
    // Of guests nothing is stored: their group is there at once.
    world.say(makes, { type: "group", group: "groupX", members: ["zoe", "lee"] }, "g");
    assertEquals(answer(world, makes, "g"), "grouped");
    world.step(well);
    world.finish();
    const heard = world.hear(ann).map(({ event }) => event.type === "error" ? event.code : event.type);
    assertEquals(heard.filter((what) => what !== "group"), ["ungrouped", "group-too-small"]);
    const [groups] = world.ask(makes, { type: "groups" });
    assertEquals(groups?.type === "groups" && groups.groups.map(({ group }) => group), ["groupX"]);
    assertEquals(world.outcome(makes, { type: "tell", group: "groupX", text: "x" }), "told", "it is still there");
    assertEquals([...world.store.kept.values()].filter(({ type }) => type === "group"), []);
  });
}

const KEPT: readonly Command[] = [
  { type: "ban", room, nick: "eve" },
  { type: "mute", room, nick: "eve" },
  { type: "invite", room, nick: "eve" },
];

for (const command of KEPT) {
  Deno.test(`nothing is kept of ${command.type} in a room that is deleted while it is being stored`, () => {
    const world = new World();
    const [owner, mod] = [world.register("owner"), world.register("mod")];
    world.register("eve");
    world.ask(owner, { type: "create", room });
    world.ask(mod, { type: "join", room });
    world.ask(owner, { type: "role", room, nick: "mod", role: "moderator" });
    world.say(mod, command, "m");
    world.say(owner, { type: "delete", room }, "d");
    world.finish();
    assertEquals(answer(world, owner, "d"), "ok");
    assertEquals(answer(world, mod, "m"), command.type === "invite" ? "not-in-room" : "ok");
    assertEquals([...new Set([...world.store.kept.values()].map(({ type }) => type))], ["account"]);
  });
}
