// Aliases, filters, a shrug: what one makes of the client for oneself.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { expandAlias } from "../../../lib/client/full/aliases.ts";
import { DEFAULT_SETTINGS, parseSettings } from "../../../lib/client/full/settings.ts";
import { entries, ScreenStory } from "./screen_story.ts";

const ALIASES = {
  brb: "/status away $*",
  hug: "/me hugs $1 ($2)",
  lunch: "lunch is ready",
  twice: "$1 $1",
  loop: "/loop again",
};

Deno.test.each([
  ["/brb back soon", "/status away back soon"],
  ["/BRB", "/status away"],
  ["/hug bob tightly now", "/me hugs bob (tightly)"],
  ["/hug", "/me hugs  ()"],
  ["/lunch at once", "lunch is ready at once"],
  ["/twice a", "a a"],
  ["/loop x", "/loop again x"],
  ["/quit", "/quit"],
  ["hug bob", "hug bob"],
  ["//hug bob", "//hug bob"],
  ["/constructor", "/constructor"],
])(
  "the alias in %s makes %s",
  (line, wanted) => assertEquals(expandAlias({ ...DEFAULT_SETTINGS, aliases: ALIASES }, line), wanted),
);

Deno.test("/alias makes, lists, uses and ends one; commands keep their names; it is kept", () => {
  const story = ScreenStory.inLobby().enter("/alias hug /me hugs $1");
  assertStringIncludes(story.screen(), "/hug: /me hugs $1");
  story.enter("/hug bob");
  assertEquals(story.sent.at(-1), { type: "say", room: "lobby", text: "hugs bob", kind: "action" });
  story.type("/hu").press("tab");
  assertStringIncludes(story.screen(), "lobby › /hug");
  story.press("ctrl-c").enter("/alias");
  assertStringIncludes(story.screen(), "/hug  /me hugs $1");
  const kept = story.effects.filter((effect) => effect.type === "save").at(-1);
  assertEquals(kept?.type === "save" && parseSettings(structuredClone(kept.settings)).aliases, { hug: "/me hugs $1" });
  story.enter("/alias quit /join x");
  assertStringIncludes(story.screen(), "/quit is a command already");
  story.enter(`/alias long ${"x".repeat(201)}`);
  assertStringIncludes(story.screen(), "at most 200 characters");
  story.enter("/alias hug").enter("/hug bob");
  assertStringIncludes(story.screen(), "There is no /hug");
});

Deno.test("/filter hides what holds a text, which then neither counts nor calls, and off shows it", () => {
  const story = ScreenStory.inLobby().say(1, "bob", "Coffee is ready").enter("/filter coffee");
  assert(!story.screen().includes("Coffee is ready"));
  assertStringIncludes(story.screen(), "Lines with coffee are hidden");
  story.press("escape").focus(false).say(2, "bob", "alice, COFFEE?").say(3, "bob", "tea?");
  assertEquals(story.title(), "(1) alice – lobby – parley");
  assert(!story.effects.some(({ type }) => type === "call"));
  assertStringIncludes(story.screen(), "filtered");
  story.focus(true).saySelf(4, "no coffee for me");
  assertStringIncludes(story.screen(), "no coffee for me");
  story.enter("/filter off");
  assertStringIncludes(story.screen(), "alice, COFFEE?");
  story.enter("/filter on").enter("/filter");
  assertStringIncludes(story.screen(), "Hidden are lines with:");
  story.enter("/filter COFFEE");
  assertStringIncludes(story.screen(), "Coffee is ready");
});

Deno.test("/shrug and /me stay in the conversation where they were typed", () => {
  const story = ScreenStory.inLobby().enter("/shrug no idea");
  assertEquals(story.sent.at(-1), { type: "say", room: "lobby", text: "no idea ¯\\_(ツ)_/¯" });
  story.enter("/msg bob").enter("/shrug").enter("/me waves");
  assertEquals(story.sent.slice(-2), [
    { type: "tell", to: ["bob"], text: "¯\\_(ツ)_/¯" },
    { type: "tell", to: ["bob"], text: "* alice waves" },
  ]);
});

Deno.test("a word after a colon becomes an emoji on Tab, and on nothing else", () => {
  const story = ScreenStory.inLobby().type("done :tada");
  assertStringIncludes(story.screen(), "lobby › done :tada");
  story.press("tab");
  assertStringIncludes(story.screen(), "lobby › done 🎉");
  assertStringIncludes(story.screen(), "1/1  🎉 tada");
  story.press("enter");
  assertEquals(story.sent.at(-1), { type: "say", room: "lobby", text: "done 🎉" });
  story.type(":thumbsu").press("tab", "tab");
  assertStringIncludes(story.screen(), "lobby › 👍");
  story.press("ctrl-c").type(":heart:").press("tab");
  assertStringIncludes(story.screen(), "lobby › ❤️");
  // A time, a sign, a word that is none: Tab leaves them.
  for (const text of ["at 10:30", ":D", "note:", "https://x", "a :nosuchthing"]) {
    story.press("ctrl-c").type(text).press("tab");
    assertStringIncludes(story.screen(), `lobby › ${text}`);
  }
});

for (const line of ["/save -", "/save - --all", "/save --all -"]) {
  Deno.test(`${line} shows the lines below what is there, with a head and an end, and takes nothing away`, () => {
    const history = entries(1, 4);
    const story = ScreenStory.inLobby({}, { head: 4, history }).enter(line);
    if (line !== "/save -") story.answer({ type: "history", room: "lobby", first: 1, entries: history, more: false });
    const shown = story.rows().map((row) => /line \d|— (?:lobby|end)/.exec(row)?.[0]).filter((each) => each);
    const lines = ["line 1", "line 2", "line 3", "line 4"];
    assertEquals(shown, [...lines, "— lobby", ...lines, "— end"]);
  });
}
