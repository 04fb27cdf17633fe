import { assert, assertEquals } from "@std/assert";
import { setImmediate } from "node:timers";
import { Connection } from "../../lib/server/connection.ts";
import { OutboxBudget } from "../../lib/server/outbox.ts";
import type { Decoded } from "../../lib/wire/dialect.ts";
import { nativeCodec } from "../../lib/wire/native.ts";
import { FakeClock, turn } from "../support/fake_clock.ts";
import { Pipe } from "../support/pipe.ts";

const OUTBOX_BYTES = 1_000;
const encoder = new TextEncoder();

interface Rig {
  readonly pipe: Pipe;
  readonly clock: FakeClock;
  readonly connection: Connection;
  readonly budget: OutboxBudget;
  /** What the connection called back with, in order: refs of commands, codes of faults, `ended`, `gone`. */
  readonly calls: string[];
  readonly done: Promise<void>;
}

function rig(pipe = new Pipe(), onCommand?: (connection: Connection, ref: string) => void): Rig {
  const clock = new FakeClock();
  const budget = new OutboxBudget(1_000_000);
  const calls: string[] = [];
  const connection = new Connection({
    clock,
    outboxes: { bytesMax: OUTBOX_BYTES, budget },
    onDecoded(connection, decoded) {
      const what = described(decoded);
      calls.push(what);
      onCommand?.(connection, what);
    },
    onEnded: () => calls.push("ended"),
    onGone: () => calls.push("gone"),
  }, { id: 1, socket: pipe, codec: nativeCodec() });
  return { pipe, clock, connection, budget, calls, done: connection.run() };
}

function described(decoded: Decoded): string {
  if (decoded.type === "command") return decoded.ref ?? "";
  return decoded.type === "faulty" ? decoded.refusal.code : decoded.type;
}

function ping(ref: string): string {
  return `{"op":"ping","ref":"${ref}"}\n`;
}

function frame(text: string): Uint8Array {
  return encoder.encode(text);
}

async function end({ pipe, connection, done }: Rig): Promise<void> {
  connection.shut();
  await done;
  assert(pipe.closed);
}

Deno.test("Connection gives commands in order, then the end; what is queued is still written", async () => {
  const one = rig();
  one.pipe.send(ping("a") + ping("b") + "nonsense\n" + ping("c"));
  one.pipe.end();
  await one.done;
  assertEquals(one.calls, ["a", "b", "bad-json", "c", "ended"]);
  one.connection.outbox.push(frame("late\n"));
  await turn();
  assertEquals([one.pipe.heard, one.pipe.closed], ["late\n", false]);
  await end(one);
});

Deno.test("Connection held takes no further command until it may proceed", async () => {
  const one = rig(new Pipe(), (connection, ref) => ref === "b" && connection.hold());
  one.pipe.send(ping("a") + ping("b") + ping("c") + ping("d"));
  await turn();
  assertEquals(one.calls, ["a", "b"]);
  one.pipe.send(ping("e"));
  one.pipe.end();
  await turn();
  assertEquals(one.calls, ["a", "b"]);
  one.connection.proceed();
  await one.done;
  assertEquals(one.calls, ["a", "b", "c", "d", "e", "ended"]);
  await end(one);
});

Deno.test("Connection that may proceed before its hold is over at all goes on", async () => {
  const one = rig(new Pipe(), (connection) => {
    connection.hold();
    connection.proceed();
  });
  one.pipe.send(ping("a") + ping("b"));
  await turn();
  assertEquals(one.calls, ["a", "b"]);
  await end(one);
});

Deno.test("Connection paused takes nothing more, whatever proceeds", async () => {
  const one = rig(new Pipe(), (connection) => connection.pause());
  one.pipe.send(ping("a") + ping("b"));
  await turn();
  one.connection.proceed();
  await turn();
  assertEquals(one.calls, ["a"]);
  await end(one);
});

Deno.test("Connection closed while held says its last words", async () => {
  const one = rig(new Pipe(), (connection) => connection.hold());
  one.pipe.send(ping("a"));
  await turn();
  one.pipe.send(ping("b"));
  const closing = one.connection.close(frame("bye\n"), false);
  one.pipe.end();
  await closing;
  await one.done;
  assertEquals([one.calls, one.pipe.heard, one.pipe.closed, one.clock.pending], [["a"], "bye\n", true, 0]);
});

Deno.test("Connection closes after its peer has: what waits goes out first, then its half, then all", async () => {
  const one = rig(new Pipe({ writeMost: 3 }));
  one.connection.outbox.push(frame("an answer\n"));
  const closing = one.connection.close(frame("bye\n"), false);
  await turn();
  assertEquals([one.pipe.heard, one.pipe.halfClosed, one.pipe.closed], ["an answer\nbye\n", true, false]);
  one.pipe.end();
  await closing;
  await one.done;
  assertEquals([one.pipe.closed, one.calls, one.budget.bytes], [true, [], 0]);
});

Deno.test("Connection lingers half a second for a peer that does not close, and reads on meanwhile", async () => {
  const one = rig();
  const closing = one.connection.close(frame("bye\n"), false);
  await turn();
  one.pipe.send(ping("a"));
  await one.clock.advance(499);
  assertEquals([one.pipe.heard, one.pipe.closed], ["bye\n", false]);
  await one.clock.advance(1);
  await closing;
  await one.done;
  assertEquals([one.pipe.closed, one.calls], [true, []]);
});

Deno.test("Connection of a peer that never reads is freed within a second, and never calls back", async () => {
  const one = rig(new Pipe({ room: 0 }));
  assertEquals(one.connection.outbox.push(frame("x".repeat(OUTBOX_BYTES))), "queued");
  assertEquals(one.connection.outbox.push(frame("y")), "full");
  const closing = one.connection.close(frame("slow\n"), true);
  await one.clock.advance(999);
  assertEquals(one.pipe.closed, false);
  await one.clock.advance(1);
  await closing;
  await one.done;
  assertEquals([one.pipe.closed, one.budget.bytes, one.calls, one.clock.pending], [true, 0, [], 0]);
});

Deno.test("Connection of a slow reader that reads again hears what was being written, then why it ends", async () => {
  const one = rig(new Pipe({ room: 0 }));
  one.connection.outbox.push(frame("begun\n"));
  await turn();
  one.connection.outbox.push(frame("waited\n"));
  const closing = one.connection.close(frame("slow\n"), true);
  one.pipe.take(100);
  await turn();
  one.pipe.end();
  await closing;
  assertEquals(one.pipe.heard, "begun\nslow\n");
  await one.done;
});

Deno.test("Connection whose last words do not fit says them in place of what waits", async () => {
  const one = rig(new Pipe({ room: 0 }));
  one.connection.outbox.push(frame("x".repeat(OUTBOX_BYTES - 1)));
  const closing = one.connection.close(frame("bye\n"), false);
  one.pipe.take(10_000);
  one.pipe.end();
  await closing;
  assertEquals(one.pipe.heard, "bye\n");
  await one.done;
});

Deno.test("Connection whose socket breaks calls back once", async () => {
  const one = rig();
  one.pipe.closed = true;
  one.connection.outbox.push(frame("x"));
  await turn();
  assertEquals(one.calls, ["gone"]);
  one.pipe.closed = false;
  one.pipe.end();
  await one.done;
  await one.connection.close(frame("bye\n"), false);
  assertEquals([one.calls, one.budget.bytes, one.clock.pending], [["gone"], 0, 0]);
});

/** A peer that always has more to say. */
class Flood extends Pipe {
  readonly #bytes: Uint8Array;
  given = 0;

  constructor(text: string) {
    super();
    this.#bytes = encoder.encode(text);
  }

  override read(into: Uint8Array): Promise<number | null> {
    if (this.closed) return Promise.reject(new Deno.errors.BadResource("The pipe is closed"));
    const at = this.given % this.#bytes.length;
    const count = Math.min(into.length, this.#bytes.length - at);
    into.set(this.#bytes.subarray(at, at + count));
    this.given += count;
    return Promise.resolve(count);
  }
}

Deno.test("Connection takes at most 64 KiB from one peer per turn, whatever the sizes of its reads", async () => {
  const flood = new Flood(ping("x").repeat(700));
  const one = rig(flood);
  for (let turns = 0; turns < 2_000; turns++) {
    const before = flood.given;
    await new Promise((resolve) => setImmediate(resolve));
    assert(flood.given - before <= 65_536, `${flood.given - before} bytes in one turn`);
  }
  assert(flood.given > 5 * 65_536, "and goes on");
  await end(one);
});

Deno.test("Connection of one who says little is not kept waiting by those who flood", async () => {
  const floods = [rig(new Flood(ping("x").repeat(700))), rig(new Flood(ping("x").repeat(700)))];
  const light = rig();
  for (let i = 1; i <= 20; i++) {
    const before = floods.map(({ pipe }) => (pipe as Flood).given);
    light.pipe.send(ping("light"));
    while (light.calls.length < i) await new Promise((resolve) => setImmediate(resolve));
    for (const [index, { pipe }] of floods.entries()) {
      assert((pipe as Flood).given - (before[index] ?? 0) <= 2 * 65_536);
    }
  }
  for (const one of [...floods, light]) await end(one);
});

Deno.test("Connection that closes on a peer that goes on flooding gives others their turn, and ends", async () => {
  const one = rig(new Flood(ping("x").repeat(700)));
  const closing = one.connection.close(frame("slow\n"), true);
  await turn();
  const { length } = one.calls;
  await one.clock.advance(1_500);
  await closing;
  await one.done;
  assertEquals([one.pipe.closed, one.pipe.heard, one.calls.length], [true, "slow\n", length]);
});

Deno.test("Connection takes a flood in turns, and all of it", async () => {
  const count = 20_000;
  const one = rig();
  one.pipe.send(ping("x").repeat(count));
  let turns = 0;
  while (one.calls.length < count) {
    await turn();
    turns += 1;
  }
  assert(turns > 1, "others had a turn in between");
  await end(one);
});
