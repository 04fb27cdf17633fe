// Readers that do not read: the descriptors of those are free again within two seconds, and nobody waits for them.
import { assert, assertEquals } from "@std/assert";
import { ServerProcess } from "../support/process.ts";
import { startServer } from "../support/test_server.ts";

const LONG = "x".repeat(4_000);

/** Open sockets of a process; `undefined` where the system does not tell. */
function socketsOf(pid: number): number | undefined {
  if (Deno.build.os !== "linux") return undefined;
  let count = 0;
  for (const { name } of Deno.readDirSync(`/proc/${pid}/fd`)) {
    try {
      if (Deno.readLinkSync(`/proc/${pid}/fd/${name}`).startsWith("socket:")) count += 1;
    } catch {
      // Closed while we looked.
    }
  }
  return count;
}

Deno.test("the sockets of those who never read are closed within 2 s, and others are answered all the while", async () => {
  await using server = await ServerProcess.start(["--rate", "0", "--outbox", "65536", "--log", "json"]);
  using alice = await server.enter("alice", "lobby");
  const before = socketsOf(server.pid);
  const deaf = [await server.enter("deaf1", "lobby"), await server.enter("deaf2", "lobby")];
  for (const peer of deaf) await peer.settled();
  const gone = () => server.stdout.all.filter((line) => line.includes('"slow-consumer"')).length;
  let slowest = 0;
  while (gone() < deaf.length) {
    const since = performance.now();
    assertEquals((await alice.ask({ type: "say", text: LONG })).type, "said");
    slowest = Math.max(slowest, performance.now() - since);
  }
  const since = performance.now();
  while (before !== undefined && socketsOf(server.pid) !== before) {
    await alice.settled();
    assert(performance.now() - since < 2_000, "a socket is still open");
  }
  assert(slowest < 1_000, `somebody waited for ${slowest} ms`);
  assertEquals((await server.stop()).code, 0); // while they still hold their ends
  for (const peer of deaf) peer.close();
});

Deno.test("a slow reader that reads again within a second hears all that was begun, then why it ends", async () => {
  await using started = await startServer("--outbox", "65536");
  using slow = await started.enter("slow", "lobby");
  using fast = await started.enter("fast", "lobby");
  const isGone = () => started.notices.some((notice) => notice.type === "disconnected" && notice.nick === "slow");
  while (!isGone()) await fast.ask({ type: "say", text: LONG });
  const heard = (await slow.rest()).map(({ event }) => event);
  const bye = heard.at(-1);
  assertEquals(bye?.type === "bye" && bye.code, "slow-consumer");
  const seqs = heard.flatMap((event) => event.type === "message" ? [event.seq] : []);
  assertEquals(seqs, seqs.map((_, index) => index + 1));
});
