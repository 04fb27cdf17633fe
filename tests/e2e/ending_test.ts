// The server's end when it is in trouble or in a hurry, and what becomes of its clients.
import { assert, assertEquals } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { startClient } from "../support/client_rig.ts";
import { Program, runServer, ServerProcess, temporaryFolder } from "../support/process.ts";

Deno.test("a second signal ends the server within 1 s, whatever it waits for; what was answered is stored", async () => {
  await using folder = await temporaryFolder();
  const path = folder.of("chat.kv");
  await using server = await ServerProcess.start(["--db", path, "--log", "json"]);
  using alice = await server.enter("alice", "lobby");
  assertEquals((await alice.ask({ type: "say", text: "stored" })).type, "said");
  using other = new DatabaseSync(path);
  other.exec("BEGIN IMMEDIATE");
  await alice.say({ type: "say", text: "never stored" });
  await alice.settled();
  server.kill("SIGTERM");
  await server.stdout.until('"stopping"');
  const since = performance.now();
  const { code } = await server.stop("SIGINT");
  const ms = performance.now() - since;
  assert(ms < 1_500, `it took ${ms} ms`); // half a second of which may be the machine's
  assertEquals(code, 1);
  other.exec("ROLLBACK");
  const { stdout } = await runServer(["export", "lobby", "--db", path]);
  assertEquals(stdout.map((line) => JSON.parse(line).text), ["stored"]);
});

for (const signal of ["SIGTERM", "SIGKILL"] as const) {
  Deno.test(`after ${signal} clients come back by themselves, and nothing that was typed meanwhile is lost`, async () => {
    await using folder = await temporaryFolder();
    const args = ["--db", folder.of("chat.kv"), "--host", "127.0.0.1"];
    await using first = await ServerProcess.start(args);
    await using alice = startClient(first.port, "alice", "lobby");
    await using bob = startClient(first.port, "bob", "lobby");
    for (const client of [alice, bob]) await client.until("You are in lobby");
    alice.type("before");
    await bob.until("alice: before");
    await first.stop(signal);
    await alice.until("No connection to");
    alice.type("meanwhile");
    await using _second = await ServerProcess.start([...args, "--port", String(first.port)]);
    for (const client of [alice, bob]) await client.until("Back in lobby");
    await bob.until("alice: meanwhile");
    bob.type("after");
    await alice.until("bob: after");
    const heard = alice.shown.filter((row) => row.startsWith("> alice: ") || row.startsWith("  bob: "));
    assertEquals(heard, ["> alice: before", "> alice: meanwhile", "  bob: after"]);
    assertEquals(bob.shown.filter((row) => row.startsWith("  alice: ")), ["  alice: before", "  alice: meanwhile"]);
  });
}

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
  Deno.test(`${signal} to the client: it says quit, so that its name is free at once, and ends`, async () => {
    await using server = await ServerProcess.start();
    using bob = await server.enter("bob", "lobby");
    await using alice = new Program("client.ts", ["alice", `127.0.0.1:${server.port}`]);
    await alice.stdout.until("You are in lobby");
    await bob.settled();
    const { code, stderr } = await alice.stop(signal);
    assertEquals([code, stderr], [0, []]);
    assertEquals((await bob.until("member")).change, "left");
    using again = await server.enter("alice");
    assertEquals((await again.ask({ type: "ping" })).type, "pong");
  });
}
