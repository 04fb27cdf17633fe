// Who was silent for so long that it was asked for a name in the way of one old client, and is another.
import { assertEquals } from "@std/assert";
import { type FakePeer, FakeWorld } from "../support/fake_world.ts";

async function asked(world: FakeWorld, first: string): Promise<FakePeer> {
  const peer = world.dial();
  await world.advance(1_300);
  assertEquals(peer.heard(), ["NICK"]);
  peer.send(first);
  await world.advance(700);
  return peer;
}

Deno.test("IRC: the line that the question has begun is ended before anything is answered", async () => {
  await using world = await FakeWorld.start();
  const peer = await asked(world, "NICK ada\r\nUSER ada 0 * :Ada\r\n");
  const [empty, first = ""] = peer.heard().join("").split("\r\n");
  assertEquals([empty, first.startsWith(":irc.parley 001 ada ")], ["", true]);
});

Deno.test("a person with nc: the same", async () => {
  await using world = await FakeWorld.start();
  const [empty, first] = (await asked(world, "ada\n")).heard().join("").split("\n");
  assertEquals([empty, first?.startsWith("You are ada on ")], ["", true]);
});

Deno.test("our own dialect: its clients skip what stands before the first object", async () => {
  await using world = await FakeWorld.start();
  const peer = await asked(world, '{"op":"hello","nick":"ada"}\n');
  assertEquals(JSON.parse(peer.heard().join("").split("\n")[0] ?? "").op, "welcome");
});

Deno.test("a browser: nothing, and closed", async () => {
  await using world = await FakeWorld.start();
  const peer = await asked(world, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  assertEquals([peer.heard(), peer.halfClosed], [[], true]);
});
