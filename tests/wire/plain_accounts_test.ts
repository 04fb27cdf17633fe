import { assertEquals } from "@std/assert";
import { turn } from "../support/fake_clock.ts";
import { type FakePeer, FakeWorld } from "../support/fake_world.ts";

const WILL_ECHO = Uint8Array.of(255, 251, 1);
const WONT_ECHO = Uint8Array.of(255, 252, 1);

function latin(writes: readonly Uint8Array[]): string {
  return writes.map((bytes) => new TextDecoder("latin1").decode(bytes)).join("");
}

/** What is heard until it holds `wanted`: passwords are hashed outside of the test's clock. */
async function until(world: FakeWorld, peer: FakePeer, wanted: string): Promise<string> {
  let heard = "";
  for (const since = performance.now(); !heard.includes(wanted); heard += latin(peer.takeWrites())) {
    if (performance.now() - since > 20_000) throw new Error(`"${wanted}" was not heard in ${JSON.stringify(heard)}`);
    await world.settle();
    await turn();
  }
  return heard;
}

async function enter(world: FakeWorld, nick: string, end = "\n"): Promise<FakePeer> {
  const peer = world.dial("auto", "127.0.0.1");
  peer.send(`${nick}${end}/join lobby${end}`);
  await until(world, peer, "You are in lobby");
  return peer;
}

Deno.test("plain: a password is asked for where the line has none, and nc is told no telnet", async () => {
  await using world = await FakeWorld.start();
  const bob = await enter(world, "bob");
  bob.send("/register\n");
  assertEquals(await until(world, bob, "password: "), "New password: ");
  bob.send("correct-horse\n");
  assertEquals(await until(world, bob, "again: "), "The same again: ");
  bob.send("correct-house\n");
  assertEquals(await until(world, bob, "\n"), "- Nothing was done: the two were not the same\n");
  bob.send("/register\ncorrect-horse\ncorrect-horse\n");
  const asked = "New password: The same again: ";
  assertEquals(await until(world, bob, "name\n"), `${asked}- bob is yours now: nobody else can bear the name\n`);
  bob.send("/passwd\ncorrect-horse\nbattery-staple\nbattery-staple\n");
  assertEquals(await until(world, bob, "changed"), `Old password: ${asked}- The password is changed\n`);
  bob.send("/logout\n/nick guesty\n");
  await until(world, bob, "guesty now");
  bob.send("/login @bob\nwrong one\n");
  await until(world, bob, "? ");
  bob.send("/login @bob battery-staple\n/nick\n");
  assertEquals(await until(world, bob, "- You are bob\n"), "- You are logged in as bob\n- You are bob\n");
});

Deno.test("plain: an account's name asks for its password, unseen over telnet; Enter asks for another name", async () => {
  await using world = await FakeWorld.start();
  const bob = await enter(world, "bob");
  bob.send("/register correct horse\n");
  await until(world, bob, "is yours now");
  const rob = world.dial("auto", "127.0.0.1");
  rob.send("bob\r\n");
  const asked = await until(world, rob, "another name): ");
  assertEquals(asked.includes(latin([WILL_ECHO])), true);
  rob.send(Uint8Array.of(255, 253, 1)); // DO ECHO
  await world.settle();
  assertEquals(rob.takeWrites(), []);
  rob.send("wrong horse\r\n");
  const again = await until(world, rob, "another name): ");
  assertEquals(again.startsWith(latin([WONT_ECHO]) + "\r\n? "), true, JSON.stringify(again));
  rob.send("\r\n");
  assertEquals((await until(world, rob, "Your name? ")).startsWith(latin([WONT_ECHO])), true);
  rob.send("bob\r\n");
  await until(world, rob, "another name): ");
  rob.send("correct horse\r\n");
  await until(world, rob, "You are bob on ");
  // What was no answer to an offer is refused as ever.
  rob.send(Uint8Array.of(255, 253, 1, 255, 253, 1, 255, 253, 1));
  await world.settle();
  assertEquals(latin(rob.takeWrites()).endsWith(latin([Uint8Array.of(255, 252, 1)])), true);
});

Deno.test("plain: search goes through the room", async () => {
  await using world = await FakeWorld.start();
  const bob = await enter(world, "bob");
  bob.send("a green tomato\n");
  await world.settle();
  bob.send("/search tomato\n/search nothing\n/search\n");
  await world.settle();
  assertEquals(latin(bob.takeWrites()).split("\n").sort(), [
    "",
    "  [lobby] bob: a green tomato",
    "? Not done. It is written /search TEXT",
    "Nothing was found",
  ]);
});
