// Who is who, who gets it later, what waited, and who is wanted where.
import { assertEquals } from "@std/assert";
import type { Event } from "../../lib/chat/event.ts";
import { formatDate, formatTime } from "../../lib/client/view_line.ts";
import { LOBBY, NOON, Story, WELCOME } from "./story.ts";

const DAY = 86_400_000;
const NOW = `${formatDate(NOON)} ${formatTime(NOON)}`;

Deno.test.each(
  [
    ["/whois bob", { type: "whois", nick: "bob" }],
    ["/whois @bob", { type: "whois", nick: "bob" }],
    ["/whois", { type: "whois", nick: "alice" }],
    ["/away", { type: "status", status: "away" }],
    ["/away at lunch", { type: "status", status: "away", note: "at lunch" }],
    ["/busy in a  call", { type: "status", status: "busy", note: "in a  call" }],
    ["/back", { type: "status", status: "online" }],
    ["/conversations", { type: "conversations" }],
  ] as const,
)("%s is sent", (line, command) => void Story.inLobby().type(line).assertSent(command));

Deno.test("/whois in a conversation is about the other one", () => {
  const story = Story.inLobby().type("/msg bob", "/whois").assertSent({ type: "whois", nick: "bob" });
  story.forget();
});

const ANSWERS: readonly (readonly [string, string, Event, readonly string[]])[] = [
  ["whois of an account", "/whois bob", {
    type: "whois",
    nick: "bob",
    account: "Bob",
    status: "busy",
    note: "lunch",
    rooms: ["lobby", "tea"],
    idle: 5_400_000,
    since: NOON,
    uid: "u7",
    operator: true,
    addresses: ["192.0.2.1", "192.0.2.2"],
  }, [
    "bob",
    "  status      busy: lunch",
    "  account     Bob",
    "  operator    yes, of the whole server",
    "  rooms       lobby, tea",
    `  here since  ${NOW}`,
    "  silent for  1 hour 30 minutes",
    "  id          u7",
    "  addresses   192.0.2.1, 192.0.2.2",
  ]],
  ["whois of a guest", "/whois", {
    type: "whois",
    nick: "alice",
    status: "online",
    note: "",
    rooms: [],
    idle: 0,
    since: NOON,
  }, ["alice (you)", "  status      online", "  account     none: a guest", `  here since  ${NOW}`]],
  ["whois of somebody who is away", "/whois bob", {
    type: "whois",
    nick: "bob",
    account: "bob",
    status: "offline",
    note: "",
    rooms: [],
    seen: NOON,
  }, ["bob", "  status      offline", "  account     bob", `  last seen   ${NOW}`]],
  ["no bans", "/bans", { type: "bans", room: "lobby", bans: [], mutes: [], more: false }, [
    "Nobody is banned from lobby",
  ]],
  ["bans and mutes", "/bans", {
    type: "bans",
    room: "lobby",
    bans: [{ mask: "bob", by: "eve", at: NOON, until: NOON + DAY, reason: "spam" }, { mask: "x", by: "eve", at: NOON }],
    mutes: [{ mask: "carl", by: "eve", at: NOON }],
    more: true,
  }, [
    "Banned from lobby (/unban NAME lets in again):",
    `  bob  until ${formatDate(NOON + DAY)} 12:00, by eve on ${NOW}: spam`,
    `  x    for good, by eve on ${NOW}`,
    "Muted in lobby (/unmute NAME lets speak again):",
    `  carl  for good, by eve on ${NOW}`,
    "  … and more",
  ]],
  ["the server's bans", "/bans --server", { type: "bans", bans: [], mutes: [], more: false }, [
    "Nobody is banned from the server",
  ]],
  ["an invite", "/invite", { type: "invite", room: "räume", code: "x7Yq", for: 604_800, uses: 1 }, [
    "An invite to räume, for 1 person, good for 1 week. Pass this line on:",
    "  parley://localhost/r%C3%A4ume?invite=x7Yq",
    "  They start client.ts with it, or type /join and the line. /revoke x7Yq takes it back",
    "  (localhost is this machine: others need its address or name in that place)",
  ]],
  ["an invite without bounds", "/invite", { type: "invite", room: "tea", code: "c", for: 0, uses: 0 }, [
    "An invite to tea, for any number of people, good without an end. Pass this line on:",
    "  parley://localhost/tea?invite=c",
    "  They start client.ts with it, or type /join and the line. /revoke c takes it back",
    "  (localhost is this machine: others need its address or name in that place)",
  ]],
  ["invites", "/invites", {
    type: "invites",
    room: "tea",
    invites: [{ code: "a1", by: "eve", uses: 1, nick: "bob", until: NOON }, { code: "b2", by: "eve", uses: 0 }],
  }, [
    "Invites to tea (/revoke CODE takes one back):",
    `  a1  1 use, until ${NOW}, for bob, by eve`,
    "  b2  any number of uses, no end, by eve",
  ]],
  ["no invites", "/invites", { type: "invites", room: "tea", invites: [] }, [
    "No invite to tea is good any more. /invite makes one",
  ]],
  ["conversations", "/conversations", {
    type: "conversations",
    conversations: [
      { with: "bob", first: 1, head: 12, read: 9, unread: 3 },
      { with: "groupX", first: 3, head: 3, read: 3, unread: 0 },
    ],
    more: false,
  }, [
    "Conversations that are kept (/msg NAME, then /history shows one):",
    "  bob     12 messages, 3 of them unread",
    "  groupX  1 message",
  ]],
];

for (const [name, line, event, rows] of ANSWERS) {
  Deno.test(`shows ${name}`, () => void Story.inLobby().type(line).answer(event).assertPrinted(...rows));
}

Deno.test("/who in a room says who has a say there", () => {
  const story = Story.inLobby({}, {
    members: [{ nick: "alice", role: "owner", status: "online" }, { nick: "bob", role: "member", status: "online" }],
  });
  const person = { status: "online", note: "", rooms: [] } as const;
  story.type("/who").answer({
    type: "who",
    people: [{ ...person, nick: "alice" }, { ...person, nick: "bob" }],
    more: false,
  });
  story.assertPrinted("2 people in lobby:", "  alice  you · owner", "  bob");
});

Deno.test("being invited says what to type, and then the room's name is enough", () => {
  const story = Story.inLobby().hear({ type: "invited", room: "den", by: "bob", code: "x7Yq" });
  story.assertPrinted("- bob invites you to den: /join den x7Yq");
  story.type("/join den").assertSent({ type: "join", room: "den", invite: "x7Yq" });
});

Deno.test("who was invited by others is told where it matters; one's own invite is answered by its line", () => {
  const story = Story.inLobby().hear({ type: "inviting", room: "lobby", nick: "eve", by: "bob" });
  story.assertPrinted("- bob invited eve to lobby");
  story.hear({ type: "inviting", room: "lobby", nick: "eve", by: "alice" }).assertPrinted();
});

Deno.test("parting words are sent, and shown", () => {
  const story = Story.inLobby();
  story.hear({ type: "member", room: "lobby", nick: "bob", change: "left", reason: "lunch", quit: true });
  story.assertPrinted("- bob left: lunch");
  story.type("/quit good night").assertSent({ type: "quit", reason: "good night" });
});

const told = { type: "told", at: NOON, delivered: [], missed: [], status: {} } as const;

Deno.test("who gets it later is told, once, and how", () => {
  const story = Story.inLobby().type("@bob: hi").answer({ ...told, later: ["bob"], status: { bob: "offline" } });
  story.assertPrinted("@ you to bob: hi", "- bob is not here: it is kept, and given at the next login");
  story.type("@bob, eve, mal: hi").answer({
    ...told,
    delivered: ["eve"],
    later: ["bob", "mal"],
    status: { bob: "offline", mal: "offline", eve: "busy" },
  });
  story.assertPrinted(
    "@ you to eve, bob, mal: hi",
    "- bob, mal are not here: it is kept, and given at their next login",
    "- eve is busy",
  );
});

const direct = { type: "direct", from: "bob", to: ["alice"], text: "hi", at: NOON - DAY } as const;

Deno.test("what waited for us is dated; what comes afterwards is not", () => {
  const story = new Story({ setup: { room: "lobby" } });
  story.act({ type: "started" }).act({ type: "linked" }).answer({ ...WELCOME, account: "alice" });
  story.forget();
  story.hear(direct);
  assertEquals(story.printed(), ["2026-11-02 12:00 @ bob to you: hi"]);
  story.answer({ type: "groups", groups: [] }).hear(LOBBY);
  story.forget();
  story.hear({ ...direct, at: NOON }).assertPrinted("@ bob to you: hi");
});

Deno.test("what waited comes after /login too", () => {
  const story = Story.inLobby().type("/login correct horse").answer({ type: "ok", nick: "alice", resume: "R" });
  story.forget();
  story.hear(direct).answer({ type: "groups", groups: [] });
  assertEquals(story.printed(), ["2026-11-02 12:00 @ bob to you: hi"]);
  story.hear({ ...direct, at: NOON }).assertPrinted("@ bob to you: hi");
});

Deno.test("what was read line after line is told once in a while, by accounts only", () => {
  const story = new Story({ setup: { room: "lobby" } });
  story.act({ type: "started" }).act({ type: "linked" }).answer({ ...WELCOME, account: "alice" });
  story.forget();
  story.hear({ ...direct, seq: 1 }).hear({ ...direct, seq: 2 });
  story.hear({ ...direct, from: "eve", group: "groupX", seq: 7 }).assertSent().pass(1_000);
  story.assertSent({ type: "read", with: "bob", seq: 2 }, { type: "read", with: "groupX", seq: 7 });
  story.pass(1_000).assertSent();
  Story.inLobby().hear({ ...direct, seq: 1 }).pass(1_000).assertSent();
});

Deno.test("a second connection goes where the account is already", () => {
  const story = new Story();
  story.act({ type: "started" }).act({ type: "linked" });
  story.forget();
  story.answer({ ...WELCOME, account: "alice", rooms: ["tea", "den"] });
  story.assertSent({ type: "join", room: "tea" }, { type: "join", room: "den" }, { type: "groups" });
});

Deno.test("what another connection of one's own left is said to be that", () => {
  const story = Story.inLobby().hear({ type: "left", room: "lobby" });
  story.assertPrinted("- You are out of lobby: you went elsewhere by another connection");
});

Deno.test("one's own words from another connection stand as one's own", () => {
  Story.inLobby().hear({ ...direct, from: "alice", to: ["bob"], at: NOON }).assertPrinted("@ you to bob: hi");
});

Deno.test("/history in a conversation shows what is kept of it", () => {
  const story = Story.inLobby().type("/msg bob", "/history 20");
  story.assertSent({ type: "history", with: "bob", limit: 20 });
  story.forget();
  const entry = { kind: "text", at: NOON };
  story.answer({
    type: "history",
    with: "bob",
    first: 1,
    entries: [{ ...entry, seq: 1, from: "bob", text: "one" }, { ...entry, seq: 2, from: "alice", text: "two" }, {
      ...entry,
      seq: 3,
      from: "bob",
      text: "bob erased what was written before",
      kind: "event",
    }],
    more: false,
  });
  assertEquals(story.printed(), [
    "— bob, the newest 3 messages —",
    "2026-11-03 12:00 @ bob to you: one",
    "2026-11-03 12:00 @ you to bob: two",
    "- bob erased what was written before",
    "— end —",
  ]);
  story.type("/history").answer({ type: "history", with: "bob", first: 1, entries: [], more: false });
  story.assertPrinted("- Nothing is kept of what was written to bob");
});
