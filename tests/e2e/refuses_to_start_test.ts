// A server that can't start says so in one calm line, and by its exit code.
import { assertEquals, assertMatch } from "@std/assert";
import { type Ended, runServer, ServerProcess, temporaryFolder } from "../support/process.ts";

Deno.test("a port that is taken: exit 1, one line with the port and --port", async () => {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = taken.addr as Deno.NetAddr;
  const ended = await runServer(["--db", ":memory:", "--host", "127.0.0.1", "--port", String(port)]);
  assertFailed(ended, 1, /--port/);
  assertMatch(ended.stderr.join(), new RegExp(`\\b${port}\\b`));
});

Deno.test("the port of a server that runs is taken too, and that server goes on", async () => {
  await using server = await ServerProcess.start(["--host", "127.0.0.1"]);
  const second = await runServer(["--db", ":memory:", "--host", "127.0.0.1", "--port", String(server.port)]);
  assertFailed(second, 1, /--port/);
  using alice = await server.enter("alice", "lobby");
  assertEquals((await alice.ask({ type: "say", text: "still here" })).type, "said");
});

Deno.test("an address that this machine does not have: exit 1, one line that names it", async () => {
  const ended = await runServer(["--db", ":memory:", "--host", "192.0.2.1", "--port", "0"]);
  assertFailed(ended, 1, /192\.0\.2\.1.*--host/);
});

Deno.test("a second server on the same history: exit 1, one line, and the first goes on", async () => {
  await using folder = await temporaryFolder();
  const db = ["--db", folder.of("chat.kv")];
  await using server = await ServerProcess.start(db);
  assertFailed(await runServer([...db, "--port", "0"]), 1, /chat\.kv.*another server.*--db/);
  using alice = await server.enter("alice", "lobby");
  assertEquals((await alice.ask({ type: "say", text: "mine" })).type, "said");
});

Deno.test("no leave to write the history: exit 1, one line that names the flag", async () => {
  await using folder = await temporaryFolder();
  const ended = await runServer(["--db", folder.of("chat.kv"), "--port", "0"], { flags: ["-N"] });
  assertFailed(ended, 1, /--allow-write/);
});

Deno.test("no leave to use the network: exit 1, one line that names -N", async () => {
  assertFailed(await runServer(["--db", ":memory:", "--port", "0"], { flags: ["--no-prompt"] }), 1, /-N\b/);
});

Deno.test("a file that is no history, or a damaged one: exit 1, one line, and the file stays as it is", async () => {
  await using folder = await temporaryFolder();
  const text = "Dear diary, this is not a database.\n".repeat(400);
  await Deno.writeTextFile(folder.of("diary.txt"), text);
  assertFailed(await runServer(["--db", folder.of("diary.txt"), "--port", "0"]), 1, /diary\.txt/);
  assertEquals(await Deno.readTextFile(folder.of("diary.txt")), text);
});

Deno.test.each(
  [
    [["--prot", "7000"], /--prot/],
    [["--port", "70000"], /--port/],
    [["--port", "seven"], /--port/],
    [["70000"], /70000/],
    [["--log", "loud"], /--log/],
    [["--rate", "fast"], /--rate/],
    [["--history=-1"], /--history/],
    [["--history", "-1"], /-1/],
    [["--db", ""], /--db/],
    [["--host", ""], /--host/],
    [["serve", "now"], /serve now/],
    [["export", "a", "b"], /export/],
    [["rooms", "lobby"], /rooms/],
  ] as const,
)("wrong usage: server.ts %j exits 2 with one line that names it", async (args, naming) => {
  assertFailed(await runServer([...args]), 2, naming);
});

Deno.test("--help and --version: exit 0, and stdout has it", async () => {
  const help = await runServer(["--help"], { flags: [] });
  assertEquals([help.code, help.stderr], [0, []]);
  for (const option of ["--host", "--port", "--db", "--log", "--log-text", "rooms", "export"]) {
    assertEquals(help.stdout.some((line) => line.includes(option)), true, option);
  }
  const version = await runServer(["--version"], { flags: [] });
  assertEquals([version.code, version.stderr, version.stdout.length], [0, [], 1]);
  assertMatch(version.stdout.join(), /\d+\.\d+\.\d+/);
});

function assertFailed({ code, stdout, stderr }: Ended, expected: number, naming: RegExp): void {
  assertEquals([code, stdout, stderr.length], [expected, [], 1], stderr.join("\n"));
  assertMatch(stderr.join(), naming);
}
