// No descriptors left: who is connected notices nothing, who comes waits, and is let in as soon as others have gone.
import { assertEquals } from "@std/assert";
import { ServerProcess, temporaryFolder } from "../support/process.ts";
import { RawPeer } from "../support/raw_peer.ts";

Deno.test("at the limit of open files the server accepts nobody, serves who is here, and recovers by itself", async () => {
  await using folder = await temporaryFolder();
  const args = ["--db", folder.of("chat.kv"), "--host", "127.0.0.1", "--rate", "0", "--log", "json"];
  const flags = ["-N", `-R=${folder.path}`, `-W=${folder.path}`];
  await using server = await ServerProcess.start(args, { flags, filesMax: 64 });
  using alice = await server.enter("alice", "lobby");
  using bob = await server.enter("bob", "lobby");
  const crowd: RawPeer[] = [];
  for (let i = 0; i < 100; i++) crowd.push(await RawPeer.dial(server.port)); // the kernel takes them on its behalf
  await server.stdout.until('"trouble"');
  for (let i = 1; i <= 300; i++) {
    assertEquals((await alice.ask({ type: "say", text: `${i}` })).type, "said");
    assertEquals((await bob.until("message")).seq, i);
  }
  const page = await bob.ask({ type: "history", room: "lobby", after: 0, limit: 5 });
  assertEquals(page.type === "history" && page.entries.length, 5);
  const late = await RawPeer.dial(server.port);
  await late.send('{"op":"hello","nick":"late"}\n');
  for (const peer of crowd) peer[Symbol.dispose]();
  const since = performance.now();
  assertEquals(JSON.parse(await late.line() ?? "").op, "welcome");
  assertEquals(performance.now() - since < 5_000, true);
  late[Symbol.dispose]();
  assertEquals((await alice.ask({ type: "say", text: "as ever" })).type, "said");
  const troubles = server.stdout.all.filter((line) => line.includes('"trouble"'));
  assertEquals(troubles.length < 10, true, `${troubles.length} lines of trouble`);
  assertEquals((await server.stop()).stderr, []);
});
