// The operator gets at what was said: `rooms` and `export`, beside the running server and after it.
import { assertEquals, assertMatch } from "@std/assert";
import { flagsFor, Program, runServer, ServerProcess, temporaryFolder } from "../support/process.ts";

Deno.test("rooms and export tell what is stored, beside the running server and after it", async () => {
  await using folder = await temporaryFolder();
  const db = ["--db", folder.of("chat.kv")];
  await using server = await ServerProcess.start(db);
  using alice = await server.enter("alice", "lobby");
  await alice.ask({ type: "say", text: "hi" });
  await alice.ask({ type: "create", room: "Den", private: true, password: "x", topic: "bears only" });
  await alice.ask({ type: "say", text: 'a "quoted"\nsecond line' });
  await alice.ask({ type: "say", text: "waves", kind: "action" });

  const check = async () => {
    const rooms = await runServer(["rooms", ...db]);
    assertEquals([rooms.code, rooms.stderr], [0, []]);
    assertEquals(rooms.stdout.map((line) => line.split(/ {2,}/)), [
      ["ROOM", "ENTRIES", "HEAD", "KIND", "TOPIC"],
      ["Den", "2", "2", "private, locked", "bears only"],
      ["lobby", "1", "1", "public"],
    ]);
    const all = await runServer(["export", ...db]);
    assertEquals([all.code, all.stderr], [0, []]);
    const entries = all.stdout.map((line) => JSON.parse(line));
    assertEquals(entries.map(({ room, seq, from, text, kind }) => [room, seq, from, text, kind]).sort(), [
      ["Den", 1, "alice", 'a "quoted"\nsecond line', "text"],
      ["Den", 2, "alice", "waves", "action"],
      ["lobby", 1, "alice", "hi", "text"],
    ]);
    assertEquals(entries.every(({ at }) => Number.isInteger(at)), true);
    const one = await runServer(["export", "DEN", ...db]);
    assertEquals(one.stdout.map((line) => JSON.parse(line).room), ["Den", "Den"]);
    const none = await runServer(["export", "nowhere", ...db]);
    assertEquals([none.code, none.stdout], [1, []]);
    assertMatch(none.stderr.join("\n"), /^.*nowhere.*rooms.*$/);
  };
  await check();
  assertEquals((await alice.ask({ type: "say", text: "still writing" })).type, "said");
  await alice.ask({ type: "join", room: "lobby" });
  const ended = await server.stop();
  assertEquals(ended.code, 0);
  const after = await runServer(["export", "den", ...db]);
  assertEquals(after.stdout.map((line) => JSON.parse(line).text).at(-1), "still writing");
});

Deno.test("rooms and export of a history that is not there: exit 1, one line, and no file made", async () => {
  await using folder = await temporaryFolder();
  for (const command of ["rooms", "export"]) {
    const { code, stdout, stderr } = await runServer([command, "--db", folder.of("none.kv")]);
    assertEquals([code, stdout, stderr.length], [1, [], 1]);
    assertMatch(stderr.join(), /none\.kv/);
  }
  assertEquals([...Deno.readDirSync(folder.path)], []);
});

Deno.test("export | head: who reads no further ends it in peace", async () => {
  await using folder = await temporaryFolder();
  const db = ["--db", folder.of("chat.kv")];
  {
    await using server = await ServerProcess.start([...db, "--rate", "0", "--log", "off"]);
    using alice = await server.enter("alice", "lobby");
    for (let i = 0; i < 300; i++) await alice.say({ type: "say", text: "x".repeat(4_000) });
    for (let i = 0; i < 300; i++) await alice.until("said");
    await server.stop();
  }
  await using exporting = new Program("server.ts", ["export", ...db], { flags: flagsFor(db) });
  await exporting.stdout.until('"seq":1,');
  await exporting.stdout.close();
  const { code, stderr } = await exporting.ended();
  assertEquals([code, stderr], [0, []]);
});
