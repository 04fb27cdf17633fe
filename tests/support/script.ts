// Dialogues as text: who says what, who hears what.
//
//   alice: hello {"nick":"alice"}       alice says a command (the first line of a name connects it)
//   alice< welcome {"nick":"alice"}     the next thing alice hears is this, with at least these fields
//   alice|                              alice has heard nothing else
//   alice! {"op":                       alice sends these very characters and a newline
//   alice.                              the server has closed alice's link
//
// Lines that begin with # and empty lines are comments; `#! --rate 5/1` as the first line gives the server's options.
// `"*"` as a value stands for anything, `"×3"` after a text repeats it, as in `"ab×3"`. `"$code"` in what is heard
// remembers the value, and from then on stands for it.

export type Fields = Readonly<Record<string, unknown>>;

export interface Step {
  readonly line: number;
  readonly who: string;
  readonly mark: ":" | "<" | "|" | "!" | ".";
  readonly rest: string;
}

/** The options of the server that a script wants. */
export function optionsOf(script: string): string[] {
  const [, options] = /^#! (.*)\n/.exec(script) ?? [];
  return options?.split(" ") ?? [];
}

export function parseScript(script: string): Step[] {
  return script.split("\n").flatMap((text, index): Step[] => {
    if (text.trim() === "" || text.startsWith("#")) return [];
    const [, who, mark, rest] = /^(\w+)([:<|!.])\s?(.*)$/.exec(text) ?? [];
    if (who === undefined || rest === undefined) throw new SyntaxError(`Cannot read line ${index + 1}: ${text}`);
    return [{ line: index + 1, who, mark: mark as Step["mark"], rest }];
  });
}

/** A line's command or event: `type {"field":value}`. */
export function parseWords(text: string): { readonly type: string; readonly fields: Fields } {
  const space = text.indexOf(" ");
  if (space < 0) return { type: text, fields: {} };
  return { type: text.slice(0, space), fields: JSON.parse(text.slice(space + 1), unfold) };
}

/** `"ab×3"` is ababab: long texts in short lines. */
function unfold(_key: string, value: unknown): unknown {
  const [, unit, times] = typeof value === "string" ? /^(.+)×(\d+)$/u.exec(value) ?? [] : [];
  return unit === undefined ? value : unit.repeat(Number(times));
}

/** Puts what is known in the place of its name. */
export function recall(value: unknown, known: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === "string") return known.get(value) ?? value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, recall(each, known)]));
}

/** Every field wanted is there with that value; objects in it may have more fields, lists may not have more items. */
export function holds(actual: unknown, wanted: unknown, known: Map<string, unknown>): boolean {
  if (wanted === "*") return actual !== undefined;
  if (typeof wanted === "string" && /^\$\w+$/.test(wanted)) {
    if (!known.has(wanted)) known.set(wanted, actual);
    return actual !== undefined && actual === known.get(wanted);
  }
  if (Array.isArray(wanted)) {
    return Array.isArray(actual) && actual.length === wanted.length &&
      wanted.every((item, i) => holds(actual[i], item, known));
  }
  if (typeof wanted === "object" && wanted !== null) {
    if (typeof actual !== "object" || actual === null) return false;
    return Object.entries(wanted).every(([key, value]) =>
      holds((actual as Record<string, unknown>)[key], value, known)
    );
  }
  return actual === wanted;
}
