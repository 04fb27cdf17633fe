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

/** The command that starts the client. */
export const CLIENT = [Deno.execPath(), "run", "-N", "client.ts", "--settings", ":memory:"];
