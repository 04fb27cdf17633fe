import { assertEquals, assertStringIncludes } from "@std/assert";
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

/** What `deno compile` says to arguments, with an entry that is not there: it never gets as far as a download. */
async function complaintAbout(args: readonly string[]): Promise<string> {
  const refused = args.map((arg) => arg.endsWith(".ts") ? "no_such_entry.ts" : arg);
  const { stderr } = await new Deno.Command(Deno.execPath(), { args: refused, env: { NO_COLOR: "1" } }).output();
  return new TextDecoder().decode(stderr);
}

for (const [index, program] of PROGRAMS.entries()) {
  // The targets do not depend on the program: one of the two shows that each of them is known.
  for (const target of index === 0 ? [undefined, ...TARGETS] : [undefined]) {
    Deno.test(`deno compile takes every flag for ${program.app}, target ${target ?? "this machine"}`, async () => {
      assertStringIncludes(await complaintAbout(compileArgs(program, target)), "Cannot find module");
    });
  }
}

Deno.test("deno compile says so where a flag or a target is none", async () => {
  assertStringIncludes(await complaintAbout(["compile", "--bogus", "x.ts"]), "unexpected argument");
  assertStringIncludes(await complaintAbout(["compile", "--target", "bogus", "x.ts"]), "invalid value");
});
