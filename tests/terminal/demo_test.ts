// `deno task demo` in a terminal with tmux: five panes in which people talk, and nothing left when one leaves.
import { assertEquals } from "@std/assert";
import { TestTerminal } from "../support/terminal.ts";

const DEMO = [Deno.execPath(), "run", "-A", "tests/tasks/demo.ts"];

Deno.test("the demo in a terminal: server and four people in panes; leaving ends all of them", async () => {
  await using terminal = await TestTerminal.start(DEMO, { columns: 140, rows: 44 });
  const screen = await terminal.until("Ctrl-b d");
  const port = Number(/listening on \S+:(\d+)/.exec(await terminal.until(/listening on \S+:\d+/))?.[1]);
  assertEquals(Number.isInteger(port), true, screen);
  await terminal.until(/nick=dave/);
  for (const name of ["alice", "bob", "carol", "dave"]) await terminal.until(new RegExp(`${name} . lobby . parley`));
  await terminal.enter("hello from the first pane");
  await terminal.until(/(alice [>│] hello from the first pane[^]*){4}/);
  await terminal.press("C-b", "d");
  assertEquals(await terminal.ended(), 0);
  const gone = await portIsFree(port);
  assertEquals(gone, true, "the server still listens");
});

/** The server's end is at most its farewell away: it takes the port with it. */
async function portIsFree(port: number): Promise<boolean> {
  for (let tries = 0; tries < 500; tries++) {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port }).catch(() => undefined);
    if (!conn) return true;
    // One that is taken in is held until the server ends, which ends the read.
    await conn.read(new Uint8Array(1)).catch(() => null);
    conn.close();
  }
  return false;
}
