// What a key costs until its bytes are ready for the terminal, and how many they are: run with
// `deno bench tests/bench/tui_bench.ts`. The screen is 160 by 50: rooms left, messages, members right, an input.
import { Area } from "../../lib/tui/area.ts";
import { palette } from "../../lib/tui/colour.ts";
import { newEditor, onKey, render, withText } from "../../lib/tui/editor.ts";
import type { Grid } from "../../lib/tui/grid.ts";
import { hashColour } from "../../lib/tui/hash_colour.ts";
import { KeyParser } from "../../lib/tui/keys.ts";
import { Renderer } from "../../lib/tui/render.ts";
import { wrapSpans } from "../../lib/tui/spans.ts";

const SIZE = { rows: 50, columns: 160 };
const ASCII = "the quick brown fox jumps over the lazy dog and then some more of it, as people do";
const OTHER = "grüße, πάντα ῥεῖ — 今日は、皆さん 👩‍👩‍👧 🦭";
const encoder = new TextEncoder();

/** A screen as a chat draws it: message `from` on top. */
function drawn(from: number, input: string, other = false): Grid {
  const area = Area.blank(SIZE);
  const left = area.area({ columns: 16, rows: 48 });
  const right = area.area({ column: 144, rows: 48 });
  const middle = area.area({ column: 17, columns: 126, rows: 48 });
  for (let row = 0; row < 48; row++) {
    const name = `person${(from + row) % 23}`;
    left.put(row, 0, `#room${row}`, row === 3 ? { reverse: true } : {});
    right.put(row, 0, `person${row}`, { fg: hashColour(`person${row}`, "256", "dark") });
    middle.put(row, 0, "12:34", { dim: true });
    middle.put(row, 6, name, { fg: hashColour(name, "256", "dark") });
    // No two neighbours begin alike.
    const text = `${(other ? OTHER : ASCII).slice(((from + row) * 7) % 30)} ${from + row}`;
    for (const spans of wrapSpans([{ text }, { text: " and a link", style: { underline: true } }], 110)) {
      middle.putSpans(row, 16, spans);
    }
  }
  area.area({ row: 48, rows: 1 }).fill({ bg: palette(4) });
  area.put(48, 0, "#lobby  12 here", { bg: palette(4) });
  const view = render(withText(newEditor(), input), { columns: 160, rowsMax: 6, prompt: "[ada] " });
  view.rows.forEach((row) => area.put(49, 0, row));
  return area.grid;
}

const frames = [0, 1].map((from) => drawn(from, "hello"));
const others = [0, 1].map((from) => drawn(from, "hello", true));
const typed = ["hello", "hello!"].map((input) => drawn(0, input));

function bytesOf(pair: readonly Grid[], full = false): number {
  const renderer = new Renderer({ depth: "256", synchronized: true });
  const [one, other] = pair;
  if (!one || !other) return 0;
  const first = renderer.render(one, { row: 49, column: 11 });
  return encoder.encode(full ? first : renderer.render(other, { row: 49, column: 12 })).length;
}

Deno.bench(`a whole screen, ${bytesOf(frames, true)} bytes`, () => void bytesOf(frames, true));

/** Renders the two in turn. */
function alternate(pair: readonly Grid[]): () => void {
  const renderer = new Renderer({ depth: "256", synchronized: true });
  let turn = 0;
  return () => {
    const grid = pair[turn++ % 2];
    if (grid) renderer.render(grid, { row: 49, column: 11 });
  };
}

Deno.bench(`difference: one letter, ${bytesOf(typed)} bytes`, alternate(typed));
Deno.bench(`difference: scrolled by one message, ${bytesOf(frames)} bytes`, alternate(frames));
Deno.bench(`difference: the same, not ASCII, ${bytesOf(others)} bytes`, alternate(others));
Deno.bench("draw the screen", () => void drawn(0, "hello"));
Deno.bench("draw the screen, not ASCII", () => void drawn(0, "hello", true));

const parser = new KeyParser();
const letter = encoder.encode("x");
const flood = encoder.encode("\x1b[A\x1b[1;5Cabc\x1b[<64;10;10M\r".repeat(200));
let editor = withText(newEditor(), "hello there");
const renderer = new Renderer({ depth: "256", synchronized: true });
let input = 0;

Deno.bench("a key, from its byte to the screen's bytes", () => {
  parser.feed(letter, 0);
  for (let key = parser.next(); key; key = parser.next()) editor = onKey(editor, key, { columns: 150 }).editor;
  renderer.render(drawn(0, `hello${input++ % 10}`), { row: 49, column: 12 });
  if (editor.text.graphemes.length > 100) editor = withText(newEditor(), "");
});
Deno.bench("1200 keys parsed", () => {
  parser.feed(flood, 0);
  while (parser.next());
});
const long = withText(newEditor(), `${OTHER} `.repeat(200));
Deno.bench("a letter into a text of 8000", () => void onKey(long, { type: "text", text: "x" }, { columns: 150 }));
