// What is read on one connection of an account is not new on the others.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { ReadMarks } from "../../../lib/client/full/read_marks.ts";
import type { Welcome } from "../../../lib/chat/event.ts";
import { LOBBY, NOON, WELCOME } from "../story.ts";
import { entries, ScreenStory } from "./screen_story.ts";

const ACCOUNT: Partial<Welcome> = {
  account: "alice",
  limits: { line: 65536, text: 4096, rooms: 5, refs: 1000 },
};

/** In the lobby as an account, which has read up to `seq` before. */
function comesIn(seq: number, count = 50): ScreenStory {
  const joined = { head: count, history: entries(1, count) };
  const story = ScreenStory.inLobby({ columns: 60, rows: 15 }, joined, ACCOUNT);
  return story.answer({ type: "read", room: "lobby", seq });
}

/** The line under the unread line. */
function firstNew(story: ScreenStory): string {
  const rows = story.rows();
  const at = rows.findIndex((row) => / new ─/.test(row));
  return at < 0 ? "" : rows[at + 1] ?? "";
}

Deno.test("an account asks how far it has read a room; a guest has nothing to ask", () => {
  const story = new ScreenStory({ setup: { room: "lobby" } }).act({ type: "linked" });
  const welcome = { type: "welcome", v: 1, nick: "alice", server: "t/1", id: "s", session: "s1", resume: "T" } as const;
  story.answer({
    ...welcome,
    resumed: false,
    limits: { line: 1, text: 4096, rooms: 1, refs: 9 },
    ping: 1,
    rooms: [],
    groups: [],
    motd: "",
    account: "alice",
  });
  const join = story.sent.findLastIndex(({ type }) => type === "join");
  story.hear(LOBBY, story.refOf(join));
  assertEquals(story.sent.at(-1), { type: "read", room: "lobby" });
  assertEquals(ScreenStory.inLobby().enter("hi").sent.map(({ type }) => type), ["say"]);
});

Deno.test("the unread line stands above the first line that no connection has read", () => {
  assertStringIncludes(firstNew(comesIn(45)), "line 46");
  assertEquals(firstNew(comesIn(50)), "");
  // Somebody who never read anything there is new.
  assert(!/ new ─/.test(comesIn(0).screen()));
});

Deno.test("where the unread runs past the top, it is pointed at, and Alt-U fetches its beginning", () => {
  const joined = { head: 200, history: entries(151, 50), more: true };
  const story = ScreenStory.inLobby({ columns: 60, rows: 15 }, joined, ACCOUNT);
  story.answer({ type: "read", room: "lobby", seq: 120 });
  assertStringIncludes(story.screen(), "↑ new messages");
  story.press("alt-u");
  assertEquals(story.sent.at(-1), { type: "history", room: "lobby", around: 121, limit: 100 });
  story.answer({ type: "history", room: "lobby", first: 1, entries: entries(71, 100), more: true });
  assertStringIncludes(firstNew(story), "line 121");
  // Going on from there one comes to what is here.
  for (let page = 0; page < 20 && story.screen().includes("MORE"); page++) {
    story.press("page-down");
    if (story.sent.at(-1)?.type !== "history") continue;
    story.answer({ type: "history", room: "lobby", first: 1, entries: entries(171, 30), more: false });
  }
  assertStringIncludes(story.screen(), "line 200");
});

Deno.test("paging back from the top, the unread line moves up as older lines come", () => {
  const joined = { head: 200, history: entries(151, 50), more: true };
  const story = ScreenStory.inLobby({ columns: 60, rows: 15 }, joined, ACCOUNT);
  story.answer({ type: "read", room: "lobby", seq: 120 });
  story.press("alt-home");
  assertEquals(story.sent.at(-1), { type: "history", room: "lobby", before: 151, limit: 100 });
  story.answer({ type: "history", room: "lobby", first: 1, entries: entries(51, 100), more: true });
  story.press("escape", "alt-u");
  assertStringIncludes(firstNew(story), "line 121");
  assertEquals(story.sent.filter(({ type }) => type === "history").length, 1);
});

Deno.test("what another connection reads is not new any more, as far as it got", () => {
  const story = ScreenStory.inLobby({}, {}, ACCOUNT).enter("/join garden").answer({
    ...LOBBY,
    room: "garden",
    id: "r2",
  });
  for (let seq = 1; seq <= 5; seq++) story.say(seq, "bob", `line ${seq}`);
  assertStringIncludes(story.screen(), "[1:lobby 5]");
  story.hear({ type: "read", room: "lobby", seq: 3 });
  assertStringIncludes(story.screen(), "[1:lobby 2]");
  story.hear({ type: "read", room: "lobby", seq: 2 });
  assertStringIncludes(story.screen(), "[1:lobby 2]");
  story.hear({ type: "read", room: "lobby", seq: 5 });
  assert(!story.screen().includes("[1:lobby"));
  assertEquals(story.title(), "alice – garden – parley");
});

Deno.test("conversations are marked by whom they are with; a copy in a room is no word of the room", () => {
  const story = ScreenStory.inLobby({}, {}, ACCOUNT);
  const direct = (seq: number) =>
    story.hear({ type: "direct", from: "bob", to: ["alice"], text: `psst ${seq}`, at: NOON, seq });
  direct(7);
  direct(8);
  assertStringIncludes(story.screen(), "[2:@bob 2]");
  story.hear({ type: "read", with: "bob", seq: 7 });
  assertStringIncludes(story.screen(), "[2:@bob 1]");
  const marks = new ReadMarks();
  assertEquals(marks.wish(story.stage, story.model, 0), undefined);
  story.press("alt-2");
  assertEquals(marks.wish(story.stage, story.model, 0), {
    type: "read",
    place: { type: "person", name: "bob" },
    seq: 8,
  });
});

Deno.test("it is told what was seen: each once, not too often, and only by whom it is kept for", () => {
  const story = ScreenStory.inLobby({}, {}, ACCOUNT).say(1, "bob", "one");
  const marks = new ReadMarks();
  const wish = (ms: number) => marks.wish(story.stage, story.model, ms);
  const lobby = { type: "room", name: "lobby" } as const;
  assertEquals(wish(0), { type: "read", place: lobby, seq: 1 });
  assertEquals(wish(10_000), undefined);
  story.say(2, "bob", "two");
  assertEquals(wish(1_000), undefined);
  assertEquals(wish(2_000), { type: "read", place: lobby, seq: 2 });
  story.focus(false).say(3, "bob", "three");
  assertEquals(wish(9_000), undefined);
  story.focus(true).act({ type: "wish", wish: { type: "read", place: lobby, seq: 3 } });
  assertEquals(story.sent.at(-1), { type: "read", room: "lobby", seq: 3 });
  assertEquals(
    marks.wish(ScreenStory.inLobby().say(1, "bob", "x").stage, ScreenStory.inLobby().model, 99_000),
    undefined,
  );
});

Deno.test("after a lost link only what another connection read meanwhile counts: no line is drawn above what was seen", () => {
  const story = ScreenStory.inLobby({}, {}, ACCOUNT).say(1, "bob", "one").say(2, "bob", "two");
  story.lose().pass(1_000).act({ type: "linked" });
  story.answer({ ...WELCOME, ...ACCOUNT, resumed: true });
  const join = story.sent.findLastIndex(({ type }) => type === "join");
  story.hear({ ...LOBBY, head: 2 }, story.refOf(join));
  const asked = story.sent.findLastIndex(({ type }) => type === "read");
  assertEquals(story.sent[asked], { type: "read", room: "lobby" });
  // The last word of what was seen had not been told yet.
  story.hear({ type: "read", room: "lobby", seq: 1 }, story.refOf(asked));
  assert(!/ new ─/.test(story.screen()), story.screen());
});
