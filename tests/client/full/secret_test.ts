// Passwords on the full screen: signs in their place, and nothing is left of them.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { ScreenStory } from "./screen_story.ts";

const SECRET = "correct horse";
const OK = { type: "ok", nick: "alice", resume: "NEW" } as const;

Deno.test("a password that is asked for is masked, sent, and gone; the draft comes back", () => {
  const story = ScreenStory.inLobby().enter("/register").type(SECRET);
  assertStringIncludes(story.screen(), "New password for alice: •••••••••••••");
  story.press("enter").type("x").press("ctrl-u").enter(SECRET);
  assertEquals(story.sent, [{ type: "register", password: SECRET }]);
  story.answer(OK).press("up", "ctrl-y", "ctrl-_");
  assert(!story.screen().includes("horse"));
  assert(!JSON.stringify(story.stage, (_, value) => value instanceof Map ? [...value] : value).includes(SECRET));
});

Deno.test("a draft stays as it was while a password is asked for", () => {
  const story = ScreenStory.inLobby({ setup: { room: "lobby" } }).type("half a line");
  story.lose().pass(60_000).act({ type: "linked" });
  story.answer({ type: "error", code: "nick-registered", text: "registered" }).type("half of a pass");
  assertStringIncludes(story.screen(), "Password of alice: ••••••••••••••");
  story.press("escape");
  assertStringIncludes(story.screen(), "half a line");
  assert(!story.screen().includes("half of a pass"));
});

Deno.test("a password on a command's line is masked, and the line is not remembered", () => {
  const story = ScreenStory.inLobby().type(`/login @ally ${SECRET}`);
  assertStringIncludes(story.screen(), "lobby › /login @ally •••••••••••••");
  story.press("enter");
  assertEquals(story.sent, [{ type: "login", nick: "ally", password: SECRET }]);
  story.press("up");
  assert(!story.screen().includes("/login"));
  story.press("ctrl-r").type("login");
  assertStringIncludes(story.screen(), "nothing found");
});

Deno.test("Ctrl-C and Esc give up a question, not the program", () => {
  const story = ScreenStory.inLobby().enter("/register").press("ctrl-r").type("s").press("ctrl-c", "ctrl-c");
  assertStringIncludes(story.screen(), "Nothing was changed");
  story.enter("/delete lobby");
  assertStringIncludes(story.screen(), "Yes or no:");
  story.press("escape");
  assertStringIncludes(story.screen(), "Not done");
  assertEquals([story.sent, story.quits], [[], []]);
});

Deno.test("an invite's line is a link to pick and copy", () => {
  const story = ScreenStory.inLobby().enter("/invite");
  story.answer({ type: "invite", room: "lobby", code: "x7Yq", for: 0, uses: 0 }).press("ctrl-o", "enter");
  assertEquals(story.effects.at(-1), { type: "copy", text: "parley://localhost/lobby?invite=x7Yq" });
});

Deno.test("acts of order stand as notices, and are not unread", () => {
  const story = ScreenStory.inLobby().focus(false);
  story.hear({
    type: "message",
    room: "lobby",
    seq: 1,
    from: "bob",
    text: "bob muted eve",
    kind: "event",
    at: 0,
    event: { type: "mute", nick: "eve" },
  });
  assertStringIncludes(story.screen(), "– bob muted eve");
  assertEquals(story.title(), "alice – lobby – parley");
});
