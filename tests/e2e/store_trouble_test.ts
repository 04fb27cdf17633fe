// The history can't be written, or not be read: who speaks is refused, all else goes on, nothing is acknowledged that is
// not stored, and it recovers by itself.
import { assert, assertEquals } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { mountSmall } from "../support/mounts.ts";
import type { NativePeer } from "../support/native_peer.ts";
import { runServer, ServerProcess, temporaryFolder } from "../support/process.ts";

const RECOVERY_MS = 5_000;

/** Says things until one is stored; gives how long that took, and its seq. */
async function untilStored(peer: NativePeer, text: string): Promise<{ ms: number; seq: number; refused: number }> {
  const since = performance.now();
  for (let refused = 0;; refused++) {
    const answer = await peer.ask({ type: "say", text });
    if (answer.type === "said") return { ms: performance.now() - since, seq: answer.seq, refused };
    assertEquals(answer.type === "error" && answer.code, "storage");
    await peer.settled();
  }
}

/** Everything that needs no writing: pages, search, whispers, entering a room. */
async function worksWithoutWriting(server: ServerProcess, alice: NativePeer, bob: NativePeer): Promise<void> {
  const page = await alice.ask({ type: "history", room: "lobby", after: 0 });
  assertEquals(page.type === "history" && page.entries[0]?.text, "before");
  const found = await alice.ask({ type: "search", text: "BEFORE" });
  assertEquals(found.type === "search" && found.entries.length, 1);
  assertEquals((await alice.ask({ type: "tell", to: ["bob"], text: "psst" })).type, "told");
  await bob.until("direct");
  using carol = await server.enter("carol", "lobby");
  assertEquals((await carol.ask({ type: "quit" })).type, "bye");
}

async function texts(peer: NativePeer): Promise<string[]> {
  const page = await peer.ask({ type: "history", room: "lobby", after: 0, limit: 200 });
  if (page.type !== "history") throw new Error(JSON.stringify(page));
  assertEquals(page.entries.map(({ seq }) => seq), page.entries.map((_, index) => index + 1));
  return page.entries.map(({ text }) => text);
}

/** One line says that it fails and one that it works again. */
function troubles(server: ServerProcess): string[] {
  const notices = server.stdout.all.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
  return notices.map(({ event }) => event).filter((event) => event === "trouble" || event === "recovered");
}

Deno.test("another process holds the file's lock: storage, one line, all else goes on; then it works again", async () => {
  await using folder = await temporaryFolder();
  const path = folder.of("chat.kv");
  await using server = await ServerProcess.start(["--db", path, "--rate", "0", "--log", "json"]);
  using alice = await server.enter("alice", "lobby");
  using bob = await server.enter("bob", "lobby");
  assertEquals((await alice.ask({ type: "say", text: "before" })).type, "said");
  using other = new DatabaseSync(path);
  other.exec("BEGIN IMMEDIATE");
  const saying = ["x", "y", "z"].map((text) => alice.say({ type: "say", text }, text));
  await Promise.all(saying);
  await worksWithoutWriting(server, alice, bob);
  const codes = [];
  while (codes.length < 3) {
    const { event, ref } = await alice.next();
    if (event.type === "error") codes.push([ref, event.code]);
    assert(event.type !== "said", "nothing is acknowledged that is not stored");
  }
  assertEquals(codes, [["x", "storage"], ["y", "storage"], ["z", "storage"]]);
  const made = await bob.ask({ type: "create", room: "den" });
  assertEquals(made.type === "error" && made.code, "storage");
  await worksWithoutWriting(server, alice, bob);
  other.exec("ROLLBACK");
  const { ms, seq } = await untilStored(alice, "after");
  assert(ms < RECOVERY_MS, `${ms} ms`);
  assertEquals([seq, await texts(alice)], [2, ["before", "after"]]);
  await server.stdout.until('"recovered"');
  assertEquals(troubles(server), ["trouble", "recovered"]);
  assertEquals((await server.stop()).code, 0);
});

Deno.test("a server that is to end while its history is locked ends all the same, within 10 s", async () => {
  await using folder = await temporaryFolder();
  const path = folder.of("chat.kv");
  await using server = await ServerProcess.start(["--db", path]);
  using alice = await server.enter("alice", "lobby");
  using other = new DatabaseSync(path);
  other.exec("BEGIN IMMEDIATE");
  await alice.say({ type: "say", text: "never stored" }, "r");
  await alice.settled();
  const since = performance.now();
  const { code, stderr } = await server.stop();
  assert(performance.now() - since < 10_000);
  assertEquals([code, stderr], [0, []]);
  const heard = (await alice.rest()).map(({ event }) => event);
  assertEquals(heard.map((event) => event.type === "error" ? event.code : event.type), ["storage", "bye"]);
  other.exec("ROLLBACK");
  assertEquals((await runServer(["export", "lobby", "--db", path])).stdout, []);
});

Deno.test("the disk is full: storage, all else goes on; when there is room again it works again", async (t) => {
  await using folder = await temporaryFolder();
  await using disk = await mountSmall(folder.path, 2 * 1_024 * 1_024);
  // Where nothing may be mounted the same is asked of a store that fails: tests/server/store_fails_test.ts.
  if (!disk) return void await t.step({ name: "no mounts here", fn: () => {} });
  const path = folder.of("chat.kv");
  await using server = await ServerProcess.start(["--db", path, "--rate", "0", "--log", "json"]);
  using alice = await server.enter("alice", "lobby");
  using bob = await server.enter("bob", "lobby");
  assertEquals((await alice.ask({ type: "say", text: "before" })).type, "said");
  const ballast = folder.of("ballast");
  let stored = 1;
  let answer = await alice.ask({ type: "say", text: "x".repeat(4_000) });
  for (; answer.type === "said"; answer = await alice.ask({ type: "say", text: "x".repeat(4_000) })) {
    assertEquals(answer.seq, ++stored);
    // The last of the room is taken away at once, so that the test is short.
    if (stored === 20) fillUp(ballast);
  }
  assertEquals(answer.type === "error" && answer.code, "storage");
  await worksWithoutWriting(server, alice, bob);
  await Deno.remove(ballast);
  const { ms, seq } = await untilStored(alice, "after");
  assert(ms < RECOVERY_MS, `${ms} ms`);
  assertEquals([seq, (await texts(alice)).length, (await texts(alice)).at(-1)], [stored + 1, stored + 1, "after"]);
  await server.stdout.until('"recovered"');
  assertEquals(troubles(server), ["trouble", "recovered"]);
  assertEquals((await server.stop()).code, 0);
  await using again = await ServerProcess.start(["--db", path]);
  using carol = await again.enter("carol", "lobby");
  assertEquals((await texts(carol)).length, stored + 1);
});

function fillUp(path: string): void {
  using file = Deno.openSync(path, { create: true, write: true });
  try {
    for (let written = 0; written < 4_000_000; written += 4_096) file.writeSync(new Uint8Array(4_096));
  } catch {
    // Full.
  }
}
