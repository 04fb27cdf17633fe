// Lines entered before, brought back by going up through them or by looking for one.
import { type EditText, editText } from "./edit_text.ts";
import { graphemesOf } from "./graphemes.ts";

/** Lines kept of one place. */
const PAST_LINES_MAX = 500;

export interface PastLines {
  /** Oldest first. */
  readonly lines: readonly string[];
  /** How far up we are, 0 in the line being typed, and that line. */
  readonly up: number;
  readonly draft: EditText;
}

/** A search backwards: what stood there before, what is looked for, and where in the lines it was found. */
export interface PastSearch {
  readonly query: string;
  readonly found: number | undefined;
  readonly before: EditText;
}

export function withLine(past: PastLines, line: string): PastLines {
  const { lines } = past;
  const kept = line.trim() === "" || lines.at(-1) === line ? lines : [...lines, line].slice(-PAST_LINES_MAX);
  return { ...past, lines: kept, up: 0 };
}

/** Another line of the past in place of this one; `undefined` beyond either end. */
export function recall(past: PastLines, text: EditText, by: 1 | -1): readonly [PastLines, EditText] | undefined {
  const up = past.up + by;
  if (up < 0 || up > past.lines.length) return undefined;
  const draft = past.up === 0 ? text : past.draft;
  return [{ ...past, up, draft }, up === 0 ? draft : editText(past.lines.at(-up) ?? "")];
}

/** The search with another query, or for an older line with the same one. */
export function search(past: PastLines, now: PastSearch, query: string, older: boolean): PastSearch {
  const from = older && now.found !== undefined ? now.found - 1 : past.lines.length - 1;
  const folded = query.toLowerCase();
  for (let at = from; query !== "" && at >= 0; at--) {
    if (past.lines[at]?.toLowerCase().includes(folded)) return { ...now, query, found: at };
  }
  // With nothing older to be found, the last one stays.
  return { ...now, query, found: older ? now.found : undefined };
}

/** What the line shows while searching, the cursor where it was found. */
export function foundText(past: PastLines, { query, found, before }: PastSearch): EditText {
  const line = found === undefined ? undefined : past.lines[found];
  if (line === undefined) return before;
  const at = Math.max(0, line.toLowerCase().indexOf(query.toLowerCase()));
  return editText(line, graphemesOf(line.slice(0, at)).length);
}
