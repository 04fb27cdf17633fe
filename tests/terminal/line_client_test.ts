// The line client in a real terminal: what a person sees who sits before it.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { enter, ServerProcess } from "../support/process.ts";
import { type TerminalOptions, TestTerminal } from "../support/terminal.ts";

const SMALL = { columns: 80, rows: 24 };

function client(args: readonly string[], options: TerminalOptions = {}): Promise<TestTerminal> {
  return TestTerminal.start([Deno.execPath(), "run", "-N", "client.ts", "--line", ...args], { ...SMALL, ...options });
}

Deno.test("first run: asks nick and server, a nick that is taken again, shows the menu, a number enters", async () => {
  await using server = await ServerProcess.start();
  using _bob = await enter(server.port, "bob", "lobby");
  await using terminal = await client([]);
  await terminal.until("Your nick:");
  await terminal.enter("bob");
  await terminal.until("Server (Enter for localhost):");
  await terminal.enter(`127.0.0.1:${server.port}`);
  await terminal.until(/bob is in use[^]*Your nick:/);
  await terminal.enter("alice");
  const menu = await terminal.until("exit               leave parley");
  assertStringIncludes(menu, "Connected to 127.0.0.1 as alice");
  assertStringIncludes(menu, "   1  lobby  1 person");
  assert(!/Deno requests|Allow\?/.test(menu));
  await terminal.enter("1");
  await terminal.until(/You are in lobby · here: bob\nlobby>/);
  assertEquals(await terminal.title(), "alice – lobby – parley");
  await terminal.enter("exit");
  assertEquals(await terminal.ended(), 0);
  assert(!(await terminal.title()).includes("parley"));
});

for (const flags of [[], ["--plain"]]) {
  Deno.test(`what arrives does not garble what is typed ${flags.join()}`, async () => {
    await using server = await ServerProcess.start(["--rate", "0"]);
    using bob = await enter(server.port, "bob", "lobby");
    await using terminal = await client(["alice", `localhost:${server.port}`, "--room", "lobby", ...flags]);
    await terminal.until("lobby>");
    await terminal.type("日本 half ty");
    await terminal.until("lobby> 日本 half ty");
    for (let i = 0; i < 50; i++) await bob.ask({ type: "say", text: `line ${i} 👩‍👩‍👧` });
    await terminal.until(/bob: line 49 [^\n]*\nlobby> 日本 half ty\n/);
    await terminal.enter("ped");
    await terminal.until(/> alice: 日本 half typed\nlobby>\s*$/);
  });
}

Deno.test("what was meant for one person never goes to the room", async () => {
  await using server = await ServerProcess.start();
  using bob = await enter(server.port, "bob", "lobby");
  await using terminal = await client(["alice", `localhost:${server.port}`, "--room", "lobby"]);
  await terminal.until("lobby>");
  await terminal.enter("bob: for you");
  await terminal.until("@ you to bob: for you");
  await terminal.enter("@nobody: secret one");
  await terminal.until("? Not sent:");
  await terminal.enter("@bob secret two");
  await terminal.until("It is written @name: text");
  await terminal.enter("Bub: secret three");
  await terminal.until("nobody here is called Bub. Enter again sends it to lobby");
  await terminal.enter("well");
  await terminal.until("> alice: well");
  await terminal.enter("Note: milk");
  await terminal.until("nobody here is called Note");
  await terminal.press("Enter");
  await terminal.until("> alice: Note: milk");
  await terminal.enter("https://example.org/ is read");
  await terminal.until("> alice: https://example.org/ is read");
  const history = await bob.ask({ type: "history", room: "lobby" });
  assert(history.type === "history");
  assertEquals(history.entries.map((entry) => entry.text), ["well", "Note: milk", "https://example.org/ is read"]);
});

Deno.test("the line editor: cursor keys, kill, yank, the line before, paste that does not send", async () => {
  await using server = await ServerProcess.start();
  await using terminal = await client(["alice", `localhost:${server.port}`, "--room", "lobby"]);
  await terminal.until("lobby>");
  await terminal.type("world");
  await terminal.press("Home");
  await terminal.type("hello ");
  await terminal.press("C-e", "C-w", "C-a", "C-y", "Enter");
  await terminal.until("> alice: worldhello");
  await terminal.press("Up", "BSpace", "BSpace", "Enter");
  await terminal.until(/> alice: worldhell\n/);
  await terminal.type("\x1b[200~one\ntwo\x1b[201~");
  await terminal.until("lobby> one↵two");
  await terminal.press("C-c");
  await terminal.until(/lobby>\s*$/);
  await terminal.press("C-c");
  assertEquals(await terminal.ended(), 0);
});

Deno.test("a server that ends and comes back: said, counted down, typed lines kept and sent", async () => {
  await using first = await ServerProcess.start();
  await using terminal = await client(["alice", `localhost:${first.port}`, "--room", "lobby"]);
  await terminal.until("lobby>");
  await first.stop("SIGKILL");
  await terminal.until(/No connection to localhost[^]*\(offline/);
  await terminal.enter("typed meanwhile");
  await terminal.until(/… typed meanwhile\n[^]*\(1 unsent\) lobby>/);
  await using _second = await ServerProcess.start(["--port", String(first.port)]);
  await terminal.press("Enter");
  await terminal.until(/> alice: typed meanwhile\nlobby>/);
});

Deno.test("a first connect that fails is said within two seconds, and asks what to do", async () => {
  await using terminal = await client(["alice", "localhost:1"]);
  await terminal.until(/Cannot reach localhost:1: no server listens there\nEnter tries again/);
  await terminal.enter("quit");
  assertEquals(await terminal.ended(), 0);
});
