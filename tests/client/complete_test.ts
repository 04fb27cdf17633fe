import { assertEquals } from "@std/assert";
import { complete } from "../../lib/client/complete.ts";
import { Story } from "./story.ts";

const MODEL = Story.inLobby().hear({ type: "direct", from: "bonnie", to: ["alice"], text: "x", at: 0 }).model;

Deno.test.each([
  ["/jo", "/join "],
  ["/join lo", "/join lobby "],
  ["/help hi", "/help history"],
  ["@bob", "@bob: "],
  ["bo", "bo"],
  ["bon", "bonnie: "],
  ["@bob, bon", "@bob, bonnie: "],
  ["/me bon", "/me bonnie "],
  ["/role bob mod", "/role bob moderator"],
  ["/kick bon", "/kick bonnie "],
  ["/ban #lobby bon", "/ban #lobby bonnie "],
  ["/kick #lo", "/kick #lobby "],
  ["/away ali", "/away alice "],
  ["ali", "alice: "],
  ["hi BON", "hi bonnie "],
  ["/msg bob,bon", "/msg bob,bonnie "],
  ["/login @bon", "/login @bonnie "],
  ["/login bon", undefined],
  ["/login @bonnie bo", undefined],
  ["/register bon", undefined],
  ["/register @bon", undefined],
  ["zzz", undefined],
  ["", undefined],
])("complete(%j) is %j", (text, completed) => assertEquals(complete(MODEL, text, text.length)?.text, completed));

Deno.test("complete() keeps what follows the cursor", () => {
  assertEquals(complete(MODEL, "hi bon is here", 6), { text: "hi bonnie  is here", at: 10, choices: ["bonnie"] });
});

Deno.test("complete() puts the present topic behind /topic, to be changed", () => {
  const story = Story.inLobby({}, { topic: "green\x1b[2J tea" });
  assertEquals(complete(story.model, "/topic ", 7)?.text, "/topic green[2J tea");
  assertEquals(complete(Story.inLobby().model, "/topic ", 7)?.text, "/topic ");
});

Deno.test("complete() offers who spoke last first, and oneself last", () => {
  const story = Story.inLobby({}, {
    members: ["alice", "ann", "bob", "abe"].map((nick) => ({ nick, role: "member", status: "online" })),
  });
  for (const [index, from] of ["ann", "abe", "bob"].entries()) {
    story.hear({ type: "message", room: "lobby", seq: index + 1, from, text: "x", kind: "text", at: 0 });
  }
  assertEquals(complete(story.model, "hi a", 4)?.choices, ["abe", "ann", "alice"]);
});
