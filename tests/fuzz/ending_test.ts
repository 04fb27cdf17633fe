// The server that a fuzzer talks to is ended in time that is not real, and its listener in time that is.
import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { quickTurn } from "../support/fake_clock.ts";
import { FakeWorld } from "../support/fake_world.ts";

const TURNS = 500;

Deno.test("a server is ended, however many turns the system takes over its listener", async () => {
  const world = await FakeWorld.start();
  const ann = await world.native("ann");
  const stop = world.server.stop.bind(world.server);
  world.server.stop = async () => {
    for (let each = 0; each < TURNS; each++) await quickTurn();
    await stop();
  };
  await world[Symbol.asyncDispose]();
  assertEquals(ann.closed, true);
});

Deno.test("a server that does not end is not waited for for ever", async () => {
  await using world = await FakeWorld.start();
  const { stop } = world.server;
  world.server.stop = () => new Promise(() => {});
  await assertRejects(() => world[Symbol.asyncDispose](), Error, "does not end");
  world.server.stop = stop;
});

Deno.test("a run for which there is no time ends as one that has found nothing", async () => {
  const program = import.meta.resolve("./fuzz.ts");
  const args = ["run", "-A", program, "--only", "plain", "--seconds", "0.0001"];
  const { code, stdout } = await new Deno.Command(Deno.execPath(), { args }).output();
  assertMatch(new TextDecoder().decode(stdout), /^plain: [01] conversations in .* nothing found$/m);
  assertEquals(code, 0);
});
