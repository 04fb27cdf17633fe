// The screen in each of its states, as one sees it. Run with `-- --update` after a wanted change, and read the diff.
import type { Joined } from "../../../lib/chat/event.ts";
import { LOBBY } from "../story.ts";
import { entries, members, ScreenStory } from "./screen_story.ts";

const ROOMS = [
  { room: "lobby", topic: "", members: 3, limit: 0, locked: false },
  { room: "garden", topic: "Plants and such", members: 12, limit: 20, locked: false },
  { room: "vault", topic: "", members: 1, limit: 0, locked: true },
];

const TALK: Partial<Joined> = {
  topic: "Plants and such",
  members: members("carol", "alice", "bob"),
  count: 3,
  head: 4,
  history: entries(1, 4, (seq) => seq === 2 ? "who knows what this is? 🌱" : `line ${seq}`),
};

const SIZES = [[20, 5], [60, 15], [80, 24], [120, 30]] as const;

const STATES: readonly (readonly [string, (columns: number, rows: number) => ScreenStory])[] = [
  ["first run: the nick", (columns, rows) => new ScreenStory({ columns, rows, nick: undefined, host: undefined })],
  ["rooms to choose from", (columns, rows) => {
    const story = new ScreenStory({ columns, rows, setup: { room: undefined } }).act({ type: "linked" });
    return story.answer(welcome()).answer({ type: "rooms", rooms: ROOMS, more: false });
  }],
  ["an empty room", (columns, rows) => ScreenStory.inLobby({ columns, rows })],
  ["talk", (columns, rows) =>
    ScreenStory.inLobby({ columns, rows }, TALK)
      .say(5, "bob", "a tomato, I think: https://example.org/wiki/Tomato_(fruit).")
      .saySelf(6, "thanks")
      .say(7, "bob", "you are welcome, alice. Rather a long line, so that it has to be broken somewhere in the middle")
      .hear({ type: "direct", from: "bob", to: ["alice"], text: "psst", at: noon() })
      .hear({ type: "shout", from: "carol", text: "lunch!", at: noon() })
      .hear({ type: "message", room: "lobby", seq: 8, from: "bob", text: "waves", kind: "action", at: noon() })],
  ["long names, CJK, emoji of several parts, right-to-left", (columns, rows) => {
    const long = "a_very_long_nick_of_32_characters";
    return ScreenStory.inLobby({ columns, rows }, {
      members: members(long.slice(0, 32), "日本語の名前", "alice"),
      count: 3,
    })
      .say(1, long.slice(0, 32), "👩‍👩‍👧 family 👍🏽 flag 🇩🇪")
      .say(2, "日本語の名前", "これは日本語の長い文章です。改行の位置が正しいかどうかを見るためのものです。")
      .say(3, "שלום", "שלום עולם abc مرحبا")
      .say(4, "bob", "é combining ｱﾞ and\ttab");
  }],
  ["unread elsewhere and here", (columns, rows) => {
    const story = ScreenStory.inLobby({ columns, rows }, TALK).focus(false);
    story.say(5, "bob", "while you were away").say(6, "bob", "alice: and this calls you");
    return story.hear({ type: "direct", from: "dave", to: ["alice"], text: "hello", at: noon() });
  }],
  [
    "MORE",
    (columns, rows) =>
      ScreenStory.inLobby({ columns, rows }, { head: 100, history: entries(51, 50) }).press("page-up", "page-up"),
  ],
  [
    "a long paste asks",
    (columns, rows) => ScreenStory.inLobby({ columns, rows }).paste("one\ntwo\nthree\nfour\nfive\nsix\nseven\n"),
  ],
  [
    "a message of several lines",
    (columns, rows) =>
      ScreenStory.inLobby({ columns, rows }).type("first").press("alt-enter").type("second").press("alt-enter").type(
        "3",
      ),
  ],
  [
    "offline, counting, with a line that waits",
    (columns, rows) => ScreenStory.inLobby({ columns, rows }, TALK).lose().enter("typed meanwhile"),
  ],
  ["a message that was refused", (columns, rows) =>
    ScreenStory.inLobby({ columns, rows }).enter("too much").answer({
      type: "error",
      code: "muted",
      text: "You are muted here for 5 minutes",
    })],
  ["completion", (columns, rows) => ScreenStory.inLobby({ columns, rows }).type("/le").press("tab")],
  ["going somewhere", (columns, rows) => ScreenStory.inLobby({ columns, rows }, TALK).press("ctrl-g").type("b")],
  [
    "looking for something",
    (columns, rows) =>
      ScreenStory.inLobby({ columns, rows }, TALK).press("ctrl-f").type("tomato").press("tab", "ctrl-x"),
  ],
  ["a message picked", (columns, rows) => ScreenStory.inLobby({ columns, rows }, TALK).press("ctrl-s", "k")],
  [
    "scrolled up, with something new below",
    (columns, rows) =>
      ScreenStory.inLobby({ columns, rows }, { head: 100, history: entries(51, 50) }).press("page-up").say(
        101,
        "bob",
        "news",
      ),
  ],
  ["unread from further up than is in sight", (columns, rows) => {
    const story = ScreenStory.inLobby({ columns, rows }).focus(false);
    for (let seq = 1; seq <= 60; seq++) story.say(seq, "bob", `line ${seq}`);
    return story.focus(true);
  }],
  ["a hole after a long absence", (columns, rows) => {
    const story = ScreenStory.inLobby({ columns, rows }, { head: 10, history: entries(1, 10) });
    story.lose().pass(42_000).act({ type: "linked" }).answer({ ...welcome(), resumed: true });
    const join = story.sent.findLastIndex(({ type }) => type === "join");
    const joined = { ...LOBBY, head: 1_000, history: entries(11, 200), more: true };
    story.hear(joined, story.refOf(join));
    story.answer({ type: "history", room: "lobby", first: 1, entries: entries(801, 200), more: false });
    for (let step = 0; step < 200 && !story.screen().includes("···"); step++) story.wheel("up");
    return story;
  }],
  ["a conversation with somebody", (columns, rows) => {
    const story = ScreenStory.inLobby({ columns, rows }, TALK);
    story.hear({ type: "direct", from: "bob", to: ["alice"], text: "psst, between us", at: noon() });
    story.press("alt-2").enter("yes?").answer({ type: "told", at: noon(), delivered: ["bob"], missed: [], status: {} });
    return story.hear({ type: "direct", from: "bob", to: ["alice", "carol"], text: "to you both", at: noon() });
  }],
  ["everybody who is connected", (columns, rows) => {
    const person = (nick: string, status: "online" | "busy") => ({ nick, status, note: "", rooms: [] });
    return ScreenStory.inLobby({ columns, rows }, TALK).press("f9", "f8")
      .answer({ type: "who", people: [person("alice", "online"), person("zoe", "busy")], more: false });
  }],
  [
    "another size, with panels open",
    (columns, rows) =>
      ScreenStory.inLobby({ columns: 120, rows: 40 }, { ...TALK, head: 100, history: entries(51, 50) })
        .press("page-up", "ctrl-g").resize(columns, rows),
  ],
  ["the bare view", (columns, rows) => ScreenStory.inLobby({ columns, rows }, TALK).press("alt-l")],
  ["an emoji completed", (columns, rows) => ScreenStory.inLobby({ columns, rows }).type("done :par").press("tab")],
  ["help", (columns, rows) => ScreenStory.inLobby({ columns, rows }).press("f1")],
];

function welcome() {
  return {
    type: "welcome",
    v: 1,
    nick: "alice",
    server: "test/1",
    id: "store1",
    session: "s1",
    resume: "TOKEN",
    resumed: false,
    limits: { line: 65536, text: 4096, rooms: 1, refs: 1000 },
    ping: 30000,
    rooms: [],
    groups: [],
    motd: "Welcome to the test",
  } as const;
}

function noon(): number {
  return new Date(2026, 10, 3, 12, 0, 0).getTime();
}

for (const [name, make] of STATES) {
  for (const [columns, rows] of SIZES) {
    Deno.test(`the screen: ${name}, ${columns}×${rows}`, async (t) => {
      // How long the help is changes with each command.
      const screen = make(columns, rows).screen();
      await t.assertSnapshot(`\n${name === "help" ? screen.replace(/MORE \(\d+\)/, "MORE (n)") : screen}\n`);
    });
  }
}
