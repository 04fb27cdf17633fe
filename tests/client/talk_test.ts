// Talking: to the room, to one, to several, to a group, to all; and what never goes to the room.
import { assertEquals, assertStringIncludes } from "@std/assert";
import { promptOf } from "../../lib/client/prompt.ts";
import { NOON, Story } from "./story.ts";

const AT = NOON;

Deno.test("one's own line is shown when it is stored, in its place", () => {
  const story = Story.inLobby();
  story.type("hi").assertSent({ type: "say", room: "lobby", text: "hi" }).assertPrinted();
  story.hear({ type: "message", room: "lobby", seq: 1, from: "bob", text: "first", kind: "text", at: AT });
  story.answer({ type: "said", room: "lobby", seq: 2, at: AT });
  story.assertPrinted("  bob: first", "> alice: hi");
});

Deno.test("name: text goes to that person alone", () => {
  const story = Story.inLobby();
  story.type("bob: psst").assertSent({ type: "tell", to: ["bob"], text: "psst" });
  story.answer({ type: "told", at: AT, delivered: ["bob"], missed: [], status: { bob: "busy" } });
  story.assertPrinted("@ you to bob: psst", "- bob is busy");
});

Deno.test("Word: text that is nobody's is held back, and Enter sends it to the room", () => {
  const story = Story.inLobby();
  story.type("Note: milk").assertSent({ type: "tell", to: ["Note"], text: "milk" });
  story.answer({ type: "error", code: "no-such-user", text: "Note is not here", missed: ["Note"] });
  story.assertPrinted("? Not sent: nobody here is called Note. Enter again sends it to lobby: Note: milk");
  story.type("").assertSent({ type: "say", room: "lobby", text: "Note: milk" });
});

Deno.test("any other line forgets what was held back", () => {
  const story = Story.inLobby();
  story.type("Note: milk").answer({ type: "error", code: "no-such-user", text: "no", missed: ["Note"] });
  story.forget();
  story.type("well", "").assertSent({ type: "say", room: "lobby", text: "well" });
});

Deno.test.each([["@carol: secret"], ["bob: secret"], ["/msg carol secret"]])(
  "%s to nobody is refused, and a second Enter sends nothing",
  (line) => {
    const story = Story.inLobby();
    story.type(line).answer({ type: "error", code: "no-such-user", text: "Not here", missed: [] });
    story.assertPrinted("? Not sent: Not here");
    story.forget();
    story.type("", "").assertSent();
  },
);

Deno.test.each([["@bob hi"], ["@: x"], ["bob:"], ["group groupX"], ["/msg"], ["/shout"]])(
  "%s is not sent and shows the right form",
  (line) => {
    const story = Story.inLobby();
    story.type(line).assertSent();
    assertStringIncludes(story.printed().join(), "as in");
  },
);

Deno.test("several people, everybody, a group", () => {
  const story = Story.inLobby();
  story.type("/msg bob, eve hi there").assertSent({ type: "tell", to: ["bob", "eve"], text: "hi there" });
  story.answer({ type: "told", at: AT, delivered: ["bob"], missed: ["eve"], status: { bob: "online" } });
  story.assertPrinted("@ you to bob: hi there", "? Not reached: eve");
  story.type("@ALL: dinner").assertSent({ type: "shout", text: "dinner" });
  story.answer({ type: "shouted", delivered: 3, at: AT }).assertPrinted("! you to all: dinner");
  story.type("group groupX bob, eve").assertSent({ type: "group", group: "groupX", members: ["bob", "eve"] });
  story.answer({ type: "grouped", group: "groupX", members: ["alice", "bob", "eve"], absent: [] });
  story.forget();
  story.type("groupX: hello").assertSent({ type: "tell", group: "groupX", text: "hello" });
  story.answer({ type: "told", at: AT, delivered: ["bob", "eve"], missed: [], status: {} });
  story.assertPrinted("& groupX you: hello");
});

Deno.test("/msg NAME opens a conversation until /room", () => {
  const story = Story.inLobby();
  story.type("/msg bob");
  assertEquals(promptOf(story.model, { at: AT, mono: 0 }), "@bob> ");
  story.type("one").assertSent({ type: "tell", to: ["bob"], text: "one" });
  story.type("/room", "two");
  assertEquals(story.sent().at(-1), { type: "say", room: "lobby", text: "two" });
});

Deno.test("//x sends /x, /me acts, /say sends what looks like a form", () => {
  const story = Story.inLobby();
  story.type("//help", "/me waves", "/say bob: hi").assertSent(
    { type: "say", room: "lobby", text: "/help" },
    { type: "say", room: "lobby", text: "waves", kind: "action" },
    { type: "say", room: "lobby", text: "bob: hi" },
  );
});

Deno.test("a pasted text of several lines is never a command that does something else", () => {
  const story = Story.inLobby();
  story.type("/quit\nand more").assertSent();
  story.assertPrinted("? Not done: /quit takes one line. //quit … sends it all as text");
  story.type("//quit\nand more").assertSent({ type: "say", room: "lobby", text: "/quit\nand more" });
});

Deno.test.each(
  [
    ["@bob: two\nlines", { type: "tell", to: ["bob"], text: "two\nlines" }],
    ["bob: two\nlines", { type: "tell", to: ["bob"], text: "two\nlines" }],
    ["/msg bob two\nlines", { type: "tell", to: ["bob"], text: "two\nlines" }],
    ["@ALL: two\nlines", { type: "shout", text: "two\nlines" }],
    ["two\nbob: lines", { type: "say", room: "lobby", text: "two\nbob: lines" }],
  ] as const,
)("a pasted %j goes where its first line says, and not to the room", (text, command) => {
  Story.inLobby().type(text).assertSent(command);
});

Deno.test("in no room, text is not sent", () => {
  const story = Story.inLobby();
  story.hear({ type: "left", room: "lobby", code: "deleted" });
  story.forget();
  story.type("hello").assertSent();
  assertStringIncludes(story.printed()[0] ?? "", "you are in no room");
});

Deno.test("too-fast sends the same lines again, in order, when the wait is over", () => {
  const story = Story.inLobby();
  story.type("one", "two");
  const [first, second] = story.sentRefs();
  story.hear({ type: "error", code: "too-fast", text: "slow", wait: 500 }, first);
  story.hear({ type: "error", code: "too-fast", text: "slow", wait: 500 }, second);
  story.pass(499).assertSent().assertPrinted();
  story.pass(1).assertSent({ type: "say", room: "lobby", text: "one" });
  story.hear({ type: "said", room: "lobby", seq: 1, at: AT }, first);
  story.assertSent({ type: "say", room: "lobby", text: "two" }).assertPrinted("> alice: one");
});

Deno.test("a text longer than the server takes is refused before it is sent", () => {
  const story = Story.inLobby();
  story.type("x".repeat(4097)).assertSent();
  assertStringIncludes(story.printed()[0] ?? "", "longer than 4096");
});

Deno.test("a group that can't be called so is answered with how a group is called", () => {
  const story = Story.inLobby().type("/group foo bob, eve").assertSent();
  story.assertPrinted('? Not done. A group\'s name is "group" and 1 to 32 characters of a nick, as in groupX');
});
