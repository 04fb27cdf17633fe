// The line being typed as one row of the terminal. A line that is longer than the row slides along under it, so that
// the cursor is always in sight and what arrives never has to move more than one row.
import { cleanLine } from "../../chat/text.ts";
import type { Editor } from "./line_editor.ts";
import { MASK } from "../secret_line.ts";
import { widthOf } from "../wrap.ts";

export interface EditorRow {
  readonly text: string;
  /** Columns of `text`. */
  readonly width: number;
  /** Columns before the cursor. */
  readonly cursor: number;
}

/**
 * The row for a terminal of `columns`; the last column stays free, since writing there may break the row. From
 * `maskedFrom` on (in UTF-16 units) signs stand for what was typed.
 */
export function viewEditor(editor: Editor, prompt: string, columns: number, maskedFrom = Infinity): EditorRow {
  const most = Math.max(4, columns - 1);
  const before = shortened(prompt, Math.max(2, Math.floor(most * 0.6)));
  const room = most - widthOf(before);
  let length = 0;
  const cells = editor.graphemes.map((grapheme) => {
    const masked = length >= maskedFrom;
    length += grapheme.length;
    return masked ? MASK : shown(grapheme);
  });
  const from = firstShown(cells, editor.at, room);
  let text = "";
  let used = 0;
  let cursor = 0;
  for (const [index, cell] of cells.entries()) {
    if (index < from) continue;
    if (used + widthOf(cell) > room) break;
    if (index < editor.at) cursor += widthOf(cell);
    text += cell;
    used += widthOf(cell);
  }
  return { text: before + text, width: widthOf(before) + used, cursor: widthOf(before) + cursor };
}

/** The first grapheme in sight: none is hidden before the line is longer than the row. */
function firstShown(cells: readonly string[], at: number, room: number): number {
  let used = 1;
  let from = at;
  while (from > 0 && used + widthOf(cells[from - 1] ?? "") <= room) used += widthOf(cells[--from] ?? "");
  return from;
}

/** A pasted newline or tab shows as a sign. */
function shown(grapheme: string): string {
  if (grapheme.includes("\n")) return "↵";
  return grapheme === "\t" ? "→" : cleanLine(grapheme);
}

function shortened(prompt: string, width: number): string {
  const clean = cleanLine(prompt);
  if (widthOf(clean) <= width) return clean;
  let text = "";
  for (const character of clean) {
    if (widthOf(text + character) > width - 3) break;
    text += character;
  }
  return `${text}…> `;
}
