// The files that the client reads and writes: only with leave, and without it a line that names the flag.
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { Program, runClient, ServerProcess, temporaryFolder } from "../support/process.ts";

Deno.test("a configuration file gives nick, server, port and uid: by --config, or alone", async () => {
  await using folder = await temporaryFolder();
  await using server = await ServerProcess.start(["--log", "json"]);
  using bob = await server.enter("bob", "lobby");
  const config = { USERID: "u-17", NICKNAME: "carla", SERVER: "localhost", SERVER_PORT: server.port };
  await Deno.writeTextFile(folder.of("client.json"), JSON.stringify(config));
  for (const args of [["--config", folder.of("client.json")], [folder.of("client.json")]]) {
    const { code, stderr } = await runClient(args, ["configured"], { flags: ["-N", `-R=${folder.path}`] });
    assertEquals([code, stderr], [0, []]);
    const message = await bob.until("message");
    assertEquals([message.from, message.text], ["carla", "configured"]);
  }
});

Deno.test("no leave to read the configuration: exit 2, one line that names the flag", async () => {
  await using folder = await temporaryFolder();
  await Deno.writeTextFile(folder.of("client.json"), "{}");
  const { code, stderr } = await runClient([folder.of("client.json")], ["hi"]);
  assertEquals([code, stderr.length], [2, 1]);
  assertStringIncludes(stderr.join(), `--allow-read=${folder.of("client.json")}`);
});

Deno.test.each(
  [
    ["", /empty/],
    ['{"NICKNAME":"carla","SERVER":localhost,"SERVER_PORT":7667}', /SERVER.*quotes.*"localhost"/],
    ['{"SERVER":"localhost"}', /NICKNAME is missing/],
    ['{"NICKNAME":"carla","SERVER":"localhost","SERVER_PORT":"many"}', /SERVER_PORT/],
  ] as const,
)("a configuration that is wrong (%j): exit 2, one line with the cure", async (text, cure) => {
  await using folder = await temporaryFolder();
  await Deno.writeTextFile(folder.of("client.txt"), text);
  const { code, stderr } = await runClient([folder.of("client.txt")], [], { flags: ["-N", `-R=${folder.path}`] });
  assertEquals([code, stderr.length], [2, 1], stderr.join("\n"));
  assertMatch(stderr.join(), cure);
});

Deno.test("/save writes what was shown with leave, and names the flag without", async () => {
  await using folder = await temporaryFolder();
  await using server = await ServerProcess.start();
  const file = folder.of("talk.txt");
  for (const flags of [["-N"], ["-N", `-W=${folder.path}`]]) {
    await using client = new Program("client.ts", ["alice", `127.0.0.1:${server.port}`], { flags });
    await client.type("hello");
    await client.stdout.until("alice: hello");
    await client.type(`/save ${file}`);
    await client.endInput();
    const { stdout, stderr } = await client.ended();
    if (flags.length === 1) assertStringIncludes(stderr.join("\n"), `--allow-write=${file}`);
    else assertStringIncludes(stdout.join("\n"), file);
  }
  assertMatch(await Deno.readTextFile(file), /\d{4}-\d\d-\d\d \d\d:\d\d.*alice: hello/);
});
