// The server goes and comes back: what was said is there, whatever its end was, and goes on with the next number.
import { assertEquals } from "@std/assert";
import { ServerProcess, temporaryFolder } from "../support/process.ts";

for (const signal of ["SIGTERM", "SIGKILL"] as const) {
  Deno.test(`rooms, their settings and what was said in them are there after ${signal}`, async () => {
    await using folder = await temporaryFolder();
    const args = ["--db", folder.of("chat.kv")];
    {
      await using server = await ServerProcess.start(args);
      using alice = await server.enter("alice");
      using bob = await server.enter("bob", "lobby");
      await alice.ask({ type: "create", room: "Garden", topic: "roses", limit: 7, password: "open" });
      for (const text of ["one", "two", "three"]) {
        const answer = await alice.ask({ type: "say", text });
        assertEquals(answer.type, "said"); // so it is stored, and nothing that comes after may lose it
      }
      await bob.ask({ type: "say", text: "waves", kind: "action" });
      await server.stop(signal);
    }
    await using server = await ServerProcess.start(args);
    using carol = await server.enter("carol");
    const list = await carol.ask({ type: "rooms" });
    assertEquals(list.type === "rooms" && list.rooms, [
      { room: "Garden", topic: "roses", members: 0, limit: 7, locked: true },
      { room: "lobby", topic: "", members: 0, limit: 0, locked: false },
    ]);
    assertEquals((await carol.ask({ type: "join", room: "garden" })).type, "error");
    const joined = await carol.ask({ type: "join", room: "garden", password: "open" });
    if (joined.type !== "joined") throw new Error(JSON.stringify(joined));
    assertEquals(joined.history.map(({ seq, from, text }) => ({ seq, from, text })), [
      { seq: 1, from: "alice", text: "one" },
      { seq: 2, from: "alice", text: "two" },
      { seq: 3, from: "alice", text: "three" },
    ]);
    assertEquals([joined.room, joined.first, joined.head, joined.more], ["Garden", 1, 3, false]);
    const said = await carol.ask({ type: "say", text: "four" });
    assertEquals(said.type === "said" && said.seq, 4);
    const lobby = await carol.ask({ type: "join", room: "lobby" });
    assertEquals(lobby.type === "joined" && lobby.history.map(({ text, kind }) => [text, kind]), [["waves", "action"]]);
  });
}

Deno.test("what was answered is stored, when the server is killed in the middle of talk", async () => {
  await using folder = await temporaryFolder();
  const args = ["--db", folder.of("chat.kv"), "--rate", "0"];
  let answered = 0;
  {
    await using server = await ServerProcess.start(args);
    using alice = await server.enter("alice", "lobby");
    const talking = (async () => {
      for (let i = 1; i <= 5_000; i++) await alice.say({ type: "say", text: `line ${i}` });
    })().catch(() => {}); // the link ends under it
    for (; answered < 500; answered++) await alice.until("said");
    server.kill("SIGKILL");
    await server.ended();
    answered += (await alice.rest()).filter(({ event }) => event.type === "said").length;
    await talking;
  }
  await using server = await ServerProcess.start(args);
  using bob = await server.enter("bob");
  const joined = await bob.ask({ type: "join", room: "lobby", after: 0 });
  if (joined.type !== "joined") throw new Error(JSON.stringify(joined));
  assertEquals(joined.head >= answered, true, `${answered} were answered, ${joined.head} are stored`);
  let seq = 0;
  for (let entries = joined.history; entries.length > 0;) {
    for (const entry of entries) assertEquals([entry.seq, entry.text], [++seq, `line ${seq}`]);
    const page = await bob.ask({ type: "history", room: "lobby", after: seq, limit: 200 });
    if (page.type !== "history") throw new Error(JSON.stringify(page));
    entries = page.entries;
  }
  assertEquals(seq, joined.head);
});
