// Lost links: nothing is lost, nothing comes twice, and nothing later is shown before what is missing.
import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Entry } from "../../lib/chat/entry.ts";
import { promptOf } from "../../lib/client/prompt.ts";
import { LOBBY, NOON, Story, WELCOME } from "./story.ts";

const entry = (seq: number, from = "bob", text = `m${seq}`): Entry => ({ seq, from, text, kind: "text", at: NOON });
const message = (seq: number) => ({ type: "message", room: "lobby", ...entry(seq) }) as const;
const shown = (...seqs: number[]) => seqs.map((seq) => `  bob: m${seq}`);

function back(story: Story, resumed: boolean): Story {
  story.act({ type: "linked" });
  return story.answer({ ...WELCOME, resumed });
}

Deno.test("a repeated seq is dropped", () => {
  const story = Story.inLobby();
  story.hear(message(1)).hear(message(1)).hear(message(2)).assertPrinted(...shown(1, 2));
});

Deno.test("a skipped seq is fetched before anything later is shown", () => {
  const story = Story.inLobby();
  story.hear(message(1)).hear(message(4)).hear(message(5)).assertPrinted(...shown(1));
  story.assertSent({ type: "history", room: "lobby", after: 1, limit: 200 });
  story.answer({ type: "history", room: "lobby", first: 1, entries: [entry(2), entry(3), entry(4)], more: false });
  story.assertPrinted(...shown(2, 3, 4, 5)).assertSent();
});

Deno.test("what is no longer kept shows as a gap", () => {
  const story = Story.inLobby();
  story.hear(message(1)).hear(message(9));
  story.answer({ type: "history", room: "lobby", first: 8, entries: [entry(8), entry(9)], more: false });
  story.assertPrinted(...shown(1), "- 6 lines are no longer kept", ...shown(8, 9));
});

Deno.test("a history that never ends does not keep the client asking", () => {
  const story = Story.inLobby();
  story.hear(message(1)).hear(message(5));
  story.answer({ type: "history", room: "lobby", first: 1, entries: [], more: true });
  story.assertPrinted(...shown(1), "- 3 lines are no longer kept", ...shown(5));
  assertEquals(story.sent().length, 1);
});

Deno.test("comes back by itself with the token, fetches what it missed, and sends what waited, once", () => {
  const story = Story.inLobby();
  story.hear(message(1)).type("answered?");
  const [ref] = story.sentRefs();
  story.lose();
  story.assertPrinted(
    ...shown(1),
    "- No connection to localhost: cut. Trying again in 1 second; Enter tries now; what you type is kept",
  );
  story.type("offline").assertPrinted("… offline").assertSent();
  assertEquals(promptOf(story.model, { at: 0, mono: 0 }), "(offline, again in 1 s) (2 unsent) lobby> ");
  story.others();
  story.pass(1_000);
  assertEquals(story.others().map((want) => want.type), ["dial"]);
  back(story, true).assertSent(
    { type: "hello", v: 1, nick: "alice", agent: "test/1", resume: "TOKEN" },
    { type: "join", room: "lobby", after: 1 },
    { type: "groups" },
  );
  const join = `r${story.model.refs - 1}`;
  // Our own first line had been stored: it is found in what was missed, and not sent a second time.
  story.hear(
    { ...LOBBY, head: 3, history: [entry(2), entry(3, "alice", "answered?")] },
    join,
  );
  story.assertPrinted(...shown(2), "> alice: answered?", "- Back in lobby after 1 s, 2 missed");
  story.assertSent({ type: "say", room: "lobby", text: "offline" });
  assertEquals(story.model.queue.items.some((item) => item.ref === ref), false);
});

Deno.test("a long absence is paged until nothing is missing, and only then one's own lines go", () => {
  const story = Story.inLobby();
  story.type("mine");
  story.lose().pass(1_000);
  back(story, true);
  story.forget();
  story.hear({ ...LOBBY, head: 3, history: [entry(1), entry(2)], more: true }, `r${story.model.refs - 1}`);
  story.hear(message(4));
  story.assertPrinted(...shown(1, 2)).assertSent({ type: "history", room: "lobby", after: 2, limit: 200 });
  story.answer({ type: "history", room: "lobby", first: 1, entries: [entry(3)], more: false });
  story.assertPrinted(...shown(3, 4), "- Back in lobby after 1 s, 3 missed");
  story.assertSent({ type: "say", room: "lobby", text: "mine" });
});

Deno.test("tries again after 1, 2, 4 … s, and Enter tries now", () => {
  const story = Story.inLobby();
  story.lose();
  assertEquals(story.model.phase, { type: "waiting", attempt: 1, until: 875 });
  story.type("").lose();
  assertEquals(story.model.phase, { type: "waiting", attempt: 2, until: 1_750 });
  story.pass(1_750).lose();
  assertEquals(story.model.phase, { type: "waiting", attempt: 3, until: 1_750 + 3_500 });
});

Deno.test.each([["kicked"], ["banned"], ["replaced"]] as const)("does not come back by itself after %s", (code) => {
  const story = Story.inLobby();
  story.hear({ type: "bye", code });
  assertEquals(story.model.phase.type, "idle");
  story.pass(100_000).lose();
  assertEquals(story.others().map((want) => want.type), ["hang-up"]);
  story.type("/reconnect");
  assertEquals(story.others().map((want) => want.type), ["hang-up", "dial"]);
});

Deno.test("shutdown comes back when the server says", () => {
  const story = Story.inLobby();
  story.hear({ type: "bye", code: "shutdown", retry: 3_000 });
  assertEquals(story.model.phase, { type: "waiting", attempt: 1, until: 3_000 });
});

Deno.test("a line that can't be read makes a new link", () => {
  const story = Story.inLobby();
  story.act({ type: "malformed", detail: "A line is not a JSON object" });
  assertEquals(story.others().map((want) => want.type), ["hang-up"]);
  assertEquals(story.model.phase.type, "waiting");
});

Deno.test("a silent server is pinged, then given up", () => {
  const story = Story.inLobby();
  story.pass(20_001);
  assertEquals(story.sent().map((command) => command.type), ["ping"]);
  story.pass(5_000).hear({ type: "pong" }).pass(15_000);
  assertEquals(story.model.phase.type, "online");
  story.pass(6_000).pass(10_001);
  assertEquals(story.model.phase.type, "waiting");
});

Deno.test("another store behind the same address begins anew", () => {
  const story = Story.inLobby();
  story.hear(message(1)).lose().pass(1_000);
  story.act({ type: "linked" }).answer({ ...WELCOME, id: "store2" });
  assertEquals(story.sent().find((command) => command.type === "join"), { type: "join", room: "lobby" });
  story.forget();
  story.hear({ ...LOBBY, id: "r9", head: 1, history: [entry(1)] }, `r${story.model.refs - 1}`);
  assertStringIncludes(story.printed()[0] ?? "", "lobby began anew");
});

Deno.test("in a new session a tell that may have arrived is not sent twice", () => {
  const story = Story.inLobby();
  story.type("bob: psst").lose().pass(1_000);
  story.forget();
  back(story, false);
  story.assertPrinted("? It is not known whether this arrived: psst");
  assertEquals(story.model.queue.items, []);
});
