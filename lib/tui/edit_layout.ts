// The text being typed as rows of the terminal, with the cursor at its true column. Rows break anywhere between two
// characters: what is typed never jumps, and the cursor moves up and down by columns.
import { type EditText } from "./edit_text.ts";
import { glyphOf } from "./graphemes.ts";
import { cut, widthOf } from "./width.ts";

export interface LayoutOptions {
  readonly columns: number;
  /** Rows it may take; one row slides along under the cursor instead. */
  readonly rowsMax: number;
  /** Stands before the first row, and as blanks before the others. */
  readonly prompt: string;
  /** From this character on a sign is shown in place of each. */
  readonly maskedFrom?: number | undefined;
}

export interface EditView {
  readonly rows: readonly string[];
  readonly cursor: { readonly row: number; readonly column: number };
  /** Columns of the prompt, which the rows begin with. */
  readonly promptColumns: number;
  /** Rows that are out of sight. */
  readonly above: number;
  readonly below: number;
}

/** What a long prompt leaves to what is typed, in columns. */
const TYPED_COLUMNS_MIN = 9;

/** A row is the graphemes from `start` to `end`; a newline belongs to neither row. */
interface EditRow {
  readonly start: number;
  readonly end: number;
}

export function layoutText(typed: EditText, options: LayoutOptions): EditView {
  const { columns, rowsMax, maskedFrom } = options;
  const text = maskedFrom === undefined ? typed : maskedText(typed, maskedFrom);
  const prompt = cut(options.prompt, Math.max(Math.floor(columns / 2), columns - TYPED_COLUMNS_MIN));
  const indent = widthOf(prompt);
  if (rowsMax <= 1) return slide(text, prompt, Math.max(1, columns - indent));
  const all = rowsOf(text, columns - indent);
  const cursorRow = rowOfCursor(all, text.at);
  const count = Math.min(all.length, rowsMax);
  const from = Math.min(Math.max(0, cursorRow - count + 1), all.length - count);
  const row = all[cursorRow] ?? { start: 0, end: 0 };
  const column = columnsOf(text.graphemes.slice(row.start, text.at));
  const rows = all.slice(from, from + count).map(({ start, end }, index) =>
    (from + index === 0 ? prompt : " ".repeat(indent)) + text.graphemes.slice(start, end).map(show).join("")
  );
  return {
    rows,
    cursor: { row: cursorRow - from, column: Math.min(indent + column, columns - 1) },
    promptColumns: indent,
    above: from,
    below: all.length - from - count,
  };
}

/** The cursor's place one row up or down, `undefined` where there is none. */
export function vertical(text: EditText, by: -1 | 1, columns: number): number | undefined {
  const all = rowsOf(text, columns);
  const cursorRow = rowOfCursor(all, text.at);
  const row = all[cursorRow];
  const target = all[cursorRow + by];
  if (!row || !target) return undefined;
  const wanted = columnsOf(text.graphemes.slice(row.start, text.at));
  let column = 0;
  for (let at = target.start; at < target.end; at++) {
    column += columnsOf([text.graphemes[at] ?? ""]);
    if (column > wanted) return at;
  }
  // A row that is full has no place behind its last character: that is the next row's first.
  const follows = all[cursorRow + by + 1];
  return follows?.start === target.end && target.end > target.start ? target.end - 1 : target.end;
}

function rowsOf({ graphemes }: EditText, columns: number): readonly EditRow[] {
  const most = Math.max(2, columns);
  const rows: EditRow[] = [];
  let start = 0;
  let used = 0;
  for (const [index, grapheme] of graphemes.entries()) {
    if (grapheme === "\n") {
      rows.push({ start, end: index });
      [start, used] = [index + 1, 0];
      continue;
    }
    const width = columnsOf([grapheme]);
    if (used + width > most) {
      rows.push({ start, end: index });
      [start, used] = [index, 0];
    }
    used += width;
  }
  rows.push({ start, end: graphemes.length });
  // Behind a full row, the cursor needs a place.
  if (used >= most) rows.push({ start: graphemes.length, end: graphemes.length });
  return rows;
}

function rowOfCursor(rows: readonly EditRow[], at: number): number {
  return rows.findLastIndex(({ start }) => start <= at);
}

/** One row, of which that part is shown that holds the cursor. */
function slide(
  { graphemes, at }: EditText,
  prompt: string,
  room: number,
): EditView {
  const cells = graphemes.map((grapheme) => grapheme === "\n" ? "↵" : show(grapheme));
  let from = at;
  let used = 1;
  while (from > 0 && used + widthOf(cells[from - 1] ?? "") <= room) used += widthOf(cells[--from] ?? "");
  const row = prompt + cut(cells.slice(from).join(""), room);
  const column = widthOf(prompt) + widthOf(cells.slice(from, at).join(""));
  return { rows: [row], cursor: { row: 0, column }, promptColumns: widthOf(prompt), above: 0, below: 0 };
}

function columnsOf(graphemes: readonly string[]): number {
  return graphemes.reduce((sum, grapheme) => sum + widthOf(show(grapheme)), 0);
}

function show(grapheme: string): string {
  return glyphOf(grapheme).symbol;
}

function maskedText({ graphemes, at }: EditText, from: number): EditText {
  return { graphemes: graphemes.map((grapheme, index) => index < from ? grapheme : "•"), at };
}
