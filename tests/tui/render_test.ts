import { assert, assertEquals, assertLess } from "@std/assert";
import fc from "fast-check";
import { Area } from "../../lib/tui/area.ts";
import { colourCodes, palette, rgb } from "../../lib/tui/colour.ts";
import type { Grid } from "../../lib/tui/grid.ts";
import { Renderer } from "../../lib/tui/render.ts";
import { linkTo, type Style } from "../../lib/tui/style.ts";
import { TestScreen } from "../support/screen.ts";

const TRUE = { depth: "true", synchronized: false } as const;

const texts = fc.array(
  fc.constantFrom(
    "a",
    "b",
    " ",
    "      ",
    "日本",
    "한",
    "👩‍👩‍👧",
    "🇩🇪",
    "e\u0301",
    "❤️",
    "🦭",
    "ｶﾞ",
    "\x1b[31m",
    "\u202e",
    "é",
    "\t",
  ),
  { maxLength: 12 },
).map((parts) => parts.join(""));
const styles: fc.Arbitrary<Style> = fc.record({
  fg: fc.constantFrom(undefined, palette(1), palette(9), palette(200), rgb(1, 2, 3)),
  bg: fc.constantFrom(undefined, undefined, palette(4), rgb(9, 8, 7)),
  bold: fc.boolean(),
  dim: fc.boolean(),
  underline: fc.boolean(),
  link: fc.constantFrom(undefined, undefined, linkTo("https://example.org/a"), linkTo("https://example.org/b")),
});
const put = (text: fc.Arbitrary<string>, style: fc.Arbitrary<Style>): fc.Arbitrary<Put> =>
  fc.record({ row: fc.nat(5), column: fc.integer({ min: -3, max: 22 }), text, style });
const puts = fc.array(put(texts, styles), { maxLength: 12 });
/** Frames that have much in common, as those of a screen have, and small changes all over. */
const frames = fc.tuple(
  puts,
  fc.array(fc.oneof(puts, fc.array(put(fc.constantFrom("x", "y", "日", "👩‍👩‍👧"), styles), { maxLength: 15 })), {
    minLength: 1,
    maxLength: 6,
  }),
).map(([common, each]) => each.map((own) => drawn({ rows: 6, columns: 20 }, [...common, ...own])));

interface Put {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly style: Style;
}

function drawn(size: { rows: number; columns: number }, all: readonly Put[]): Grid {
  const area = Area.blank(size);
  for (const { row, column, text, style } of all) area.put(row, column, text, style);
  return area.grid;
}

/** What a cell must look like on the screen. */
function lookAt(grid: Grid, index: number): string {
  const ink = grid.inks[index] ?? 0;
  const attributes = [1, 2, 3, 4, 7, 9].filter((_, bit) => (ink >>> 25) & (1 << bit));
  const fore = colourCodes(ink & 0x1ffffff, "true", "fore");
  const back = colourCodes(grid.papers[index] ?? 0, "true", "back");
  return [fore, back, ...attributes, grid.linkAt(index)?.url ?? ""].filter((part) => part !== "").join(" ");
}

function assertShows(screen: TestScreen, grid: Grid): void {
  for (let index = 0; index < grid.symbols.length; index++) {
    const [row, column] = [Math.floor(index / grid.columns), index % grid.columns];
    const cell = screen.cell(row, column);
    const symbol = grid.symbols[index] ?? "";
    // An old terminal shows the parts of this as it likes, but nothing else in its cells, and nothing outside them.
    const whole = symbol === "" ? grid.symbols[index - 1] ?? "" : symbol;
    if (whole.length > 1) {
      assert(cell.symbol === " " || whole.includes(cell.symbol), `${cell.symbol} at ${row}, ${column}\n${screen}`);
      continue;
    }
    assertEquals(cell.symbol, symbol, `symbol at ${row}, ${column}\n${screen}`);
    if (symbol !== " " || grid.papers[index] !== 0) assertEquals(cell.look, lookAt(grid, index), `${row}, ${column}`);
  }
}

for (const clusters of [true, false]) {
  Deno.test(`what the renderer writes makes the next grid of the last one, ${clusters ? "new" : "old"} terminal`, () => {
    fc.assert(
      fc.property(frames, (grids) => {
        const renderer = new Renderer(TRUE);
        const screen = new TestScreen({ rows: 6, columns: 20 }, { clusters });
        for (const [index, grid] of grids.entries()) {
          const cursor = { row: index % 6, column: (index * 7) % 20 };
          screen.write(renderer.render(grid, cursor));
          assertShows(screen, grid);
          if (clusters) assertEquals(screen.toString(), grid.toString());
          assertEquals([screen.row, screen.column], [cursor.row, cursor.column]);
        }
      }),
      { numRuns: 300 },
    );
  });
}

Deno.test("render() writes nothing where nothing changed, and a typed letter as it is", () => {
  const renderer = new Renderer(TRUE);
  const size = { rows: 3, columns: 20 };
  const before = Area.blank(size);
  before.put(2, 0, "> hell");
  renderer.render(before.grid, { row: 2, column: 6 });
  assertEquals(renderer.render(before.grid, { row: 2, column: 6 }), "");
  const after = Area.blank(size);
  after.put(2, 0, "> hello");
  assertEquals(renderer.render(after.grid, { row: 2, column: 7 }), "o");
});

Deno.test("render() draws in full at another size and on demand, and hides the cursor it is not given", () => {
  const renderer = new Renderer({ depth: "256", synchronized: true });
  const one = Area.blank({ rows: 2, columns: 10 });
  one.put(0, 0, "one");
  const screen = new TestScreen({ rows: 2, columns: 10 });
  screen.write(renderer.render(one.grid));
  assertEquals([screen.modes.get(25), screen.toString()], [false, "one\n"]);
  const smaller = new TestScreen({ rows: 1, columns: 5 });
  const other = Area.blank({ rows: 1, columns: 5 });
  other.put(0, 0, "日本語");
  smaller.write(renderer.render(other.grid, { row: 0, column: 9 }));
  assertEquals([smaller.modes.get(25), smaller.toString(), smaller.column], [true, "日本", 4]);
  renderer.invalidate();
  const again = new TestScreen({ rows: 1, columns: 5 });
  again.write(renderer.render(other.grid));
  assertEquals(again.toString(), "日本");
});

Deno.test("a long frame comes whole where the terminal can hold it back", () => {
  const renderer = new Renderer({ depth: "16", synchronized: true });
  const area = Area.blank({ rows: 4, columns: 40 });
  for (let row = 0; row < 4; row++) area.put(row, 0, "x".repeat(40));
  const frame = renderer.render(area.grid, { row: 0, column: 0 });
  assertEquals([frame.slice(0, 8), frame.slice(-8)], ["\x1b[?2026h", "\x1b[?2026l"]);
  assertLess(frame.length, 260);
});
