import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { GROUP_FORM, type Habit, NAME_FORM, parseHabit, TELL_FORM } from "../../lib/chat/habits.ts";
import { hostileText } from "../support/arbitraries.ts";

const KNOWN = new Set(["bob", "eve", "7", "http"]);
const OPTIONS = { names: true, isKnown: (nick: string) => KNOWN.has(nick) };

const tell = (to: string[], text: string, sure: boolean): Habit => ({ type: "tell", to, text, sure });
const text: Habit = { type: "text" };
const malformed = (form: string): Habit => ({ type: "malformed", form });

const TABLE: readonly (readonly [string, Habit])[] = [
  ["menu", { type: "menu" }],
  [" EXIT ", { type: "exit" }],
  ["exit now", text],
  ["@bob: hi", tell(["bob"], "hi", true)],
  ["@bob:hi", tell(["bob"], "hi", true)],
  ["@ bob : hi: there", tell(["bob"], "hi: there", true)],
  ["@bob,eve , carol: hi", tell(["bob", "eve", "carol"], "hi", true)],
  ["@nobody: hi", tell(["nobody"], "hi", true)],
  ["@ALL: hi", { type: "shout", text: "hi" }],
  ["@aLl:hi", { type: "shout", text: "hi" }],
  ["@groupX: hi", { type: "tell-group", group: "groupX", text: "hi" }],
  ["@bob hi", malformed(TELL_FORM)],
  ["@: x", malformed(TELL_FORM)],
  ["@bob:", malformed(TELL_FORM)],
  ["@ALL:", malformed(TELL_FORM)],
  ["@", malformed(TELL_FORM)],
  ["@a b: x", malformed(TELL_FORM)],
  ["@bob,: x", malformed(TELL_FORM)],
  ["bob: hi", tell(["bob"], "hi", true)],
  ["bob:hi", tell(["bob"], "hi", true)],
  ["bob : hi", tell(["bob"], "hi", true)],
  ["bob, eve:hi", tell(["bob", "eve"], "hi", true)],
  ["Note: milk", tell(["Note"], "milk", false)],
  ["Note:milk", tell(["Note"], "milk", false)],
  ["bob:", malformed(NAME_FORM)],
  ["Note:  ", malformed(NAME_FORM)],
  ["groupX: hi", { type: "tell-group", group: "groupX", text: "hi" }],
  ["GROUPx:hi", { type: "tell-group", group: "GROUPx", text: "hi" }],
  ["groupX:", malformed(NAME_FORM)],
  ["group groupX a, b,c", { type: "make-group", group: "groupX", members: ["a", "b", "c"] }],
  ["group groupX a", { type: "make-group", group: "groupX", members: ["a"] }],
  ["group groupX", malformed(GROUP_FORM)],
  ["group groupX a b", malformed(GROUP_FORM)],
  ["group groupX a,,b", malformed(GROUP_FORM)],
  ["group group/ a,b", malformed(GROUP_FORM)],
  ["group photo tomorrow", text],
  ["http://x.example/a: b", text],
  ["https://x.example", text],
  ["mailto:bob@x.example", text],
  ["gopher: is a word here", text],
  ["http: hi", tell(["http"], "hi", true)],
  ["foo://bar", text],
  ["12:30 at the gate", text],
  ["7:30 is for seven", tell(["7"], "30 is for seven", true)],
  ["std::vector", text],
  ["hello there: you", text],
  ["(aside): you", text],
  ["hello", text],
  [":) hi", text],
  ["a\nb: c", text],
];

for (const [line, habit] of TABLE) {
  Deno.test(`parseHabit(${JSON.stringify(line)}) is ${habit.type}`, () => {
    assertEquals(parseHabit(line, OPTIONS), habit);
  });
}

Deno.test.each([["bob: hi"], ["Note: x"], ["bob:"], ["groupX: hi"]])(
  "parseHabit(%s) is text where nobody sits at a terminal",
  (line) => assertEquals(parseHabit(line, { names: false, isKnown: () => false }), text),
);

Deno.test("parseHabit() never makes a text for the room of what begins like a message to somebody known", () => {
  fc.assert(fc.property(fc.constantFrom("@bob:", "@bob", "bob:", "bob :", "bob,eve:"), hostileText, (form, rest) => {
    // Two slashes after a colon are an address, whatever stands before.
    fc.pre(!rest.startsWith("//") && !(form === "@bob" && rest.includes(":")));
    return parseHabit(form + rest, OPTIONS).type !== "text";
  }));
});
