// A store that fails: what could not be kept is refused, and nothing of it is true.
import { assertEquals } from "@std/assert";
import type { Command } from "../../lib/chat/command.ts";
import { World } from "../support/hub_world.ts";

const room = "tea";

const ACTS: readonly Command[] = [
  { type: "role", room, nick: "bob", role: "moderator" },
  { type: "transfer", room, nick: "bob" },
  { type: "kick", room, nick: "bob" },
  { type: "ban", room, nick: "bob" },
  { type: "mute", room, nick: "bob" },
  { type: "erase", room },
  { type: "set", room, topic: "green", invite: true },
  { type: "invite", room },
  { type: "unban", room, mask: "eve" },
  { type: "unmute", room, nick: "kim" },
];

/** What anybody can see of the room. */
function view(world: World, owner: number, bob: number): unknown {
  const asks: [number, Command][] = [
    [owner, { type: "join", room }],
    [owner, { type: "bans", room }],
    [owner, { type: "invites", room }],
    [bob, { type: "join", room }],
    [bob, { type: "say", room, text: "x" }],
  ];
  return asks.map(([who, command]) => {
    const [answer] = world.ask(who, command);
    // How far the history goes is not the matter here.
    return answer?.type === "joined" ? { ...answer, history: [], head: 0, first: 0, more: false } : answer?.type;
  });
}

function scene(): { world: World; owner: number; bob: number } {
  const world = new World();
  const [owner, bob] = [world.register("owner"), world.register("bob")];
  world.register("kim");
  world.ask(owner, { type: "create", room });
  world.ask(bob, { type: "join", room });
  world.ask(owner, { type: "ban", room, nick: "eve" });
  world.ask(owner, { type: "mute", room, nick: "kim" });
  return { world, owner, bob };
}

for (const command of ACTS) {
  Deno.test(`${command.type} that can't be stored is refused and changes nothing, and can be done later`, () => {
    const { world, owner, bob } = scene();
    const before = view(world, owner, bob);
    const kept = [...world.store.kept.keys()];
    world.hear(owner);
    world.hear(bob);
    world.say(owner, command, "r");
    world.step(false);
    world.finish();
    const answers = world.hear(owner).map(({ event, ref }) => [event.type === "error" && event.code, ref]);
    assertEquals(answers, [["storage", "r"]]);
    assertEquals(world.hear(bob), []);
    assertEquals(view(world, owner, bob), before);
    assertEquals([...world.store.kept.keys()], kept);
    const [again] = world.ask(owner, command);
    assertEquals(
      again?.type === "ok" || again?.type === "invite" || again?.type === "room",
      true,
      JSON.stringify(again),
    );
  });
}

Deno.test("an act that comes back after the room was deleted does nothing, and is answered", () => {
  for (const command of ACTS) {
    const { world, owner, bob } = scene();
    const second = world.login("owner");
    world.hear(second);
    world.hear(owner);
    world.say(owner, command, "r");
    world.say(second, { type: "delete", room }, "d");
    world.finish();
    assertEquals(world.hear(second).filter(({ ref }) => ref === "d").map(({ event }) => event.type), ["ok"]);
    assertEquals(world.hear(owner).filter(({ ref }) => ref === "r").length, 1, command.type);
    assertEquals(world.notices.filter(({ type }) => type === "fault"), []);
    const [made] = world.ask(bob, { type: "create", room });
    assertEquals(made?.type === "joined" && [made.role, made.count], ["owner", 1]);
  }
});
