// What accounts, roles and invites mean on an IRC wire. The hub's part is played by the test.
import { assert, assertEquals } from "@std/assert";
import type { EntryEvent } from "../../../lib/chat/entry.ts";
import type { RefusalCode } from "../../../lib/chat/refusal.ts";
import { Alone, joined, WELCOME } from "./alone.ts";

const PLAIN = (text: string) => btoa(text.replaceAll("|", "\0"));

Deno.test("PASS is the password of the hello", () => {
  const { commands } = new Alone().ask("PASS :se cret\r\nNICK ada\r\nUSER ada 0 * :Ada", WELCOME);
  assertEquals(commands, [{ type: "hello", nick: "ada", agent: "irc", uid: "Ada", password: "se cret" }]);
});

Deno.test("a wrong password is 464, and the link ends", () => {
  const { heard } = new Alone().ask("PASS x\r\nNICK ada\r\nUSER ada 0 * :Ada", {
    type: "error",
    code: "bad-password",
    text: "That is wrong",
  });
  assertEquals(heard, [":irc.parley 464 * :That is wrong", "ERROR :Closing link: That is wrong"]);
});

Deno.test("SASL PLAIN logs in while registering, and the account's nick is borne", () => {
  const alone = new Alone();
  alone.say("CAP LS 302", "NICK ada_", "USER ada 0 * :Ada");
  assertEquals(alone.say("AUTHENTICATE PLAIN"), ["AUTHENTICATE +"]);
  const { commands, heard } = alone.ask(`AUTHENTICATE ${PLAIN("|ada|secret")}`, { ...WELCOME, account: "ada" });
  assertEquals(commands, [{ type: "hello", nick: "ada", agent: "irc", password: "secret", uid: "Ada" }]);
  assertEquals(heard, [
    ":irc.parley 900 ada ada!~u@parley ada :You are logged in as ada",
    ":irc.parley 903 ada :SASL authentication successful",
  ]);
  const end = alone.ask("CAP END");
  assertEquals([end.commands, end.heard[0]], [[], ":irc.parley 001 ada :Welcome to parley, ada!~u@parley"]);
  assertEquals(alone.say("AUTHENTICATE PLAIN"), [":irc.parley 907 ada :You are logged in already"]);
});

Deno.test("SASL that fails leaves a guest with the nick that was wanted", () => {
  const alone = new Alone();
  alone.say("CAP LS 302", "NICK eve", "USER eve 0 * :Eve", "AUTHENTICATE PLAIN");
  const { heard } = alone.ask(`AUTHENTICATE ${PLAIN("|ada|wrong")}`, {
    type: "error",
    code: "bad-password",
    text: "No",
  });
  assertEquals(heard, [":irc.parley 904 * :SASL failed: name or password is wrong"]);
  assertEquals(alone.ask("CAP END", { ...WELCOME, nick: "eve" }).commands, [{
    type: "hello",
    nick: "eve",
    agent: "irc",
    uid: "Eve",
  }]);
});

Deno.test("SASL that a hub without accounts takes for a guest's hello is no success", () => {
  const alone = new Alone();
  alone.say("CAP LS 302", "NICK eve", "USER eve 0 * :Eve", "AUTHENTICATE PLAIN");
  const { heard } = alone.ask(`AUTHENTICATE ${PLAIN("|ada|x")}`, WELCOME);
  assertEquals(heard, [":irc.parley 904 ada :SASL failed: name or password is wrong"]);
  const { commands, heard: greeting } = alone.ask("CAP END", { type: "ok", nick: "eve" });
  assertEquals(commands, [{ type: "nick", nick: "eve" }]);
  assertEquals(greeting[0]?.split(" ").slice(1, 3), ["001", "eve"]);
});

Deno.test.each(
  [
    [["AUTHENTICATE EXTERNAL"], "904"],
    [["AUTHENTICATE PLAIN", "AUTHENTICATE *"], "906"],
    [["AUTHENTICATE PLAIN", `AUTHENTICATE ${"A".repeat(401)}`], "905"],
    [["AUTHENTICATE PLAIN", ...Array(11).fill(`AUTHENTICATE ${"A".repeat(400)}`)], "905"],
    [["AUTHENTICATE PLAIN", "AUTHENTICATE ?"], "904"],
    [["AUTHENTICATE PLAIN", "AUTHENTICATE +"], "904"],
    [["AUTHENTICATE PLAIN", `AUTHENTICATE ${PLAIN("|ada|")}`], "904"],
    [["AUTHENTICATE PLAIN", `AUTHENTICATE ${PLAIN("a|b|c|d")}`], "904"],
  ] as const,
)("SASL: %j ends in %s", (lines, numeric) => {
  assertEquals(new Alone().say(...lines).at(-1)?.split(" ")[1], numeric);
});

Deno.test("a long SASL answer comes in pieces, and login comes after registration too", () => {
  const alone = Alone.registered();
  const answer = PLAIN(`|ada|${"p".repeat(294)}`);
  assertEquals(answer.length, 400);
  alone.say("AUTHENTICATE PLAIN", `AUTHENTICATE ${answer}`);
  const { commands, heard } = alone.ask("AUTHENTICATE +", { type: "ok" });
  assertEquals(commands, [{ type: "login", nick: "ada", password: "p".repeat(294) }]);
  assertEquals(heard.at(-1), ":irc.parley 903 ada :SASL authentication successful");
});

Deno.test("roles, kicks and bans ask the hub, and the actor is told what it did, once", () => {
  const alone = Alone.registered("", "tea");
  const ok = { type: "ok", seq: 3 } as const;
  const seen = joined("tea", { members: [{ nick: "bob", role: "member", status: "online" }] });
  assertEquals(alone.ask("MODE #tea +o bob", seen, ok), {
    commands: [
      { type: "join", room: "tea", last: 0 },
      { type: "role", room: "tea", nick: "bob", role: "moderator" },
    ],
    heard: [":ada!~u@parley MODE #tea +o bob"],
  });
  assertEquals(alone.ask("KICK #tea bob :out", ok), {
    commands: [{ type: "kick", room: "tea", nick: "bob", reason: "out" }],
    heard: [":ada!~u@parley KICK #tea bob :out"],
  });
  assertEquals(alone.ask("MODE #tea +b bob!*@*", ok), {
    commands: [{ type: "ban", room: "tea", nick: "bob" }],
    heard: [":ada!~u@parley MODE #tea +b bob"],
  });
  assertEquals(alone.ask("MODE #tea -b address:10.0.0.1", ok).commands, [
    { type: "unban", room: "tea", mask: "address:10.0.0.1" },
  ]);
  const bans = {
    type: "bans",
    room: "tea",
    bans: [{ mask: "bob", by: "ada", at: 5_000 }],
    mutes: [],
    more: false,
  } as const;
  assertEquals(alone.ask("MODE #tea +b", bans).heard, [
    ":irc.parley 367 ada #tea bob ada 5",
    ":irc.parley 368 ada #tea :End of channel ban list",
  ]);
  assertEquals(alone.ask("KILL bob :spam").commands, [{ type: "kick", nick: "bob", reason: "spam" }]);
});

Deno.test("an act that comes back with the others is not told twice", () => {
  const alone = Alone.registered("", "tea");
  alone.codec.decoder.feed(new TextEncoder().encode("TOPIC #tea :new\r\n"));
  const asked = alone.codec.decoder.next();
  assert(asked?.type === "command");
  assertEquals(alone.told({ type: "room", room: "tea", topic: "new", by: "ada" }), [":ada!~u@parley TOPIC #tea :new"]);
  assertEquals(alone.codec.encodeReply({ type: "ok" }, asked.ref).length, 0);
  assertEquals(alone.ask("TOPIC #tea :newer", { type: "ok", seq: 4 }).heard, [":ada!~u@parley TOPIC #tea :newer"]);
});

Deno.test("acts that the room keeps are done live, and told as words when they are history", () => {
  const alone = Alone.registered("", "tea");
  const act = (event: EntryEvent) =>
    alone.told({ type: "message", room: "tea", seq: 1, from: "bob", text: "bob did it", kind: "event", at: 0, event });
  assertEquals(act({ type: "kick", nick: "eve", reason: "spam" }), [":bob!~u@parley KICK #tea eve :spam"]);
  assertEquals(act({ type: "role", nick: "eve", role: "owner" }), [":bob!~u@parley MODE #tea +q-o eve eve"]);
  assertEquals(act({ type: "role", nick: "eve", role: "owner", was: "member" }), [":bob!~u@parley MODE #tea +q eve"]);
  assertEquals(act({ type: "role", nick: "eve", role: "owner", was: "moderator" }), [
    ":bob!~u@parley MODE #tea +q-o eve eve",
  ]);
  assertEquals(act({ type: "role", nick: "eve", role: "member", was: "moderator" }), [
    ":bob!~u@parley MODE #tea -o eve",
  ]);
  assertEquals(act({ type: "role", nick: "eve", role: "owner", was: "owner" }), []);
  assertEquals(act({ type: "voice", nick: "eve" }), [":bob!~u@parley MODE #tea +v eve"]);
  // Settings are told by `room`, to all at once.
  assertEquals(act({ type: "set", topic: "a\r\nb", limit: 5 }), []);
  assertEquals(act({ type: "ban", mask: "nick:eve" }), [":bob!~u@parley MODE #tea +b nick:eve"]);
  assertEquals(act({ type: "ban", mask: "eve", nick: "eve", reason: "spam" }), [
    ":bob!~u@parley MODE #tea +b eve",
    ":bob!~u@parley KICK #tea eve :spam",
  ]);
  assertEquals(act({ type: "erase" }), [":irc.parley NOTICE #tea :bob did it"]);
  const entry = {
    seq: 1,
    from: "bob",
    text: "bob kicked eve",
    kind: "event",
    at: 0,
    event: { type: "kick", nick: "eve" },
  };
  assertEquals(
    Alone.registered().ask("JOIN #tea", joined("tea", { history: [entry] })).heard.at(-1),
    [
      ":irc.parley NOTICE #tea :[1970-01-01 00:00Z] bob kicked eve",
    ][0],
  );
});

Deno.test("who is kicked is told so, is out, and can come again", () => {
  const alone = Alone.registered("", "tea");
  assertEquals(alone.told({ type: "left", room: "tea", code: "kicked", by: "bob", reason: "spam" }), [
    ":bob!~u@parley KICK #tea ada :spam",
  ]);
  assertEquals(alone.ask("JOIN #tea", joined("tea")).heard[0], ":ada!~u@parley JOIN #tea");
  assertEquals(alone.told({ type: "left", room: "tea", code: "deleted" }), [
    ":irc.parley KICK #tea ada :The room was deleted",
  ]);
});

Deno.test("an invite is told, remembered and used; INVITE answers 341", () => {
  const alone = Alone.registered();
  assertEquals(alone.told({ type: "invited", room: "tea", by: "bob", code: "abc" }), [
    ":bob!~u@parley INVITE ada #tea",
  ]);
  const { commands } = alone.ask("JOIN #tea", joined("tea"));
  assertEquals(commands, [{ type: "join", room: "tea", create: true, last: 10, invite: "abc" }]);
  const invite = { type: "invite", room: "tea", code: "x", for: 0, uses: 1 } as const;
  const nobody = { type: "error", code: "no-such-user", text: "Nobody" } as const;
  assertEquals(alone.ask("INVITE eve #tea", nobody, invite), {
    commands: [{ type: "whois", nick: "eve" }, { type: "invite", room: "tea", nick: "eve" }],
    heard: [":irc.parley 341 ada eve #tea"],
  });
});

Deno.test("WHOIS tells the account, the idle time and the operator", () => {
  const { commands, heard } = Alone.registered().ask("WHOIS bob", {
    type: "whois",
    nick: "bob",
    account: "bob",
    status: "busy",
    note: "lunch",
    rooms: ["tea"],
    idle: 65_000,
    since: 5_000,
    operator: true,
  });
  assertEquals(commands, [{ type: "whois", nick: "bob" }]);
  assertEquals(heard.map((line) => line.slice(":irc.parley ".length)), [
    "311 ada bob ~u parley * bob",
    "319 ada bob :#tea",
    "312 ada bob irc.parley parley/1",
    "313 ada bob :is an operator of this server",
    "301 ada bob :busy: lunch",
    "330 ada bob bob :is logged in as",
    "317 ada bob 65 5 :seconds idle, signon time",
    "318 ada bob :End of /WHOIS list",
  ]);
});

const REFUSALS: Readonly<Record<string, readonly [line: string, numeric: string]>> = {
  "bad-room": ["JOIN #x", "403"],
  "no-such-room": ["JOIN #x", "403"],
  "room-full": ["JOIN #x", "471"],
  "bad-password": ["JOIN #x", "475"],
  "invite-only": ["JOIN #x", "473"],
  "bad-invite": ["JOIN #x", "473"],
  "room-exists": ["JOIN #x", "473"],
  "banned": ["JOIN #x", "474"],
  "too-many-rooms": ["JOIN #x", "405"],
  "not-in-room": ["PART #x", "442"],
  "not-allowed": ["MODE #x +s", "482"],
  "muted": ["PRIVMSG #x :y", "404"],
  "text-empty": ["PRIVMSG #x :y", "412"],
  "no-such-user": ["PRIVMSG bob :y", "401"],
  "too-fast": ["JOIN #x", "263"],
  "busy": ["JOIN #x", "263"],
  "storage": ["JOIN #x", "400"],
  "internal": ["JOIN #x", "400"],
  "nick-taken": ["NICK bob", "433"],
  "nick-registered": ["NICK bob", "433"],
  "nick-reserved": ["NICK bob", "432"],
  "bad-nick": ["NICK bob", "432"],
  "not-in-group": ["PART &groupX", "442"],
  "no-such-group": ["PART &groupX", "403"],
};

Deno.test("every refusal has its numeric, with the hub's sentence", () => {
  for (const [code, [line, numeric]] of Object.entries(REFUSALS)) {
    const { heard } = Alone.registered().ask(line, { type: "error", code: code as RefusalCode, text: "Do this" });
    assertEquals(heard.map((row) => [row.split(" ")[1], row.endsWith(" :Do this")]), [[numeric, true]], code);
  }
});
