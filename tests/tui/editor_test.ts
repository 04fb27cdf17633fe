import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Completer } from "../../lib/tui/completion.ts";
import { type EditText, textOf } from "../../lib/tui/edit_text.ts";
import type { Editor } from "../../lib/tui/edit_state.ts";
import { atPlace, newEditor, onKey, render, TEXT_LENGTH_MAX } from "../../lib/tui/editor.ts";
import { graphemesOf } from "../../lib/tui/graphemes.ts";
import { KeyParser } from "../../lib/tui/keys.ts";

const NAMES = ["alice: ", "albert: ", "bob: "];
/** Completes the word before the cursor to a name. */
const complete: Completer = (text, offset) => {
  const start = text.lastIndexOf(" ", offset - 1) + 1;
  const word = text.slice(start, offset);
  return { start, end: offset, candidates: NAMES.filter((name) => name.startsWith(word)) };
};

/** Presses what a terminal would send; gives what came of it and the text with its cursor as `|`. */
function after(
  keys: string,
  editor: Editor = newEditor(),
  columns = 10,
): { said: string[]; shown: string; editor: Editor } {
  const said: string[] = [];
  const parser = new KeyParser();
  // As fingers do it: one after the other.
  for (const key of keys) parser.feed(new TextEncoder().encode(key), 0);
  parser.tick(1000);
  for (let input = parser.next(); input; input = parser.next()) {
    const edited = onKey(editor, input, { columns, complete });
    editor = edited.editor;
    if (edited.type === "entered") said.push(edited.text);
    else if (edited.type !== "edited") said.push(`<${edited.type}>`);
  }
  return { said, shown: shown(editor.text), editor };
}

function shown({ graphemes, at }: EditText): string {
  return `${graphemes.slice(0, at).join("")}|${graphemes.slice(at).join("")}`;
}

const [UP, DOWN, LEFT, RIGHT] = ["\x1b[A", "\x1b[B", "\x1b[D", "\x1b[C"];

Deno.test.each([
  ["abc", "abc|"],
  [`abc${LEFT}${LEFT}x`, "ax|bc"],
  ["abc\x01x\x05y", "xabcy|"],
  [`abc${LEFT}\x7f`, "a|c"],
  ["abc\x01\x1b[3~", "|bc"],
  ["abc\x01\x04", "|bc"],
  // Words, in any language; between blanks for Ctrl-W.
  ["one two-three\x1bb\x1bb", "one |two-three"],
  ["one two\x01\x1bf", "one| two"],
  ["one two-three\x17", "one |"],
  ["one two-three\x1b\x7f", "one two-|"],
  ["one two\x01\x1bd", "| two"],
  ["今日は 世界\x1b[1;5D", "今日は |世界"],
  // Kill and yank: what is killed in one go is one piece; the ring goes round.
  ["one two\x15x\x19", "xone two|"],
  ["one two three\x17\x17\x19", "one two three|"],
  ["one two\x01\x0b\x19\x19", "one twoone two|"],
  [`one${LEFT}\x0b${LEFT}\x0b\x19\x1by`, "oe|"],
  ["a\nb\x0b", "a\nb|"],
  ["a\nb\x15\x15", "a|"],
  ["a\nb\x01\x02\x0b", "a|b"],
  ["\x19\x1by", "|"],
  ["abc\x14", "acb|"],
  ["abc\x01\x14", "|abc"],
  // Undo goes back by words, and over kills; redo comes back.
  ["one two\x1f", "one|"],
  ["one two\x1f\x1f\x1f\x1f", "|"],
  ["one two\x15\x1f", "one two|"],
  ["one two\x1f\x1b_", "one two|"],
  ["one\x03", "|"],
  ["one\x03\x1f", "one|"],
  // A family is one character, and so is a flag or a letter with its mark.
  ["a👩‍👩‍👧\x7f", "a|"],
  ["🇩🇪e\u0301\x7f\x7f", "|"],
  [`日本${LEFT}x`, "日x|本"],
  ["e\x1b[200~\u0301\x1b[201~", "e\u0301|"],
  ["\u{1f1e9}\u{1f1ea}\u{1f1eb}\u{1f1f7}\x02\x7f", "|🇫🇷"],
  // Lines: Alt-Enter, Shift-Enter, Ctrl-J and pastes; up and down within them keep the column.
  ["one\x1b\rtwo\x1b[13;2uthree\nfour", "one\ntwo\nthree\nfour|"],
  ["\x1b[200~one\r\ntwo\x1b[201~!", "one\ntwo!|"],
  [`abc\nd\nefg${UP}`, "abc\nd|\nefg"],
  [`abc\nd\nefg${LEFT}${UP}${UP}${DOWN}${DOWN}`, "abc\nd\ne|fg"],
  [`日本\nabc${LEFT}${UP}`, "日|本\nabc"],
  ["one\ntwo\x1b[Hx", "one\nx|two"],
  ["one\ntwo\x1b[1;5Hx", "x|one\ntwo"],
  // Rows break where they are full: here after ten columns.
  [`0123456789abc${UP}`, "012|3456789abc"],
  [`0123456789${UP}`, "|0123456789"],
  [`0123456789abc\x01${DOWN}`, "0123456789|abc"],
  // Completion cycles, wraps, and ends with any other key.
  ["al\t", "alice: |"],
  ["al\t\t", "albert: |"],
  ["al\t\t\t", "alice: |"],
  ["al\x1b[Z", "albert: |"],
  ["al\thi", "alice: hi|"],
  ["al\t\x1b", "al|"],
  ["al\t\x1f", "al|"],
  ["x\t", "x|"],
  ["hi b\t", "hi bob: |"],
])("the keys %j make %j", (keys, text) => assertEquals(after(keys).shown, text));

Deno.test("entered lines come back, with the draft below them", () => {
  const typed = after("one\rtwo\rtwo\r\r  \rdraft");
  assertEquals(typed.said, ["one", "two", "two", "<ignored>", "  "]);
  assertEquals(after(UP, typed.editor).shown, "two|");
  assertEquals(after(`${UP}${UP}${UP}`, typed.editor).shown, "one|");
  assertEquals(after(`${UP}${UP}x${DOWN}${DOWN}${DOWN}`, typed.editor).shown, "draft|");
});

Deno.test.each([
  ["\x12tw", "|two"],
  ["\x12two\x12", "|two three"],
  ["\x12two\x12\x12\x12", "|two three"],
  ["\x12o\x7fth\r", "two |three"],
  ["\x12zz", "draft|"],
  ["\x12tw\x1b", "draft|"],
  ["\x12two\x05!", "two!|"],
  ["\x12two\x05\x1f", "draft|"],
])("looking for past lines with %j shows %j", (keys, text) => {
  const { editor } = after("one\rtwo three\rtwo\rdraft");
  assertEquals(after(keys, editor).shown, text);
});

Deno.test("a search shows what it looks for", () => {
  const { editor } = after("one two\r\x12two");
  const options = { columns: 60, rowsMax: 3, prompt: "> " };
  assertEquals(render(editor, options).rows, ["(search: two) one two"]);
  assertEquals(render(after("x", editor).editor, options).rows, ["(nothing found: twox) "]);
});

Deno.test("each place has its draft and its past", () => {
  const one = after("first\rhalf a line", newEditor("#one")).editor;
  const two = after("second\r", atPlace(one, "#two")).editor;
  assertEquals(after(UP, two).shown, "second|");
  const back = atPlace(two, "#one");
  assertEquals([shown(back.text), after(UP, back, 40).shown], ["half a line|", "first|"]);
});

Deno.test("keys that mean nothing here are the caller's", () => {
  assertEquals(after("\x03\x04\x1b[5~\x1b1\x0c\x1b").said, new Array(6).fill("<ignored>"));
  assertEquals(after("\x1b[I\x1b[<0;1;1M").said, ["<ignored>", "<ignored>"]);
});

Deno.test("a text has an end", () => {
  const paste = (length: number) => `\x1b[200~${"x".repeat(length)}\x1b[201~`;
  assertEquals(after(paste(TEXT_LENGTH_MAX + 1)).said, ["<full>"]);
  assertEquals(after(`${paste(TEXT_LENGTH_MAX)}y`).said, ["<full>"]);
});

Deno.test("whatever is typed, the text stays what a segmenter makes of it", () => {
  const keys = fc.constantFrom(
    "a",
    " ",
    "\u0301",
    "日",
    "\u{1f1e9}",
    "\u{1f1ea}",
    "\u200d",
    "👩",
    "\n",
    LEFT,
    RIGHT,
    UP,
    DOWN,
    "\x7f",
    "\x1b[3~",
    "\x14",
    "\x17",
    "\x0b",
    "\x15",
    "\x19",
    "\x1by",
    "\x1f",
    "\x1b_",
    "\t",
    "\x1b[Z",
    "\x12",
    "\r",
    "\x1bb",
    "\x1bd",
  );
  fc.assert(fc.property(fc.array(keys, { maxLength: 40 }), fc.integer({ min: 1, max: 12 }), (pressed, columns) => {
    const { editor } = after(pressed.join(""), newEditor(), columns);
    assertEquals([...editor.text.graphemes], [...graphemesOf(textOf(editor.text))]);
    const view = render(editor, { columns, rowsMax: 3, prompt: "> " });
    assertEquals(view.rows.length >= 1 && view.rows.length <= 3, true);
    assertEquals(view.cursor.row < view.rows.length && view.cursor.column < Math.max(columns, 4), true);
  }));
});
