// Lines that lack a password: it is asked for then, so that a terminal that can be told so shows nothing of it.

/** What is to be asked, one after the other, before the line is whole. */
export interface Secret {
  readonly questions: readonly string[];
  /** The line with the answers. */
  line(answers: readonly string[]): string;
}

const BARE = /^\/(?:(register|unregister|passwd)|login(?:\s+@\S+)?)\s*$/i;
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  register: ["New password: "],
  passwd: ["Old password: ", "New password: "],
};

/**
 * The passwords that a typed line lacks, or `undefined` where it is no such line.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { secretOf } from "./plain_secrets.ts";
 * assertEquals(secretOf("/login @bob")?.questions, ["Password: "]);
 * assertEquals(secretOf("/login @bob")?.line(["horse"]), "/login @bob horse");
 * assertEquals(secretOf("/login horse"), undefined);
 * ```
 */
export function secretOf(line: string): Secret | undefined {
  const found = BARE.exec(line);
  if (!found) return undefined;
  const questions = QUESTIONS[(found[1] ?? "").toLowerCase()] ?? ["Password: "];
  return { questions, line: (answers) => `${line.trim()} ${answers.join(" ")}` };
}
