// What the server needs and where it listens: `-N` and nothing else; an address, or both kinds of them at once.
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { ServerProcess, temporaryFolder } from "../support/process.ts";
import { RawPeer } from "../support/raw_peer.ts";

Deno.test("deno run -N server.ts needs nothing else: it listens, keeps history and asks for nothing", async () => {
  await using folder = await temporaryFolder();
  const env = { DENO_DIR: await denoFolder(folder.path) };
  {
    await using server = await ServerProcess.startAsIs([], { env });
    assertMatch(server.ready, /^listening on 0\.0\.0\.0:\d+ .*history: /);
    using alice = await server.enter("alice", "lobby");
    await alice.ask({ type: "say", text: "kept without a flag" });
    const { code, stderr } = await server.stop();
    assertEquals([code, stderr], [0, []]);
  }
  await using server = await ServerProcess.startAsIs([], { env });
  using bob = await server.enter("bob");
  const joined = await bob.ask({ type: "join", room: "lobby" });
  assertEquals(joined.type === "joined" && joined.history.map(({ text }) => text), ["kept without a flag"]);
  assertEquals((await server.stop()).stderr, []);
});

Deno.test("--port 0 takes a free one and prints it, a lone number is the port", async () => {
  await using first = await ServerProcess.start(["--host", "127.0.0.1"]);
  assertMatch(first.ready, /^listening on 127\.0\.0\.1:\d+ /);
  assertEquals(first.port > 0, true);
  await first.stop();
  await using second = await ServerProcess.startAsIs([String(first.port), "--host", "127.0.0.1", "--db", ":memory:"]);
  assertEquals(second.port, first.port);
});

Deno.test("--host :: takes IPv4 and IPv6, and the log shows each address as people write it", async () => {
  await using server = await ServerProcess.start(["--host", "::", "--log", "json"]);
  assertMatch(server.ready, /^listening on \[::\]:\d+ /);
  for (const hostname of ["127.0.0.1", "::1"]) {
    using peer = await RawPeer.dial(server.port, hostname);
    await peer.send('{"op":"ping","t":1}\n');
    assertEquals(await peer.line(), '{"op":"pong","t":1}');
    const connected = JSON.parse(await server.stdout.until('"event":"connected"'));
    assertEquals(connected.address, hostname);
  }
});

Deno.test("the first line says what it is, where history is kept and nothing else comes before it", async () => {
  await using folder = await temporaryFolder();
  await using server = await ServerProcess.start(["--db", folder.of("chat.kv")]);
  assertEquals(server.stdout.all[0], server.ready);
  assertStringIncludes(server.ready, folder.of("chat.kv"));
  await using other = await ServerProcess.start(["--db", ":memory:"]);
  assertMatch(other.ready, /history: .*memory/);
});

/** A folder for Deno's own things that has its packages, and a place of its own for what programs keep. */
async function denoFolder(inside: string): Promise<string> {
  const info = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  const { npmCache, denoDir } = JSON.parse(new TextDecoder().decode(info.stdout));
  const path = `${inside}/deno`;
  await Deno.mkdir(path);
  await Deno.symlink(npmCache, path + npmCache.slice(denoDir.length), { type: "dir" });
  return path;
}
