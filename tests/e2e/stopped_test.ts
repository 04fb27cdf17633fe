// A server that is stopped for a while (SIGSTOP, a laptop that sleeps) and goes on: nobody is thrown out for what it
// could not hear. A peer that hangs is found all the same.
import { assert, assertEquals } from "@std/assert";
import { startFaultProxy } from "../support/fault_proxy.ts";
import { NativePeer } from "../support/native_peer.ts";
import { ServerProcess } from "../support/process.ts";

const PING_MS = 1_000;

/** Answers the server's pings until the link ends; gives how often, and the code of its `bye`. */
async function answer(peer: NativePeer, pings: { count: number }): Promise<string | undefined> {
  for (;;) {
    const { event } = await peer.next().catch(() => ({ event: undefined }));
    if (event === undefined) return undefined;
    if (event.type === "bye") return event.code;
    if (event.type !== "ping") continue;
    await peer.say({ type: "pong", t: event.t }).catch(() => {});
    pings.count += 1;
  }
}

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 20));
}

if (Deno.build.os !== "windows") {
  Deno.test("a server that was stopped for longer than two intervals throws nobody out, and finds who hangs", async () => {
    await using server = await ServerProcess.start(["--ping", `${PING_MS}`, "--rate", "0", "--log", "json"]);
    let hanging = false;
    await using proxy = startFaultProxy(server.port, () => ({ up: hanging ? { hangAt: 29 } : {}, down: {} }));
    const peers = [await server.enter("alice", "lobby"), await server.enter("bob", "lobby")];
    const pings = peers.map(() => ({ count: 0 }));
    const answering = peers.map((peer, index) => answer(peer, pings[index] ?? { count: 0 }));
    await until(() => pings.every(({ count }) => count > 0));
    server.kill("SIGSTOP");
    await new Promise((resolve) => setTimeout(resolve, 3.5 * PING_MS)); // the fault itself
    server.kill("SIGCONT");
    const before = pings.map(({ count }) => count);
    await until(() => pings.every(({ count }, index) => count > (before[index] ?? 0) + 1));

    hanging = true;
    const half = await NativePeer.dial(proxy.port);
    const since = performance.now();
    await half.say({ type: "hello", nick: "half" }); // 29 bytes: after them nothing gets through
    await half.until("welcome");
    const line = await server.stdout.until('"disconnected"');
    assertEquals([JSON.parse(line).nick, JSON.parse(line).how], ["half", "idle"]);
    const ms = performance.now() - since;
    assert(ms < 2 * PING_MS + 2_500, `found after ${ms} ms`); // looked for once a second
    half.close();
    for (const peer of peers) peer.close();
    await Promise.all(answering);
    const ended = server.stdout.all.filter((row) => row.includes('"idle"')).map((row) => JSON.parse(row).nick);
    assertEquals(ended, ["half"]);
  });
}
