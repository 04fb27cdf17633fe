// Two people, each before a screen of their own.
import { assert, assertStringIncludes } from "@std/assert";
import { enter, ServerProcess } from "../support/process.ts";
import { screenClient } from "./screen.ts";

Deno.test("two clients talk: to the room, to one person, to all, in words of many scripts", async () => {
  await using server = await ServerProcess.start();
  const there = (nick: string) => [nick, `localhost:${server.port}`, "--room", "lobby"];
  await using alice = await screenClient(there("alice"));
  await alice.until("You are in lobby");
  await using bob = await screenClient(there("bob"), { columns: 120, rows: 30 });
  await bob.until("You are in lobby");
  await alice.until("bob came in");
  await alice.enter("日本語 👩‍👩‍👧 and שלום");
  await bob.until(/alice │ 日本語 .* and/);
  await alice.until(/alice > 日本語/);
  await bob.enter("@alice: psst");
  await alice.until(/bob @ psst/);
  await alice.press("M-2");
  await alice.until("@bob ›");
  await alice.enter("yes?");
  await bob.until(/alice @ yes\?/);
  await bob.enter("@ALL: lunch");
  await alice.until(/bob ! to all lunch/);
  await alice.press("M-1");
  await bob.enter("/me waves");
  await alice.until(/\* │ bob waves/);
  await bob.enter("/status busy in a call");
  await bob.until(/You are busy/);
});

Deno.test("what arrives never touches what is being typed", async () => {
  await using server = await ServerProcess.start(["--rate", "0"]);
  using bob = await enter(server.port, "bob", "lobby");
  await using terminal = await screenClient(["alice", `localhost:${server.port}`, "--room", "lobby"]);
  await terminal.until("lobby ›");
  await terminal.type("日本 half ty");
  for (let i = 0; i < 50; i++) await bob.ask({ type: "say", text: `line ${i}` });
  await terminal.until(/line 49 *\n[^]*lobby › 日本 half ty/);
  await terminal.enter("ped");
  await terminal.until(/alice > 日本 half typed/);
});

Deno.test("without colours nothing but weight and reversal tells things apart", async () => {
  await using server = await ServerProcess.start();
  const args = ["alice", `localhost:${server.port}`, "--room", "lobby"];
  await using terminal = await screenClient(args, { env: { NO_COLOR: "1" } });
  await terminal.until("You are in lobby");
  await terminal.enter("hello");
  await terminal.until("alice > hello");
  // deno-lint-ignore no-control-regex -- colours are what is looked for
  const colours = /\x1b\[(?:\d+;)*(?:3[0-7]|4[0-7]|38|48|9[0-7])[;m]/.exec(await terminal.coloured());
  assert(colours === null, JSON.stringify(colours));
});

Deno.test("on the smallest screen one still reads and writes", async () => {
  await using server = await ServerProcess.start();
  using bob = await enter(server.port, "bob", "lobby");
  const args = ["alice", `localhost:${server.port}`, "--room", "lobby"];
  await using terminal = await screenClient(args, { columns: 20, rows: 5 });
  await terminal.until("lobby ›");
  await bob.ask({ type: "say", text: "hello" });
  await terminal.until("bob: hello");
  await terminal.enter("hi");
  assertStringIncludes(await terminal.until("alice> hi"), "lobby ›");
});
