// One account before two screens: what is read on one is not new on the other.
import { assert } from "@std/assert";
import { enter, ServerProcess } from "../support/process.ts";
import { NativePeer } from "../support/native_peer.ts";
import type { TestTerminal } from "../support/terminal.ts";
import { screenClient } from "./screen.ts";

const PASSWORD = "correct horse battery";

/** Alice, logged in and in the lobby. */
async function alice(server: ServerProcess): Promise<TestTerminal> {
  const terminal = await screenClient(["alice", `127.0.0.1:${server.port}`, "--room", "lobby"]);
  await terminal.until(/[Pp]assword/);
  await terminal.enter(PASSWORD);
  await terminal.until("lobby ›");
  return terminal;
}

Deno.test("what is read on one screen is not new on the other, now and for the one that comes later", async () => {
  await using server = await ServerProcess.start();
  const first = await NativePeer.dial(server.port);
  await first.ask({ type: "hello", nick: "alice" });
  await first.ask({ type: "register", password: PASSWORD });
  await first.ask({ type: "quit" });
  first.close();
  using bob = await enter(server.port, "bob", "lobby");
  await using here = await alice(server);
  await using there = await alice(server);
  // Nobody looks at either of them.
  for (const terminal of [here, there]) await terminal.type("\x1b[O");
  for (const text of ["one", "two", "three"]) await bob.ask({ type: "say", text });
  await there.titled("(3) alice – lobby – parley");
  await here.titled("(3) alice – lobby – parley");
  await here.type("\x1b[I");
  await there.titled("alice – lobby – parley");
  // It was not looked at there: the line stays until it is.
  await here.enter("/quit");
  await here.ended();
  await bob.ask({ type: "say", text: "four" });
  await using later = await alice(server);
  const screen = await later.until(/─ new ─[^\n]*\n[^\n]*four/);
  assert(!/─ new ─[^]*three/.test(screen), screen);
});
