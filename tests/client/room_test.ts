// Rooms and lists: what is sent for each command, and what is shown.
import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Command } from "../../lib/chat/command.ts";
import type { Event } from "../../lib/chat/event.ts";
import { NOON, Story } from "./story.ts";

const SENT: readonly (readonly [string, Command])[] = [
  ["/rooms", { type: "rooms" }],
  ["/rooms gar", { type: "rooms", match: "gar" }],
  ["/create attic", { type: "create", room: "attic" }],
  ["/create attic --private --limit 5 --password pw Old things", {
    type: "create",
    room: "attic",
    private: true,
    limit: 5,
    password: "pw",
    topic: "Old things",
  }],
  ["/create --limit 3 --private attic Old", {
    type: "create",
    room: "attic",
    limit: 3,
    private: true,
    topic: "Old",
  }],
  ["/join #attic pw", { type: "join", room: "attic", password: "pw", invite: "pw" }],
  ["/who", { type: "who", room: "lobby" }],
  ["/who *", { type: "who" }],
  ["/groups", { type: "groups" }],
  ["/nick ally", { type: "nick", nick: "ally" }],
  ["/status busy in a call", { type: "status", status: "busy", note: "in a call" }],
  ["/topic Plants", { type: "set", room: "lobby", topic: "Plants" }],
  ["/set limit none", { type: "set", room: "lobby", limit: 0 }],
  ["/set private on", { type: "set", room: "lobby", private: true }],
  ["/set password none", { type: "set", room: "lobby", password: "" }],
  ["/history 500", { type: "history", room: "lobby", limit: 200 }],
];

for (const [line, command] of SENT) {
  Deno.test(`${line} asks for ${command.type}`, () => {
    Story.inLobby().type(line).assertSent(command);
  });
}

for (
  const args of [
    "--limit attic",
    "--limt 3 attic",
    "attic --limit",
    "attic --limit many",
    "attic --password --private",
    "attic Old things --limit",
    "attic Old --password pw",
  ]
) {
  Deno.test(`/create ${args} makes nothing, and says how it is written`, () => {
    const story = Story.inLobby().type(`/create ${args}`);
    story.assertSent();
    story.assertPrinted(
      "? Not done. It is written /create NAME [--private] [--limit N] [--password P] [TOPIC]   as in   " +
        "/create garden --limit 20 Plants and such",
    );
  });
}

const SHOWN: readonly (readonly [string, Event])[] = [
  ["- carol came in", { type: "member", room: "lobby", nick: "carol", change: "joined" }],
  ["- bob left", { type: "member", room: "lobby", nick: "bob", change: "left" }],
  ["- bob lost the connection", { type: "member", room: "lobby", nick: "bob", change: "dropped" }],
  ["- bob is called bobby now", { type: "member", room: "lobby", nick: "bob", change: "renamed", to: "bobby" }],
  ["- You are owner of lobby now by root", {
    type: "member",
    room: "lobby",
    nick: "alice",
    change: "role",
    role: "owner",
    by: "root",
  }],
  ["- 12 came, 3 left: 2012 people here", { type: "members", room: "lobby", joined: 12, left: 3, count: 2012 }],
  ["- bob is busy: lunch", { type: "status", nick: "bob", status: "busy", note: "lunch" }],
  ["- bob set the topic: New", {
    type: "message",
    room: "lobby",
    seq: 1,
    from: "bob",
    text: "bob set the topic: New",
    kind: "event",
    at: NOON,
    event: { type: "set", topic: "New" },
  }],
  ["@ eve to you: psst", { type: "direct", from: "eve", to: ["alice"], text: "psst", at: NOON }],
  ["! eve to all: dinner", { type: "shout", from: "eve", text: "dinner", at: NOON }],
  ["- eve made groupX: alice, bob, eve · write to it with groupX: text", {
    type: "group",
    group: "groupX",
    by: "eve",
    members: ["alice", "bob", "eve"],
  }],
];

for (const [row, event] of SHOWN) {
  Deno.test(`shows ${row}`, () => {
    Story.inLobby().hear(event).assertPrinted(row);
  });
}

Deno.test("a drop within its grace is nobody's business", () => {
  const story = Story.inLobby();
  story.hear({ type: "status", nick: "bob", status: "dropped", note: "" });
  story.hear({ type: "status", nick: "bob", status: "online", note: "" }).assertPrinted();
});

Deno.test("entering another room leaves the first only when the second has accepted", () => {
  const story = Story.inLobby();
  story.type("/join attic").answer({ type: "error", code: "room-full", text: "attic is full" });
  assertEquals(story.model.current, "lobby");
  story.assertPrinted("? attic is full");
});

Deno.test("a refused entrance says what to do", () => {
  const story = Story.inLobby();
  story.type("/join attic").answer({ type: "error", code: "no-such-room", text: "There is no attic" });
  story.assertPrinted("? There is no attic (/create attic makes it)");
});

Deno.test("an unknown command names the nearest", () => {
  const story = Story.inLobby().type("/jion attic").assertSent();
  assertStringIncludes(story.printed()[0] ?? "", "did you mean /join?");
});

Deno.test("/quit warns once of lines that were not sent", () => {
  const story = Story.inLobby();
  story.type("hi", "/quit");
  assertEquals(story.model.phase.type, "online");
  story.type("/quit");
  assertEquals(story.model.phase.type, "leaving");
  story.pass(1_000).assertQuit(0);
});

Deno.test("Ctrl-C leaves at once, and a second time without waiting", () => {
  const story = Story.inLobby();
  story.act({ type: "interrupted" }).assertSent({ type: "quit" });
  story.act({ type: "interrupted" }).assertQuit(0);
});

Deno.test("the nick that another connection of the account takes is one's own, told by a room or by itself", () => {
  const renamed = { nick: "alice", change: "renamed", to: "ally" } as const;
  for (const event of [{ type: "member", room: "lobby", ...renamed }, { type: "person", ...renamed }] as const) {
    const story = Story.inLobby().hear(event);
    assertEquals(story.model.nick, "ally");
    assertEquals([...story.model.rooms.get("lobby")?.members.values() ?? []].map(({ nick }) => nick).sort(), [
      "ally",
      "bob",
    ]);
  }
});
