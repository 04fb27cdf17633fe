import { assertEquals, assertLessOrEqual, assertThrows } from "@std/assert";
import fc from "fast-check";
import { LineBuffer, type LineFault } from "../../lib/wire/line_buffer.ts";
import { assertSameOverCuts, drain, run } from "../support/cuts.ts";

const encoder = new TextEncoder();
const LIMIT = 10;
const LONG: LineFault = { type: "too-long" };

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function notUtf8(text: string): LineFault {
  return { type: "not-utf8", bytes: latin1(text) };
}

Deno.test.each<[string, Uint8Array, (string | LineFault)[]]>([
  ["two lines", latin1("one\ntwo\n"), ["one", "two"]],
  ["returns before newlines", latin1("one\r\ntwo\r\n"), ["one", "two"]],
  ["one return alone is ignored", latin1("a\r\r\nb\rc\n"), ["a\r", "b\rc"]],
  ["empty lines", latin1("\n\r\n\none\n\n\r\n"), ["one"]],
  ["characters of several bytes", encoder.encode("ä😀\nжあ\n"), ["ä😀", "жあ"]],
  ["the mark U+FEFF is kept wherever it stands", encoder.encode("\ufeffa\n\ufeffb\n"), ["\ufeffa", "\ufeffb"]],
  ["the longest line", latin1("0123456789\n0123456789\r\n"), ["0123456789", "0123456789"]],
  ["a line over the limit", latin1("a\n0123456789x\nb\n"), ["a", LONG, "b"]],
  ["a return counts where no newline follows", latin1("0123456789\rx\nb\n"), [LONG, "b"]],
  ["two returns are one too many", latin1("0123456789\r\r\nb\n"), [LONG, "b"]],
  ["lines over the limit, each reported once", latin1(`${"x".repeat(50)}\n${"y".repeat(11)}\nb\n`), [LONG, LONG, "b"]],
  ["the limit is in bytes", encoder.encode("äääää\nääääää\n"), ["äääää", LONG]],
  ["bytes that are not UTF-8 fault their own line", latin1("a\n\xff\xfe\r\nb\n"), ["a", notUtf8("\xff\xfe\r"), "b"]],
  ["a character that breaks off at the newline", latin1("\xe3\x81\n\x82\n"), [notUtf8("\xe3\x81"), notUtf8("\x82")]],
  ["surrogates in bytes", latin1("\xed\xa0\x80\nb\n"), [notUtf8("\xed\xa0\x80"), "b"]],
])("LineBuffer gives the same over any cuts: %s", (_, bytes, lines) => {
  assertEquals(assertSameOverCuts<string | LineFault>(bytes, () => new LineBuffer(LIMIT)), lines);
});

Deno.test("LineBuffer agrees with a plain reading of the whole", () => {
  const piece = fc.constantFrom("\n", "\r", "\r\n", "a", "bc", "0123456789", "ä", "\xff", "0123456789a");
  fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), fc.array(fc.nat(7), { maxLength: 30 }), (pieces, sizes) => {
    const bytes = latin1(`${pieces.join("")}\n`);
    assertEquals(run(new LineBuffer(LIMIT), cut(bytes, sizes)), plainly(bytes));
  }));
});

Deno.test("LineBuffer reports a line that is too long before it ends", () => {
  const lines = new LineBuffer(LIMIT);
  lines.feed(latin1("0123456789"));
  assertEquals(lines.next(), undefined);
  lines.feed(latin1("a"));
  assertEquals(drain(lines), [LONG]);
  lines.feed(latin1("more and more of it"));
  assertEquals(drain(lines), []);
  assertEquals(lines.rest(), latin1(""));
  lines.feed(latin1("end\nnext\n"));
  assertEquals(drain(lines), ["next"]);
});

Deno.test("LineBuffer.rest() gives back to the byte what was not taken", () => {
  const lines = new LineBuffer(LIMIT);
  lines.feed(latin1("one\ntwo\r\n\n\xffx\n"));
  lines.feed(latin1("unfin"));
  assertEquals(lines.next(), "one");
  assertEquals(lines.rest(), latin1("two\r\n\n\xffx\nunfin"));
  const runs = new LineBuffer(LIMIT);
  runs.feed(latin1("one\ntwo\n"));
  runs.feed(latin1("three\nfour\n"));
  assertEquals(runs.next(), "one");
  assertEquals(runs.rest(), latin1("two\nthree\nfour\n"));
  assertEquals(drain(runs), ["two", "three", "four"]);
});

Deno.test("LineBuffer holds no more than a line, whatever is fed", () => {
  const lines = new LineBuffer(LIMIT);
  for (let each = 0; each < 1_000; each++) {
    lines.feed(latin1("xyz"));
    drain(lines);
    assertLessOrEqual(lines.rest().length, LIMIT + 1);
  }
});

Deno.test("LineBuffer wants a limit", () => {
  assertThrows(() => new LineBuffer(0), RangeError, "lineBytesMax must be >= 1");
});

function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let from = 0;
  for (const size of sizes) {
    chunks.push(bytes.subarray(from, from + size));
    from += size;
  }
  return [...chunks, bytes.subarray(from)];
}

/** What a line buffer should give, said as plainly as possible. */
function plainly(bytes: Uint8Array): (string | LineFault)[] {
  const lines: (string | LineFault)[] = [];
  const text = String.fromCharCode(...bytes);
  for (const raw of text.split("\n").slice(0, -1)) {
    const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    if (line.length > LIMIT) lines.push(LONG);
    else if (/[^\0-\x7f]/.test(line)) lines.push(notUtf8(raw));
    else if (line !== "") lines.push(line);
  }
  return lines;
}
