// What calls: marks, bells and notices, for each conversation as one wants it.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { Notices } from "../../../lib/client/full/notices.ts";
import { NOON } from "../story.ts";
import { LOBBY } from "../story.ts";
import { entries, ScreenStory } from "./screen_story.ts";

const MANY = { limits: { line: 65536, text: 4096, rooms: 5, refs: 1000 } };

function inTwoRooms(): ScreenStory {
  return ScreenStory.inLobby({}, {}, MANY).enter("/join garden").answer({ ...LOBBY, room: "garden", id: "r2" });
}

/** What was called for since the beginning. */
function calls(story: ScreenStory): readonly string[] {
  return story.effects.flatMap((effect) => effect.type === "call" ? [`${effect.key} ${effect.text}`] : []);
}

function whisper(story: ScreenStory, text: string): void {
  story.hear({ type: "direct", from: "bob", to: ["alice"], text, at: NOON });
}

Deno.test("who looks elsewhere is called by name and by words for one alone; who looks is not", () => {
  const story = ScreenStory.inLobby().say(1, "bob", "alice!").focus(false);
  story.say(2, "bob", "malice").say(3, "bob", "ALICE?");
  whisper(story, "psst");
  assertEquals(calls(story), ["room:lobby ALICE?", "person:bob psst"]);
});

Deno.test("in another room, or far up in this one, one is called too", () => {
  const story = inTwoRooms().say(1, "bob", "alice?").say(2, "bob", "no name");
  assertEquals(calls(story), ["room:lobby alice?"]);
  const back = ScreenStory.inLobby({ rows: 15 }, { head: 50, history: entries(1, 50) }).press("page-up");
  back.say(51, "bob", "alice?");
  assertEquals(calls(back), ["room:lobby alice?"]);
});

Deno.test("/notify: all calls for each line, none for nothing, and neither lights nor counts", () => {
  const story = inTwoRooms().press("alt-1").enter("/notify all").press("alt-2").say(1, "bob", "anything");
  assertEquals(calls(story), ["room:lobby anything"]);
  assert(!story.screen().includes("@1"));
  assertStringIncludes(story.screen(), "[1:lobby 1]");
  story.press("alt-1").enter("/notify none").press("alt-2").say(2, "bob", "alice!");
  assertEquals(calls(story).length, 1);
  assert(!story.screen().includes("[1:lobby"));
  assertEquals(story.title(), "alice – garden – parley");
  story.press("alt-a");
  assertEquals(story.model.current, "garden");
  story.press("alt-1").enter("/notify");
  assertStringIncludes(story.screen(), "lobby calls you: none");
  story.enter("/notify mentions");
  const kept = story.effects.filter((effect) => effect.type === "save").at(-1);
  assertEquals(kept?.type === "save" && kept.settings.levels, {});
});

Deno.test("/notify none holds for one person as well", () => {
  const story = ScreenStory.inLobby();
  whisper(story, "one");
  story.press("alt-2").enter("/notify none").press("alt-1").focus(false);
  whisper(story, "two");
  assertEquals(calls(story), []);
});

Deno.test("the hotlist names three with their numbers, then numbers; a name called comes first", () => {
  const rooms = ["b", "c", "d", "e", "f"];
  const story = ScreenStory.inLobby({ columns: 120 }, {}, { limits: { ...MANY.limits, rooms: 9 } });
  for (const room of rooms) story.enter(`/join ${room}`).answer({ ...LOBBY, room, id: room });
  story.press("alt-1");
  for (const room of rooms) story.say(1, "bob", room === "d" ? "alice" : "hi", room);
  whisper(story, "psst");
  assertStringIncludes(story.screen(), "[4:d @1, 7:@bob 1, 2:b 1, 3, 5, 6]");
});

Deno.test("Alt-0 is the tenth conversation", () => {
  const story = ScreenStory.inLobby({}, {}, { limits: { ...MANY.limits, rooms: 12 } });
  for (let index = 2; index <= 11; index++) {
    story.enter(`/join r${index}`).answer({ ...LOBBY, room: `r${index}`, id: `${index}` });
  }
  story.press("alt-0");
  assertEquals(story.model.current, "r10");
  story.enter("/bind alt-0 rooms").press("alt-0");
  assertStringIncludes(story.screen(), "Rooms (Esc closes)");
});

Deno.test("scrolled up, what is new below is counted; unread lines above are pointed at", () => {
  const story = ScreenStory.inLobby({ columns: 60, rows: 15 }, { head: 50, history: entries(1, 50) }).press("page-up");
  story.say(51, "bob", "news").say(52, "bob", "more");
  assertStringIncludes(story.screen(), "↓ 2 new -- MORE (");
  story.press("escape").focus(false);
  for (let seq = 53; seq < 80; seq++) story.say(seq, "bob", `line ${seq}`);
  story.focus(true);
  assertStringIncludes(story.screen(), "↑ new messages");
  story.enter("/unread");
  assert(/─ new ─[^]*line 53/.test(story.screen()), story.screen());
  assert(!story.screen().includes("↑ new messages"));
});

Deno.test("a notice is taken away once its conversation is read; bells come at most once a second", () => {
  const story = ScreenStory.inLobby().focus(false).say(1, "bob", "alice?");
  const notices = new Notices();
  const call = (text: string) => ({ type: "call", key: "room:lobby", from: "bob", text }) as const;
  const first = notices.call(call("alice?"), story.stage, "kitty 1", 5_000);
  assert(first.startsWith("\x07\x1b]99;i=1:d=0;bob"), JSON.stringify(first));
  assertEquals(notices.call(call("alice??"), story.stage, "kitty 1", 5_999), "");
  assertStringIncludes(notices.call(call("alice!"), story.stage, "kitty 1", 6_000), "i=1:p=body;alice!");
  assertEquals(notices.afterReading(story.stage, "kitty 1"), "");
  story.focus(true);
  assertEquals(notices.afterReading(story.stage, "kitty 1"), "\x1b]99;i=1:p=close;\x1b\\");
  assertEquals(notices.afterReading(story.stage, "kitty 1"), "");
});

Deno.test("bell and notices are settings of their own; before the window itself a bell is enough", () => {
  const story = ScreenStory.inLobby().enter("/set bell off").focus(false);
  const call = { type: "call", key: "room:lobby", from: "bob", text: "alice" } as const;
  assertStringIncludes(new Notices().call(call, story.stage, "foot 1", 0), "\x1b]777;notify;bob;alice");
  story.focus(true).enter("/set bell on");
  assertEquals(new Notices().call(call, story.stage, "foot 1", 0), "\x07");
  story.enter("/set notices off").focus(false);
  assertEquals(new Notices().call(call, story.stage, "foot 1", 0), "\x07");
});
