// Looking back, and another size while one does.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { enter, ServerProcess } from "../support/process.ts";
import { screenClient } from "./screen.ts";

Deno.test("scrolling goes past the top into the server's history; resizing keeps what is on top", async () => {
  await using server = await ServerProcess.start(["--rate", "0"]);
  using bob = await enter(server.port, "bob", "lobby");
  for (let i = 1; i <= 200; i++) await bob.ask({ type: "say", text: `line ${i} ${"and so on ".repeat(i % 6)}` });
  await using terminal = await screenClient(["alice", `localhost:${server.port}`, "--room", "lobby"]);
  await terminal.until(/line 200/);
  // The entrance gave 50 lines; all before them is paged in while one goes back.
  for (let seen = top(await terminal.screen()); seen > 20;) {
    await terminal.press("PPage");
    const screen = await terminal.until(new RegExp(`line (?!${seen}\\b)\\d+`));
    assertStringIncludes(await terminal.until("-- MORE ("), "-- MORE (");
    seen = Math.min(seen, top(screen), top(await terminal.screen()));
  }
  const before = top(await terminal.screen());
  await terminal.resize(60, 15);
  assertEquals(top(await terminal.until(/^(?:[^\n]*\n){14}lobby ›/)), before);
  await terminal.resize(80, 24);
  await terminal.until(/^(?:[^\n]*\n){23}lobby ›/);
  assertEquals(top(await terminal.screen()), before);
  await terminal.press("Escape");
  const end = await terminal.until(/line 200/);
  assert(!end.includes("MORE"));
});

/** The number of the first line in sight. */
function top(screen: string): number {
  return Number(/\bline (\d+)/.exec(screen)?.[1] ?? 0);
}

Deno.test("a search leads far back, with what was said around it", async () => {
  await using server = await ServerProcess.start(["--rate", "0"]);
  using bob = await enter(server.port, "bob", "lobby");
  for (let i = 1; i <= 150; i++) await bob.ask({ type: "say", text: i === 20 ? "a tomato" : `line ${i}` });
  await using terminal = await screenClient(["alice", `localhost:${server.port}`, "--room", "lobby"]);
  await terminal.until("line 150");
  await terminal.enter("/search tomato");
  await terminal.until('1 with "tomato"');
  await terminal.press("Enter");
  const screen = await terminal.until(/line 19\b[^]*a tomato[^]*line 21\b/);
  assertStringIncludes(screen, "-- MORE");
  await terminal.press("Escape");
  await terminal.until("line 150");
});
