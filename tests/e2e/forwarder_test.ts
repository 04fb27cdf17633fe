// Somebody who comes from outside: the router takes port X and passes it on to port Y of the server's machine.
import { assertEquals, assertNotEquals } from "@std/assert";
import { startForwarder } from "../support/forwarder.ts";
import { enter, ServerProcess } from "../support/process.ts";

Deno.test("a peer that comes through a forwarder on another port talks with those who came straight", async () => {
  await using server = await ServerProcess.start(["--log", "json"]);
  await using forwarder = startForwarder(server.port);
  assertNotEquals(forwarder.port, server.port);
  using inside = await server.enter("inside", "lobby");
  using outside = await enter(forwarder.port, "outside", "lobby");
  assertEquals(forwarder.count, 1);

  await outside.ask({ type: "say", text: "from far away" });
  assertEquals((await inside.until("message")).text, "from far away");
  const long = "x".repeat(4_096);
  await inside.ask({ type: "say", text: long });
  assertEquals((await outside.until("message")).text, long);

  forwarder.cut();
  const dropped = JSON.parse(await server.stdout.until('"event":"disconnected"'));
  assertEquals([dropped.nick, dropped.how, dropped.connections], ["outside", "dropped", 1]);
  assertEquals((await inside.ask({ type: "say", text: "where did you go" })).type, "said");
});
