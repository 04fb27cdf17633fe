// What the operator reads: each thing that happens, with the fields that are promised, in the form that was asked for.
import { assert, assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "@std/assert";
import { ServerProcess } from "../support/process.ts";

type Line = Record<string, unknown>;

/** A day in the life of a server: everything that is logged happens. */
async function live(server: ServerProcess): Promise<void> {
  using alice = await server.enter("alice", "lobby");
  using bob = await server.enter("bob");
  using eve = await server.enter("eve");
  await bob.ask({ type: "hello", nick: "late" });
  using stranger = await server.dial();
  await stranger.ask({ type: "hello", nick: "BOB" });
  await alice.ask({ type: "say", text: "to nobody" });
  await bob.ask({ type: "join", room: "lobby" });
  await alice.ask({ type: "say", text: "secret words" });
  await alice.ask({ type: "tell", to: ["bob"], text: "psst" });
  await alice.ask({ type: "tell", to: ["bob", "eve"], text: "both" });
  await alice.ask({ type: "tell", to: ["ghost"], text: "anybody there?" });
  await alice.ask({ type: "shout", text: "hello all" });
  await alice.ask({ type: "group", group: "groupX", members: ["bob", "eve", "ghost"] });
  await bob.ask({ type: "tell", group: "groupX", text: "team" });
  await eve.ask({ type: "ungroup", group: "groupX" });
  await bob.ask({ type: "create", room: "den", private: true });
  await alice.ask({ type: "nick", nick: "ally" });
  await bob.ask({ type: "quit" });
  eve.close();
  await server.stdout.until(/eve.*dropped|dropped.*eve/);
}

Deno.test("--log json: one object a line, with all that the operator is promised", async () => {
  await using server = await ServerProcess.start(["--log", "json"]);
  await live(server);
  const { stdout } = await server.stop();
  const lines: Line[] = stdout.slice(1).map((line) => JSON.parse(line));
  for (const line of lines) {
    assertMatch(String(line.time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert(typeof line.event === "string");
  }
  const of = (event: string): Line[] =>
    lines.filter((line) => line.event === event).map(({ time: _, event: __, ...fields }) => fields);

  assertEquals(of("connected")[0], { address: "127.0.0.1", connections: 1, total: 1 });
  assertEquals(of("connected").at(-1), { address: "127.0.0.1", connections: 4, total: 4 });
  assertEquals(of("refused"), [{ address: "127.0.0.1", nick: "BOB", code: "nick-taken" }]);
  assertEquals(of("message"), [
    { status: 0, sender: "alice", receiver: "lobby", sent: 0, length: 9 },
    { status: 1, sender: "alice", receiver: "lobby", sent: 1, length: 12 },
    { status: 1, sender: "alice", receiver: "bob", sent: 1, length: 4 },
    { status: 1, sender: "alice", receiver: "bob, eve", sent: 2, length: 4 },
    { status: 0, sender: "alice", receiver: "ghost", sent: 0, length: 14 },
    { status: 1, sender: "alice", receiver: "everyone", sent: 2, length: 9 },
    { status: 1, sender: "bob", receiver: "groupX", sent: 2, length: 4 },
  ]);
  assertEquals(of("room-created"), [{ room: "den", nick: "bob", private: true }]);
  assertEquals(of("room-joined").map(({ room, nick }) => `${nick} ${room}`), ["alice lobby", "bob lobby", "bob den"]);
  assertEquals(of("room-left")[0], { room: "lobby", nick: "bob", how: "left", members: 1 });
  const members = ["alice", "bob", "eve"];
  assertEquals(of("group-made"), [{ group: "groupX", nick: "alice", count: 3, members, absent: ["ghost"] }]);
  assertEquals(of("group-shrunk"), [
    { group: "groupX", nick: "eve", count: 2, members: ["alice", "bob"] },
    { group: "groupX", nick: "bob", count: 1, members: ["ally"] },
  ]);
  assertEquals(of("group-ended"), [{ group: "groupX" }]);
  const ends = of("disconnected").map(({ nick, how }) => `${nick} ${how}`);
  assertEquals([ends.includes("bob exit"), ends.includes("eve dropped")], [true, true], ends.join());
  assertEquals(of("stopping"), [{ why: "SIGTERM" }]);
  assertEquals(lines.at(-1)?.event, "stopped");
});

Deno.test("--log-text: the text itself, in place of its length", async () => {
  await using server = await ServerProcess.start(["--log", "json", "--log-text"]);
  using alice = await server.enter("alice", "lobby");
  await alice.ask({ type: "say", text: 'two\nlines and "quotes"' });
  const { time: _, ...line } = JSON.parse(await server.stdout.until('"message"'));
  const text = 'two\nlines and "quotes"';
  assertEquals(line, { event: "message", status: 0, sender: "alice", receiver: "lobby", sent: 0, text });
});

Deno.test("--log pretty: one line each without colour where it is no terminal, the same fields", async () => {
  await using server = await ServerProcess.start([]);
  await live(server);
  const { stdout } = await server.stop();
  const lines = stdout.slice(1);
  for (const line of lines) assertMatch(line, /^\d\d:\d\d:\d\d [a-z-]+( |$)/);
  assert(!stdout.join("\n").includes("\x1b"));
  assertNotMatch(stdout.join("\n"), /secret words/);
  const message = lines.find((line) => line.includes(" message ") && line.includes("length=12"));
  assertStringIncludes(message ?? "", "status=1 sender=alice receiver=lobby sent=1 length=12");
  assertStringIncludes(lines.join("\n"), 'receiver="bob, eve"');
});

Deno.test("a text of control codes can't make lines of its own in the log", async () => {
  await using server = await ServerProcess.start(["--log-text"]);
  using alice = await server.enter("alice", "lobby");
  await alice.ask({ type: "say", text: "one\n12:00:00 stopped\u001b[2J\u202e" });
  await alice.ask({ type: "say", text: "the end" });
  await server.stdout.until("the end");
  const messages = server.stdout.all.filter((line) => line.includes("sender="));
  assertEquals(messages.length, 2);
  assertEquals(server.stdout.all.filter((line) => /^12:00:00 stopped/.test(line)), []);
  for (const code of ["\x1b", "\u202e"]) assert(!server.stdout.all.join("\n").includes(code));
});

Deno.test("--log off: the line that it listens, and no other", async () => {
  await using server = await ServerProcess.start(["--log", "off"]);
  {
    using alice = await server.enter("alice", "lobby");
    await alice.ask({ type: "say", text: "hush" });
    await alice.ask({ type: "quit" });
  }
  const { code, stdout, stderr } = await server.stop();
  assertEquals([code, stdout, stderr], [0, [server.ready], []]);
});

Deno.test("nobody reads the output any more: the server says goodbye to everybody and ends in peace", async () => {
  await using server = await ServerProcess.start(["--log", "json"]);
  using alice = await server.enter("alice", "lobby");
  await alice.settled();
  await server.stdout.close();
  // What happens next is logged, and the log finds its reader gone.
  await alice.say({ type: "say", text: "is anybody reading?" });
  const heard = (await alice.rest()).map(({ event }) => event);
  assertEquals(heard.map(({ type }) => type), ["said", "bye"]);
  const { code, stderr } = await server.ended();
  assertEquals([code, stderr], [0, []]);
});
