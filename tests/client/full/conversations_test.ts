// What people wrote to each other is there again: the server keeps it for those who have an account.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Entry } from "../../../lib/chat/entry.ts";
import type { Welcome } from "../../../lib/chat/event.ts";
import { NOON } from "../story.ts";
import { ScreenStory } from "./screen_story.ts";

const ACCOUNT: Partial<Welcome> = { account: "alice" };

function written(from: number, count: number): readonly Entry[] {
  return Array.from({ length: count }, (_, index): Entry => {
    const seq = from + index;
    return {
      seq,
      from: seq % 2 === 0 ? "bob" : "alice",
      text: `word ${seq}`,
      kind: "text",
      at: NOON - 60_000 * (500 - seq),
    };
  });
}

/** What is asked for the history of, as `before`. */
function asked(story: ScreenStory): readonly (readonly [string | undefined, number | undefined])[] {
  return story.sent.flatMap((command) =>
    command.type === "history" ? [[command.with ?? command.room, command.before] as const] : []
  );
}

Deno.test("opening a conversation brings what was written before; further up there is more", () => {
  const story = ScreenStory.inLobby({ columns: 60, rows: 15 }, {}, ACCOUNT).enter("/msg bob");
  assertEquals(asked(story), [["bob", Number.MAX_SAFE_INTEGER]]);
  story.answer({ type: "history", with: "bob", first: 1, entries: written(201, 100), more: true });
  assertStringIncludes(story.screen(), "bob @ word 300");
  assertStringIncludes(story.screen(), "alice @ word 299");
  for (let page = 0; page < 12; page++) story.press("page-up");
  assertEquals(asked(story).at(-1), ["bob", 201]);
  story.answer({ type: "history", with: "bob", first: 1, entries: written(101, 100), more: true });
  story.press("alt-home");
  assertEquals(asked(story).at(-1), ["bob", 101]);
  // Nothing of it is new, and nothing calls.
  assertEquals(story.title(), "alice – bob – parley");
});

Deno.test("one's own words are shown once, though their place was not known when they were", () => {
  const story = ScreenStory.inLobby({ columns: 60, rows: 15 }, {}, ACCOUNT);
  story.enter("@bob: hello");
  story.answer({ type: "told", at: NOON + 5, delivered: ["bob"], missed: [], status: {} });
  story.enter("/msg bob");
  const hello: Entry = { seq: 7, from: "alice", text: "hello", kind: "text", at: NOON + 5 };
  story.answer({ type: "history", with: "bob", first: 1, entries: [...written(1, 6), hello], more: false });
  assertEquals(story.screen().match(/@ hello/g)?.length, 1);
  assertStringIncludes(story.screen(), "word 6");
});

Deno.test("guests have nothing to ask for, and a guest on the other side is no fault", () => {
  assertEquals(asked(ScreenStory.inLobby().enter("/msg bob")), []);
  const story = ScreenStory.inLobby({}, {}, ACCOUNT).enter("/msg bob");
  story.answer({ type: "error", code: "no-such-user", text: "bob has no account" });
  story.press("page-up", "page-up").pass(1_000);
  assertEquals(asked(story).length, 1);
  assert(!story.screen().includes("could not be read"));
});
