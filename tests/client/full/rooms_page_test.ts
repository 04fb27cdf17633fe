// The page of the rooms: however many there are, what happens is to be seen below them.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { WELCOME } from "../story.ts";
import { ScreenStory } from "./screen_story.ts";

/** In no room, on a server that has so many. */
function among(count: number, columns: number, rows: number): ScreenStory {
  const story = new ScreenStory({ columns, rows }).act({ type: "linked" });
  const rooms = Array.from({ length: count }, (_, index) => {
    return { room: `room${index + 1}`, topic: "", members: 1, limit: 0, locked: false };
  });
  return story.answer(WELCOME).answer({ type: "rooms", rooms, more: false });
}

/** The rooms in sight, and how many the screen says there are beyond them. */
function listed(story: ScreenStory) {
  const screen = story.screen();
  const rooms = [...screen.matchAll(/(?:^|│) +\d+ {2}room(\d+)\b/gm)].map(([, number]) => Number(number));
  const more = Number(/… (\d+) more/.exec(screen)?.[1] ?? 0);
  const before = Number(/… (\d+) before/.exec(screen)?.[1] ?? 0);
  return { first: rooms[0], last: rooms.at(-1), more, before };
}

for (const [count, columns, rows] of [[22, 80, 24], [3, 40, 10], [300, 120, 40], [30, 30, 7], [0, 40, 6]] as const) {
  Deno.test(`${count} rooms at ${columns}×${rows} leave the newest notice in sight`, () => {
    const story = among(count, columns, rows).enter("/foo");
    assertStringIncludes(story.screen(), "/foo");
    const { last = 0, more } = listed(story);
    assertEquals(last + more, count);
    story.enter("/join nosuch").answer({ type: "error", code: "no-such-room", text: "There is none" });
    assertStringIncludes(story.screen(), "nosuch");
  });
}

Deno.test("a list that does not fit is read further with Page Down, and back with Page Up", () => {
  const story = among(40, 60, 15).enter("/foo");
  const { last = 0 } = listed(story);
  story.press("page-down");
  assertEquals(listed(story).first, last + 1);
  assertStringIncludes(story.screen(), "/foo");
  for (let page = 0; page < 20; page++) story.press("page-down");
  const end = listed(story);
  assertEquals([end.last, end.more, end.before], [40, 0, (end.first ?? 0) - 1]);
  for (let page = 0; page < 20; page++) story.press("page-up");
  assertEquals(listed(story).first, 1);
  story.wheel("down");
  assertEquals(listed(story).first, 4);
  story.press("escape");
  assertEquals(listed(story).first, 1);
});

Deno.test("from the top of the list Page Up goes back in what happened, and Esc to the newest", () => {
  const story = among(40, 60, 15);
  for (let line = 1; line <= 9; line++) story.enter(`/foo${line}`);
  assert(!story.screen().includes("/foo1 "));
  for (let page = 0; page < 9; page++) story.press("page-up");
  assertStringIncludes(story.screen(), "Connected");
  assertStringIncludes(story.screen(), "MORE");
  story.press("escape");
  assertStringIncludes(story.screen(), "/foo9");
  assert(!story.screen().includes("MORE"));
});
