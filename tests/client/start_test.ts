// From the start to the menu, and all that may be refused on the way.
import { assertEquals, assertStringIncludes } from "@std/assert";
import { promptOf, titleOf } from "../../lib/client/prompt.ts";
import { LOBBY, NOON, Story, WELCOME } from "./story.ts";

const moment = { at: NOON, mono: 0 };

Deno.test("asks for what is missing, then dials", () => {
  const story = new Story({ nick: undefined, host: undefined });
  story.act({ type: "started" });
  assertEquals(promptOf(story.model, moment), "Your nick: ");
  story.type("a b", "alice");
  assertStringIncludes(story.printed()[0] ?? "", "A nick has 1 to 32");
  assertEquals(promptOf(story.model, moment), "Server (Enter for localhost): ");
  story.type("");
  assertEquals(story.others(), [{ type: "dial", address: { host: "localhost", port: 7667 } }]);
});

Deno.test("says hello, then shows the menu with lobby first; a number enters", () => {
  const story = new Story();
  story.act({ type: "started" }).act({ type: "linked" });
  story.assertSent({ type: "hello", v: 1, nick: "alice", agent: "test/1" });
  story.answer(WELCOME).assertSent({ type: "rooms" });
  const room = { topic: "", members: 1, limit: 0, locked: false };
  story.answer({ type: "rooms", rooms: [{ ...room, room: "attic" }, { ...room, room: "lobby" }], more: false });
  const rows = story.printed();
  assertEquals(rows.slice(0, 5), [
    "Connected to localhost as alice",
    "",
    "Rooms:",
    "   1  lobby  1 person",
    "   2  attic  1 person",
  ]);
  story.type("2").assertSent({ type: "join", room: "attic" });
  // Every later menu has the same text.
  story.type("menu").answer({
    type: "rooms",
    rooms: [{ ...room, room: "attic" }, { ...room, room: "lobby" }],
    more: false,
  });
  assertEquals(story.printed(), rows.slice(1));
});

Deno.test("a refused nick is explained and asked again on the same connection", () => {
  const story = new Story();
  story.act({ type: "started" }).act({ type: "linked" });
  story.answer({ type: "error", code: "nick-taken", text: "The nick alice is in use" });
  story.assertPrinted("? The nick alice is in use");
  story.type("ally");
  assertEquals(story.sent().at(-1), { type: "hello", v: 1, nick: "ally", agent: "test/1" });
  assertEquals(story.others().length, 1, "dialled once");
});

Deno.test("a nick that is asked for while the server hangs up dials anew", () => {
  const story = new Story();
  story.act({ type: "started" }).act({ type: "linked" });
  story.answer({ type: "error", code: "nick-taken", text: "taken" }).lose();
  story.others();
  story.type("ally");
  assertEquals(story.others().map((want) => want.type), ["dial"]);
});

Deno.test("without a terminal a refused nick ends with 3, no server with 4", () => {
  const refused = new Story({ setup: { person: false } });
  refused.act({ type: "started" }).act({ type: "linked" });
  refused.answer({ type: "error", code: "nick-taken", text: "taken" }).assertQuit(3);
  const alone = new Story({ setup: { person: false } });
  alone.act({ type: "started" }).lose().assertQuit(4);
});

Deno.test("a first connect that fails offers again, another address, or quit", () => {
  const story = new Story();
  story.act({ type: "started" }).lose();
  story.assertPrinted("? Cannot reach localhost: cut");
  story.others();
  story.type("");
  assertEquals(story.others().map((want) => want.type), ["dial"]);
  story.lose().type("there:9");
  assertEquals(story.others().at(-1), { type: "dial", address: { host: "there", port: 9 } });
  story.lose();
  story.others();
  story.type("quit").assertQuit(0);
});

Deno.test("what answers without speaking the protocol is not asked again and again", () => {
  const story = new Story();
  story.act({ type: "started" }).act({ type: "linked" }).act({ type: "malformed", detail: "x" });
  assertStringIncludes(story.printed()[0] ?? "", "does not speak this protocol");
  assertEquals(story.model.question, "unreachable");
});

Deno.test("--room enters at once; uid goes out; the title names nick and room", () => {
  const story = new Story({ setup: { room: "lobby", uid: "u7" } });
  story.act({ type: "started" }).act({ type: "linked" });
  story.assertSent({ type: "hello", v: 1, nick: "alice", agent: "test/1", uid: "u7" });
  story.answer(WELCOME).assertSent({ type: "join", room: "lobby" });
  story.answer({ ...LOBBY, topic: "All" });
  story.assertPrinted("Connected to localhost as alice", "- You are in lobby · topic: All · here: bob");
  assertEquals(titleOf(story.model), "alice – lobby – parley");
  assertEquals(promptOf(story.model, moment), "lobby> ");
});

Deno.test("leaving a room shows the menu again", () => {
  const story = Story.inLobby();
  story.type("/leave").assertSent({ type: "leave", room: "lobby" });
  story.answer({ type: "left", room: "lobby" }).assertPrinted("- You left lobby").assertSent({ type: "rooms" });
});
