// A paste never sends by itself, is never a command, and nothing of it is lost.
import { assertEquals, assertStringIncludes } from "@std/assert";
import { longPaste } from "../../../lib/client/full/paste.ts";
import { ScreenStory } from "./screen_story.ts";

const texts = (story: ScreenStory) => story.sent.map((command) => "text" in command ? command.text : command.type);

Deno.test("a paste never sends: short into the line, long with a question", () => {
  const story = ScreenStory.inLobby().paste("one\ntwo\n");
  assertEquals(story.sent, []);
  assertStringIncludes(story.screen(), "lobby › one");
  story.press("ctrl-c").paste("1\n2\n3\n4\n5\n6").press("enter");
  assertEquals(story.sent, []);
  story.type("l");
  assertEquals(texts(story), ["1", "2", "3", "4", "5", "6"]);
  story.paste("a\nb\nc\nd\ne\nf").type("o");
  assertEquals(story.sent.at(-1), { type: "say", room: "lobby", text: "a\nb\nc\nd\ne\nf" });
  story.paste("a\nb\nc\nd\ne\nf").press("escape");
  assertEquals(story.sent.length, 7);
  story.paste("a\nb\nc\nd\ne\nf").type("e");
  assertEquals(story.sent.length, 7);
  assertStringIncludes(story.screen(), "lobby › a");
});

Deno.test("what was pasted is neither a command nor for anybody but who is in front", () => {
  const lines = ["/quit", "@bob: to him", "bob: to him", "@ALL: to all", "exit", "/shout x"];
  const story = ScreenStory.inLobby().paste(lines.join("\n")).type("l");
  assertEquals(story.sent, lines.map((text) => ({ type: "say", room: "lobby", text })));
  story.paste(lines.toReversed().join("\n")).type("o");
  assertEquals(story.sent.at(-1), { type: "say", room: "lobby", text: lines.toReversed().join("\n") });
  assertEquals(story.quits, []);
});

Deno.test("a pasted single command is one: it stands in the line until Enter", () => {
  const story = ScreenStory.inLobby().paste("/me waves\n");
  assertEquals(story.sent, []);
  story.press("enter");
  assertEquals(story.sent, [{ type: "say", room: "lobby", text: "waves", kind: "action" }]);
});

Deno.test("what is longer than a message goes as several, broken at line ends, with nothing lost", () => {
  const line = "x".repeat(1_500);
  const story = ScreenStory.inLobby().paste([line, line, line, line].join("\n"));
  assertStringIncludes(story.screen(), "o 2 ·");
  story.type("o");
  assertEquals(texts(story), [`${line}\n${line}`, `${line}\n${line}`]);
  // Characters of two code units are not torn.
  const one = "🦭".repeat(5_000);
  const { messages, lines } = longPaste(one, story.model) ?? { messages: [], lines: [] };
  assertEquals([messages.join(""), lines.join("")], [one, one]);
  assertEquals(messages.map((message) => [...message].length), [4_096, 904]);
});

Deno.test("more lines than anybody wants to read are not sent line by line, and are kept to choose again", () => {
  const story = ScreenStory.inLobby().paste(Array.from({ length: 101 }, (_, index) => `${index}`).join("\n")).type("l");
  assertEquals(story.sent, []);
  assertStringIncludes(story.screen(), "101 messages, and 100 is the most");
  story.type("o");
  assertEquals(story.sent.length, 1);
});
