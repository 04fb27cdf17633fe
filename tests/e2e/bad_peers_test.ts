// Peers that read nothing, say nothing or never come to the end of a line: they are told, closed, and harm nobody.
import { assertEquals } from "@std/assert";
import { ServerProcess } from "../support/process.ts";
import { RawPeer } from "../support/raw_peer.ts";

Deno.test("a peer that does not read is told slow-consumer and closed; the others miss nothing", async () => {
  await using server = await ServerProcess.start(["--rate", "0", "--outbox", "65536", "--log", "json"]);
  using deaf = await server.enter("deaf", "lobby");
  using bob = await server.enter("bob", "lobby");
  using alice = await server.enter("alice", "lobby");
  await deaf.settled();
  // More than the sockets' own buffers take on its behalf. One at a time: she too must read what she is answered.
  for (let i = 1; i <= 4_000; i++) {
    await alice.say({ type: "say", text: "x".repeat(4_000) });
    assertEquals((await alice.until("said")).seq, i);
    assertEquals((await bob.until("message")).seq, i);
  }
  const closed = JSON.parse(await server.stdout.until('"event":"disconnected"'));
  assertEquals([closed.nick, closed.how], ["deaf", "slow-consumer"]);
  const heard = (await deaf.rest()).map(({ event }) => event);
  // It is told as far as it reads: what was cut off in the middle of a write has no good end.
  const bye = heard.at(-1);
  if (bye?.type === "bye") assertEquals(bye.code, "slow-consumer");
  assertEquals(heard.length < 4_000, true);
});

Deno.test("a peer that is silent for two ping intervals is told idle and closed; one that answers stays", async () => {
  await using server = await ServerProcess.start(["--ping", "2000"]);
  using silent = await RawPeer.dial(server.port);
  using alive = await RawPeer.dial(server.port);
  await alive.send('{"op":"hello","nick":"alive"}\n');
  await silent.send('{"op":"hello","nick":"silent"}\n');
  const living = (async () => {
    for (let pings = 0; pings < 2;) {
      const event = JSON.parse(await alive.line() ?? "{}");
      if (event.op === "ping") {
        pings += 1;
        await alive.send(`{"op":"pong","t":${event.t}}\n`);
      } else assertEquals(event.op, "welcome");
    }
  })();
  const ops = [];
  for (let line = await silent.line(); line !== undefined; line = await silent.line()) ops.push(JSON.parse(line));
  assertEquals(ops.map(({ op }) => op).filter((op) => op !== "ping"), ["welcome", "bye"]);
  assertEquals(ops.at(-1)?.code, "idle");
  await living;
});

Deno.test("a line that never ends costs nobody anything", async () => {
  await using server = await ServerProcess.start();
  using endless = await RawPeer.dial(server.port);
  using alice = await server.enter("alice", "lobby");
  await endless.send('{"op":"hello","nick":"');
  for (let i = 0; i < 200; i++) await endless.send("x".repeat(65_536));
  assertEquals((await alice.ask({ type: "say", text: "as ever" })).type, "said");
  await endless.send('"}\n{"op":"hello","nick":"endless"}\n');
  assertEquals(JSON.parse(await endless.line() ?? "").code, "line-too-long");
  assertEquals(JSON.parse(await endless.line() ?? "").op, "welcome");
});

Deno.test("peers that come and go at once leave nothing behind", async () => {
  await using server = await ServerProcess.start(["--log", "json"]);
  for (let i = 0; i < 200; i++) {
    using peer = await RawPeer.dial(server.port);
    await peer.send('{"op":"hel');
  }
  await server.stdout.until(/"disconnected".*"connections":0}/);
  using alice = await server.enter("alice", "lobby");
  assertEquals((await alice.ask({ type: "say", text: "as ever" })).type, "said");
});
