// Lines that hold a password: it is shown to nobody, and no such line is remembered.
import { commandWords, findCommand } from "./commands/commands.ts";
import { nearest } from "./commands/nearest.ts";

/** Stands for each character of a password. */
export const MASK = "•";
/** A name that stands before a password. */
const NAME = /^@\S*(?:\s+|$)/;

/**
 * Where the password begins in a typed line, in UTF-16 units; `undefined` where the line has none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { secretFrom } from "./secret_line.ts";
 * assertEquals(secretFrom("/register correct horse"), 10);
 * assertEquals(secretFrom("/login @alice correct horse"), 14);
 * assertEquals(secretFrom("/register @horse"), 10);
 * assertEquals(secretFrom("/regsiter horse"), 10);
 * assertEquals(secretFrom("/me registers"), undefined);
 * ```
 */
export function secretFrom(line: string): number | undefined {
  const found = /^\s*\/(\S+)\s+/.exec(line);
  const secret = found ? meantBy(found[1] ?? "")?.secret : undefined;
  if (!found || secret === undefined) return undefined;
  const start = found[0].length;
  const name = secret === "name-password" ? NAME.exec(line.slice(start)) : undefined;
  return start + (name?.[0].length ?? 0);
}

/** The command, also where a slip made it none: what was to be hidden stays so. */
function meantBy(word: string): ReturnType<typeof findCommand> {
  const near = findCommand(word) ? word : nearest(word.toLowerCase(), commandWords()) ?? "";
  return Math.abs(near.length - word.length) <= 2 ? findCommand(near) : undefined;
}

/** True where the cursor, at `at`, stands in a password: nothing is offered there, since nobody would see it come. */
export function isInSecret(line: string, at: number): boolean {
  const before = line.slice(0, at);
  const from = secretFrom(before);
  // Right behind a name that is not ended yet it is the name that is typed.
  return from !== undefined && at >= from && !/\s@\S*$/.test(before.slice(0, from));
}
