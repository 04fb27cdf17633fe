// Clients that do not bear a close are kept a while: not for ever, and not more than may be.
import { assertEquals } from "@std/assert";
import { Connection } from "../../lib/server/connection.ts";
import { OutboxBudget } from "../../lib/server/outbox.ts";
import { Partings } from "../../lib/server/partings.ts";
import { nativeCodec } from "../../lib/wire/native.ts";
import { FakeClock, turn } from "../support/fake_clock.ts";
import { Pipe } from "../support/pipe.ts";

function rig(pipe: Pipe, outboxBytesMax = 1_000_000) {
  const clock = new FakeClock();
  const codec = nativeCodec();
  Object.defineProperty(codec, "parting", { value: { answer: new TextEncoder().encode("the end") } });
  const connection = new Connection({
    clock,
    outboxes: { bytesMax: outboxBytesMax, budget: new OutboxBudget(1_000_000) },
    partings: new Partings(clock, 0),
    onDecoded() {},
    onEnded() {},
    onGone() {},
  }, { id: 1, socket: pipe, codec });
  return { clock, connection, done: connection.run() };
}

Deno.test("a client that speaks once more but reads nothing keeps neither its socket nor a server that ends", async () => {
  const pipe = new Pipe({ room: 0 });
  const { clock, connection, done } = rig(pipe);
  const closing = connection.close(undefined, false);
  await turn();
  pipe.send("once more");
  await clock.advance(1_000);
  await clock.advance(500);
  await closing;
  await done;
  assertEquals(pipe.closed, true);
});

Deno.test("a client that has left much unread is not waited for", async () => {
  const pipe = new Pipe({ room: 0 });
  const { clock, connection, done } = rig(pipe);
  connection.outbox.push(new Uint8Array(100_000));
  const closing = connection.close(undefined, false);
  await clock.advance(1_000);
  await closing;
  await done;
  assertEquals([pipe.closed, clock.pending], [true, 0]);
});

Deno.test("of one address no more are kept than may be connected; of this machine any number", async () => {
  const partings = new Partings(new FakeClock(), 2);
  const ended: string[] = [];
  const wait = (name: string, address: string) =>
    partings.wait(new Promise(() => {}), address).then(() => void ended.push(name));
  for (const name of ["a", "b"]) wait(name, "192.0.2.1");
  for (const name of ["x", "y", "z"]) wait(name, "127.0.0.1");
  wait("other", "192.0.2.2");
  await turn();
  assertEquals(ended, []);
  wait("c", "192.0.2.1");
  await turn();
  assertEquals(ended, ["a"]);
  partings.close();
  await turn();
  assertEquals(ended.length, 7);
});
