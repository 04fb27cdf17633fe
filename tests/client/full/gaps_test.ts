// A long absence leaves a hole: the newest lines are there at once, the others when somebody wants them.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { EMPTY_TRANSCRIPT, extend, lineAt, replaceAt, transcriptOf } from "../../../lib/client/full/transcript.ts";
import { LOBBY, WELCOME } from "../story.ts";
import { entries, ScreenStory } from "./screen_story.ts";

/** Back after having missed the lines 11 to 1,000. */
function comesBack(columns = 60, rows = 15): ScreenStory {
  const story = ScreenStory.inLobby({ columns, rows }, { head: 10, history: entries(1, 10) });
  story.lose().pass(42_000).act({ type: "linked" }).answer({ ...WELCOME, resumed: true });
  // What was told before is asked for on the way, too.
  const join = story.sent.findLastIndex(({ type }) => type === "join");
  assert(join >= 0);
  story.hear({ ...LOBBY, head: 1_000, history: entries(11, 200), more: true }, story.refOf(join));
  return story;
}

function page(story: ScreenStory, first: number, count: number, more = true): ScreenStory {
  return story.answer({ type: "history", room: "lobby", first: 1, entries: entries(first, count), more });
}

Deno.test("after a long absence the newest lines come at once, the others are a hole, and all are counted", () => {
  const story = comesBack();
  assertEquals(story.sent.at(-1), { type: "history", room: "lobby", after: 800, limit: 200 });
  page(story, 801, 200, false);
  assertStringIncludes(story.screen(), "Back in lobby after 42 s, 990 missed");
  assertStringIncludes(story.screen(), "line 1000");
  const kinds = story.stage.conversations.get("room:lobby")?.lines.chunks.flat().filter(({ type }) => type === "gap");
  assertEquals(kinds, [{ type: "gap", room: "lobby", after: 210, before: 801 }]);
});

Deno.test("what was missed is marked, also for whoever sat there: Alt-U goes to its beginning", () => {
  const story = page(comesBack(), 801, 200, false);
  assertStringIncludes(story.screen(), "↑ new messages");
  story.press("alt-u");
  assert(/─ new ─[^\n]*\n[^\n]*line 11\b/.test(story.screen()), story.screen());
  // The next absence has a mark of its own.
  story.press("escape").say(1_001, "bob", "live").lose().pass(1_000).act({ type: "linked" }).answer({
    ...WELCOME,
    resumed: true,
  });
  const join = story.sent.findLastIndex(({ type }) => type === "join");
  story.hear({ ...LOBBY, head: 1_002, history: entries(1_002, 1), more: false }, story.refOf(join));
  assert(/─ new ─[^\n]*\n[^\n]*line 1002\b/.test(story.screen()), story.screen());
});

Deno.test("a short absence has no hole", () => {
  const story = ScreenStory.inLobby({}, { head: 10, history: entries(1, 10) });
  story.lose().pass(1_000).act({ type: "linked" }).answer({ ...WELCOME, resumed: true });
  story.hear({ ...LOBBY, head: 400, history: entries(11, 200), more: true });
  assertEquals(story.sent.at(-1), { type: "history", room: "lobby", after: 210, limit: 200 });
});

/** Scrolls up until the hole stands in sight. */
function atGap(story: ScreenStory): void {
  for (let step = 0; step < 500 && !story.screen().includes("Enter to load"); step++) story.wheel("up");
}

Deno.test("Enter fills the hole from below, and what stands under it stays where it is", () => {
  const story = page(comesBack(), 801, 200, false);
  atGap(story);
  assertStringIncludes(story.screen(), "590 older messages, Enter to load");
  const row = story.rows().findIndex((each) => each.includes("line 801"));
  story.press("enter");
  assertEquals(story.sent.at(-1), { type: "history", room: "lobby", before: 801, limit: 100 });
  assertStringIncludes(story.screen(), "loading");
  page(story, 701, 100);
  if (row >= 0) assertEquals(story.rows().findIndex((each) => each.includes("line 801")), row);
  assertStringIncludes(story.screen(), "line 800");
  assert(!story.screen().includes("Enter to load"));
  atGap(story);
  assertStringIncludes(story.screen(), "490 older messages, Enter to load");
});

Deno.test("a hole that is full is gone, with all lines in order and each once", () => {
  const story = page(comesBack(), 801, 200, false);
  for (let before = 801; before > 211; before -= 100) {
    atGap(story);
    story.press("enter");
    // The server knows nothing of holes: the last page reaches above it.
    page(story, before - 100, 100);
  }
  const lines = story.stage.conversations.get("room:lobby")?.lines.chunks.flat() ?? [];
  assertEquals(lines.filter(({ type }) => type === "gap"), []);
  const seqs = lines.flatMap((line) => line.type === "said" ? [line.seq] : []);
  assertEquals(seqs, Array.from({ length: 1_000 }, (_, index) => index + 1));
});

Deno.test("a click fills it, too; Enter does what waits for it first", () => {
  const story = page(comesBack(), 801, 200, false);
  atGap(story);
  story.click("Enter to load");
  assertEquals(story.sent.at(-1), { type: "history", room: "lobby", before: 801, limit: 100 });
  const held = page(comesBack(), 801, 200, false).enter("Word: text");
  held.answer({ type: "error", code: "no-such-user", text: "x", missed: ["Word"] });
  atGap(held);
  held.press("enter");
  assertEquals(held.sent.at(-1)?.type, "say");
});

Deno.test("a page that fails leaves the hole as it was", () => {
  const story = page(comesBack(), 801, 200, false);
  atGap(story);
  story.press("enter").answer({ type: "error", code: "storage", text: "not now" });
  assertStringIncludes(story.screen(), "could not be read");
  atGap(story);
  story.press("enter");
  assertEquals(story.sent.at(-1), { type: "history", room: "lobby", before: 801, limit: 100 });
});

Deno.test("a line of a transcript is replaced by any number: those after it keep their numbers", () => {
  const notice = (text: string) => ({ type: "notice", text, at: 0 }) as const;
  const one = extend(transcriptOf(["a", "b", "c"].map(notice)), ["d", "e"].map(notice));
  for (const [id, with_] of [[0, []], [1, ["x"]], [2, ["x", "y"]], [3, []], [4, ["x", "y", "z"]]] as const) {
    const after = replaceAt(one, id, with_.map(notice));
    const texts = after.chunks.flat().map((line) => line.type === "notice" ? line.text : "");
    assertEquals(texts, ["a", "b", "c", "d", "e"].toSpliced(id, 1, ...with_));
    assertEquals(after.length, texts.length);
    for (let each = id + 1; each < 5; each++) assertEquals(lineAt(after, each), lineAt(one, each));
    assertEquals(after.firstId + after.length, 5);
  }
  assertEquals(replaceAt(EMPTY_TRANSCRIPT, 0, []).chunks, []);
});
