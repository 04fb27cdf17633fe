// The server's own terminal: what it prints, and its window's title.
const encoder = new TextEncoder();

/** Writes all of a text to stdout. Rejects where nobody reads any more. */
export async function print(text: string): Promise<void> {
  for (let rest = encoder.encode(text); rest.length > 0;) rest = rest.subarray(await Deno.stdout.write(rest));
}

/** One calm line to stderr; that nobody reads it is no reason to fail. */
export function complain(sentence: string): void {
  try {
    Deno.stderr.writeSync(encoder.encode(sentence.replace(/\n+/g, " ") + "\n"));
  } catch {
    // There is nowhere else to say it.
  }
}

/** Sets the window's title where stdout is a terminal; `""` gives it back. */
export function setTitle(title: string): void {
  if (!Deno.stdout.isTerminal()) return;
  try {
    Deno.stdout.writeSync(encoder.encode(`\x1b]0;${title}\x07`));
  } catch {
    // The window is gone: the log sink notices it too and ends the server.
  }
}

/** `HOST:PORT` as one types it: an IPv6 address in brackets. */
export function formatPlace(hostname: string, port: number): string {
  return hostname.includes(":") ? `[${hostname}]:${port}` : `${hostname}:${port}`;
}
