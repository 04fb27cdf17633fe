import { assert, assertEquals, assertGreaterOrEqual, assertLessOrEqual } from "@std/assert";
import fc from "fast-check";
import { Area } from "../../lib/tui/area.ts";
import { palette, rgb } from "../../lib/tui/colour.ts";
import { glyphOf, graphemesOf } from "../../lib/tui/graphemes.ts";
import { shortenSpans, wrapSpans } from "../../lib/tui/spans.ts";
import { inkOf, linkTo, sgr } from "../../lib/tui/style.ts";
import { cut, fit, shorten, widthOf } from "../../lib/tui/width.ts";
import { wrap } from "../../lib/tui/wrap.ts";

Deno.test.each([
  ["abc", 3],
  ["", 0],
  ["日本", 4],
  ["👩‍👩‍👧", 2],
  ["🇩🇪", 2],
  ["e\u0301", 1],
  ["❤️", 2],
  ["한국", 4],
  ["\u200b\u202e", 0],
  ["\x1b[0m", 4],
  ["\t", 1],
  ["\ud800", 1],
  ["ｶﾞﾞﾞﾞ", 2],
  [`x${"\u0301".repeat(1000)}`, 1],
])("widthOf(%j) is %d", (text, columns) => assertEquals(widthOf(text), columns));

Deno.test("glyphOf() gives nothing that a terminal would obey, and no more than a cell bears", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
    for (const grapheme of graphemesOf(text)) {
      const { symbol, width } = glyphOf(grapheme);
      // deno-lint-ignore no-control-regex -- none of these may be left
      assert(!/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]/.test(symbol) && symbol.isWellFormed());
      assert(symbol.length <= 32 && (width > 0) === (symbol !== ""));
    }
  }));
});

Deno.test("cut(), shorten() and fit() keep to their columns", () => {
  assertEquals([cut("日本語", 5), cut("abc", 2), cut("abc", -1)], ["日本", "ab", ""]);
  assertEquals([shorten("日本語", 5), shorten("日本語", 6), shorten("ab", 0)], ["日本…", "日本語", ""]);
  assertEquals([fit("日本", 6), fit("ab", 5, "right"), fit("ab", 5, "centre")], ["日本  ", "   ab", " ab  "]);
  assertEquals(fit("日本語", 4), "日… ");
});

Deno.test.each([
  ["one two three", 7, ["one two", "three"]],
  ["one  two", 4, ["one", "two"]],
  ["one two   ", 7, ["one two"]],
  ["  indented text", 10, ["  indented", "text"]],
  ["a\n\nb", 5, ["a", "", "b"]],
  ["see https://example.org/a/long/path there", 12, ["see", "https://exam", "ple.org/a/lo", "ng/path", "there"]],
  ["日本語を書く", 5, ["日本", "語を", "書く"]],
  ["日本語。書く", 6, ["日本", "語。書", "く"]],
  ["ab 日本語", 5, ["ab 日", "本語"]],
  ["a👩‍👩‍👧👩‍👩‍👧", 3, ["a👩‍👩‍👧", "👩‍👩‍👧"]],
  ["", 5, [""]],
  ["     x", 3, ["", "x"]],
  ["日本", 1, ["日", "本"]],
])("wrap(%j, %d)", (text, width, rows) => assertEquals<readonly string[]>(wrap(text, width), rows));

Deno.test("wrap() loses nothing but blanks, and no row is too long", () => {
  const text = fc.array(fc.constantFrom("a", "word", " ", "  ", "日", "。", "👩‍👧", "\n", "e\u0301", "longlonglong"), {
    maxLength: 30,
  })
    .map((parts) => parts.join(""));
  fc.assert(fc.property(text, fc.integer({ min: 2, max: 12 }), (whole, width) => {
    const rows = wrap(whole, width);
    for (const row of rows) assertLessOrEqual(widthOf(row), width);
    assertEquals(rows.join("").replace(/[ \n]/g, ""), whole.replace(/[ \n]/g, ""));
    assertGreaterOrEqual(rows.length, whole.split("\n").length);
  }));
});

Deno.test("wrapSpans() breaks as one text and keeps the styles", () => {
  const bold = { bold: true };
  const rows = wrapSpans([{ text: "say " }, { text: "hel", style: bold }, { text: "lo world" }], 9);
  assertEquals(rows, [[{ text: "say " }, { text: "hel", style: bold }, { text: "lo" }], [{ text: "world" }]]);
  assertEquals(shortenSpans([{ text: "say " }, { text: "hello", style: bold }], 6), [{ text: "say " }, {
    text: "h…",
    style: bold,
  }]);
});

Deno.test("an area keeps what is drawn within it, and wide characters whole", () => {
  const screen = Area.blank({ rows: 4, columns: 10 });
  screen.fill({}, ".");
  const pane = screen.area({ row: 1, column: 2, rows: 2, columns: 5 });
  assertEquals(pane.put(0, 0, "日本語"), 5);
  pane.put(1, -1, "語x");
  pane.put(2, 0, "outside");
  assertEquals(screen.grid.toString(), ["..........", "..日本 ...", ".. x......", ".........."].join("\n"));
  // Half of a wide character that is overwritten leaves a blank.
  screen.put(1, 3, "|");
  screen.put(1, 4, "語");
  assertEquals(screen.grid.rowText(1), ".. |語 ...");
  assertEquals([pane.holds(1, 2), pane.holds(2, 6), pane.holds(3, 2), pane.holds(1, 7)], [true, true, false, false]);
});

Deno.test("restyle() changes both halves of a wide character, and keeps what the style leaves out", () => {
  const screen = Area.blank({ rows: 1, columns: 6 });
  screen.put(0, 0, "日本", { fg: palette(2) });
  screen.area({ column: 1, columns: 2 }).restyle({ reverse: true, bg: palette(3) });
  const ink = inkOf({ fg: palette(2), reverse: true });
  assertEquals([...screen.grid.inks.slice(0, 5)], [ink, ink, ink, ink, 0]);
  assertEquals([...screen.grid.papers.slice(0, 5)], [4, 4, 4, 4, 0]);
});

Deno.test.each(
  [
    [{}, { bold: true }, "true", "\x1b[1m"],
    [{ bold: true }, { bold: true, underline: true }, "true", "\x1b[4m"],
    [{ bold: true }, { dim: true }, "true", "\x1b[;2m"],
    [{ bold: true, fg: palette(1) }, {}, "true", "\x1b[m"],
    [{ fg: palette(1) }, { fg: palette(12) }, "true", "\x1b[94m"],
    [{ bg: palette(1) }, { fg: palette(3) }, "true", "\x1b[33;49m"],
    [{}, { fg: palette(200), bg: rgb(1, 2, 3) }, "true", "\x1b[38;5;200;48;2;1;2;3m"],
    [{}, { fg: rgb(255, 95, 0), bg: rgb(130, 130, 130) }, "256", "\x1b[38;5;202;48;5;244m"],
    [{}, { fg: rgb(255, 0, 10), bg: palette(21) }, "16", "\x1b[91;44m"],
    [{}, { fg: rgb(255, 0, 10), bold: true }, "none", "\x1b[1m"],
    [{ bold: true }, { fg: palette(1) }, "none", "\x1b[m"],
    [{}, { fg: palette(1) }, "none", ""],
  ] as const,
)("from %o to %o at depth %s", (from, to, depth, codes) => {
  const look = (style: typeof from | typeof to) => [inkOf(style), "bg" in style ? style.bg ?? 0 : 0] as const;
  assertEquals(sgr(look(from), look(to), depth), codes);
});

Deno.test("linkTo() refuses what could end the sequence", () => {
  assertEquals(linkTo("https://a\x1b\\"), undefined);
  assertEquals(linkTo("https://ä"), undefined);
  assertEquals(linkTo("https://a/?b;c")?.url, "https://a/?b;c");
});
