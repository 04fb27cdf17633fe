// How the server ends: everybody is told, and when to come back; what was said is kept; the exit code is 0.
import { assertEquals } from "@std/assert";
import { runServer, ServerProcess, temporaryFolder } from "../support/process.ts";

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
  Deno.test(`${signal}: everybody hears bye shutdown with retry, and the server exits 0 within 10 s`, async () => {
    await using server = await ServerProcess.start();
    const peers = [await server.enter("alice", "lobby"), await server.enter("bob"), await server.dial()];
    for (const peer of peers) await peer.settled();
    const since = performance.now();
    const ended = server.stop(signal);
    const retries = await Promise.all(peers.map(async (peer) => {
      const heard = await peer.rest();
      const [bye] = heard.map(({ event }) => event);
      if (heard.length !== 1 || bye?.type !== "bye") throw new Error(`Heard ${JSON.stringify(heard)}`);
      assertEquals(bye.code, "shutdown");
      return bye.retry ?? 0;
    }));
    for (const peer of peers) peer.close();
    const { code, stderr } = await ended;
    assertEquals([code, stderr], [0, []]);
    assertEquals(performance.now() - since < 10_000, true);
    assertEquals(retries.every((retry) => Number.isInteger(retry) && retry > 0), true, `${retries}`);
    assertEquals(new Set(retries).size, peers.length, "they are not to come back all at once");
  });
}

Deno.test("what was sent before the end is either stored and answered, or neither", async () => {
  await using folder = await temporaryFolder();
  const db = ["--db", folder.of("chat.kv")];
  await using server = await ServerProcess.start([...db, "--rate", "0"]);
  const alice = await server.enter("alice", "lobby");
  const talking = (async () => {
    for (let i = 1; i <= 20_000; i++) await alice.say({ type: "say", text: `line ${i}` });
  })().catch(() => {}); // the link ends under it
  for (let i = 0; i < 200; i++) await alice.until("said");
  const ended = server.stop();
  const rest = (await alice.rest()).map(({ event }) => event.type);
  alice.close();
  await talking;
  assertEquals((await ended).code, 0);
  assertEquals(rest.at(-1), "bye");
  const answered = 200 + rest.filter((type) => type === "said").length;
  const exported = await runServer(["export", "lobby", ...db]);
  assertEquals(exported.stdout.length, answered);
});

Deno.test("a peer that reads nothing and one that never spoke keep nobody from the end", async () => {
  await using server = await ServerProcess.start(["--rate", "0", "--outbox", "16777216"]);
  using deaf = await server.enter("deaf", "lobby");
  using silent = await server.dial();
  using alice = await server.enter("alice", "lobby");
  for (let i = 0; i < 2_000; i++) await alice.say({ type: "say", text: "x".repeat(4_000) });
  for (let i = 0; i < 2_000; i++) await alice.until("said");
  const { code } = await server.stop();
  assertEquals(code, 0);
  assertEquals([deaf.ended, silent.ended], [false, false]); // they have not even looked
});

Deno.test("a server is gone and one in its place at once: kill -9 with clients connected frees the port", async () => {
  await using folder = await temporaryFolder();
  const args = ["--db", folder.of("chat.kv"), "--host", "127.0.0.1"];
  await using first = await ServerProcess.start(args);
  const peers = await Promise.all([1, 2, 3, 4, 5].map((n) => first.enter(`p${n}`, "lobby")));
  await first.stop("SIGKILL");
  await using second = await ServerProcess.start([...args, "--port", String(first.port)]);
  assertEquals(second.port, first.port);
  using back = await second.enter("p1", "lobby");
  assertEquals((await back.ask({ type: "say", text: "again" })).type, "said");
  for (const peer of peers) peer.close();
});
