// The password for where nobody can be asked.
import { assertEquals } from "@std/assert";
import { readPassword } from "../../lib/client/password_file.ts";
import { HandSource } from "./shell.ts";

function piped(text: string, isTerminal = false): HandSource & { isTerminal(): boolean } {
  const source = Object.assign(new HandSource(), { isTerminal: () => isTerminal });
  source.give(text);
  source.give(null);
  return source;
}

Deno.test("the password is the first line of the standard input, and all after it is left there", async () => {
  const input = piped("p\u00e4ss word \r\nhello\n");
  assertEquals(await readPassword("-", input), { text: "p\u00e4ss word " });
  const rest = new Uint8Array(99);
  const count = await input.read(rest);
  assertEquals(new TextDecoder().decode(rest.subarray(0, count ?? 0)), "hello\n");
});

Deno.test("an empty standard input and a terminal give no password, and say so", async () => {
  assertEquals(await readPassword("-", piped("\n")), { problem: "The standard input begins with no password" });
  assertEquals(await readPassword("-", piped("x\n", true)), {
    problem: "--password-file - reads the password from a pipe; in a terminal you are asked for it",
  });
});

Deno.test("the password is the first line of a file", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const file = `${folder}/secret`;
    await Deno.writeTextFile(file, "\ufeffcorrect horse\nmore\n");
    assertEquals(await readPassword(file), { text: "correct horse" });
    await Deno.writeTextFile(file, "");
    assertEquals(await readPassword(file), { problem: `${file} begins with no password` });
    assertEquals(await readPassword(`${folder}/none`), {
      problem: `${folder}/none is not there, or its folder is not`,
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
