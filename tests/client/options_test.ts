import { assertEquals, assertStringIncludes } from "@std/assert";
import { type Options, parseOptions } from "../../lib/client/options.ts";

const NONE: Options = {
  nick: undefined,
  address: undefined,
  room: undefined,
  invite: undefined,
  passwordFile: undefined,
  insecure: false,
  config: undefined,
  settings: undefined,
  plain: false,
  line: false,
  colour: true,
  mouse: true,
  listen: false,
};
const LOCAL = { host: "localhost", port: 7667 };

const RIGHT: readonly (readonly [string, Partial<Options>])[] = [
  ["", {}],
  ["alice", { nick: "alice" }],
  ["alice localhost", { nick: "alice", address: LOCAL }],
  ["007 localhost", { nick: "007", address: LOCAL }],
  ["alice [::1]:9", { nick: "alice", address: { host: "::1", port: 9 } }],
  ["--room R alice", { nick: "alice", room: "R" }],
  ["--room=42 --plain --listen", { room: "42", plain: true, listen: true }],
  ["--line --no-mouse --no-color --settings :memory:", {
    line: true,
    mouse: false,
    colour: false,
    settings: ":memory:",
  }],
  ["--config c.json", { config: "c.json" }],
  ["c.json", { config: "c.json" }],
  ["C.TXT", { config: "C.TXT" }],
  ["c.json localhost", { nick: "c.json", address: LOCAL }],
  ["parley://chat.example:9/tea?invite=x", {
    address: { host: "chat.example", port: 9 },
    room: "tea",
    invite: "x",
  }],
  ["alice parley://[::1]/r%C3%A4ume", { nick: "alice", address: { host: "::1", port: 7667 }, room: "räume" }],
  ["--room den parley://localhost/tea?invite=x", { address: LOCAL, room: "den" }],
  ["--password-file - --insecure alice", { nick: "alice", passwordFile: "-", insecure: true }],
  ["--config c.txt alice", { config: "c.txt", nick: "alice" }],
];

for (const [line, options] of RIGHT) {
  Deno.test(`parseOptions(${line}) is understood`, () => {
    assertEquals(parseOptions(line.split(" ").filter((word) => word !== "")), {
      type: "run",
      options: { ...NONE, ...options },
    });
  });
}

Deno.test.each([
  ["--what", "no option --what"],
  ["-x", "no option -x"],
  ["alice host:0", '"host:0" is no address'],
  ["a/b host", '"a/b" cannot be a nick'],
  ["alice host more", '"more" is one argument too many'],
  ["--room a/b", '--room "a/b" cannot be used'],
  ["--room", "--room"],
  ["--config=", "--config needs"],
  ["--password-file=", "--password-file needs"],
  ["parley://localhost", '"parley://localhost" is no link'],
  ["parley://localhost/tea more", '"more" is one argument too many'],
])("parseOptions(%s) is refused in one line", (line, detail) => {
  const parsed = parseOptions(line.split(" "));
  assertEquals(parsed.type, "wrong");
  if (parsed.type === "wrong") {
    assertStringIncludes(parsed.detail, detail);
    assertEquals(parsed.detail.includes("\n"), false);
  }
});

Deno.test("parseOptions() knows --help and --version", () => {
  assertEquals(parseOptions(["--help", "alice"]).type, "help");
  assertEquals(parseOptions(["--version"]).type, "version");
});
