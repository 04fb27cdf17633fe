// What one set is there the next time; clicks do what they show.
import { assertEquals } from "@std/assert";
import { ServerProcess } from "../support/process.ts";
import { TestTerminal } from "../support/terminal.ts";

Deno.test("nick, server, theme and keys are kept for the next start; clicks join and leave", async () => {
  await using server = await ServerProcess.start();
  const folder = await Deno.makeTempDir({ prefix: "parley-" });
  const store = ["-R", "-W", "client.ts", "--settings", `${folder}/settings.kv`];
  const start = (...args: string[]) =>
    TestTerminal.start([Deno.execPath(), "run", "-N", ...store, ...args], { columns: 80, rows: 24 });
  {
    await using terminal = await start("alice", `localhost:${server.port}`);
    await terminal.until(/1 +lobby/);
    // A press on the first room of the list.
    await terminal.type("\x1b[<0;24;4M");
    await terminal.until("You are in lobby");
    await terminal.enter("/theme light");
    await terminal.until("Theme: light");
    await terminal.enter("/bind ctrl-k help");
    await terminal.until("Ctrl-K: help");
    await terminal.type("\x1b[<0;10;22M");
    await terminal.until("You left lobby");
    await terminal.enter("/quit");
    assertEquals(await terminal.ended(), 0);
  }
  await using terminal = await start();
  await terminal.until("Your nick (Enter: alice):");
  await terminal.press("Enter");
  await terminal.until(`Server (Enter: localhost:${server.port}):`);
  await terminal.press("Enter");
  await terminal.until(/1 +lobby/);
  await terminal.press("C-k");
  await terminal.until(/F1, Ctrl-K +this help/);
  await terminal.press("Escape");
  await terminal.until(/1 +lobby/);
  await terminal.enter("/theme");
  await terminal.until("The theme is light");
  await Deno.remove(folder, { recursive: true });
});

/** A place for what Deno keeps, with the packages that are there already and nobody's settings. */
async function emptyDenoDir(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"], stdout: "piped" }).output();
  const { npmCache } = JSON.parse(new TextDecoder().decode(stdout)) as { npmCache: string };
  const folder = await Deno.makeTempDir({ prefix: "parley-" });
  await Deno.symlink(npmCache, `${folder}/npm`);
  return folder;
}

Deno.test("without any right but the network: what one set is kept in the place that Deno has for it", async () => {
  await using server = await ServerProcess.start();
  const folder = await emptyDenoDir();
  const start = (...args: string[]) =>
    TestTerminal.start([Deno.execPath(), "run", "--no-prompt", "-N", "client.ts", ...args], {
      columns: 80,
      rows: 24,
      env: { DENO_DIR: folder },
    });
  {
    await using terminal = await start("alice", `localhost:${server.port}`, "--room", "lobby");
    await terminal.until("lobby ›");
    await terminal.enter("/alias hug /me hugs $1");
    await terminal.until("/hug: /me hugs $1");
    await terminal.enter("/notify all");
    await terminal.until("lobby calls you: all");
    await terminal.enter("/ignore eve");
    await terminal.until("You ignore eve now");
    await terminal.enter("/filter coffee");
    await terminal.until("Lines with coffee are hidden");
    await terminal.enter("/set joins all");
    await terminal.until("joins: all");
    await terminal.enter("/quit");
    assertEquals(await terminal.ended(), 0);
  }
  await using terminal = await start("alice", `localhost:${server.port}`, "--room", "lobby");
  await terminal.until("lobby ›");
  await terminal.enter("/hug bob");
  await terminal.until("* > alice hugs bob");
  for (const [command, kept] of KEPT) {
    await terminal.enter(command);
    await terminal.until(kept);
  }
  await Deno.remove(folder, { recursive: true });
});

const KEPT: readonly (readonly [command: string, kept: string | RegExp])[] = [
  ["/notify", "lobby calls you: all"],
  ["/ignore", "You ignore eve"],
  ["/filter", /Hidden are lines with:[^]*coffee/],
  ["/set joins", "joins: all"],
];
