// A paste never sends by itself.
import { assertEquals } from "@std/assert";
import { enter, ServerProcess } from "../support/process.ts";
import { screenClient } from "./screen.ts";

Deno.test("ten pasted lines ask; three stand in the line until Enter", async () => {
  await using server = await ServerProcess.start();
  using bob = await enter(server.port, "bob", "lobby");
  await using terminal = await screenClient(["alice", `localhost:${server.port}`, "--room", "lobby"]);
  await terminal.until("lobby ›");
  await terminal.paste(`${Array.from({ length: 10 }, (_, index) => `row ${index + 1}`).join("\n")}\n`);
  await terminal.until("10 lines");
  await terminal.press("Enter");
  await terminal.type("x");
  await terminal.press("Escape");
  await terminal.until(/lobby › +Send/);
  await terminal.paste("one\ntwo\nthree\n");
  await terminal.until(/lobby › one +Send\n +two\n +three/);
  await terminal.press("Enter");
  await terminal.until(/alice > one/);
  await terminal.paste(`${Array.from({ length: 10 }, (_, index) => `row ${index + 1}`).join("\n")}\n`);
  await terminal.until("10 lines");
  await terminal.type("l");
  await terminal.until(/alice > row 10/);
  const history = await bob.ask({ type: "history", room: "lobby" });
  if (history.type !== "history") throw new Error(JSON.stringify(history));
  const rows = Array.from({ length: 10 }, (_, index) => `row ${index + 1}`);
  assertEquals(history.entries.map(({ text }) => text), ["one\ntwo\nthree", ...rows]);
});
