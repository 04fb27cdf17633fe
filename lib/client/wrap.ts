// Breaks rows at blanks so that text stands under text. Widths are those of the terminal: CJK and emoji take two.
import stringWidth from "string-width";

const SEGMENTER = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const ASCII = /^[\x20-\x7e]*$/;
// Format characters take no column, and the package below throws on a grapheme that is nothing but some of them. The
// joiner and the tags stay: they are parts of emoji.
const FORMAT = /(?![\u200d\u{e0020}-\u{e007f}])\p{Cf}/gu;

/** Columns that a text takes on a terminal. */
export function widthOf(text: string): number {
  return ASCII.test(text) ? text.length : stringWidth(text.replace(FORMAT, ""));
}

/** The text in rows of at most `width` columns, broken at blanks where there are any; `width` is at least 2. */
export function wrap(text: string, width: number): readonly string[] {
  const rows: string[] = [];
  for (const line of text.split("\n")) wrapLine(line, Math.max(2, width), rows);
  return rows;
}

function wrapLine(line: string, width: number, rows: string[]): void {
  let row = "";
  let used = 0;
  for (const word of line.split(/(?<= )(?=[^ ])/)) {
    const bare = widthOf(word.trimEnd());
    if (used > 0 && used + bare > width) {
      rows.push(row.trimEnd());
      [row, used] = ["", 0];
    }
    if (bare <= width) {
      row += word;
      used += widthOf(word);
      continue;
    }
    for (const { segment } of SEGMENTER.segment(word)) {
      const wide = widthOf(segment);
      if (used + wide > width) {
        rows.push(row);
        [row, used] = ["", 0];
      }
      row += segment;
      used += wide;
    }
  }
  rows.push(row.trimEnd());
}

/** The text with blanks after it, up to `width` columns. */
export function padTo(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}
