import { assertEquals } from "@std/assert";
import { type Key, KeyDecoder, PASTE_LENGTH_MAX } from "../../../lib/client/line/keys.ts";

const key = (name: Extract<Key, { type: "key" }>["name"]): Key => ({ type: "key", name });
const text = (value: string): Key => ({ type: "text", text: value });
const paste = (value: string): Key => ({ type: "paste", text: value });

const TABLE: readonly (readonly [string, readonly Key[]])[] = [
  ["abc", [text("abc")]],
  ["日👩‍👧é", [text("日👩‍👧é")]],
  ["a\rb\n", [text("a"), key("enter"), text("b"), key("enter")]],
  ["\x1b[A\x1bOB\x1b[1;5C", [key("up"), key("down"), key("word-right")]],
  ["\x1b[3~\x7f\x08", [key("delete"), key("backspace"), key("backspace")]],
  ["\x1b[H\x1b[F\x1b[1~\x1b[4~\x01\x05", ["home", "end", "home", "end", "home", "end"].map((n) => key(n as "home"))],
  ["\x03\x04\x0b\x15\x17\x19", [
    key("interrupt"),
    key("end-of-input"),
    key("kill-after"),
    key("kill-before"),
    key("kill-word"),
    key("yank"),
  ]],
  ["\x1bb\x1bf", [key("word-left"), key("word-right")]],
  ["\x1b[200~one\r\ntwo\x1b[201~x", [paste("one\ntwo"), text("x")]],
  // What is not known is swallowed whole.
  ["\x1b[?1;2c\x1b[24~\x1bz\x00\x1cx", [text("x")]],
  ["\x1b\x1b[Ax", [key("up"), text("x")]],
];

for (const [bytes, keys] of TABLE) {
  Deno.test(`KeyDecoder takes ${JSON.stringify(bytes)} however it is cut`, () => {
    const whole = new TextEncoder().encode(bytes);
    for (let cut = 0; cut <= whole.length; cut++) {
      const decoder = new KeyDecoder();
      const found = [...decoder.feed(whole.subarray(0, cut)), ...decoder.feed(whole.subarray(cut))];
      assertEquals(joined(found), joined(keys), `cut after ${cut} bytes`);
    }
  });
}

Deno.test("KeyDecoder bounds a paste that never ends", () => {
  const decoder = new KeyDecoder();
  decoder.feed(new TextEncoder().encode("\x1b[200~"));
  for (let i = 0; i < 30; i++) decoder.feed(new TextEncoder().encode("x".repeat(10_000)));
  const [found] = decoder.feed(new TextEncoder().encode("\x1b[201~"));
  assertEquals(found, paste("x".repeat(PASTE_LENGTH_MAX)));
});

/** Neighbouring texts as one: a cut may part them. */
function joined(keys: readonly Key[]): readonly Key[] {
  const all: Key[] = [];
  for (const each of keys) {
    const last = all.at(-1);
    if (each.type === "text" && last?.type === "text") all[all.length - 1] = text(last.text + each.text);
    else all.push(each);
  }
  return all;
}
