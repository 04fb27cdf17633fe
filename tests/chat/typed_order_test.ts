// What people type to keep order, word by word.
import { assertEquals } from "@std/assert";
import {
  ORDER_WORDS,
  orderDone,
  orderQuestion,
  type OrderWord,
  parseOrder,
  takeYes,
  type TypedOrder,
} from "../../lib/chat/typed_order.ts";

Deno.test.each<[OrderWord, string, string | undefined, TypedOrder]>([
  ["kick", "@bob", "tea", { type: "kick", room: "tea", nick: "bob" }],
  ["kick", "#den bob", "tea", { type: "kick", room: "den", nick: "bob" }],
  ["kick", "bob", undefined, "no-room"],
  ["kick", "bob --server", undefined, { type: "kick", nick: "bob" }],
  ["ban", "", undefined, "no-room"],
  ["ban", "", "tea", "bad-form"],
  ["ban", "bob 2d", "tea", { type: "ban", room: "tea", nick: "bob", for: 172_800 }],
  ["ban", "bob 2 days of it", "tea", "bad-time"],
  ["ban", "bob 3 strikes and out", "tea", { type: "ban", room: "tea", nick: "bob", reason: "3 strikes and out" }],
  ["ban", "*!*@host", "tea", { type: "ban", room: "tea", mask: "*!*@host" }],
  ["ban", "bob --for", "tea", "bad-time"],
  ["ban", "bob --for 1y", "tea", "bad-time"],
  ["ban", "bob 30s", "tea", { type: "ban", room: "tea", nick: "bob", for: 30 }],
  ["ban", "bob 90", "tea", "bad-time"],
  ["ban", "bob 9999w spam", "tea", "bad-time"],
  ["ban", "bob 2nd time", "tea", { type: "ban", room: "tea", nick: "bob", reason: "2nd time" }],
  ["mute", "bob 2hours", "tea", "bad-time"],
  ["mute", "bob 1m30s", "tea", { type: "mute", room: "tea", nick: "bob", for: 90 }],
  ["invite", "--for 5y", "tea", "bad-time"],
  ["invite", "--for 45s", "tea", { type: "invite", room: "tea", for: 45 }],
  ["bans", "bob", "tea", "bad-form"],
  ["unban", "address:192.0.2.1", "tea", { type: "unban", room: "tea", mask: "address:192.0.2.1" }],
  ["mute", "bob --for 1h30m too  loud", "tea", {
    type: "mute",
    room: "tea",
    nick: "bob",
    for: 5_400,
    reason: "too loud",
  }],
  ["role", "bob mod", "tea", { type: "role", room: "tea", nick: "bob", role: "moderator" }],
  ["role", "bob", "tea", "bad-form"],
  ["invite", "", "tea", { type: "invite", room: "tea" }],
  ["invite", "--uses 3", "tea", { type: "invite", room: "tea", uses: 3 }],
  ["invite", "bob --uses", "tea", "bad-form"],
  ["invite", "", undefined, "no-room"],
  ["delete", "", "tea", { type: "delete", room: "tea" }],
  ["delete", "#den", undefined, { type: "delete", room: "den" }],
  ["delete", "den", "tea", { type: "delete", room: "den" }],
  ["delete", "", undefined, "no-room"],
  ["erase", "@bob", undefined, { type: "erase", with: "bob" }],
  ["erase", "den", "tea", { type: "erase", room: "den" }],
])("parseOrder(%s, %j) in %s", (word, args, room, order) => assertEquals(parseOrder(word, args, room), order));

Deno.test("every order word means something in a room", () => {
  for (const word of ORDER_WORDS) {
    const order = parseOrder(word, word === "role" ? "bob member" : /s$|delete|erase/.test(word) ? "" : "bob", "tea");
    assertEquals(typeof order, "object", word);
  }
});

Deno.test("takeYes() finds the answer wherever it stands, and nothing that only looks like it", () => {
  assertEquals(takeYes("den --yes"), { agreed: true, rest: "den" });
  assertEquals(takeYes("--yes"), { agreed: true, rest: "" });
  assertEquals(takeYes("bob --yes-man  x"), { agreed: false, rest: "bob --yes-man  x" });
});

Deno.test("only what cannot be undone is a question", () => {
  assertEquals(orderQuestion({ type: "delete", room: "den" }), "Delete den with all that was said there");
  assertEquals(orderQuestion({ type: "erase", room: "den" }), "Erase all that was said in den");
  assertEquals(orderQuestion({ type: "erase", with: "bob" }), "Erase all that was written to and by bob");
  assertEquals(orderQuestion({ type: "kick", room: "den", nick: "bob" }), undefined);
  assertEquals(orderDone({ type: "erase", with: "bob" }), "What was said in the conversation with bob is erased");
});
