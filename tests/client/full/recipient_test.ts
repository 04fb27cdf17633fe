import { assertEquals, assertStringIncludes } from "@std/assert";
import { ScreenStory } from "./screen_story.ts";

function promptOf(typed: string): string {
  const rows = ScreenStory.inLobby().type(typed).screen().trimEnd().split("\n");
  return (rows.at(-1) ?? "").split("›")[0]?.trim() ?? "";
}

Deno.test.each([
  ["hello", "lobby"],
  ["bob: hello", "@bob"],
  ["@bob: hello", "@bob"],
  ["@zoe: hello", "@zoe"], // sure to be meant for her, here or not
  ["@bob, zoe: hello", "@bob, zoe"],
  ["note: buy milk", "lobby"], // nobody's name
  ["@all: lunch", "to all"],
  ["/msg bob hello", "lobby"],
  ["https://example.org", "lobby"],
])("what stands before the line says whom %s goes to: %s", (typed, recipient) => {
  assertEquals(promptOf(typed), recipient);
});

Deno.test("what could not be sent to somebody is told where one looks, also if they have a conversation of their own", () => {
  const story = ScreenStory.inLobby().hear({ type: "direct", from: "carl", to: ["alice"], text: "hi", at: 1 });
  story.enter("@carl: are you there?").answer({
    ...{ type: "error", code: "no-such-user", text: "carl is not here", missed: ["carl"] } as const,
  });
  assertEquals(story.stage.front, "room:lobby");
  assertStringIncludes(story.screen(), "are you there?");
  assertStringIncludes(story.screen(), "carl is not here");
});

Deno.test("who answers from the room has read what was written to them alone", () => {
  const story = ScreenStory.inLobby().hear({ type: "direct", from: "bob", to: ["alice"], text: "psst", at: 1 });
  assertStringIncludes(story.screen(), "@bob 1");
  story.enter("@bob: yes?").answer({ type: "told", at: 2, delivered: ["bob"], missed: [], status: {} });
  assertEquals(story.screen().includes("@bob 1"), false);
});
