import { assert, assertEquals } from "@std/assert";
import { torture } from "../torture/torture.ts";

Deno.test("20 kills and a bad network lose nothing, double nothing, and break no order", async () => {
  const seed = 20_261_121;
  const result = await torture({ kills: 20, seed, rooms: 3, peersPerRoom: 4 });
  assertEquals({ lost: result.lost, doubled: result.doubled, complaints: result.complaints }, {
    lost: 0,
    doubled: 0,
    complaints: [],
  });
  // A run in which nothing was said, or nothing went wrong, would show nothing.
  assert(result.acknowledged > 200, `only ${result.acknowledged} were acknowledged`);
  assert(result.faults > 10, `only ${result.faults} links were hurt`);
});
