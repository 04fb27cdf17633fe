// Lines that lack a password: it is asked for then, so that a terminal that can be told so shows nothing of it.

/** What is to be asked, one after the other, before the line is whole. */
export interface Secret {
  readonly questions: readonly string[];
  /** The line with the answers; `undefined` where what was to be typed twice was not the same. */
  line(answers: readonly string[]): string | undefined;
}

const BARE = /^\/(?:(register|unregister|passwd)|login(?:\s+@\S+)?)\s*$/i;
// What is new is asked for twice: who can't see it can't see a slip either.
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  register: ["New password: ", "The same again: "],
  passwd: ["Old password: ", "New password: ", "The same again: "],
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
  const twice = QUESTIONS[(found[1] ?? "").toLowerCase()];
  if (!twice) return { questions: ["Password: "], line: ([password]) => `${line.trim()} ${password}` };
  const wanted = twice.length - 1;
  return {
    questions: twice,
    line: (answers) =>
      answers[wanted] === answers[wanted - 1] ? `${line.trim()} ${answers.slice(0, wanted).join(" ")}` : undefined,
  };
}
