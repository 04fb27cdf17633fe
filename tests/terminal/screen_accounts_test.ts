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
  // Nobody looks at either of them. What is typed after that tells that it was heard.
  for (const terminal of [here, there]) {
    await terminal.type("\x1b[Ox");
    await terminal.until("lobby › x");
  }
  for (const text of ["one", "two", "three"]) await bob.ask({ type: "say", text });
  await there.titled("(3) alice – lobby – parley");
  await here.titled("(3) alice – lobby – parley");
  await here.type("\x1b[I");
  await there.titled("alice – lobby – parley");
  // It was not looked at there: the line stays until it is.
  await here.press("C-u");
  await here.enter("/quit");
  await here.ended();
  await bob.ask({ type: "say", text: "four" });
  await using later = await alice(server);
  const screen = await later.until(/─ new ─[^\n]*\n[^\n]*four/);
  assert(!/─ new ─[^]*three/.test(screen), screen);
});

Deno.test("what one wrote to somebody is there again when the conversation is opened another day", async () => {
  await using server = await ServerProcess.start();
  for (const nick of ["alice", "bob"]) {
    const peer = await NativePeer.dial(server.port);
    await peer.ask({ type: "hello", nick });
    await peer.ask({ type: "register", password: PASSWORD });
    if (nick === "bob") await peer.ask({ type: "tell", to: ["alice"], text: "are you there?" });
    await peer.ask({ type: "quit" });
    peer.close();
  }
  {
    await using terminal = await alice(server);
    await terminal.until("[2:@bob 1]");
    await terminal.press("M-2");
    await terminal.until(/bob @ are you there[^]*@bob ›/);
    await terminal.enter("now I am");
    await terminal.until(/alice @ now I am/);
    await terminal.enter("/quit");
    await terminal.ended();
  }
  await using terminal = await alice(server);
  await terminal.enter("/msg bob");
  await terminal.until(/bob @ are you there\?[^]*alice @ now I am/);
});
