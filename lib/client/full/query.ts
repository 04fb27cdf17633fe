// A few words typed into a panel: what a key makes of them.
import type { TerminalInput } from "../../tui/input.ts";

const QUERY_LENGTH_MAX = 200;

/** The words after an input; `undefined` where it is none for them. */
export function editedQuery(query: string, input: TerminalInput): string | undefined {
  if (input.type === "text") return (query + input.text).slice(0, QUERY_LENGTH_MAX);
  if (input.type === "paste") return (query + input.text.replace(/\n[^]*$/, "")).slice(0, QUERY_LENGTH_MAX);
  if (input.type !== "key") return undefined;
  if (input.chord === "backspace") return query.replace(/.$/su, "");
  return input.chord === "ctrl-u" || input.chord === "ctrl-w" ? "" : undefined;
}
