// Lines that hold a password: it is shown to nobody, and no such line is remembered.
import { findCommand } from "./commands.ts";

/** Stands for each character of a password. */
export const MASK = "•";

/**
 * Where the password begins in a typed line, in UTF-16 units; `undefined` where the line has none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { secretFrom } from "./secret_line.ts";
 * assertEquals(secretFrom("/register correct horse"), 10);
 * assertEquals(secretFrom("/login @alice correct horse"), 14);
 * assertEquals(secretFrom("/me registers"), undefined);
 * ```
 */
export function secretFrom(line: string): number | undefined {
  const found = /^\s*\/(\S+)\s+/.exec(line);
  if (!found || findCommand(found[1] ?? "")?.secret !== true) return undefined;
  const start = found[0].length;
  // A name may stand before it.
  const name = /^@\S*(?:\s+|$)/.exec(line.slice(start));
  return start + (name?.[0].length ?? 0);
}

/** The line as it may be shown. */
export function maskedLine(line: string, from: number): string {
  return line.slice(0, from) + [...line.slice(from)].map(() => MASK).join("");
}
