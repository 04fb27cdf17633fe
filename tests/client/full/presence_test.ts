// In a large room only the comings and goings are told that mean something to somebody: of those who talk.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { NOON } from "../story.ts";
import { members, ScreenStory } from "./screen_story.ts";

const NAMES = ["alice", "bob", "carol", "dave", "eve", ...Array.from({ length: 15 }, (_, index) => `nick${index}`)];
const MINUTE = 60_000;

function crowd(): ScreenStory {
  return ScreenStory.inLobby({}, { members: members(...NAMES), count: NAMES.length });
}

function comes(story: ScreenStory, nick: string): ScreenStory {
  return story.hear({ type: "member", room: "lobby", nick, change: "joined", role: "member", status: "online" });
}

function goes(story: ScreenStory, nick: string): ScreenStory {
  return story.hear({ type: "member", room: "lobby", nick, change: "left" });
}

Deno.test("who leaves is told of where they spoke in the last five minutes, and not else", () => {
  const story = crowd().say(1, "bob", "hello").say(2, "carol", "hi");
  story.ms += 4 * MINUTE;
  goes(goes(story, "bob"), "eve");
  assertStringIncludes(story.screen(), "– bob left");
  assert(!/eve.* left/.test(story.screen()));
  story.ms += 2 * MINUTE;
  assert(!goes(story, "carol").screen().includes("carol left"));
});

Deno.test("what is said in a new minute has its time, also after a coming and going that shows nothing", () => {
  const story = crowd().say(1, "bob", "in the first minute");
  story.ms += 5 * MINUTE;
  goes(comes(story, "zoe"), "zoe").say(2, "bob", "five minutes later");
  const row = story.rows().find((row) => row.includes("five minutes later"));
  assertEquals([story.screen().includes("zoe"), /\d\d:05/.test(row ?? "")], [false, true], story.screen());
});

Deno.test("who comes is told of once they speak, within half an hour", () => {
  const story = crowd();
  comes(comes(story, "zoe"), "yan");
  assert(!story.screen().includes("came in"));
  story.ms += 29 * MINUTE;
  story.say(1, "zoe", "hello all");
  assertStringIncludes(story.screen(), "– zoe came in");
  story.ms += 2 * MINUTE;
  story.say(2, "yan", "me too");
  assert(!story.screen().includes("yan came in"));
});

Deno.test("those with whom one talks are never hidden: by name in the room, or alone", () => {
  const story = crowd().saySelf(1, "what do you think, Eve?");
  story.hear({ type: "direct", from: "dave", to: ["alice"], text: "psst", at: NOON });
  goes(goes(story, "eve"), "dave");
  assertStringIncludes(story.screen(), "– eve, dave left");
});

Deno.test("Alt-= shows all of it until the next key; /set joins none hides all", () => {
  const story = goes(crowd(), "eve").press("alt-=");
  assertStringIncludes(story.screen(), "eve left");
  story.type("x");
  assert(!story.screen().includes("eve left"));
  story.press("ctrl-c").say(1, "bob", "hello").enter("/set joins none");
  assert(!goes(story, "bob").screen().includes("bob left"));
  story.enter("/set joins all");
  assertStringIncludes(story.screen(), "eve left");
});

Deno.test("comings and goings are no news: nothing is unread, and no line is drawn for them", () => {
  const story = crowd().focus(false);
  goes(comes(story, "zoe"), "zoe");
  story.focus(true);
  assert(!/ new ─/.test(story.screen()) && !story.title().startsWith("("));
});
