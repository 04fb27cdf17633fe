// The client in a pipe: `echo hi | client.ts NICK HOST`. What it sent is in the history, and its exit code says so.
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { type Ended, Program, runClient, runServer, ServerProcess, temporaryFolder } from "../support/process.ts";

Deno.test("echo hi | client.ts NICK HOST: exit 0, and the message is in the lobby's history", async () => {
  await using folder = await temporaryFolder();
  const db = ["--db", folder.of("chat.kv")];
  await using server = await ServerProcess.start(db);
  using bob = await server.enter("bob", "lobby");
  const { code, stderr } = await runClient(["alice", `localhost:${server.port}`], ["hi"]);
  assertEquals([code, stderr], [0, []]);
  assertEquals((await bob.until("message")).text, "hi");
  const left = await bob.until("member");
  assertEquals([left.nick, left.change], ["alice", "left"]); // it said quit: nobody sees it as dropped
  await server.stop();
  const { stdout } = await runServer(["export", "lobby", ...db]);
  assertEquals(stdout.map((line) => JSON.parse(line)).map(({ from, text }) => [from, text]), [["alice", "hi"]]);
});

Deno.test("--room R, many lines at the usual rate: all of them, once, in order, and exit 0", async () => {
  await using server = await ServerProcess.start(["--rate", "20/50"]);
  using bob = await server.enter("bob", "builds");
  const lines = Array.from({ length: 60 }, (_, i) => `step ${i}: done`);
  const { code } = await runClient(["ci", `127.0.0.1:${server.port}`, "--room", "builds"], lines);
  assertEquals(code, 0);
  const heard = [];
  while (heard.length < lines.length) heard.push((await bob.until("message")).text);
  assertEquals(heard, lines);
});

Deno.test("thousands of lines at once arrive whole", async () => {
  await using server = await ServerProcess.start(["--rate", "0", "--log", "off"]);
  const lines = Array.from({ length: 3_000 }, (_, i) => `line ${i} ${"x".repeat(i % 200)}`);
  const talking = runClient(["ci", `127.0.0.1:${server.port}`], lines);
  using bob = await server.enter("bob", "lobby");
  assertEquals((await talking).code, 0);
  const texts: string[] = [];
  for (let more = true; more;) {
    const page = await bob.ask({ type: "history", room: "lobby", after: texts.length, limit: 200 });
    if (page.type !== "history") throw new Error(JSON.stringify(page));
    texts.push(...page.entries.map(({ text }) => text));
    more = page.more;
  }
  assertEquals(texts, lines);
});

Deno.test("one line is refused: the others are sent, and the exit code is 1", async () => {
  await using server = await ServerProcess.start();
  using bob = await server.enter("bob", "lobby");
  const input = ["before", "/msg nobody-here: psst", "after"];
  const { code, stderr } = await runClient(["alice", `127.0.0.1:${server.port}`], input);
  assertEquals([code, stderr.length], [1, 1]);
  assertStringIncludes(stderr.join(), "nobody-here");
  assertEquals([(await bob.until("message")).text, (await bob.until("message")).text], ["before", "after"]);
});

Deno.test("a line that looks like a name and a colon is a text where nobody can be asked", async () => {
  await using server = await ServerProcess.start();
  using bob = await server.enter("bob", "lobby");
  const { code } = await runClient(["alice", `127.0.0.1:${server.port}`], ["bob: hi", "http://x.example/"]);
  assertEquals(code, 0);
  assertEquals([(await bob.until("message")).text, (await bob.until("message")).text], [
    "bob: hi",
    "http://x.example/",
  ]);
});

Deno.test("a nick that is refused where nobody can be asked: exit 3, one line that says why", async () => {
  await using server = await ServerProcess.start();
  using _bob = await server.enter("bob");
  assertFailed(await runClient(["BOB", `127.0.0.1:${server.port}`], ["hi"]), 3, /BOB|bob/);
  assertFailed(await runClient(["everyone", `127.0.0.1:${server.port}`], ["hi"]), 3, /reserved/);
});

Deno.test("a room that can't be entered: exit 1, one line with the room", async () => {
  await using server = await ServerProcess.start();
  using bob = await server.enter("bob");
  await bob.ask({ type: "create", room: "vault", password: "x" });
  assertFailed(await runClient(["alice", `127.0.0.1:${server.port}`, "--room", "vault"], ["hi"]), 1, /vault/);
});

Deno.test("no server there: exit 4, one line with the address", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  assertFailed(await runClient(["alice", `127.0.0.1:${port}`], ["hi"]), 4, new RegExp(`127\\.0\\.0\\.1:${port}`));
});

Deno.test.each(
  [
    [[], /NICK/],
    [["alice"], /HOST/],
    [["alice", "localhost", "extra"], /extra/],
    [["alice", "localhost:99999"], /99999/],
    [["two words", "localhost"], /two words/],
    [["alice", "localhost", "--rom", "x"], /--rom/],
    [["alice", "localhost", "--room", "#x"], /#x/],
  ] as const,
)("wrong usage: client.ts %j exits 2 with one line that names it", async (args, naming) => {
  assertFailed(await runClient([...args], ["hi"]), 2, naming);
});

Deno.test("--listen keeps printing after the end of input, until it is told to end", async () => {
  await using server = await ServerProcess.start();
  await using client = new Program("client.ts", ["alice", `127.0.0.1:${server.port}`, "--listen"]);
  await client.endInput();
  await client.stdout.until("You are in lobby");
  using bob = await server.enter("bob", "lobby");
  await bob.ask({ type: "say", text: "still listening?" });
  await client.stdout.until("bob: still listening?");
  await client.stop();
  assertEquals((await bob.until("member")).change, "left");
});

Deno.test("nobody reads what the client prints: it ends", async () => {
  await using server = await ServerProcess.start();
  await using client = new Program("client.ts", ["alice", `127.0.0.1:${server.port}`, "--listen"]);
  await client.stdout.until("You are in lobby");
  await client.stdout.close();
  using bob = await server.enter("bob", "lobby");
  await bob.ask({ type: "say", text: "hello?" });
  const { stderr } = await client.ended();
  assertEquals(stderr, []);
});

function assertFailed({ code, stderr }: Ended, expected: number, naming: RegExp): void {
  assertEquals([code, stderr.length], [expected, 1], stderr.join("\n"));
  assertMatch(stderr.join(), naming);
}
