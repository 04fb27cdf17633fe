// Somebody who runs the server that a test has made, in the native dialect.
import { turn } from "./fake_clock.ts";
import type { FakePeer, FakeWorld } from "./fake_world.ts";

/** Registers the account that `--operator` names. Its password is hashed outside of the test's clock. */
export async function operator(world: FakeWorld, nick: string): Promise<FakePeer> {
  const peer = world.dial("native", "127.0.0.1");
  peer.send(`{"op":"hello","nick":"${nick}"}\n{"op":"register","password":"correct horse"}\n`);
  for (let said = ""; !said.includes('"ok"'); said += peer.heard().join("")) {
    await world.settle();
    await turn();
  }
  return peer;
}
