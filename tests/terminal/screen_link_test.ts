// The server goes and comes back; what is typed meanwhile waits in sight.
import { enter, ServerProcess } from "../support/process.ts";
import { screenClient } from "./screen.ts";

Deno.test("a server that is killed and comes back: counted down, kept, sent", async () => {
  await using first = await ServerProcess.start();
  await using terminal = await screenClient(["alice", `localhost:${first.port}`, "--room", "lobby"]);
  await terminal.until("lobby ›");
  await first.stop("SIGKILL");
  await terminal.until(/offline, again in \d+ s/);
  await terminal.enter("typed meanwhile");
  await terminal.until(/alice … typed meanwhile[^]*1 unsent/);
  await using _second = await ServerProcess.start(["--port", String(first.port)]);
  await terminal.press("Enter");
  await terminal.until(/alice > typed meanwhile/);
  await terminal.until(/lobby · 1 here · alice · localhost/);
});

Deno.test("a message that is refused stands there as such", async () => {
  await using server = await ServerProcess.start();
  using _bob = await enter(server.port, "bob", "lobby");
  await using terminal = await screenClient(["alice", `localhost:${server.port}`, "--room", "lobby"]);
  await terminal.until("lobby ›");
  await terminal.enter("@nobody: hello");
  await terminal.until(/✗ hello · nobody is not here/);
});
