import { assertEquals } from "@std/assert";
import { startServer } from "../support/test_server.ts";

Deno.test("where only the newest entries are kept, first tells from where on", async () => {
  await using started = await startServer("--history", "5");
  using alice = await started.enter("alice", "lobby");
  for (let i = 1; i <= 12; i++) await alice.ask({ type: "say", text: `${i}` });
  using bob = await started.enter("bob");
  const joined = await bob.ask({ type: "join", room: "lobby", after: 3 });
  assertEquals(
    joined.type === "joined" && [joined.first, joined.head, joined.history.map(({ seq }) => seq), joined.more],
    [
      8,
      12,
      [8, 9, 10, 11, 12],
      false,
    ],
  );
  const newest = await bob.ask({ type: "join", room: "lobby" });
  assertEquals(newest.type === "joined" && [newest.first, newest.history.length, newest.more], [8, 5, false]);
  const page = await bob.ask({ type: "history", room: "lobby", before: 9 });
  assertEquals(page.type === "history" && [page.first, page.entries.map(({ seq }) => seq), page.more], [8, [8], false]);
});
