// Passwords at a real terminal: masked while they are typed, and nowhere to be found afterwards.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { ServerProcess } from "../support/process.ts";
import { TestTerminal } from "../support/terminal.ts";
import { screenClient } from "./screen.ts";

const SECRET = "Tr0ub4dor";

function lineClient(args: readonly string[]): Promise<TestTerminal> {
  const command = [Deno.execPath(), "run", "-N", "client.ts", ...args];
  return TestTerminal.start(command, { columns: 80, rows: 24 });
}

const UIS: readonly (readonly [string, (args: readonly string[]) => Promise<TestTerminal>])[] = [
  ["--line", (args) => lineClient(["--line", ...args])],
  ["--plain", (args) => lineClient(["--plain", ...args])],
  ["the full screen", (args) => screenClient(args)],
];

for (const [name, start] of UIS) {
  Deno.test(`${name}: a password is never to be seen, typed at a question or on a line`, async () => {
    await using server = await ServerProcess.start();
    {
      await using terminal = await start(["alice", `localhost:${server.port}`, "--room", "lobby"]);
      await terminal.until("You are in lobby");
      await terminal.enter("/register");
      await terminal.until("New password for alice:");
      await terminal.type(SECRET);
      await terminal.until("New password for alice: •••••••••");
      await terminal.press("Enter");
      await terminal.until("The same again:");
      await terminal.enter(SECRET);
      await terminal.until("alice is yours now");
      await terminal.type(`/login ${SECRET}`);
      await terminal.until("/login •••••••••");
      await terminal.press("Enter");
      await terminal.until("You are logged in as alice already");
      // Neither the line before, nor what was killed, nor a search for it brings it back.
      await terminal.press("Up", "C-u", "C-y", "C-c");
      await terminal.enter("still here");
      await terminal.until(/alice:? .?.? ?still here|> .*still here/);
      assertEquals((await terminal.scrollback()).includes(SECRET), false);
      await terminal.enter("/quit");
      const end = await terminal.until(/\[exit code 0\]/);
      assertEquals((end + await terminal.scrollback()).includes(SECRET), false);
    }
    // Coming back, the door asks for it: a wrong one again, none for another nick.
    await using again = await start(["alice", `localhost:${server.port}`, "--room", "lobby"]);
    await again.until("Password of alice:");
    await again.enter("not this one");
    await again.until(/The name or the password is wrong[^]*Password of alice: *(Send)?\s*$/);
    await again.enter(SECRET);
    await again.until("You are in lobby");
    assertEquals((await again.scrollback()).includes(SECRET), false);
  });

  Deno.test(`${name}: a server that needs accounts leads through it; another machine needs a yes`, async () => {
    await using server = await ServerProcess.start(["--require-login"]);
    // This machine by an address that is not its loopback's.
    await using terminal = await start(["alice", `0.0.0.0:${server.port}`, "--room", "lobby"]);
    const said = await terminal.until("Yes or no:");
    assertStringIncludes(said, "is for people with an account");
    assertStringIncludes(said, "The connection to 0.0.0.0");
    await terminal.enter("yes");
    await terminal.until("New password for alice:");
    await terminal.enter(SECRET);
    await terminal.until("The same again:");
    await terminal.enter(SECRET);
    const inside = await terminal.until("You are in lobby");
    assert(!inside.includes(SECRET));
    await terminal.enter("/passwd");
    await terminal.until("Present password:");
    await terminal.press("C-c");
    await terminal.until("Nothing was changed");
    assertEquals((await terminal.scrollback()).includes(SECRET), false);
  });
}
