// The server in a real terminal: it asks nobody for anything, says how to stop it, and counts in the window's title.
import { assertEquals, assertMatch } from "@std/assert";
import { enter } from "../support/process.ts";
import { TestTerminal } from "../support/terminal.ts";

const SERVER = [Deno.execPath(), "run", "-N", "server.ts", "--port", "0", "--db", ":memory:"];

Deno.test("the server in a terminal: its line, how to stop it, the title that counts, Ctrl-C ends it", async () => {
  await using terminal = await TestTerminal.start(SERVER);
  const screen = await terminal.until("listening on ");
  assertEquals(screen.trimStart().startsWith("listening on 0.0.0.0:"), true, screen); // no question came before it
  assertMatch(screen.replaceAll("\n", " "), /Ctrl-C/);
  const port = Number(/listening on \S+:(\d+)/.exec(screen)?.[1]);
  assertEquals(await terminal.title(), `parley 0.0.0.0:${port} (0)`);
  using alice = await enter(port, "alice", "lobby");
  await alice.ask({ type: "say", text: "hi" });
  await terminal.until(/message .*sender=alice/);
  assertEquals(await terminal.title(), `parley 0.0.0.0:${port} (1)`);
  alice.close();
  await terminal.until(/disconnected .*nick=alice/);
  assertEquals(await terminal.title(), `parley 0.0.0.0:${port} (0)`);
  await terminal.press("C-c");
  assertEquals(await terminal.ended(), 0);
});

Deno.test("a server that may not do what it was asked for says so and asks nobody", async () => {
  const command = [Deno.execPath(), "run", "-N", "server.ts", "--port", "0", "--db", "/nowhere/chat.kv"];
  await using terminal = await TestTerminal.start(command);
  assertEquals(await terminal.ended(), 1);
  const screen = await terminal.screen();
  assertMatch(screen.replaceAll("\n", ""), /--allow-read.*--allow-write/);
  assertEquals(/Deno requests/i.test(screen), false, screen);
});
