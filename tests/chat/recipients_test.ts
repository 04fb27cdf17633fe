import { assertEquals } from "@std/assert";
import { parseRecipients, splitRecipients } from "../../lib/chat/recipients.ts";

Deno.test.each([
  ["bob", ["bob"]],
  ["bob,eve", ["bob", "eve"]],
  [" bob , eve,carol ", ["bob", "eve", "carol"]],
  ["bob, Bob", ["bob"]],
  ["", undefined],
  ["bob,", undefined],
  ["bob eve", undefined],
  [Array.from({ length: 33 }, (_, index) => `n${index}`).join(","), undefined],
])("parseRecipients(%s)", (text, nicks) => assertEquals(parseRecipients(text), nicks));

Deno.test.each([
  ["bob hi there", "bob", "hi there"],
  ["bob, eve hi", "bob, eve", "hi"],
  ["bob ,eve hi, you", "bob ,eve", "hi, you"],
  ["bob", "bob", ""],
  ["", "", ""],
])("splitRecipients(%s)", (text, names, rest) => assertEquals(splitRecipients(text), [names, rest]));
