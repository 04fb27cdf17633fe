// The small parts: folding, links, who is called, stored settings, colours.
import { assert, assertEquals } from "@std/assert";
import { callerFor } from "../../../lib/client/full/highlight.ts";
import { linksIn } from "../../../lib/client/full/links.ts";
import { personColour } from "../../../lib/client/full/person_colour.ts";
import { foldPresence } from "../../../lib/client/full/presence.ts";
import { DEFAULT_SETTINGS, parseSettings } from "../../../lib/client/full/settings.ts";
import { append, EMPTY_TRANSCRIPT, lastIdOf, lineAt, prepend } from "../../../lib/client/full/transcript.ts";
import { ScreenStory } from "./screen_story.ts";
import type { Line, PresenceChange } from "../../../lib/client/line.ts";

const FOLDING = { mode: "smart", isFitting: () => true } as const;

function changes(text: string): readonly PresenceChange[] {
  return text.split(" ").map((word): PresenceChange => {
    const [nick = "", to] = word.slice(1).split(">");
    const kind = to !== undefined
      ? "renamed"
      : word.startsWith("+")
      ? "joined"
      : word.startsWith("-")
      ? "left"
      : "dropped";
    return { kind, nick, at: 0, ...(to === undefined ? {} : { to }) };
  });
}

Deno.test.each([
  ["+bob", "bob came in"],
  ["+bob +eve -dan", "bob, eve came in · dan left"],
  ["+bob -bob", undefined],
  ["-bob +bob", undefined],
  ["=bob>rob =rob>robert", "bob is called robert now"],
  ["+bob =bob>rob", "rob came in"],
  ["=bob>rob -rob", "rob left"],
  ["=bob>rob =rob>bob", undefined],
  ["!bob", "bob lost the connection"],
  ["+a +b +c +d +e +f +g +h +i +j", "a, b, c, d, e, f, g, h and 2 more came in"],
])("comings and goings: %s", (text, folded) => assertEquals(foldPresence(changes(text), FOLDING), folded));

Deno.test("comings and goings: all of them, none of them, or those that fit", () => {
  assertEquals(foldPresence(changes("+bob -bob"), { ...FOLDING, mode: "all" }), "bob came in · bob left");
  assertEquals(foldPresence(changes("+bob"), { ...FOLDING, mode: "none" }), undefined);
  assertEquals(
    foldPresence(changes("+bob +eve"), { mode: "smart", isFitting: ({ nick }) => nick === "eve" }),
    "eve came in",
  );
});

Deno.test.each([
  ["see https://a.example/x.", ["https://a.example/x"]],
  ["(https://a.example/x_(y))", ["https://a.example/x_(y)"]],
  ["http://a.example?q=1, ftp://b", ["http://a.example?q=1", "ftp://b"]],
  ["https://例え.jp/パス。", ["https://例え.jp/パス"]],
  ["nothing://here xhttp://", []],
  ["javascript://alert", []],
])("links in %s", (text, urls) => assertEquals(linksIn(text).map(({ url }) => url), [...urls]));

Deno.test.each([
  ["alice: hi", true],
  ["hi Alice!", true],
  ["malice", false],
  ["alice_", false],
  ["(alice)", true],
  ["the C++ way", true],
  ["привет, АЛИСА", false],
])(
  "alice is called in %s: %s",
  (text, called) => assertEquals(callerFor(["alice", "c++", ""])(text).length > 0, called),
);

Deno.test("whatever was stored, settings come out", () => {
  for (
    const stored of [undefined, null, 7, "x", [], {
      theme: 3,
      keys: [1],
      ignored: "x",
      own: { bell: 1, joins: "some" },
    }]
  ) {
    assertEquals({ ...parseSettings(stored), keys: {} }, DEFAULT_SETTINGS);
  }
  const settings = {
    theme: "dark",
    keys: { f5: "help" },
    ignored: ["bob"],
    own: { joins: "none" },
    nick: "a",
    server: "b",
  };
  assertEquals(parseSettings(settings), parseSettings(JSON.parse(JSON.stringify(settings))));
  assertEquals(parseSettings(settings).own, { joins: "none" });
});

Deno.test("lines of several rows stand under each other, wide and narrow", () => {
  const rows = (columns: number) =>
    ScreenStory.inLobby({ columns, rows: 12 }).say(1, "bob", "one  \n\ntwo\nthree").rows().slice(-6, -2).map((row) =>
      row.trim()
    );
  assertEquals(rows(20), ["bob: one", "", "two", "three"]);
  assertEquals(rows(60), ["bob │ one", "│", "│ two", "│ three"]);
});

Deno.test("a transcript numbers its lines for good, and folds those who come and go", () => {
  const notice = (text: string): Line => ({ type: "notice", text, at: 0 });
  let transcript = EMPTY_TRANSCRIPT;
  for (let index = 0; index < 300; index++) transcript = append(transcript, notice(`${index}`));
  const older = prepend(transcript, [notice("-2"), notice("-1")]);
  assertEquals([older.firstId, lastIdOf(older), older.length], [-2, 299, 302]);
  for (const id of [-2, -1, 0, 127, 128, 299]) assertEquals(lineAt(older, id), notice(String(id)));
  assertEquals([lineAt(older, -3), lineAt(older, 300)], [undefined, undefined]);
  const presence = (text: string): Line => ({ type: "presence", changes: changes(text), at: 0 });
  const folded = append(append(older, presence("+bob")), presence("-bob"));
  assertEquals(folded.length, 303);
  const last = lineAt(folded, 300);
  assert(last?.type === "presence");
  assertEquals(last.changes.length, 2);
});

Deno.test("a person's colour is the account's, under any nick; a guest's is that of the name's root", () => {
  const colour = (nick: string, account?: string) => personColour({ nick, account }, "true", false);
  assertEquals(colour("robert", "bob"), colour("bob"));
  assertEquals([colour("bob_"), colour("Bob|away"), colour("bob[m]")], [colour("bob"), colour("bob"), colour("bob")]);
  assert(colour("x", "bob_smith") !== colour("x", "bob"));
  const theme = (story: ScreenStory) => story.frame().grid;
  const story = ScreenStory.inLobby();
  const entry = { type: "message", room: "lobby", text: "hi", kind: "text", at: 0 } as const;
  story.hear({ ...entry, seq: 1, from: "robert", account: "bob" }).hear({
    ...entry,
    seq: 2,
    from: "bob",
    account: "bob",
  });
  const rows = story.rows();
  const grid = theme(story);
  const inks = ["robert", "bob"].map((name) => {
    const row = rows.findIndex((each) => each.includes(`${name} │ hi`));
    return grid.inks[row * grid.columns + (rows[row] ?? "").indexOf(name)];
  });
  assertEquals(inks[0], inks[1]);
});
