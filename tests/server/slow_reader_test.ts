import { assert, assertEquals } from "@std/assert";
import { startServer } from "../support/test_server.ts";

const LONG = "😀".repeat(4_000);

Deno.test("who does not read is told why it ends, and delays nobody", async () => {
  await using started = await startServer("--outbox", "65536");
  using slow = await started.enter("slow", "lobby");
  using fast = await started.enter("fast", "lobby");
  // More than the kernel takes for a peer that reads nothing, whatever it is set to on Linux, macOS and Windows.
  for (let i = 0; started.server.connections === 2; i++) {
    assert(i < 4_000, "64 MB were queued");
    const answer = await fast.ask({ type: "say", text: LONG });
    assertEquals(answer.type, "said");
  }
  const ended = started.notices.find(({ type }) => type === "disconnected");
  assertEquals(ended?.type === "disconnected" && [ended.nick, ended.how], ["slow", "slow-consumer"]);
  // What it had been sent comes whole and in order as far as it comes.
  const seqs = (await slow.rest()).flatMap(({ event }) => event.type === "message" ? [event.seq] : []);
  assertEquals(seqs, Array.from({ length: seqs.length }, (_, i) => i + 1));
  const who = await fast.ask({ type: "who", room: "lobby" });
  assertEquals(who.type === "who" && who.people.map(({ nick, status }) => [nick, status]), [
    ["fast", "online"],
    ["slow", "dropped"],
  ]);
});

Deno.test("who reads at once is never called slow, however much is said in one moment", async () => {
  await using started = await startServer();
  const room = "\u{2a001}".repeat(64);
  const writers = await Promise.all(Array.from({ length: 4 }, (_, i) => started.enter(`w${i}`, room)));
  using reader = await started.enter("reader", room);
  const count = 800;
  await Promise.all(writers.map(async (writer) => {
    const line = `{"op":"say","text":"${"x".repeat(200)}"}\n`;
    await writer.raw(line.repeat(count));
  }));
  let heard = 0;
  while (heard < 4 * count) {
    const { event } = await reader.next();
    if (event.type === "message") heard += 1;
  }
  for (const writer of writers) writer.close();
});
