import { assertEquals } from "@std/assert";
import type { Command } from "../../lib/chat/command.ts";
import { Bucket } from "../../lib/hub/rate.ts";
import { World } from "../support/hub_world.ts";

/** What came of each command: the code of its refusal with its wait, or the type of its answer. */
function outcomes(world: World, connection: number, ...commands: Command[]): string[] {
  return commands.map((command, i) => {
    world.hear(connection);
    world.say(connection, command, command.type === "say" ? command.text : `q${i}`);
    world.finish();
    const answer = world.hear(connection).find(({ ref }) => ref !== undefined)?.event;
    return answer?.type === "error" ? `${answer.code} ${answer.wait ?? ""}`.trim() : answer?.type ?? "nothing";
  });
}

const say = (text: string) => ({ type: "say", text }) as const;

function enter(rate: { burst: number; perSecond: number }): [World, number] {
  const world = new World({ rate });
  const alice = world.enter("alice");
  world.ask(alice, { type: "join", room: "lobby" });
  return [world, alice];
}

Deno.test("a burst is taken, then everything is refused until the wait is over, so that order holds", () => {
  const [world, alice] = enter({ burst: 3, perSecond: 1 });
  assertEquals(outcomes(world, alice, say("a"), say("b"), say("c")), ["said", "said", "too-fast 1000"]);
  world.tick(999);
  assertEquals(outcomes(world, alice, say("d")), ["too-fast 1"]);
  world.tick(1);
  assertEquals(outcomes(world, alice, say("c"), say("d")), ["said", "too-fast 1000"]);
  assertEquals([...world.entries.values()].flat().map(({ text }) => text), ["a", "b", "c"]);
});

Deno.test("shouts and tells are refused by the same wait as says", () => {
  const [world, alice] = enter({ burst: 2, perSecond: 1 });
  world.enter("bob");
  assertEquals(outcomes(world, alice, say("a"), say("b")), ["said", "too-fast 1000"]);
  world.tick(500);
  const rest: Command[] = [{ type: "shout", text: "x" }, { type: "tell", to: ["bob"], text: "x" }];
  assertEquals(outcomes(world, alice, ...rest), ["too-fast 500", "too-fast 500"]);
});

Deno.test("a known ref costs nothing, for say, tell and shout", () => {
  const [world, alice] = enter({ burst: 4, perSecond: 1 });
  world.enter("bob");
  assertEquals(outcomes(world, alice, say("a")), ["said"]);
  const others: Command[] = [{ type: "shout", text: "x" }, { type: "tell", to: ["bob"], text: "x" }];
  assertEquals(outcomes(world, alice, ...others), ["shouted", "told"]);
  assertEquals(outcomes(world, alice, say("z")), ["too-fast 1000"]);
  assertEquals(outcomes(world, alice, ...others), ["shouted", "told"]);
  assertEquals(outcomes(world, alice, say("a")), ["said"]);
});

Deno.test("what only looks costs little, and paging nothing; what changes things does; a refusal changes nothing", () => {
  const [world, alice] = enter({ burst: 2, perSecond: 1 });
  const looks: Command[] = [{ type: "rooms" }, { type: "who" }, { type: "history", room: "lobby" }, { type: "groups" }];
  const changes: Command[] = [
    { type: "create", room: "tea" },
    { type: "join", room: "lobby" },
    { type: "nick", nick: "ally" },
    { type: "status", status: "busy" },
    { type: "group", group: "groupX", members: [] },
  ];
  assertEquals(outcomes(world, alice, ...looks), ["rooms", "who", "history", "groups"]);
  const refused = outcomes(world, alice, ...changes).map((outcome) => outcome.split(" ")[0]);
  assertEquals(refused, changes.map(() => "too-fast"));
  assertEquals(outcomes(world, alice, { type: "who" }, { type: "who" }, { type: "who" }).at(-1), "too-fast 200");
  assertEquals(outcomes(world, alice, { type: "leave" }), ["left"]);
});

Deno.test("each connection has a bucket of its own", () => {
  const [world, alice] = enter({ burst: 1, perSecond: 1 });
  assertEquals(outcomes(world, alice, say("a")), ["too-fast 1000"]);
  const bob = world.enter("bob");
  assertEquals(outcomes(world, bob, { type: "join", room: "lobby" }), ["joined"]);
});

Deno.test("a bucket fills to its burst and no further, and a refusal takes nothing", () => {
  const bucket = new Bucket();
  const rate = { burst: 5, perSecond: 2 };
  const taken = (mono: number) => Array.from({ length: 7 }, () => bucket.take(1, mono, rate));
  assertEquals(taken(0), [0, 0, 0, 0, 0, 500, 500]);
  assertEquals(taken(1_000_000), [0, 0, 0, 0, 0, 500, 500]);
  assertEquals(taken(1_000_250), [250, 250, 250, 250, 250, 250, 250]);
  assertEquals(bucket.take(1, 1_000_500, rate), 0);
});

Deno.test("what costs more than the burst waits for a full bucket instead of for ever", () => {
  const bucket = new Bucket();
  const rate = { burst: 2, perSecond: 1 };
  assertEquals([bucket.take(3, 0, rate), bucket.take(1, 0, rate)], [0, 2_000]);
});
