// Whatever a server sends and somebody types, no control character but those of the screen itself reaches the terminal.
import { assert } from "@std/assert";
import fc from "fast-check";
import { view } from "../../../lib/client/full/view.ts";
import { titleCodes } from "../../../lib/tui/osc.ts";
import { Renderer } from "../../../lib/tui/render.ts";
import { event, hostileText } from "../../support/arbitraries.ts";
import { LOBBY, NOON } from "../story.ts";
import { ScreenStory } from "./screen_story.ts";

// All that a renderer may write: colours, moves, erasing, the cursor, frames, links that are plain ASCII.
// deno-lint-ignore no-control-regex -- these are the codes
const OWN = /\x1b\[(?:[\d;]*[mHGKJCD]|2J|\?(?:25|2026)[hl])|\x1b\]8;(?:id=\w+)?;[\x21-\x7e]*\x1b\\/g;
const HARMFUL = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

const happenings = fc.array(
  fc.oneof(
    { arbitrary: event.map((each) => (story: ScreenStory) => story.hear(each)), weight: 4 },
    { arbitrary: event.map((each) => (story: ScreenStory) => story.answer(each)), weight: 4 },
    hostileText.map((text) => (story: ScreenStory) => story.say(++story.ms, text, text)),
    hostileText.map((text) => (story: ScreenStory) =>
      story.hear({ type: "direct", from: text, to: [text], text, at: NOON })
    ),
    hostileText.map((text) => (story: ScreenStory) => story.hear({ ...LOBBY, room: "lobby", topic: text })),
    hostileText.map((text) => (story: ScreenStory) => story.paste(text)),
    hostileText.filter((text) => text !== "").map((text) => (story: ScreenStory) => story.type(text)),
    fc.constantFrom(
      "enter",
      "tab",
      "escape",
      "page-up",
      "page-down",
      "ctrl-g",
      "ctrl-o",
      "ctrl-f",
      "f1",
      "f2",
      "f9",
      "alt-a",
      "alt-u",
      "alt-p",
      "alt-=",
      "down",
      "alt-2",
      "alt-home",
      "ctrl-r",
      "ctrl-n",
      "ctrl-s",
      "ctrl-x",
      "alt-c",
      "alt-l",
      "up",
    ).map((chord) => (story: ScreenStory) => story.press(chord)),
    fc.tuple(fc.integer({ min: 1, max: 130 }), fc.integer({ min: 1, max: 40 }))
      .map(([columns, rows]) => (story: ScreenStory) => story.resize(columns, rows)),
    fc.constant((story: ScreenStory) => story.lose()),
    fc.boolean().map((focused) => (story: ScreenStory) => story.focus(focused)),
    fc.nat(40_000).map((ms) => (story: ScreenStory) => story.pass(ms)),
  ),
  { maxLength: 25 },
);

Deno.test("nothing hostile reaches the terminal, and nothing throws", () => {
  fc.assert(
    fc.property(happenings, (all) => {
      const story = ScreenStory.inLobby();
      const renderer = new Renderer({ depth: "true", synchronized: false });
      for (const happen of all) {
        happen(story);
        const frame = view(story.stage, story.model, { at: NOON, mono: story.ms });
        const bare = renderer.render(frame.grid, frame.cursor).replaceAll(OWN, "");
        assert(!HARMFUL.test(bare), JSON.stringify(bare));
        const title = titleCodes(frame.title);
        assert(title.startsWith("\x1b]2;") && title.endsWith("\x1b\\") && !HARMFUL.test(title.slice(4, -2)));
      }
    }),
    { numRuns: 300 },
  );
});
