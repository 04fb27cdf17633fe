// A ban is a ban in every dialect: whoever is banned in one comes into the room by no other, under whatever case.
import { assertEquals, assertMatch } from "@std/assert";
import { type FakePeer, FakeWorld } from "../support/fake_world.ts";

async function ask(world: FakeWorld, peer: FakePeer, ...lines: readonly string[]): Promise<string> {
  peer.heard();
  peer.send(lines.map((line) => `${line}\r\n`).join(""));
  await world.settle();
  return peer.heard().join("");
}

Deno.test("who is banned by one dialect is by all, and who bans by IRC bans the others too", async () => {
  await using world = await FakeWorld.start();
  const ann = world.dial("native", "10.0.0.9");
  await ask(world, ann, '{"op":"hello","nick":"ann"}', '{"op":"create","room":"tea"}', '{"op":"say","text":"x"}');
  const eve = await world.native("eve");
  await ask(world, eve, '{"op":"join","room":"tea"}');
  assertMatch(await ask(world, ann, '{"op":"ban","room":"tea","nick":"eve"}'), /"op":"ok"/);
  assertMatch(await ask(world, eve, '{"op":"join","room":"tea"}'), /"code":"banned"/);
  await ask(world, eve, '{"op":"quit"}');
  await world.advance(1_000);
  const irc = world.dial("irc", "10.0.0.2");
  assertMatch(await ask(world, irc, "NICK EVE", "USER e 0 * :e", "JOIN #tea"), / 474 EVE #tea /);
  await ask(world, irc, "QUIT");
  const plain = world.dial("plain", "10.0.0.3");
  assertMatch(await ask(world, plain, "Eve", "/join tea"), /\? .*banned/);
  // The address is banned along, under whatever name.
  const near = world.dial("irc", "10.0.0.1");
  assertMatch(await ask(world, near, "NICK zoe", "USER z 0 * :z", "JOIN #tea"), / 474 zoe #tea /);
  const far = world.dial("irc", "10.0.0.4");
  assertMatch(await ask(world, far, "NICK max", "USER m 0 * :m", "JOIN #tea"), / JOIN #tea/);
  await ask(world, ann, '{"op":"role","room":"tea","nick":"max","role":"moderator"}');
  const kim = world.dial("native", "10.0.0.5");
  await ask(world, kim, '{"op":"hello","nick":"kim"}', '{"op":"join","room":"tea"}');
  await ask(world, far, "MODE #tea +b kim!*@*");
  assertMatch(kim.heard().join(""), /"op":"left","room":"tea","code":"banned","by":"max"/);
  const listed = await ask(world, ann, '{"op":"bans","room":"tea"}');
  const { bans } = JSON.parse(listed.trim().split("\n").at(-1) ?? "") as { bans: { by: string }[] };
  assertEquals(bans.map(({ by }) => by), ["ann", "max"]);
});
