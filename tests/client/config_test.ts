import { assertEquals, assertStringIncludes } from "@std/assert";
import { parseConfig } from "../../lib/client/config.ts";

Deno.test("parseConfig() reads the older tool's file", () => {
  const text = '\ufeff{"USERID":"u7","NICKNAME":"eve","SERVER":"10.0.0.2","SERVER_PORT":9000}';
  const config = { nick: "eve", address: { host: "10.0.0.2", port: 9000 }, uid: "u7" };
  assertEquals(parseConfig(text), { type: "config", config });
});

Deno.test.each(
  [
    ['{"NICKNAME":"eve","SERVER":"h"}', 7667, "h"],
    ['{"NICKNAME":"eve","SERVER":"h","SERVER_PORT":"9000"}', 9000, "h"],
    ['{"NICKNAME":"eve","SERVER":"h:9001"}', 9001, "h"],
    ['{"NICKNAME":"eve","SERVER":"::1","SERVER_PORT":9000}', 9000, "::1"],
  ] as const,
)("parseConfig(%s) has port %d", (text, port, host) => {
  assertEquals(parseConfig(text), { type: "config", config: { nick: "eve", address: { host, port } } });
});

Deno.test.each([
  ['{"SERVER":"h"}', 'NICKNAME is missing: add "NICKNAME":"alice"'],
  ['{"NICKNAME":"eve"}', 'SERVER is missing: add "SERVER":"localhost"'],
  ['{"NICKNAME":"","SERVER":"h"}', "NICKNAME is empty"],
  ['{"NICKNAME":7,"SERVER":"h"}', "NICKNAME must be a text in double quotes"],
  ['{"NICKNAME":"a b","SERVER":"h"}', 'NICKNAME "a b" cannot be used'],
  ['{"NICKNAME":"eve","SERVER":"a b"}', 'SERVER "a b" is no address'],
  ['{"NICKNAME":"eve","SERVER":"h","SERVER_PORT":70000}', "SERVER_PORT must be a number from 1 to 65535"],
  ['{"NICKNAME":"eve","SERVER":"h","SERVER_PORT":"x"}', "SERVER_PORT must be a number"],
  ['{"NICKNAME": eve, "SERVER":"h"}', 'NICKNAME needs double quotes: "NICKNAME":"eve"'],
  ['{"NICKNAME":"eve","SERVER":10.0.0.2}', 'SERVER needs double quotes: "SERVER":"10.0.0.2"'],
  ["{'NICKNAME':'eve','SERVER':'h'}", 'NICKNAME needs double quotes: "NICKNAME":"eve"'],
  ['{"NICKNAME":"eve","SERVER":,"SERVER_PORT":1}', "SERVER has no value"],
  ['{"NICKNAME":"eve","USERID":[1],"SERVER":"h"}', "USERID must be a text"],
  ["", "It is empty"],
  ["[]", "It must hold one object"],
  ['{"NICKNAME":"eve"', "It is not valid JSON"],
])("parseConfig(%s) names the cure", (text, detail) => {
  const parsed = parseConfig(text);
  assertEquals(parsed.type, "wrong");
  if (parsed.type === "wrong") assertStringIncludes(parsed.detail, detail);
});
