import { assertEquals } from "@std/assert";
import { KeyDecoder } from "../../../lib/client/line/keys.ts";
import { type Editor, EMPTY_EDITOR, press, textOf } from "../../../lib/client/line/line_editor.ts";

/** Presses what a terminal would send; gives what was entered, and the line with its cursor as `|`. */
function after(keys: string, editor: Editor = EMPTY_EDITOR): { entered: string[]; shown: string; editor: Editor } {
  const entered: string[] = [];
  for (const key of new KeyDecoder().feed(new TextEncoder().encode(keys))) {
    const pressed = press(editor, key);
    editor = pressed.editor;
    if (pressed.type === "entered") entered.push(pressed.text);
    else if (pressed.type !== "edited") entered.push(`<${pressed.type}>`);
  }
  const { graphemes, at } = editor;
  return { entered, shown: `${graphemes.slice(0, at).join("")}|${graphemes.slice(at).join("")}`, editor };
}

const LEFT = "\x1b[D";

Deno.test.each([
  ["abc", "abc|"],
  [`abc${LEFT}${LEFT}x`, "ax|bc"],
  ["abc\x01x\x05y", "xabcy|"],
  [`abc${LEFT}\x7f`, "a|c"],
  [`abc\x01\x1b[3~`, "|bc"],
  [`one two${LEFT}\x0b`, "one tw|"],
  ["one two\x15x\x19", "xone two|"],
  ["one two  \x17", "one |"],
  ["one two\x1bb\x1bb\x1bd", "| two"],
  // A family is one character for the backspace, and so is a flag or a letter with its mark.
  ["a👩‍👩‍👧\x7f", "a|"],
  ["🇩🇪e\u0301\x7f\x7f", "|"],
  [`日本${LEFT}x`, "日x|本"],
  ["abc\x03", "|"],
  [`ab\x01\x04`, "|b"],
  ["\x1b[200~one\ntwo\n\x1b[201~", "one\ntwo|"],
])("press() of %j shows %j", (keys, shown) => assertEquals(after(keys).shown, shown));

Deno.test("press() enters lines and brings them back, with the draft below them", () => {
  const typed = after("one\rtwo\rtwo\r\rdraft");
  assertEquals(typed.entered, ["one", "two", "two", ""]);
  assertEquals(after("\x1b[A", typed.editor).shown, "two|");
  assertEquals(after("\x1b[A\x1b[A\x1b[A", typed.editor).shown, "one|");
  assertEquals(after("\x1b[A\x1b[A\x1b[B\x1b[B\x1b[B", typed.editor).shown, "draft|");
});

Deno.test("press() interrupts and ends on an empty line only", () => {
  assertEquals(after("a\x03\x03").entered, ["<interrupted>"]);
  assertEquals(after("\x04").entered, ["<ended>"]);
  assertEquals(after("a\x04").entered, []);
});

Deno.test("a mark that is typed after its letter joins it", () => {
  const { editor } = after("e");
  const marked = press(editor, { type: "text", text: "\u0301" }).editor;
  assertEquals([textOf(marked), marked.at], ["e\u0301", 1]);
});
