import { assert, assertEquals } from "@std/assert";
import { serverHelp } from "../../lib/server/help.ts";
import { NUMBERS, parseServerOptions, type ServerOptions, WORDS } from "../../lib/server/options.ts";

const DEFAULTS: ServerOptions = {
  command: "serve",
  room: undefined,
  host: "0.0.0.0",
  port: 7667,
  listen: [],
  db: undefined,
  name: "parley",
  motd: "",
  roomsPerClient: 1,
  roomLimit: 0,
  clientsMax: 10_000,
  roomsMax: 10_000,
  perAddressMax: 64,
  rate: { burst: 20, perSecond: 5 },
  history: 0,
  outboxBytes: 1_048_576,
  pingMs: 30_000,
  graceMs: 30_000,
  operators: [],
  requireLogin: false,
  log: "pretty",
  logText: false,
};

Deno.test("without arguments everything is as DESIGN and README say", () => {
  assertEquals(parseServerOptions([]), DEFAULTS);
});

const right: readonly (readonly [string, Partial<ServerOptions>])[] = [
  ["--host ::", { host: "::" }],
  ["--port 0", { port: 0 }],
  ["--port=65535", { port: 65_535 }],
  ["8000", { port: 8_000 }],
  ["8000 --motd hi", { port: 8_000, motd: "hi" }],
  ["--motd hi 8000", { port: 8_000, motd: "hi" }],
  ["--port 1 --port 2", { port: 2 }],
  ["--db :memory:", { db: ":memory:" }],
  ["--db ./a=b.db", { db: "./a=b.db" }],
  ["--name hall", { name: "hall" }],
  ["--motd 7", { motd: "7" }],
  ["--rooms-per-client 3", { roomsPerClient: 3 }],
  ["--room-limit 9", { roomLimit: 9 }],
  ["--max-clients 1", { clientsMax: 1 }],
  ["--max-rooms 5", { roomsMax: 5 }],
  ["--max-per-address 0", { perAddressMax: 0 }],
  ["--rate 1/2", { rate: { burst: 1, perSecond: 2 } }],
  ["--rate 0", { rate: undefined }],
  ["--history 100", { history: 100 }],
  ["--outbox 65536", { outboxBytes: 65_536 }],
  ["--ping 100", { pingMs: 100 }],
  ["--grace 0", { graceMs: 0 }],
  ["--log json", { log: "json" }],
  ["--log off --log-text", { log: "off", logText: true }],
  ["rooms", { command: "rooms" }],
  ["rooms --db x", { command: "rooms", db: "x" }],
  ["export", { command: "export" }],
  ["export lobby", { command: "export", room: "lobby" }],
  ["export 007", { command: "export", room: "007" }],
  ["export 1e3 --db x", { command: "export", room: "1e3", db: "x" }],
  ["--help", { command: "help" }],
  ["-h", { command: "help" }],
  ["--version", { command: "version" }],
  ["-V", { command: "version" }],
  ["--help --version", { command: "help" }],
];

Deno.test.each(right)("%s", (line, expected) => {
  assertEquals(parseServerOptions(line.split(" ")), { ...DEFAULTS, ...expected });
});

const wrong: readonly (readonly [string, RegExp])[] = [
  ["--operator b@d", /--operator needs a nick, "b@d" is none/],
  ["--port 65536", /--port takes a whole number from 0 to 65535/],
  ["--port x", /--port/],
  ["--port -1", /no option -1/],
  ["--port 1.5", /--port/],
  ["--port 1e3", /--port/],
  ["--port", /--port/],
  ["65536", /no port 65536/],
  ["7667 8000", /What is meant by "7667 8000"/],
  ["0x10", /What is meant/],
  ["room", /What is meant by "room"/],
  ["rooms tea", /What is meant/],
  ["export a b", /What is meant/],
  ["--prot 1", /no option --prot/],
  ["-p 1", /no option -p/],
  ["--rooms-per-client 0", /--rooms-per-client/],
  ["--max-clients 0", /--max-clients/],
  ["--max-rooms 0", /--max-rooms/],
  ["--ping 99", /--ping/],
  ["--outbox 10", /--outbox/],
  ["--rate 5", /--rate takes burst\/refill/],
  ["--rate 0/5", /--rate/],
  ["--rate 5/0", /--rate/],
  ["--rate 5/x", /--rate/],
  ["--log loud", /--log takes pretty, json or off/],
];

Deno.test.each(wrong)("%s is refused with what to do", (line, pattern) => {
  const refusal = parseServerOptions(line.split(" "));
  assert(typeof refusal === "string", JSON.stringify(refusal));
  assert(pattern.test(refusal) && !refusal.includes("\n"), refusal);
});

Deno.test("an empty path is no path", () => {
  assert(typeof parseServerOptions(["--db", ""]) === "string");
});

Deno.test("the help names every option with its default, in at most 100 columns", () => {
  const help = serverHelp();
  for (const [name, { initial }] of Object.entries({ ...WORDS, ...NUMBERS })) {
    const row = help.split("\n").find((line) => line.includes(`--${name} `));
    assert(row?.includes(initial === "" ? name : `(${initial})`), name);
  }
  for (const line of help.split("\n")) assert(line.length <= 100, line);
});
