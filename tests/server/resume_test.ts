// Sessions over real sockets: what is said again, what is held meanwhile, what is caught up with.
import { assert, assertEquals } from "@std/assert";
import type { Event } from "../../lib/chat/event.ts";
import { NativePeer } from "../support/native_peer.ts";
import { startServer, type TestServer } from "../support/test_server.ts";

async function enter(started: TestServer, nick: string, resume?: string) {
  const peer = await started.dial();
  const welcome = await peer.ask({ type: "hello", nick, ...(resume !== undefined && { resume }) });
  if (welcome.type !== "welcome") throw new Error(JSON.stringify(welcome));
  return { peer, welcome };
}

/** Cuts a link and waits until the server has noticed. */
async function drop(started: TestServer, peer: NativePeer, witness: NativePeer, nick: string): Promise<void> {
  peer.close();
  for (;;) {
    const who = await witness.ask({ type: "who" });
    if (who.type === "who" && who.people.find((one) => one.nick === nick)?.status === "dropped") return;
    assert(started.server.connections > 0);
  }
}

Deno.test("a say, a tell and a shout sent again with their refs get the answers they had, and nobody hears them twice", async () => {
  await using started = await startServer();
  using bob = await started.enter("bob", "lobby");
  const { peer: first, welcome } = await enter(started, "alice");
  await first.ask({ type: "join", room: "lobby" });
  const commands = [
    { type: "say", text: "hi" },
    { type: "tell", to: ["bob"], text: "psst" },
    { type: "shout", text: "all" },
  ] as const;
  const before: Event[] = [];
  for (const [index, command] of commands.entries()) before.push(await first.ask(command, `r${index}`));
  assertEquals(before.map(({ type }) => type), ["said", "told", "shouted"]);
  await drop(started, first, bob, "alice");
  const { peer: second, welcome: again } = await enter(started, "alice", welcome.resume);
  assertEquals([again.resumed, again.session, again.rooms], [true, welcome.session, ["lobby"]]);
  await second.ask({ type: "join", room: "lobby", after: 1 });
  for (const [index, command] of commands.entries()) {
    assertEquals(await second.ask({ ...command, text: "another text" }, `r${index}`), before[index]);
  }
  const heard = (await bob.settled()).map(({ event }) => event.type);
  assertEquals(heard.filter((type) => type !== "member" && type !== "status"), ["message", "direct", "shout"]);
  const page = await bob.ask({ type: "history", room: "lobby", after: 0 });
  assertEquals(page.type === "history" && page.entries.map(({ text }) => text), ["hi"]);
  second.close();
});

Deno.test("who is in grace is missed, and the sender learns it; what was missed is nobody's", async () => {
  await using started = await startServer();
  using alice = await started.enter("alice", "lobby");
  using carol = await started.enter("carol", "lobby");
  const { peer: bob, welcome } = await enter(started, "bob");
  await bob.ask({ type: "join", room: "lobby" });
  await drop(started, bob, alice, "bob");
  const told = await alice.ask({ type: "tell", to: ["bob", "carol"], text: "psst" });
  assertEquals(told.type === "told" && [told.delivered, told.missed, told.status["bob"]], [
    ["carol"],
    ["bob"],
    "dropped",
  ]);
  const refused = await alice.ask({ type: "tell", to: ["bob"], text: "psst" });
  assertEquals(refused.type === "error" && [refused.code, refused.missed], ["no-such-user", ["bob"]]);
  const { peer: back } = await enter(started, "bob", welcome.resume);
  assertEquals((await back.settled()).filter(({ event }) => event.type === "direct"), []);
  assertEquals((await carol.settled()).filter(({ event }) => event.type === "direct").length, 1);
  back.close();
});

Deno.test("quit frees nick, room place and groups at once; a dropped link frees none of them", async () => {
  await using started = await startServer();
  using alice = await started.enter("alice", "lobby");
  using carol = await started.enter("carol", "lobby");
  const { peer: bob, welcome } = await enter(started, "bob");
  await alice.ask({ type: "create", room: "duo", limit: 2 });
  await bob.ask({ type: "join", room: "duo" });
  await bob.ask({ type: "group", group: "groupX", members: ["alice", "carol"] });
  await drop(started, bob, alice, "bob");
  const full = await carol.ask({ type: "join", room: "duo" });
  assertEquals(full.type === "error" && full.code, "room-full");
  const { peer: back, welcome: again } = await enter(started, "bob", welcome.resume);
  assertEquals([again.rooms, again.groups], [["duo"], ["groupX"]]);
  await alice.settled();
  assertEquals((await back.ask({ type: "quit" })).type, "bye");
  const group = await alice.until("group");
  assertEquals(group.members.includes("bob"), false);
  assertEquals((await carol.ask({ type: "join", room: "duo" })).type, "joined");
  using newcomer = await started.enter("bob");
  assertEquals(await newcomer.ask({ type: "groups" }), { type: "groups", groups: [] });
  back.close();
});

Deno.test("read marks belong to the session: they outlive its links, and never go back", async () => {
  await using started = await startServer();
  using bob = await started.enter("bob", "lobby");
  const { peer: alice, welcome } = await enter(started, "alice");
  await alice.ask({ type: "join", room: "lobby" });
  for (const text of ["a", "b", "c"]) await bob.ask({ type: "say", text });
  assertEquals(await alice.ask({ type: "read", room: "lobby", seq: 2 }), { type: "ok" });
  await drop(started, alice, bob, "alice");
  const { peer: back } = await enter(started, "alice", welcome.resume);
  await back.ask({ type: "join", room: "lobby", after: 3 });
  assertEquals(await back.ask({ type: "read", room: "lobby", seq: 1 }), { type: "ok" });
  assertEquals(await back.ask({ type: "read", room: "lobby", seq: 99 }), { type: "ok" });
  const refused = await back.ask({ type: "read", room: "elsewhere", seq: 1 });
  assertEquals(refused.type === "error" && refused.code, "not-in-room");
  back.close();
});

Deno.test("a reader that comes and goes while others write at full speed sees each entry once and in order", async () => {
  await using started = await startServer();
  const writers = await Promise.all([1, 2, 3].map((n) => started.enter(`w${n}`, "lobby")));
  const count = 2_000;
  const writing = writers.map(async (writer) => {
    const line = '{"op":"say","text":"as fast as it goes"}\n';
    for (let sent = 0; sent < count; sent += 50) {
      await writer.raw(line.repeat(50));
      for (let answers = 0; answers < 50; answers++) await writer.until("said");
    }
  });
  let done = false;
  const written = Promise.all(writing).then(() => done = true);
  const seen: number[] = [];
  let visits = 0;
  while (!done || seen.length < 3 * count) {
    using reader = await started.enter("reader");
    visits += 1;
    const joined = await reader.ask({ type: "join", room: "lobby", after: seen.at(-1) ?? 0 });
    if (joined.type !== "joined") throw new Error(JSON.stringify(joined));
    seen.push(...joined.history.map(({ seq }) => seq));
    while ((seen.at(-1) ?? 0) < joined.head) {
      const page = await reader.ask({ type: "history", room: "lobby", after: seen.at(-1) ?? 0, limit: 200 });
      if (page.type !== "history") throw new Error(JSON.stringify(page));
      seen.push(...page.entries.map(({ seq }) => seq).filter((seq) => seq <= joined.head));
    }
    // What came live meanwhile follows without a hole or a double; then it goes.
    for (const { event } of await reader.settled()) if (event.type === "message") seen.push(event.seq);
  }
  await written;
  assertEquals(seen.findIndex((seq, index) => seq !== index + 1), -1);
  assert(visits > 3, `${visits} visits`);
  for (const writer of writers) writer.close();
});
