// Rates that people share: those of one account, of one address, of an hour.
import { assertEquals } from "@std/assert";
import type { Command } from "../../lib/chat/command.ts";
import { Paces } from "../../lib/hub/pace.ts";
import { World } from "../support/hub_world.ts";

const RATE = { burst: 10, perSecond: 1 };
const CHEAP: Command = { type: "status", status: "busy" };

/** How often a command is done until it is refused. */
function until(world: World, connection: number, command: Command): number {
  for (let done = 0;; done++) {
    const [answer] = world.ask(connection, command);
    if (answer?.type === "error") return answer.code === "too-fast" ? done : NaN;
  }
}

Deno.test("the connections of one account have one rate together", () => {
  const world = new World({ rate: RATE });
  const first = world.register("ann", { address: "192.0.2.1" });
  const second = world.login("ann", { address: "192.0.2.2" });
  world.mono += 60_000;
  assertEquals(until(world, first, CHEAP), 10);
  assertEquals(until(world, second, CHEAP), 0);
  world.mono += 1_000;
  assertEquals(until(world, second, CHEAP), 1);
});

Deno.test("those of one address share ten times what one connection has; a /64 is one address", () => {
  const world = new World({ rate: RATE });
  const people = Array.from({ length: 15 }, (_, n) => world.enter(`p${n}`, { address: `2001:db8::${n + 1}` }));
  const done = people.map((one) => until(world, one, CHEAP));
  assertEquals(done, [...Array(10).fill(10), ...Array(5).fill(0)]);
  const elsewhere = world.enter("far", { address: "2001:db8:0:1::1" });
  assertEquals(until(world, elsewhere, CHEAP), 10);
});

Deno.test("who makes rooms too fast waits, however often it connects, and no rate is no rate", () => {
  const world = new World({ rate: { burst: 1_000, perSecond: 1_000 }, roomsMax: 1_000 });
  let made = 0;
  for (let n = 0; n < 10; n++) {
    const one = world.enter(`p${n}`, { address: "192.0.2.7" });
    for (let m = 0; m < 10; m++) {
      const [answer] = world.ask(one, { type: "create", room: `room${n}-${m}` });
      if (answer?.type === "joined") made += 1;
    }
    world.ask(one, { type: "quit" });
  }
  assertEquals(made, 60);
  const free = new World({ roomsMax: 1_000, roomsPerClient: 1_000 });
  const ann = free.enter("ann");
  assertEquals(until(free, ann, { type: "create", room: "a" }), NaN, "refused for its name alone");
});

Deno.test("addresses are remembered up to a bound, the ones unused for longest go first", () => {
  const paces = new Paces();
  const first = paces.of("first");
  for (let n = 0; n < 19_999; n++) paces.of(`${n}`);
  assertEquals(paces.of("first") === first, true);
  for (let n = 0; n < 20_000; n++) paces.of(`again${n}`);
  assertEquals(paces.of("first") === first, false);
});
