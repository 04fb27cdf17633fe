// The first minute: who one is, where, which rooms there are, and what to do next.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { enter, ServerProcess } from "../support/process.ts";
import { screenClient } from "./screen.ts";

Deno.test("first run: nick and server on the screen, a taken nick again, rooms to choose from, one line of help", async () => {
  await using server = await ServerProcess.start();
  using _bob = await enter(server.port, "bob", "lobby");
  await using terminal = await screenClient([]);
  await terminal.until("Your nick:");
  await terminal.enter("bob");
  await terminal.until("Server (Enter: localhost):");
  await terminal.enter(`127.0.0.1:${server.port}`);
  await terminal.until(/bob is in use[^]*Your nick/);
  await terminal.enter("alice");
  const screen = await terminal.until(/1 +lobby +1 person/);
  assertStringIncludes(screen, "Connected to 127.0.0.1 as alice");
  assertStringIncludes(screen, "/create NAME makes a room");
  assert(!/Deno requests|Allow\?/.test(screen));
  await terminal.enter("1");
  await terminal.until(/You are in lobby · here: bob/);
  await terminal.titled("alice – lobby – parley");
  await terminal.press("F1");
  await terminal.until("Ctrl-G");
  await terminal.press("Escape");
  await terminal.until("You are in lobby");
  await terminal.enter("/create garden Plants and such");
  await terminal.until("garden · Plants and such");
  await terminal.enter("/quit");
  assertEquals(await terminal.ended(), 0);
  assert(!(await terminal.title()).includes("parley"));
});

Deno.test("a server that is not there is said in one line, and another may be named", async () => {
  await using server = await ServerProcess.start();
  await using terminal = await screenClient(["alice", "localhost:1"]);
  await terminal.until(/Cannot reach localhost:1: no server listens there/);
  await terminal.enter(`localhost:${server.port}`);
  await terminal.until(/1 +lobby/);
});
