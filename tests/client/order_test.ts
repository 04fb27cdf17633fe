// Order in the house: what is sent for each command, and what the acts change for those who see them.
import { assertEquals } from "@std/assert";
import type { Command } from "../../lib/chat/command.ts";
import type { EntryEvent } from "../../lib/chat/entry.ts";
import { promptOf } from "../../lib/client/prompt.ts";
import { LOBBY, NOON, Story } from "./story.ts";

const room = "lobby";

const SENT: readonly (readonly [string, Command])[] = [
  ["/kick bob", { type: "kick", room, nick: "bob" }],
  ["/kick @bob too loud", { type: "kick", room, nick: "bob", reason: "too loud" }],
  ["/kick bob --server enough", { type: "kick", nick: "bob", reason: "enough" }],
  ["/ban bob --for 1h spam", { type: "ban", room, nick: "bob", for: 3_600, reason: "spam" }],
  ["/ban bob 1h30m", { type: "ban", room, nick: "bob", for: 5_400 }],
  ["/ban #tea address:192.0.2.0/24", { type: "ban", room: "tea", mask: "address:192.0.2.0/24" }],
  ["/unban bob", { type: "unban", room, mask: "bob" }],
  ["/bans", { type: "bans", room }],
  ["/bans --server", { type: "bans" }],
  ["/mute bob 10m", { type: "mute", room, nick: "bob", for: 600 }],
  ["/mute bob 10 o'clock", { type: "mute", room, nick: "bob", reason: "10 o'clock" }],
  ["/unmute bob", { type: "unmute", room, nick: "bob" }],
  ["/role bob owner", { type: "role", room, nick: "bob", role: "owner" }],
  ["/op bob", { type: "role", room, nick: "bob", role: "moderator" }],
  ["/deop bob", { type: "role", room, nick: "bob", role: "member" }],
  ["/transfer bob", { type: "transfer", room, nick: "bob" }],
  ["/invite", { type: "invite", room }],
  ["/invite bob --for 1d --uses 5", { type: "invite", room, nick: "bob", for: 86_400, uses: 5 }],
  ["/invite --for 0 --uses 0", { type: "invite", room, for: 0, uses: 0 }],
  ["/invites", { type: "invites", room }],
  ["/revoke x7Yq", { type: "revoke", room, code: "x7Yq" }],
  ["/erase --yes", { type: "erase", room }],
  ["/erase @bob --yes", { type: "erase", with: "bob" }],
  ["/delete garden --yes", { type: "delete", room: "garden" }],
];

for (const [line, command] of SENT) {
  Deno.test(`${line} asks for ${command.type}`, () => void Story.inLobby().type(line).assertSent(command));
}

Deno.test.each([
  "/kick",
  "/ban",
  "/mute",
  "/role bob",
  "/role bob king",
  "/op",
  "/unban",
  "/revoke",
  "/invite --uses many",
  "/transfer a b",
  "/delete a b",
])("%s is answered with its form", (line) => {
  const story = Story.inLobby().type(line).assertSent();
  const word = line.split(" ")[0];
  assertEquals(story.printed().map((row) => row.startsWith(`? Not done. It is written ${word} `)), [true]);
});

Deno.test.each([
  "/ban bob 1y",
  "/ban bob --for soon",
  "/ban bob --for 0s spam",
  "/mute bob 90",
  "/invite bob --for ever",
])("%s is answered with how a time is written", (line) => {
  const story = Story.inLobby().type(line).assertSent();
  story.assertPrinted("? Not done: a time is written 30s, 10m, 2h, 1d or 1w");
});

Deno.test("in no room the orders ask for one", () => {
  const story = Story.inLobby().hear({ type: "left", room: "lobby" });
  story.forget();
  story.type("/kick bob").assertPrinted("? You are in no room: enter one, or name it as #room first").assertSent();
  story.type("/kick #tea bob").assertSent({ type: "kick", room: "tea", nick: "bob" });
});

Deno.test("what cannot be undone is asked about", () => {
  const story = Story.inLobby().type("/delete garden").assertSent();
  story.assertPrinted("- Delete garden with all that was said there?");
  assertEquals(promptOf(story.model, { at: NOON, mono: 0 }), "Yes or no: ");
  story.type("no").assertPrinted("- Not done").assertSent();
  story.type("/delete garden", "y").assertSent({ type: "delete", room: "garden" });
  story.answer({ type: "ok" });
  assertEquals(story.printed().at(-1), "- garden is deleted");
  story.type("/delete lobby --yes").hear({ type: "left", room: "lobby", code: "deleted", by: "alice" }, undefined);
  story.assertPrinted();
  story.forget();
  story.type("/join lobby").answer(LOBBY);
  story.forget();
  story.type("/erase", "").assertSent();
  story.type("/msg bob", "/erase", "yes").assertSent({ type: "erase", with: "bob" });
});

Deno.test("where nobody can be asked --yes is", () => {
  const story = Story.inLobby({ person: false }).type("/delete garden").assertSent();
  story.assertPrinted("? Not done: add --yes. Delete garden with all that was said there?");
});

Deno.test("one's own act is shown as the history tells it, after all that came before it", () => {
  const story = Story.inLobby().type("/op bob").answer({ type: "ok", seq: 1 });
  story.assertSent(
    { type: "role", room, nick: "bob", role: "moderator" },
    { type: "history", room, after: 0, limit: 200 },
  );
  assertEquals(story.model.rooms.get("lobby")?.members.get("bob")?.role, "moderator");
  const entry = { seq: 1, from: "alice", text: "alice made bob a moderator", kind: "event", at: NOON };
  story.answer({ type: "history", room, first: 1, entries: [entry], more: false });
  story.assertPrinted("- alice made bob a moderator");
});

const act = (event: EntryEvent, from = "bob", seq = 1) =>
  ({ type: "message", room, seq, from, text: `${from} did it`, kind: "event", at: NOON, event }) as const;

Deno.test("others' acts change roles and members when they happen", () => {
  const story = Story.inLobby({}, {
    members: ["alice", "bob", "eve"].map((nick) => ({
      nick,
      role: nick === "bob" ? "owner" : "member",
      status: "online",
    })),
    count: 3,
  });
  const roles = () => [...story.model.rooms.get("lobby")?.members.values() ?? []].map(({ role }) => role[0]).join("");
  story.hear(act({ type: "role", nick: "ALICE", role: "moderator" })).assertPrinted("- bob did it");
  assertEquals([roles(), story.model.rooms.get("lobby")?.role], ["mom", "moderator"]);
  story.hear(act({ type: "transfer", nick: "alice" }, "bob", 2));
  assertEquals([roles(), story.model.rooms.get("lobby")?.role], ["omm", "owner"]);
  story.hear(act({ type: "kick", nick: "eve", reason: "x" }, "bob", 3));
  assertEquals([roles(), story.model.rooms.get("lobby")?.count], ["om", 2]);
  story.hear(act({ type: "ban", nick: "eve", mask: "eve" }, "bob", 4));
  assertEquals(story.model.rooms.get("lobby")?.count, 2);
});

Deno.test("whom a ban by address put out is asked for, since nobody says", () => {
  const story = Story.inLobby().hear(act({ type: "ban", mask: "address:192.0.2.0/24" }, "eve"));
  story.assertSent({ type: "who", room });
  story.forget();
  const alice = { nick: "alice", status: "online", note: "", rooms: [] } as const;
  story.answer({ type: "who", people: [alice], more: false }).assertPrinted();
  assertEquals([...story.model.rooms.get("lobby")?.members.keys() ?? []], ["alice"]);
  assertEquals(story.model.rooms.get("lobby")?.count, 1);
});

Deno.test("what a history tells of acts changes nothing any more", () => {
  const history = [{ ...act({ type: "kick", nick: "bob" }, "alice"), at: NOON }].map((
    { type: _, room: __, ...entry },
  ) => entry);
  const story = Story.inLobby({}, { history, head: 1 });
  assertEquals(story.model.rooms.get("lobby")?.members.size, 2);
});

Deno.test("being put out says by whom, why, and what one can do", () => {
  const kicked = Story.inLobby().hear({ type: "left", room, code: "kicked", by: "bob", reason: "too loud" });
  kicked.assertPrinted("- bob put you out of lobby: too loud. /join lobby comes back");
  const banned = Story.inLobby().hear({ type: "left", room, code: "banned", by: "bob" });
  banned.assertPrinted("- bob banned you from lobby");
  const deleted = Story.inLobby().hear({ type: "left", room, code: "deleted", by: "bob" });
  deleted.assertPrinted("- bob deleted lobby: it is no more");
});

Deno.test("an act of somebody who is ignored is still told", () => {
  Story.inLobby().type("/ignore bob").hear(act({ type: "mute", nick: "eve" })).assertPrinted(
    "- You ignore bob now",
    "- bob did it",
  );
});
