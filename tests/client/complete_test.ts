import { assertEquals } from "@std/assert";
import { complete } from "../../lib/client/complete.ts";
import { Story } from "./story.ts";

const MODEL = Story.inLobby().hear({ type: "direct", from: "bonnie", to: ["alice"], text: "x", at: 0 }).model;

Deno.test.each([
  ["/jo", "/join "],
  ["/join lo", "/join lobby "],
  ["/help hi", "/help history"],
  ["@bob", "@bob "],
  ["bo", "bo"],
  ["bon", "bonnie "],
  ["hi BON", "hi bonnie "],
  ["/msg bob,bon", "/msg bob,bonnie "],
  ["zzz", undefined],
  ["", undefined],
])("complete(%j) is %j", (text, completed) => assertEquals(complete(MODEL, text, text.length)?.text, completed));

Deno.test("complete() keeps what follows the cursor", () => {
  assertEquals(complete(MODEL, "bon is here", 3), { text: "bonnie  is here", at: 7, choices: ["bonnie"] });
});
