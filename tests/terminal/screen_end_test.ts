// However it ends, the terminal is as it was.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { ServerProcess } from "../support/process.ts";
import { TestTerminal } from "../support/terminal.ts";
import { CLIENT, screenClient } from "./screen.ts";

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
    await terminal.enter(`kill -${signal} %1; fg; echo "ended with $?"`);
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
