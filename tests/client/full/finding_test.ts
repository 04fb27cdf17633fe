// Search in all its ways, links, and one message picked.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { LOBBY, NOON } from "../story.ts";
import { entries, ScreenStory } from "./screen_story.ts";

const MANY = { limits: { line: 65536, text: 4096, rooms: 5, refs: 1000 } };
const FULL = { head: 1_000, history: entries(951, 50), more: true };

function talkative(): ScreenStory {
  return ScreenStory.inLobby({}, {}, MANY)
    .say(1, "bob", "a Tomato").say(2, "bob", "two tomatoes").say(3, "carol", "no fruit at all")
    .hear({ type: "direct", from: "bob", to: ["alice"], text: "tomato, between us", at: NOON + 1 });
}

Deno.test("Ctrl-F asks; Enter has the server look in this room", () => {
  const story = talkative().press("ctrl-f");
  assertStringIncludes(story.screen(), "here, any case: Tab everywhere · Alt-C case · Ctrl-X regex");
  story.type("tomato").press("enter");
  assertEquals(story.sent.at(-1), { type: "search", room: "lobby", text: "tomato" });
  assertStringIncludes(story.screen(), "Searching for tomato");
});

Deno.test("Tab looks everywhere: in all rooms by the server, and in what people wrote here", () => {
  const story = talkative().press("ctrl-f").type("tomato").press("tab");
  assertStringIncludes(story.screen(), "everywhere, any case: Tab here");
  story.press("enter");
  assertEquals(story.sent.at(-1), { type: "search", text: "tomato" });
  const [entry] = entries(2, 1, () => "two tomatoes");
  assert(entry);
  story.answer({ type: "search", entries: [{ ...entry, room: "lobby" }], more: false });
  const screen = story.screen();
  assertStringIncludes(screen, '2 with "tomato" everywhere');
  assert(/bob bob +tomato, between us[^]*lobby bob +two tomatoes/.test(screen), screen);
  // The newest stands first; picking it goes to the conversation it is in.
  story.press("enter");
  assertEquals(story.model.talk, { type: "people", to: ["bob"] });
});

Deno.test("a hit in another room goes there, with what stands around it", () => {
  const story = ScreenStory.inLobby({}, {}, MANY).enter("/join garden").answer({
    ...LOBBY,
    ...FULL,
    room: "garden",
    id: "r2",
  });
  story.press("alt-1").press("ctrl-f").type("x").press("tab", "enter");
  const [entry] = entries(100, 1, () => "an x");
  assert(entry);
  story.answer({ type: "search", entries: [{ ...entry, room: "garden" }], more: false }).press("enter");
  assertEquals(story.model.current, "garden");
  assertEquals(story.sent.at(-1), { type: "history", room: "garden", around: 100, limit: 100 });
  story.answer({ type: "history", room: "garden", first: 1, entries: entries(50, 100), more: true });
  assertStringIncludes(story.screen(), "line 100");
});

Deno.test("Alt-C keeps only what has the case as typed", () => {
  const story = talkative().press("ctrl-f").type("Tomato").press("alt-c", "enter");
  const hits = entries(1, 2, (seq) => seq === 1 ? "a Tomato" : "two tomatoes").map((entry) => ({
    ...entry,
    room: "lobby",
  }));
  story.answer({ type: "search", entries: hits, more: false });
  assertStringIncludes(story.screen(), '1 with "Tomato"');
});

Deno.test("Ctrl-X looks for a regular expression in the lines that are here; a wrong one is said and may be mended", () => {
  const story = talkative().press("ctrl-f").type("^two|fruit$(").press("ctrl-x", "enter");
  assertEquals(story.sent, []);
  assertStringIncludes(story.screen(), "is no regular expression");
  story.press("backspace", "enter");
  const screen = story.screen();
  assertStringIncludes(screen, "1 with /^two|fruit$/ in the lines that are here");
  story.press("escape", "ctrl-f").type("t[ow]+").press("ctrl-x", "tab", "enter");
  assertStringIncludes(story.screen(), "3 with /t[ow]+/ in the lines that are here everywhere");
});

Deno.test("what is not found is said, and the words may be changed", () => {
  const story = talkative().press("alt-2", "ctrl-f").type("nothing of it").press("enter");
  assertStringIncludes(story.screen(), "Nothing found: nothing of it");
  story.press("ctrl-u").type("between").press("enter");
  assertStringIncludes(story.screen(), '1 with "between"');
});

Deno.test("links are picked and copied", () => {
  const story = ScreenStory.inLobby()
    .say(1, "bob", "see https://a.example/x and (https://b.example/y).").press("ctrl-o");
  assertStringIncludes(story.screen(), "https://b.example/y  bob");
  story.press("down", "enter");
  assertEquals(story.effects.at(-1), { type: "copy", text: "https://a.example/x" });
});

Deno.test("Ctrl-S marks a message: j and k move, y copies it, o shows its links, Esc leaves", () => {
  const story = ScreenStory.inLobby().say(1, "bob", "first\nof two rows").say(2, "bob", "see https://a.example/x");
  story.enter("/who").press("ctrl-s");
  assertStringIncludes(story.screen(), "y copies it");
  story.type("k").type("y");
  assertEquals(story.effects.at(-1), { type: "copy", text: "first\nof two rows" });
  story.press("ctrl-s", "up", "up", "down").type("o");
  assertStringIncludes(story.screen(), "https://a.example/x  bob");
  story.press("enter");
  assertEquals(story.effects.at(-1), { type: "copy", text: "https://a.example/x" });
  story.press("ctrl-s", "escape").type("y");
  assertStringIncludes(story.screen(), "lobby › y");
});

Deno.test("the marked message comes into sight, and what is said meanwhile moves nothing", () => {
  const story = ScreenStory.inLobby({ columns: 60, rows: 15 }, FULL).press("ctrl-s");
  for (let step = 0; step < 20; step++) story.type("k");
  assertStringIncludes(story.screen(), "line 980");
  story.say(1_001, "bob", "meanwhile").type("y");
  assertEquals(story.effects.at(-1), { type: "copy", text: "line 980" });
});
