import { assertEquals } from "@std/assert";
import type { Action } from "../../lib/client/action.ts";
import { DIAL_MS_MAX, HANG_UP_MS, Link, UNSENT_BYTES_MAX } from "../../lib/client/link.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { HandServer, settled } from "./shell.ts";

const ADDRESS = { host: "h", port: 1 };

function linkTo(connect: (signal: AbortSignal) => Promise<HandServer>) {
  const actions: Action[] = [];
  const clock = new FakeClock();
  const link = new Link({
    connect: (_, signal) => connect(signal),
    clock,
    chance: () => 0.25,
    report: (action) => void actions.push(action),
    caughtUp: () => Promise.resolve(),
  });
  return { link, actions, clock };
}

Deno.test("Link reports linked, events, and the end", async () => {
  const server = new HandServer();
  const { link, actions } = linkTo(() => Promise.resolve(server));
  link.dial(ADDRESS);
  server.say({ op: "ping", t: 5 });
  server.raw('{"op":"po');
  server.raw('ng"}\nnonsense\n');
  server.hangUp();
  await settled();
  assertEquals(actions, [
    { type: "linked" },
    { type: "event", event: { type: "ping", t: 5 }, ref: undefined },
    { type: "event", event: { type: "pong" }, ref: undefined },
    { type: "malformed", detail: "A line is not a JSON object" },
    { type: "unlinked", reason: "the server closed the connection", chance: 0.25 },
  ]);
  assertEquals(server.closed, true);
});

Deno.test("Link writes all, however little the socket takes at a time, before it hangs up", async () => {
  const server = new HandServer();
  const { link, actions } = linkTo(() => Promise.resolve(server));
  link.dial(ADDRESS);
  await settled();
  link.send({ type: "say", room: "lobby", text: "x".repeat(100) }, "r1");
  link.send({ type: "quit" }, undefined);
  link.hangUp();
  assertEquals((await server.take()).ref, "r1");
  assertEquals(await server.take(), { op: "quit" });
  await settled();
  assertEquals(server.closed, true);
  assertEquals(actions, [{ type: "linked" }]);
});

Deno.test("Link gives up a dial within two seconds", async () => {
  const { link, actions, clock } = linkTo((signal) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)))
  );
  link.dial(ADDRESS);
  await clock.advance(DIAL_MS_MAX);
  await settled();
  assertEquals(actions, [{ type: "unlinked", reason: "no answer", chance: 0.25 }]);
});

Deno.test.each(
  [
    [new Deno.errors.ConnectionRefused("Connection refused (os error 111)"), "no server listens there"],
    [new Deno.errors.NotCapable("net"), "the program may not use the network (start it with -N)"],
    [new Error("failed to lookup address information: Name or service not known"), "there is no host of that name"],
    [new Error("Something else (os error 5)"), "Something else"],
  ] as const,
)("Link explains %s", async (error, reason) => {
  const { link, actions } = linkTo(() => Promise.reject(error));
  link.dial(ADDRESS);
  await settled();
  assertEquals(actions, [{ type: "unlinked", reason, chance: 0.25 }]);
});

Deno.test("a new dial ends the old link in silence", async () => {
  const servers = [new HandServer(), new HandServer()];
  const queue = [...servers];
  const { link, actions } = linkTo(() => Promise.resolve(queue.shift() ?? new HandServer()));
  link.dial(ADDRESS);
  await settled();
  link.dial(ADDRESS);
  await settled();
  assertEquals(servers.map((server) => server.closed), [true, false]);
  assertEquals(actions, [{ type: "linked" }, { type: "linked" }]);
  link.hangUp();
});

Deno.test("Link waits only so long for a write that is stuck, once it hangs up", async () => {
  const server = new HandServer();
  server.write = () => new Promise(() => {});
  const { link, actions, clock } = linkTo(() => Promise.resolve(server));
  link.dial(ADDRESS);
  await settled();
  link.send({ type: "quit" }, undefined);
  await settled();
  link.hangUp();
  await clock.advance(HANG_UP_MS - 1);
  assertEquals(server.closed, false);
  await clock.advance(1);
  assertEquals([server.closed, clock.pending], [true, 0]);
  assertEquals(actions, [{ type: "linked" }]);
});

Deno.test("Link leaves no timer behind where what was queued is written at once", async () => {
  const server = new HandServer();
  const { link, clock } = linkTo(() => Promise.resolve(server));
  link.dial(ADDRESS);
  await settled();
  link.send({ type: "quit" }, undefined);
  link.hangUp();
  await settled();
  assertEquals([server.closed, clock.pending], [true, 0]);
});

for (const heedsAbort of [true, false]) {
  Deno.test(`Link gives up where too much waits before it is connected, ${heedsAbort ? "at once" : "then"}`, async () => {
    const server = new HandServer();
    const connected = Promise.withResolvers<HandServer>();
    const { link, actions, clock } = linkTo((signal) => {
      if (heedsAbort) signal.addEventListener("abort", () => connected.reject(signal.reason));
      return connected.promise;
    });
    link.dial(ADDRESS);
    const text = "x".repeat(UNSENT_BYTES_MAX / 4);
    for (let each = 0; each < 8; each++) link.send({ type: "say", room: "lobby", text }, undefined);
    connected.resolve(server);
    await settled();
    assertEquals(actions.map(({ type }) => type), ["unlinked"]);
    assertEquals([server.closed, clock.pending], [!heedsAbort, 0]);
  });
}
