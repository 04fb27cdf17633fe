// Looking back: what is on top stays on top, and past the top the server's history comes.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { TRANSCRIPT_LINES_MAX } from "../../../lib/client/full/transcript.ts";
import { LOBBY, WELCOME } from "../story.ts";
import { entries, ScreenStory } from "./screen_story.ts";

const FULL = { head: 1_000, history: entries(951, 50), more: true };

/** The first message in sight. */
function top(story: ScreenStory): string {
  return /line \d+/.exec(story.screen())?.[0] ?? "";
}

function answerPage(story: ScreenStory, first: number, count: number, more: boolean): void {
  story.answer({ type: "history", room: "lobby", first: 1, entries: entries(first, count), more });
}

Deno.test("Page Up goes back a screen but for a row; Page Down returns to the newest line", () => {
  const story = ScreenStory.inLobby({ columns: 60, rows: 15 }, FULL);
  assertStringIncludes(story.screen(), "line 1000");
  story.press("page-up");
  assertStringIncludes(story.screen(), "-- MORE (");
  const before = top(story);
  story.say(1_001, "bob", "news");
  assertEquals(top(story), before);
  story.press("page-down", "page-down");
  assert(!story.screen().includes("MORE"));
  assertStringIncludes(story.screen(), "news");
});

Deno.test("past the top the history is asked for once, and comes in above", () => {
  const story = ScreenStory.inLobby({ columns: 60, rows: 15 }, FULL);
  story.press("page-up", "page-up", "page-up", "page-up", "page-up");
  assertEquals(story.sent, [{ type: "history", room: "lobby", before: 951, limit: 100 }]);
  const before = top(story);
  answerPage(story, 851, 100, true);
  story.press("page-up");
  assert(Number(top(story).slice(5)) < 951, `${before} ${top(story)}`);
  for (let page = 0; page < 12; page++) story.press("page-up");
  assertEquals(story.sent.length, 2);
  answerPage(story, 751, 100, false);
  for (let page = 0; page < 20; page++) story.press("page-up");
  assertStringIncludes(story.screen(), "line 751");
  assertEquals(story.sent.length, 2);
});

Deno.test("where all that is here is in sight, Page Up still fetches what was before and shows it", () => {
  const story = ScreenStory.inLobby({ columns: 60, rows: 30 }, { head: 100, history: entries(98, 3), more: true });
  story.press("page-up");
  assertEquals(story.sent.map((command) => command.type), ["history"]);
  answerPage(story, 1, 97, false);
  assertStringIncludes(story.screen(), "-- MORE");
});

Deno.test("a page that can't be read is said, and may be asked for again", () => {
  const story = ScreenStory.inLobby({ columns: 60, rows: 15 }, FULL).press("alt-home");
  story.answer({ type: "error", code: "storage", text: "not now" });
  assertStringIncludes(story.screen(), "could not be read");
  story.press("alt-home");
  assertEquals(story.sent.length, 2);
});

Deno.test("resizing keeps the message that was on top", () => {
  const story = ScreenStory.inLobby({ columns: 80, rows: 24 }, {
    ...FULL,
    history: entries(951, 50, (seq) => `line ${seq} ${"words and ".repeat(seq % 7)}`),
  });
  story.press("page-up", "page-up");
  const before = top(story);
  for (const [columns, rows] of [[60, 15], [20, 5], [120, 40], [33, 7], [80, 24]] as const) {
    assertEquals(top(story.resize(columns, rows)), before, `${columns}×${rows}`);
  }
});

Deno.test("the unread line stays where reading stopped, until one leaves or answers", () => {
  const story = ScreenStory.inLobby({}, { history: entries(1, 3), head: 3 });
  story.focus(false).say(4, "bob", "first new").say(5, "bob", "second new");
  assertEquals(story.title(), "(2) alice – lobby – parley");
  story.focus(true).say(6, "bob", "third new");
  const rows = story.rows();
  const line = rows.findIndex((row) => / new ─/.test(row));
  assertStringIncludes(rows[line + 1] ?? "", "first new");
  assertEquals(story.title(), "alice – lobby – parley");
  story.saySelf(7, "answer");
  assert(!/ new ─/.test(story.screen()));
});

Deno.test("a search leads to the hit with what stands around it, and back", () => {
  const story = ScreenStory.inLobby({ columns: 80, rows: 24 }, FULL).enter("/search tomato");
  assertEquals(story.sent.at(-1), { type: "search", room: "lobby", text: "tomato" });
  const [hit] = entries(100, 1, () => "a tomato");
  assert(hit);
  story.answer({ type: "search", entries: [{ ...hit, room: "lobby" }], more: false });
  assertStringIncludes(story.screen(), '1 with "tomato"');
  story.press("enter");
  assertEquals(story.sent.at(-1), { type: "history", room: "lobby", around: 100, limit: 100 });
  answerPage(story, 50, 100, true);
  assertStringIncludes(story.screen(), "line 100");
  assertStringIncludes(story.screen(), "-- MORE");
  story.say(1_001, "bob", "meanwhile");
  assert(!story.screen().includes("meanwhile"));
  // Further on, the server is asked for what follows.
  for (let page = 0; page < 10; page++) story.press("page-down");
  assertEquals(story.sent.at(-1), { type: "history", room: "lobby", after: 149, limit: 100 });
  story.press("escape");
  assertStringIncludes(story.screen(), "meanwhile");
  assert(!story.screen().includes("MORE"));
});

Deno.test("a conversation keeps a bounded number of lines, and the oldest can be paged in again", () => {
  const story = ScreenStory.inLobby({ columns: 60, rows: 15 });
  for (let seq = 1; seq <= TRANSCRIPT_LINES_MAX + 500; seq++) story.say(seq, "bob", `line ${seq}`);
  const kept = story.stage.conversations.get("room:lobby")?.lines.length ?? 0;
  assert(kept <= TRANSCRIPT_LINES_MAX, String(kept));
  story.press("alt-home");
  const asked = story.sent.at(-1);
  assert(asked?.type === "history" && (asked.before ?? 0) > 300);
});

Deno.test("Alt-U goes to the first unread line, Alt-P to the line that calls", () => {
  const story = ScreenStory.inLobby({ columns: 60, rows: 15 }, FULL).focus(false);
  for (let seq = 1_001; seq < 1_060; seq++) story.say(seq, "bob", seq === 1_020 ? "alice?" : `line ${seq}`);
  story.focus(true).press("alt-u");
  assertStringIncludes(story.screen(), "line 1001");
  story.press("escape", "alt-p");
  assertStringIncludes(story.screen(), "alice?");
});

Deno.test("a page that was asked for over a link that broke is asked for anew over the next", () => {
  const story = ScreenStory.inLobby({ columns: 60, rows: 15 }, FULL).press("alt-home");
  assertStringIncludes(story.screen(), "loading");
  story.lose();
  assert(!story.screen().includes("loading"));
  story.pass(1_000).act({ type: "linked" }).answer({ ...WELCOME, resumed: true });
  const join = story.sent.findLastIndex(({ type }) => type === "join");
  story.hear({ ...LOBBY, head: 1_000 }, story.refOf(join));
  story.sent.splice(0);
  story.press("alt-home");
  assertEquals(story.sent, [{ type: "history", room: "lobby", before: 951, limit: 100 }]);
});

Deno.test("a page of another part that comes when one is back at the newest line goes nowhere", () => {
  const story = ScreenStory.inLobby({ columns: 60, rows: 15 }, FULL).enter("/search tomato");
  const [hit] = entries(100, 1, () => "a tomato");
  assert(hit);
  story.answer({ type: "search", entries: [{ ...hit, room: "lobby" }], more: false }).press("enter");
  answerPage(story, 50, 100, true);
  for (let page = 0; page < 10; page++) story.press("page-up");
  assertEquals(story.sent.at(-1), { type: "history", room: "lobby", before: 50, limit: 100 });
  story.press("escape");
  answerPage(story, 1, 49, false);
  const lines = story.stage.conversations.get("room:lobby")?.lines.chunks.flat() ?? [];
  assertEquals(lines.find((line) => line.type === "said")?.seq, 951);
});
