// The password for where nobody can be asked: the first line of a file, or of the standard input.
import { PASSWORD_BYTES_MAX } from "../chat/password.ts";
import { readTextFile } from "./files.ts";
import type { Source } from "./line/plain_ui.ts";

type Password = { readonly text: string } | { readonly problem: string };

/** Reads the password from `file`; `-` is the standard input, of which nothing but that line is taken. */
export async function readPassword(
  file: string,
  input: Source & { isTerminal(): boolean } = Deno.stdin,
): Promise<Password> {
  if (file === "-" && input.isTerminal()) {
    return { problem: "--password-file - reads the password from a pipe; in a terminal you are asked for it" };
  }
  const read = file === "-" ? { text: await firstLine(input) } : await readTextFile(file);
  if ("problem" in read) return read;
  const [line = ""] = read.text.replace(/^\ufeff/, "").split("\n", 1);
  const text = line.replace(/\r$/, "");
  if (text !== "") return { text };
  return { problem: file === "-" ? "The standard input begins with no password" : `${file} begins with no password` };
}

/** Byte by byte: what follows the line is for whoever reads on. */
async function firstLine(input: Source): Promise<string> {
  const bytes: number[] = [];
  const byte = new Uint8Array(1);
  while (bytes.length <= PASSWORD_BYTES_MAX + 1 && (await input.read(byte)) !== null && byte[0] !== 0x0a) {
    bytes.push(byte[0] ?? 0);
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}
