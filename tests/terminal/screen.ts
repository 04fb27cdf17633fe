// The full-screen client in a real terminal.
import { TestTerminal } from "../support/terminal.ts";

export interface ScreenOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the client; its settings are nobody's. */
export function screenClient(args: readonly string[], options: ScreenOptions = {}): Promise<TestTerminal> {
  return TestTerminal.start([...CLIENT, ...args], { columns: 80, rows: 24, ...options });
}

/** The command that starts the client, with a module that runs before it. */
export function clientAfter(...preloads: readonly string[]): readonly string[] {
  const before = preloads.flatMap((path) => ["--preload", path]);
  return [Deno.execPath(), "run", "-N", ...before, "client.ts", "--settings", ":memory:"];
}

/** The command that starts the client. */
export const CLIENT = clientAfter();
