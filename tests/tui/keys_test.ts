import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { TerminalInput } from "../../lib/tui/input.ts";
import { ESCAPE_WAIT_MS, KeyParser, SEQUENCE_WAIT_MS } from "../../lib/tui/keys.ts";
import { PASTE_LENGTH_MAX, PASTE_QUIET_MS, PASTE_WAIT_MS } from "../../lib/tui/paste_buffer.ts";

const encoder = new TextEncoder();

/** Inputs as short words: text in quotes, chords as they are. */
function shown(inputs: readonly TerminalInput[]): string {
  const words: string[] = [];
  let text = "";
  for (const input of inputs) {
    if (input.type === "text") {
      text += input.text;
      continue;
    }
    if (text !== "") words.push(`'${text}'`);
    text = "";
    words.push(wordOf(input));
  }
  return [...words, ...(text === "" ? [] : [`'${text}'`])].join(" ");
}

function wordOf(input: Exclude<TerminalInput, { type: "text" }>): string {
  if (input.type === "key") return input.chord;
  if (input.type === "paste") return `paste(${JSON.stringify(input.text)})`;
  if (input.type === "focus") return input.focused ? "focus-in" : "focus-out";
  if (input.type === "reply") return JSON.stringify(input.reply);
  const modifiers = (["ctrl", "alt", "shift"] as const).filter((name) => input[name]).map((name) => `${name}-`).join(
    "",
  );
  return `${modifiers}${input.action}(${input.button} ${input.row},${input.column})`;
}

function parsed(chunks: readonly Uint8Array[]): readonly TerminalInput[] {
  const parser = new KeyParser();
  for (const chunk of chunks) parser.feed(chunk, 0);
  return drained(parser);
}

function drained(parser: KeyParser): readonly TerminalInput[] {
  const inputs: TerminalInput[] = [];
  for (let input = parser.next(); input; input = parser.next()) inputs.push(input);
  return inputs;
}

const TABLE: readonly (readonly [bytes: string, inputs: string])[] = [
  ["abc", "'abc'"],
  ["日👩‍👧é", "'日👩‍👧é'"],
  ["a\rb\nc\td", "'a' enter 'b' ctrl-j 'c' tab 'd'"],
  ["\x00\x01\x1a\x1c\x1d\x1e\x1f\x7f\x08", "ctrl-space ctrl-a ctrl-z ctrl-\\ ctrl-] ctrl-^ ctrl-_ backspace backspace"],
  // Arrows and their like, in all forms, with modifiers as xterm and rxvt tell them.
  ["\x1b[A\x1bOB\x1b[1;5C\x1b[1;2D\x1b[1;7H\x1bOF", "up down ctrl-right shift-left ctrl-alt-home end"],
  ["\x1b[1~\x1b[2~\x1b[3;5~\x1b[4~\x1b[5~\x1b[6;3~", "home insert ctrl-delete end page-up alt-page-down"],
  ["\x1b[a\x1bOa\x1b[3^\x1b[3$\x1b[3@x", "shift-up ctrl-up ctrl-delete shift-delete ctrl-shift-delete 'x'"],
  ["\x1bOP\x1b[12~\x1b[[C\x1bOS\x1b[15~\x1b[24;2~\x1b[1;5P", "f1 f2 f3 f4 f5 shift-f12 ctrl-f1"],
  ["\x1b[1;2R\x1bOR", "shift-f3 f3"],
  ["\x1b[Z\x1b[1;2Z", "shift-tab shift-tab"],
  ["\x1bOM\x1bOj\x1bOy\x1bOX", "enter '*9='"],
  // Alt.
  ["\x1ba\x1bA\x1b=\x1b1\x1bé\x1b🦭\x1b ", "alt-a alt-A alt-= alt-1 alt-é alt-🦭 alt-space"],
  ["\x1b\r\x1b\x7f\x1b\x02\x1b\t", "alt-enter alt-backspace ctrl-alt-b alt-tab"],
  ["\x1b\x1b[A\x1b\x1bOB\x1b\x1b[1;5C", "alt-up alt-down ctrl-alt-right"],
  ["\x1b\x1bx", "escape alt-x"],
  // Kitty's way, and xterm's.
  ["\x1b[27u\x1b[13;2u\x1b[9;5u\x1b[127;3u\x1b[32;5u", "escape shift-enter ctrl-tab alt-backspace ctrl-space"],
  ["\x1b[97;5u\x1b[97;6u\x1b[97;3u\x1b[97;4u\x1b[97;9u", "ctrl-a ctrl-shift-a alt-a alt-A super-a"],
  ["\x1b[97:65;2u\x1b[49:33;2u\x1b[45:95;6u", "'A!' ctrl-_"],
  ["\x1b[1089::99;5u\x1b[1089;3u", "ctrl-c alt-с"],
  ["\x1b[97;5:3u\x1b[97;1:2u\x1b[57358u\x1b[57414u\x1b[57417;5u\x1b[57400u", "'a' enter ctrl-left '1'"],
  ["\x1b[27;5;47~\x1b[27;2;13~\x1b[27;6;90~", "ctrl-/ shift-enter ctrl-shift-z"],
  // Pastes: never read as keys.
  ["\x1b[200~one\r\ntwo\rthree\x1b[201~x", "paste(\"one\\ntwo\\nthree\") 'x'"],
  ["\x1b[200~\x1b[A\x03\x1b[200~\tä\x1b[201\x1b[201~\x1b[A", 'paste("[A[200~\\tä[201") up'],
  ["\x1b[200~\x1b[201~", 'paste("")'],
  // Mouse and focus.
  [
    "\x1b[<0;3;2M\x1b[<0;3;2m\x1b[<64;1;1M\x1b[<81;300;9M",
    "press(left 1,2) release(left 1,2) wheel-up(none 0,0) ctrl-wheel-down(none 8,299)",
  ],
  ["\x1b[<34;5;5M\x1b[<35;5;5M\x1b[<10;5;5M\x1b[M !!x", "drag(right 4,4) move(none 4,4) alt-press(right 4,4) 'x'"],
  ["\x1b[I\x1b[O", "focus-in focus-out"],
  // Answers.
  [
    "\x1b[?2026;2$y\x1b[?1;0$y",
    '{"type":"mode","mode":2026,"state":"reset"} {"type":"mode","mode":1,"state":"unknown"}',
  ],
  ["\x1b[?62;22c", '{"type":"device","attributes":[62,22]}'],
  [
    "\x1b]11;rgb:ffff/8080/0000\x1b\\\x1b]11;rgb:f/8/0\x07",
    '{"type":"background","red":255,"green":128,"blue":0} {"type":"background","red":255,"green":136,"blue":0}',
  ],
  ["\x1b[12;40R\x1b[?1;2R", '{"type":"cursor","row":11,"column":39} {"type":"cursor","row":0,"column":1}'],
  ["\x1bP>|kitty(0.36)\x1b\\\x1b[?5u", '{"type":"version","name":"kitty(0.36)"} {"type":"keyboard","flags":5}'],
  ["\x1bP1+r436f=323536\x1b\\\x1bP0+r436f\x1b\\\x1bP1+r436F=3z\x1b\\x", '{"type":"colours","count":256} \'x\''],
  ["\x1bP1$r0;48:2::1:2:3m\x1b\\x", '{"type":"rendition","sgr":"0;48:2::1:2:3"} \'x\''],
  // What is not known is swallowed whole, and what is broken hurts nothing after it.
  ["\x1b[?1;2x\x1b[99~\x1b[5;5;5q\x1b[>0;1c\x1bP0+r\x1b\\\x1b]52;c;aGk=\x07\x1b_Gi=1\x1b\\x", "'x'"],
  ["\x1b[1;\x03\x1b[\x1b[A\x1b]11;\x1b[B\x1bP12\x18x", "ctrl-c up down 'x'"],
  ["\u0085\u009bx", "'x'"],
  [`\x1b[${"1;".repeat(100)}Ax\x1b]${"y".repeat(9000)}\x07z`, "'xz'"],
];

for (const [bytes, inputs] of TABLE) {
  Deno.test(`KeyParser takes ${JSON.stringify(bytes).slice(0, 60)} however it is cut`, () => {
    const whole = encoder.encode(bytes);
    assertEquals(shown(parsed([whole])), inputs);
    assertEquals(shown(parsed([...whole].map((byte) => Uint8Array.of(byte)))), inputs, "byte by byte");
    const step = Math.ceil(whole.length / 300);
    for (let cut = 0; cut <= whole.length; cut += step) {
      assertEquals(shown(parsed([whole.subarray(0, cut), whole.subarray(cut)])), inputs, `cut after ${cut}`);
    }
  });
}

Deno.test("a lone Escape is a key once nothing has followed it", () => {
  const parser = new KeyParser();
  parser.feed(encoder.encode("\x1b"), 100);
  assertEquals(parser.wakeAt, 100 + ESCAPE_WAIT_MS);
  parser.tick(100 + ESCAPE_WAIT_MS - 1);
  assertEquals(shown(drained(parser)), "");
  parser.tick(100 + ESCAPE_WAIT_MS);
  assertEquals([shown(drained(parser)), parser.wakeAt], ["escape", undefined]);
  // The same when the next bytes come before anyone looked at the clock.
  parser.feed(encoder.encode("\x1b"), 200);
  parser.feed(encoder.encode("[A"), 300);
  assertEquals(shown(drained(parser)), "escape '[A'");
});

Deno.test("the beginning of a sequence is a key with alt, or nothing, when no more comes", () => {
  const parser = new KeyParser();
  parser.feed(encoder.encode("\x1b["), 0);
  parser.tick(ESCAPE_WAIT_MS);
  parser.feed(encoder.encode("\x1b[1;5"), 1000);
  parser.tick(1000 + SEQUENCE_WAIT_MS);
  parser.feed(encoder.encode("\x1b]11;rgb"), 2000);
  parser.feed(encoder.encode("x"), 2000 + SEQUENCE_WAIT_MS);
  assertEquals(shown(drained(parser)), "alt-[ 'x'");
});

Deno.test("a paste without an end is over after a while, and when it is quiet", () => {
  const parser = new KeyParser();
  parser.feed(encoder.encode("\x1b[200~one\x1b[20"), 0);
  parser.feed(encoder.encode("1 two"), PASTE_WAIT_MS - 1);
  parser.tick(PASTE_WAIT_MS);
  assertEquals(shown(drained(parser)), "");
  parser.tick(PASTE_WAIT_MS - 1 + PASTE_QUIET_MS);
  parser.feed(encoder.encode("\r"), PASTE_WAIT_MS * 2);
  assertEquals(shown(drained(parser)), 'paste("one[201 two") enter');
});

Deno.test("a paste that is too long is cut", () => {
  const parser = new KeyParser();
  parser.feed(encoder.encode("\x1b[200~"), 0);
  for (let part = 0; part < 12; part++) parser.feed(encoder.encode("x".repeat(100_000)), 0);
  parser.feed(encoder.encode("\x1b[201~"), 0);
  assertEquals(drained(parser), [{ type: "paste", text: "x".repeat(PASTE_LENGTH_MAX), cut: true }]);
});

Deno.test("garbage never throws, and what comes long after it is read again", () => {
  const pieces = fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc.constantFrom(
      "\x1b",
      "\x1b[",
      "\x1bO",
      "\x1b]",
      "\x1bP",
      "\x1b[200~",
      "\x1b[201~",
      "\x1b[<",
      ";",
      "\x1b[[",
      "~",
      "u",
    )
      .map((text) => encoder.encode(text)),
  );
  fc.assert(fc.property(fc.array(pieces, { maxLength: 30 }), (chunks) => {
    const parser = new KeyParser();
    for (const chunk of chunks) parser.feed(chunk, 0);
    drained(parser);
    parser.tick(PASTE_WAIT_MS * 2);
    drained(parser);
    parser.feed(encoder.encode("\x1b[Ax"), PASTE_WAIT_MS * 4);
    assert(shown(drained(parser)).endsWith("up 'x'"));
  }));
});
