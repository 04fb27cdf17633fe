// What the program itself says, outside of any conversation.
import { cleanLine } from "../chat/text.ts";

/** Prints a text on standard output, with its newline. */
export async function print(text: string): Promise<void> {
  const bytes = new TextEncoder().encode(`${text}\n`);
  for (let done = 0; done < bytes.length;) done += await Deno.stdout.write(bytes.subarray(done));
}

/** One calm line on standard error. It may hold a server's words, so they are made harmless. */
export function complain(text: string): void {
  try {
    Deno.stderr.writeSync(new TextEncoder().encode(`parley: ${cleanLine(text)}\n`));
  } catch {
    // Nobody reads it any more.
  }
}
