import { assertEquals } from "@std/assert";
import { Lines } from "../support/lines.ts";
import { ServerProcess } from "../support/process.ts";

/** What people type into: `.ci/run` installs both. */
const PROGRAMS = ["nc", "ncat"];

function isHere(name: string): boolean {
  try {
    return new Deno.Command(name, { args: ["-h"], stdout: "null", stderr: "null" }).outputSync() !== undefined;
  } catch {
    return false;
  }
}

for (const program of PROGRAMS) {
  Deno.test({
    name: `${program}: a name, a room, words both ways, and out`,
    ignore: !isHere(program),
    fn: () => talkWith(program),
  });
}

async function talkWith(program: string): Promise<void> {
  await using server = await ServerProcess.start();
  const ada = await server.enter("ada", "lobby");
  const nc = new Deno.Command(program, {
    args: ["127.0.0.1", String(server.port)],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const typing = nc.stdin.getWriter();
  const shown = new Lines(nc.stdout);
  const type = (line: string) => typing.write(new TextEncoder().encode(`${line}\n`));
  await type("nora");
  await shown.until("You are nora on parley/");
  await type("lobby");
  await shown.until("- You are in lobby · here: ada");
  await type("grüße from nc");
  assertEquals((await ada.until("message")).text, "grüße from nc");
  await ada.say({ type: "say", text: "hello nc" });
  await shown.until(/^ada: hello nc$/);
  await type("exit");
  await shown.until("- Bye");
  assertEquals((await ada.until("member")).change, "left");
  await typing.close().catch(() => {});
  await shown.ended();
  assertEquals((await nc.status).success, true);
  ada.close();
}
