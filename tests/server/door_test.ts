import { assertEquals } from "@std/assert";
import { FakeWorld } from "../support/fake_world.ts";

Deno.test("a browser and a TLS client are told why in their own language, then closed", async () => {
  await using world = await FakeWorld.start();
  const browser = world.dial();
  browser.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  browser.send('{"op":"hello","nick":"evil"}\nNICK evil\r\n');
  const tls = world.dial();
  tls.send(Uint8Array.of(0x16, 3, 1, 2, 0));
  await world.advance(600);
  assertEquals(browser.heard()[0]?.split("\r\n")[0], "HTTP/1.1 400 Bad Request");
  assertEquals(tls.heard(), ["This port speaks without TLS: connect without it.\r\n"]);
  assertEquals([browser.halfClosed, browser.closed, tls.halfClosed, tls.closed], [true, true, true, true]);
  assertEquals(world.notices.some(({ type }) => type === "welcomed"), false);
});

Deno.test("the deadline for a welcome counts from the first byte on the main port, from the accept on a native one", async () => {
  await using world = await FakeWorld.start();
  const silent = world.dial("auto");
  const native = world.dial("native");
  await world.advance(20_000);
  assertEquals([silent.closed, native.closed], [false, true]);
  silent.send('{"op":"rooms"}\n');
  await world.advance(14_000);
  assertEquals(silent.closed, false);
  await world.advance(3_000);
  assertEquals(silent.closed, true);
  assertEquals(silent.heard().join("").includes('"idle"'), true);
});

Deno.test("who never says a word is asked once and goes after five minutes", async () => {
  await using world = await FakeWorld.start();
  const silent = world.dial();
  await world.advance(299_000);
  assertEquals([silent.heard(), silent.closed], [["NICK"], false]);
  await world.advance(2_000);
  assertEquals([[...silent.writes.at(-1)?.bytes ?? []], silent.closed], [[0xff], true]);
});

Deno.test("those of whom nothing is known are bounded, all together and per address; the oldest goes", async () => {
  await using world = await FakeWorld.start("--max-per-address", "3");
  const mine = Array.from({ length: 4 }, () => world.dial("auto", "10.0.0.7"));
  const local = Array.from({ length: 10 }, () => world.dial("auto", "127.0.0.1"));
  await world.settle();
  assertEquals(mine.map(({ closed }) => closed), [true, false, false, false]);
  assertEquals(local.some(({ closed }) => closed), false);
  assertEquals(world.server.connections, 13);
  const others = Array.from({ length: 1_000 }, (_, each) => world.dial("auto", `10.1.${each >> 8}.${each & 255}`));
  await world.settle();
  assertEquals(world.server.connections, 1_000);
  assertEquals([mine.every(({ closed }) => closed), others.some(({ closed }) => closed)], [true, false]);
  const late = world.dial("auto", "10.9.9.9");
  late.send('{"op":"hello","nick":"late"}\n');
  await world.settle();
  assertEquals(late.heard().join("").includes('"welcome"'), true);
});

Deno.test("a read that was under way when it was decided belongs to the connection", async () => {
  await using world = await FakeWorld.start();
  const zoe = world.dial();
  zoe.send("zoe");
  await world.advance(400); // decided by quiet, with a read pending
  assertEquals(zoe.heard()[0]?.startsWith("Username accepted"), true);
  zoe.send("zoe>/nick");
  await world.advance(200);
  assertEquals(zoe.heard(), ["- You are zoe"]);
});

Deno.test("what came with the first line is read on from there, whatever its size", async () => {
  await using world = await FakeWorld.start();
  const ada = await world.native("ada");
  const bob = world.dial();
  const says = Array.from({ length: 40 }, (_, each) => `{"op":"say","text":"line ${each}"}\n`).join("");
  bob.send(`{"op":"hello","nick":"bob"}\n{"op":"join","room":"lobby"}\n${says}`);
  await world.settle();
  const texts = ada.heard().join("").trim().split("\n").map((line) => JSON.parse(line)).filter(({ text }) => text);
  assertEquals(texts.map(({ text }) => text), Array.from({ length: 40 }, (_, each) => `line ${each}`));
});

Deno.test("who goes before it is known who it was leaves nothing behind", async () => {
  await using world = await FakeWorld.start();
  const gone = world.dial();
  gone.send("bo");
  gone.end();
  await world.settle();
  assertEquals([gone.closed, world.server.connections], [true, 0]);
});

Deno.test("the end of the server ends those who wait at the door", async () => {
  const world = await FakeWorld.start();
  const waiting = world.dial();
  await world.settle();
  await world[Symbol.asyncDispose]();
  assertEquals([waiting.closed, world.clock.pending], [true, 0]);
});
