import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { COMMANDS, commandWords, findCommand } from "../../../lib/client/commands/commands.ts";
import { helpRows, unknownCommand } from "../../../lib/client/commands/help.ts";

Deno.test("COMMANDS calls no two commands by one word", () => {
  const words = COMMANDS.flatMap((row) => [row.name, ...row.aliases]);
  assertEquals(words.length, new Set(words).size);
  assertEquals([...commandWords()].length, words.length);
});

Deno.test("COMMANDS gives each command an example of itself", () => {
  for (const row of COMMANDS) assert(row.example.startsWith(`/${row.name}`), row.name);
});

Deno.test.each([["JOIN", "join"], ["j", "join"], ["part", "leave"], ["exit", "quit"], ["nope", undefined]])(
  "findCommand(%s) is %s",
  (word, name) => assertEquals(findCommand(word)?.name, name),
);

Deno.test("helpRows() lists every command, and shows one with its example", () => {
  const list = helpRows("").join("\n");
  for (const row of COMMANDS) assertStringIncludes(list, `/${row.name} `);
  assertStringIncludes(helpRows("/msg").join("\n"), "/msg bob, eve lunch?");
  assertStringIncludes(helpRows("jion").join("\n"), "did you mean /join?");
});

Deno.test.each([
  ["jion", "join"],
  ["joim", "join"],
  ["hlep", "help"],
  ["crate", "create"],
  ["rooms1", "rooms"],
  ["recon", "reconnect"],
])("unknownCommand(%s) means /%s", (word, meant) => {
  assertStringIncludes(unknownCommand(word), `did you mean /${meant}?`);
});

Deno.test("unknownCommand() does not guess wildly", () => {
  assertEquals(unknownCommand("xyzzyplugh").includes("did you mean"), false);
});
