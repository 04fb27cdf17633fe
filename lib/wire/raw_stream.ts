// The streams of the two older clients that mark nothing: no newline, no length. A name comes by itself, a line of chat
// as `name: text` or `name>text`, and what is typed quickly runs together. What is whole is known by quiet alone, so
// all that came is looked at when nothing more has come for a while.

/** Who marks their lines how. */
export type RawStyle = "nickprompt" | "classchat";

export const MARKS: Readonly<Record<RawStyle, string>> = { nickprompt: ": ", classchat: ">" };

/** What is found before a name is known. */
export interface RawName {
  readonly name: string;
  /** What follows the name: lines, if anything. */
  readonly rest: string;
}

const TWICE = /^([^\n]{1,64}?)\1(?=: |>)/;
const LINE = /^([^:>\n]{1,64})(?=: |>)/;

/**
 * The name with which a client begins, however it is glued to the lines after it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readName } from "./raw_stream.ts";
 * assertEquals(readName("bob"), { name: "bob", rest: "" });
 * assertEquals(readName("bob: hi"), { name: "bob", rest: "bob: hi" }); // a line typed before the name was asked for
 * assertEquals(readName("bobbob: hi"), { name: "bob", rest: "bob: hi" });
 * ```
 */
export function readName(text: string): RawName {
  const name = TWICE.exec(text)?.[1];
  if (name !== undefined) return { name, rest: text.slice(name.length) };
  const early = LINE.exec(text)?.[1];
  return early === undefined ? { name: text, rest: "" } : { name: early, rest: text };
}

/** The style that a stream's first line shows, or `undefined`. */
export function styleOf(text: string, name: string): RawStyle | undefined {
  if (text.startsWith(`${name}${MARKS.classchat}`)) return "classchat";
  return text.startsWith(`${name}${MARKS.nickprompt}`) ? "nickprompt" : undefined;
}

/**
 * The texts of the lines in `text`, split at each mark with the client's name. What stands before the first mark is a
 * text too. A bare name, which a client sends whenever it is asked, is none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { splitLines } from "./raw_stream.ts";
 * assertEquals(splitLines("bob>hellobob>bob:hi", "bob", "classchat"), ["hello", "bob:hi"]);
 * assertEquals(splitLines("bob: hibob", "bob", "nickprompt", true), ["hi"]);
 * ```
 */
export function splitLines(text: string, name: string, style: RawStyle, namedLate = false): readonly string[] {
  const [before = "", ...lines] = text.split(`${name}${MARKS[style]}`);
  if (style === "nickprompt" && namedLate && lines.length > 0) {
    // Asked while a line was being typed, the client's answer is glued to that line, before it or after.
    const last = lines.length - 1;
    lines[last] = withoutEnd(lines[last] ?? "", name);
  }
  const first = style === "nickprompt" && before === name ? "" : before;
  return [first, ...lines].filter((line) => line !== "");
}

function withoutEnd(line: string, name: string): string {
  return line.endsWith(name) ? line.slice(0, -name.length) : line;
}
