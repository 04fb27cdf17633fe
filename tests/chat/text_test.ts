import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { cleanLine, cleanText, isBlank, lengthUpTo, quote } from "../../lib/chat/text.ts";
import { hostileText } from "../support/arbitraries.ts";

Deno.test.each([
  ["plain text, ~!", "plain text, ~!"],
  ["two\nlines\tand a tab", "two\nlines\tand a tab"],
  ["\r\n", "\n"],
  ["\x1b[2J\x07\x08\x7f", "[2J"],
  ["a\0b", "ab"],
  ["a\x0b\x0cb", "ab"],
  ["a\x80\x9b\x9fb\x85", "ab"], // C1
  ["a\u202ab\u202bc\u202cd\u202de\u202ef", "abcdef"],
  ["a\u2066b\u2067c\u2068d\u2069e", "abcde"],
  ["a\u200d\u200e\u2065\u206a", "a\u200d\u200e\u2065\u206a"], // the neighbours stay
  ["👩‍👩‍👧", "👩‍👩‍👧"],
  ["e\u0301", "\u00e9"],
  ["e\x00\u0301", "\u00e9"], // what a control kept apart is put together
  ["\ud800a\udc00", "\ufffda\ufffd"],
  ["", ""],
])("cleanText(%j) is %j", (text, clean) => assertEquals(cleanText(text), clean));

Deno.test.each([
  ["eight marks stay", "a" + "\u0329".repeat(8), "a" + "\u0329".repeat(8)],
  ["of more the first eight do", "a" + "\u0329".repeat(20) + "b", "a" + "\u0329".repeat(8) + "b"],
  ["what shows nothing does not part them", "a" + "\u200b\u0329".repeat(9) + "b", "a" + "\u200b\u0329".repeat(8) + "b"],
  ["and stays after the last", "a" + "\u0329".repeat(9) + "\u200db", "a" + "\u0329".repeat(8) + "\u200db"],
  ["alone it stays as it is", "a" + "\u200b".repeat(20), "a" + "\u200b".repeat(20)],
])("cleanText(): %s", (_, text, clean) => assertEquals(cleanText(text), clean));

// 21,000 of them took 2.4 s where the pattern was tried anew from each: this would take a quarter of an hour.
Deno.test("what shows nothing costs no more than its length", () => {
  const text = "a" + "\u200b".repeat(420_000);
  assertEquals(cleanText(text), text);
});

Deno.test("cleanText() leaves nothing that harms, and changes nothing the second time", () => {
  fc.assert(fc.property(hostileText, (text) => {
    const clean = cleanText(text);
    assert(clean.isWellFormed());
    assertEquals(clean.normalize("NFC"), clean);
    assert(!/[\u202a-\u202e\u2066-\u2069]|(?![\n\t])\p{Cc}/u.test(clean));
    assertEquals(cleanText(clean), clean);
  }));
});

Deno.test.each([
  ["one line", "one line"],
  ["two\nlines", "two lines"],
  ["a\r\n\t\u2028\u2029b", "a b"],
])("cleanLine(%j) is %j", (text, line) => assertEquals(cleanLine(text), line));

Deno.test.each([
  ["", 5, 0],
  ["abc", 5, 3],
  ["abcde", 5, 5],
  ["abcdef", 5, 6],
  ["😀😀😀😀😀", 5, 5],
  ["😀😀😀😀😀😀", 5, 6],
  ["x".repeat(1_000), 5, 6], // counting stops
  ["ää", 5, 2],
])("lengthUpTo(%s, %i) is %i", (text, most, length) => assertEquals(lengthUpTo(text, most), length));

Deno.test.each([
  ["", true],
  [" \n\t ", true],
  ["\u00a0\u3000\u2003", true],
  ["\u200b\u200d\u2060\ufeff", true],
  ["\u3164\u115f\u2800", true],
  [".", false],
  ["\u200bx", false],
  ["😀", false],
])("isBlank(%j) is %s", (text, blank) => assertEquals(isBlank(text), blank));

Deno.test("quote() gives what JSON.stringify gives", () => {
  for (let unit = 0; unit < 0x300; unit++) {
    const text = `a${String.fromCharCode(unit)}z`;
    assertEquals(quote(text), JSON.stringify(text));
  }
  fc.assert(fc.property(hostileText, (text) => assertEquals(quote(text), JSON.stringify(text))));
});
