import { assert, assertEquals } from "@std/assert";
import { compileArgs, PROGRAMS, TARGETS } from "./compile.ts";

Deno.test("each program is compiled under its own app name, with the permissions that it needs and no others", () => {
  assertEquals(PROGRAMS.map((program) => compileArgs(program)), [
    [
      "compile",
      "--no-prompt",
      "--unstable-kv",
      "--allow-net",
      "--allow-read",
      "--allow-write",
      "--app-name",
      "parley-server",
      "--output",
      "dist/parley-server",
      "server.ts",
    ],
    [
      "compile",
      "--no-prompt",
      "--unstable-kv",
      "--allow-net",
      "--allow-read",
      "--allow-write",
      "--app-name",
      "parley-client",
      "--output",
      "dist/parley-client",
      "client.ts",
    ],
  ]);
});

Deno.test("deno compile knows every flag that is used", async () => {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["compile", "--help=full"],
    env: { NO_COLOR: "1" },
  })
    .output();
  const help = new TextDecoder().decode(stdout);
  const [program] = PROGRAMS;
  assert(program);
  const flags = compileArgs(program, TARGETS[0]).filter((arg) => arg.startsWith("--"));
  assertEquals(flags.filter((flag) => !help.includes(flag)), []);
});

Deno.test("the six targets are those that deno compile offers", async () => {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["compile", "--help=full"],
    env: { NO_COLOR: "1" },
  })
    .output();
  const help = new TextDecoder().decode(stdout);
  assertEquals(TARGETS.filter((target) => !help.includes(target)), []);
});
