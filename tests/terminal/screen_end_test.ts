// However it ends, the terminal is as it was.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { enter, ServerProcess } from "../support/process.ts";
import { TestTerminal } from "../support/terminal.ts";
import { CLIENT, clientAfter, screenClient } from "./screen.ts";

Deno.test("Ctrl-C twice and Enter leaves; what stood on the screen before stands there again", async () => {
  await using server = await ServerProcess.start();
  await using terminal = await screenClient(["alice", `localhost:${server.port}`, "--room", "lobby"]);
  await terminal.until("lobby ›");
  await terminal.type("half a line");
  await terminal.press("C-c");
  await terminal.until(/lobby › +Send/);
  await terminal.press("C-c");
  await terminal.until("lobby › /quit");
  await terminal.press("Enter");
  assertEquals(await terminal.ended(), 0);
  assertEquals((await terminal.screen()).trim(), "[exit code 0]");
});

Deno.test("in a shell: Ctrl-Z and back, then a signal to end", async () => {
  await using server = await ServerProcess.start();
  await using terminal = await TestTerminal.start(["bash", "--norc", "-i"], {
    columns: 80,
    rows: 24,
    env: { PS1: "shell> " },
  });
  await terminal.until("shell>");
  await terminal.enter(`${CLIENT.join(" ")} alice localhost:${server.port} --room lobby`);
  await terminal.until("lobby ›");
  await terminal.type("half a line");
  await terminal.press("C-z");
  const shell = await terminal.until(/Stopped[^]*shell>/);
  assert(!shell.includes("lobby ›"));
  await terminal.enter("fg");
  await terminal.until("lobby › half a line");
  for (const signal of ["TERM", "HUP"]) {
    await terminal.press("C-z");
    await terminal.until(/shell>$/m);
    // The shell wakes it for the signal; reading in the background may have stopped it once more before it is in front.
    await terminal.enter(`kill -${signal} %1; fg || fg; echo "ended with $?"`);
    const after = await terminal.until(/ended with \d+/);
    assert(!after.includes("lobby ›"), after);
    assertStringIncludes(after, "ended with 0");
    if (signal === "HUP") break;
    await terminal.enter(`clear; ${CLIENT.join(" ")} alice localhost:${server.port} --room lobby`);
    await terminal.until("lobby ›");
  }
  // Keys are echoed again, so the terminal is no longer raw.
  await terminal.enter("clear; echo back in the shell");
  await terminal.until(/^back in the shell/m);
});

/** Whether the terminal is as a program finds it: no mouse, no pastes told, the cursor to be seen, the first screen. */
async function assertGivenBack(terminal: TestTerminal): Promise<void> {
  const flags = await terminal.modes();
  assertEquals(flags, { alternate: false, mouse: false, cursor: true, keypad: false });
}

Deno.test("a signal to end while it runs gives the terminal back, and leaves the room in order", async () => {
  await using server = await ServerProcess.start();
  using bob = await enter(server.port, "bob", "lobby");
  await using terminal = await screenClient(["alice", `localhost:${server.port}`, "--room", "lobby"]);
  await terminal.until("lobby ›");
  assertEquals((await terminal.modes()).alternate, true);
  await terminal.signal("SIGTERM");
  assertEquals(await terminal.ended(), 0);
  await assertGivenBack(terminal);
  // Who quits has left, without the grace of a lost link.
  let change = await bob.until("member");
  while (change.change === "joined") change = await bob.until("member");
  assertEquals([change.nick, change.change], ["alice", "left"]);
});

Deno.test("an error thrown inside gives the terminal back and says one line", async () => {
  await using server = await ServerProcess.start();
  const fault = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(fault, 'Deno.addSignalListener("SIGUSR2", () => { throw new TypeError("on purpose"); });');
  const command = [...clientAfter(fault), "alice", `localhost:${server.port}`, "--room", "lobby"];
  await using terminal = await TestTerminal.start(command, { columns: 80, rows: 24 });
  await terminal.until("lobby ›");
  await terminal.signal("SIGUSR2");
  assertEquals(await terminal.ended(), 1);
  const screen = (await terminal.screen()).replaceAll("\n", " ");
  assertStringIncludes(screen, "This is a fault of parley's own, please report it: TypeError: on purpose");
  assert(!/ at file:|lobby ›/.test(screen), screen);
  await assertGivenBack(terminal);
  await Deno.remove(fault);
});

Deno.test("a server that is gone for good leaves nothing behind either", async () => {
  await using server = await ServerProcess.start();
  await using terminal = await screenClient(["alice", `localhost:${server.port}`, "--room", "lobby"]);
  await terminal.until("lobby ›");
  await server.stop("SIGKILL");
  await terminal.until(/offline, again in/);
  await terminal.press("C-c");
  await terminal.press("Enter");
  assertEquals(await terminal.ended(), 0);
  await assertGivenBack(terminal);
});
