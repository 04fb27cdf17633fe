import { assertEquals } from "@std/assert";
import { classchatManner } from "../../lib/wire/classchat_manner.ts";
import { FakeWorld } from "../support/fake_world.ts";

Deno.test("a codec that throws ends its own link and nobody else's, and the operator reads of it", async () => {
  await using world = await FakeWorld.start();
  const ada = await world.native("ada");
  const zoe = world.dial("classchat");
  zoe.send("zoe");
  await world.advance(700);
  const { typed } = classchatManner;
  const broken = classchatManner as { typed: typeof typed };
  broken.typed = () => {
    throw new TypeError("A fault of ours");
  };
  try {
    zoe.send("zoe>hi");
    await world.advance(700);
  } finally {
    broken.typed = typed;
  }
  assertEquals(zoe.closed, true);
  ada.heard();
  ada.send('{"op":"say","text":"still here"}\n');
  await world.settle();
  assertEquals(ada.heard().join("").includes('"said"'), true);
  assertEquals(world.faults.length, 1);
});
