// Keys and clicks: what is sent, where one is, what is asked.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { actionFor, EDITOR_KEYS, KEYS, parseChord } from "../../../lib/client/full/keymap.ts";
import { edits } from "../../../lib/tui/edits.ts";
import { LOBBY } from "../story.ts";
import { entries, members, ScreenStory } from "./screen_story.ts";

const MANY = { limits: { line: 65536, text: 4096, rooms: 5, refs: 1000 } };

function inTwoRooms(): ScreenStory {
  return ScreenStory.inLobby({}, {}, MANY).enter("/join garden").answer({ ...LOBBY, room: "garden", id: "r2" });
}

Deno.test("several rooms: numbers, next, previous, and back to where one began", () => {
  const story = inTwoRooms();
  assertEquals(story.model.current, "garden");
  story.press("alt-1");
  assertEquals(story.model.current, "lobby");
  story.press("ctrl-n");
  assertEquals(story.model.current, "garden");
  story.press("ctrl-n");
  assertEquals(story.model.current, "lobby");
  story.say(1, "bob", "over here", "garden");
  assertStringIncludes(story.screen(), "[2:garden 1]");
  story.press("alt-a");
  assertEquals(story.model.current, "garden");
  story.press("alt-a");
  assertEquals(story.model.current, "lobby");
});

Deno.test("each conversation has its own draft and its own past lines", () => {
  const story = inTwoRooms().type("for the garden").press("alt-1").type("for the lobby");
  assertStringIncludes(story.screen(), "lobby › for the lobby");
  story.press("alt-2");
  assertStringIncludes(story.screen(), "garden › for the garden");
});

Deno.test("a private message opens a conversation, is shown where one is, and is answered there", () => {
  const story = ScreenStory.inLobby().hear({ type: "direct", from: "bob", to: ["alice"], text: "psst", at: 1 });
  assertStringIncludes(story.screen(), "bob @ psst");
  story.press("alt-2");
  assertStringIncludes(story.screen(), "@bob ›");
  story.enter("yes?");
  assertEquals(story.sent.at(-1), { type: "tell", to: ["bob"], text: "yes?" });
  story.enter("/leave");
  assertStringIncludes(story.screen(), "lobby ›");
  assert(!/2 @bob/.test(story.screen()));
});

Deno.test("the switcher finds rooms and people by parts of their names", () => {
  const story = inTwoRooms().press("ctrl-g").type("lo").press("enter");
  assertEquals(story.model.current, "lobby");
  story.press("ctrl-g").type("ob").press("down", "enter");
  assertEquals(story.model.talk, { type: "people", to: ["bob"] });
  story.press("ctrl-g").type("zzz");
  assertStringIncludes(story.screen(), "─ Nobody and nothing is called zzz ─");
  story.press("enter");
  assertStringIncludes(story.screen(), " Nobody and nothing is called zzz: Esc goes back");
  story.type("z");
  assertEquals(story.screen().includes("Esc goes back"), false);
  story.press("escape").press("ctrl-g", "escape");
  assert(!story.screen().includes("Go to:"));
});

Deno.test("clicks: a room, a person, Join, Leave, Send, the recipient", () => {
  const story = ScreenStory.inLobby({ columns: 120, rows: 30 }, { members: members("alice", "bob"), count: 2 }, MANY)
    .enter("/join garden").answer({ ...LOBBY, room: "garden", id: "r2" });
  story.click("1 lobby");
  assertEquals(story.model.current, "lobby");
  story.click("│ bob");
  // The pane's edge is beside the name, and belongs to nobody.
  assertEquals(story.model.talk, undefined);
  const column = (story.rows()[3] ?? "").lastIndexOf("bob");
  story.input({
    type: "mouse",
    action: "press",
    button: "left",
    row: 3,
    column,
    ctrl: false,
    alt: false,
    shift: false,
  });
  assertEquals(story.model.talk, { type: "people", to: ["bob"] });
  story.type("hi").click(" Send");
  assertEquals(story.sent.at(-1), { type: "tell", to: ["bob"], text: "hi" });
  story.press("alt-1").click(" Leave");
  assertEquals(story.sent.at(-1), { type: "leave", room: "lobby" });
  story.click(" Join");
  assertStringIncludes(story.screen(), "Rooms");
  story.press("escape").click("lobby ›");
  assertStringIncludes(story.screen(), "Go to:");
});

Deno.test("the right pane shows the room, or everybody who is connected", () => {
  const story = ScreenStory.inLobby({ columns: 120, rows: 30 }).press("f9");
  assertEquals(story.sent, [{ type: "watch" }, { type: "who" }]);
  const person = (nick: string, status: "online" | "busy") => ({ nick, status, note: "", rooms: [] });
  story.answer({ type: "who", people: [person("alice", "online"), person("zoe", "busy")], more: false });
  assertStringIncludes(story.screen(), "everybody · 2");
  story.hear({ type: "person", nick: "yan", change: "came" }).hear({ type: "person", nick: "zoe", change: "gone" });
  assert(/yan/.test(story.screen()) && !/zoe/.test(story.screen()));
  story.press("f9");
  assertEquals(story.sent.at(-1), { type: "watch", off: true });
  assertStringIncludes(story.screen(), "lobby · 2");
});

Deno.test("Ctrl-C empties the line; on an empty one it writes /quit, and Enter leaves", () => {
  const story = ScreenStory.inLobby().type("text").press("ctrl-c");
  assertStringIncludes(story.screen(), "lobby ›");
  story.press("ctrl-c");
  assertStringIncludes(story.screen(), "lobby › /quit");
  story.press("enter");
  assertEquals(story.sent, [{ type: "quit" }]);
});

Deno.test("completion goes through commands, rooms, people and values, and shows the choices", () => {
  const story = ScreenStory.inLobby({}, { members: members("alice", "bob", "bert"), count: 3 });
  story.say(1, "bert", "hi").type("b").press("tab");
  assertStringIncludes(story.screen(), "lobby › bert");
  assertStringIncludes(story.screen(), "1/2  bert:  bob:");
  story.press("tab");
  assertStringIncludes(story.screen(), "lobby › bob");
  story.press("escape");
  assertStringIncludes(story.screen(), "lobby › b ".trimEnd());
  story.press("ctrl-c").type("/se").press("tab", "ctrl-c").type("/set jo").press("tab");
  assertStringIncludes(story.screen(), "lobby › /set joins");
  story.press("tab", "ctrl-c").type("/theme l").press("tab");
  assertStringIncludes(story.screen(), "lobby › /theme light");
});

Deno.test("/bind changes keys, and they are kept", () => {
  const story = ScreenStory.inLobby().enter("/bind ctrl-k switch");
  assertEquals(story.effects.at(-1)?.type, "save");
  story.press("ctrl-k");
  assertStringIncludes(story.screen(), "Go to:");
  story.press("escape").enter("/bind ctrl-g none").press("ctrl-g");
  assert(!story.screen().includes("Go to:"));
  story.enter("/bind ctrl-g").press("ctrl-g");
  assertStringIncludes(story.screen(), "Go to:");
  story.press("escape").enter("/bind ctrl-k nonsense");
  assertStringIncludes(story.screen(), "There is no action nonsense");
});

Deno.test("/theme, /set and /ignore are kept; /ignore is heard at once", () => {
  const story = ScreenStory.inLobby().enter("/theme light").enter("/set joins all").enter("/ignore bob");
  const kept = story.effects.filter((effect) => effect.type === "save").at(-1);
  assert(kept?.type === "save");
  assertEquals([kept.settings.theme, kept.settings.own.joins, kept.settings.ignored], ["light", "all", ["bob"]]);
  story.say(1, "bob", "unheard").say(2, "carol", "heard");
  assert(!story.screen().includes("unheard") && story.screen().includes("heard"));
});

Deno.test("first run: nick and server are asked on the screen, Enter takes those of the last time", () => {
  const last = { nick: "zoe", server: "chat.example" };
  const story = new ScreenStory({ nick: undefined, host: undefined, setup: { last } });
  assertStringIncludes(story.screen(), "Your nick (Enter: zoe):");
  story.press("enter");
  assertStringIncludes(story.screen(), "Server (Enter: chat.example):");
  story.press("enter");
  assertEquals(story.model.phase.type, "dialing");
  assertEquals([story.model.nick, story.model.address?.host], ["zoe", "chat.example"]);
});

Deno.test("the help and the editor's table name the same keys, and no key has two meanings", () => {
  const listed = EDITOR_KEYS.flatMap((row) => row.chords).filter((chord) => chord !== "enter");
  assertEquals(listed.filter((chord) => edits[chord] === undefined), []);
  const chords = KEYS.flatMap((row) => [...row.chords]);
  assertEquals(chords.length, new Set(chords).size);
  assertEquals(listed.filter((chord) => actionFor(chord, {}) !== undefined), []);
  assertEquals(chords.filter((chord) => parseChord(chord) !== chord), []);
});

Deno.test("F1 shows the help, keys scroll it, typing goes on below, Esc closes it", () => {
  const story = ScreenStory.inLobby().press("f1", "page-down");
  assertStringIncludes(story.screen(), "-- MORE");
  story.type("hello");
  assertStringIncludes(story.screen(), "lobby › hello");
  story.press("escape");
  assertStringIncludes(story.screen(), "You are in lobby");
});

Deno.test("a conversation goes with whoever takes another name", () => {
  const story = ScreenStory.inLobby().hear({ type: "direct", from: "bob", to: ["alice"], text: "psst", at: 1 });
  story.press("alt-2").hear({ type: "member", room: "lobby", nick: "bob", change: "renamed", to: "robert" });
  assertStringIncludes(story.screen(), "@robert ›");
  assertStringIncludes(story.screen(), "bob @ psst");
  story.enter("well?");
  assertEquals(story.sent.at(-1), { type: "tell", to: ["robert"], text: "well?" });
});

Deno.test("after /clear the history is there to be paged in again", () => {
  const story = ScreenStory.inLobby({}, { head: 9, history: [] }).say(10, "bob", "one").say(11, "bob", "two");
  story.answer({ type: "history", room: "lobby", first: 1, entries: [], more: false });
  story.enter("/clear");
  assert(!story.screen().includes("two"));
  story.press("page-up");
  assertEquals(story.sent.at(-1)?.type, "history");
});

Deno.test("any number of strangers keeps a bounded number of conversations", () => {
  const story = ScreenStory.inLobby();
  for (let index = 0; index < 1_000; index++) {
    story.hear({ type: "direct", from: `n${index}`, to: ["alice"], text: "hi", at: index });
  }
  assert(story.stage.conversations.size <= 300);
  assert(story.model.scrolls.size <= 500);
});

Deno.test("a slow answer shows as lag, a quick one as nothing", () => {
  const story = ScreenStory.inLobby().pass(10_000);
  assertEquals(story.sent.map(({ type }) => type), ["ping"]);
  story.pass(1_000);
  assertStringIncludes(story.screen(), "lag 1.0 s");
  story.answer({ type: "pong" });
  assertStringIncludes(story.screen(), "lag 1.0 s");
  story.pass(10_000).answer({ type: "pong" });
  assert(!story.screen().includes("lag"));
});

Deno.test("what was asked for is seen, also by whoever looks far back", () => {
  const story = ScreenStory.inLobby({ rows: 15 }, { head: 50, history: entries(1, 50) }).press("page-up", "page-up");
  story.enter("/set colours");
  assertStringIncludes(story.screen(), "-- MORE");
  story.enter("/set");
  assertStringIncludes(story.screen(), "highlight");
  assert(!story.screen().includes("MORE"));
});

Deno.test("Alt-L shows messages alone, with nothing before the rows that go on", () => {
  const text =
    "see https://example.org/a/very/long/address/that/goes/on/over/the/end/of/the/row and some words after it";
  const story = ScreenStory.inLobby({ columns: 72 }).say(1, "bob", text).press("alt-l");
  const rows = story.rows();
  assert(!story.screen().includes("│"), story.screen());
  const at = rows.findIndex((row) => row.startsWith("bob: see"));
  assertEquals(rows.slice(at + 1, at + 3).map((row) => row.slice(0, 8)), ["https://", "/row and"]);
});
