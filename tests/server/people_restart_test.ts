// What people have outlives the server: accounts, roles, bans, mutes, invites, groups, words to those who were away.
import { assert, assertEquals } from "@std/assert";
import type { Event } from "../../lib/chat/event.ts";
import type { NativePeer } from "../support/native_peer.ts";
import { startServer, type TestServer } from "../support/test_server.ts";

const PASSWORD = "correct horse";

async function login(started: TestServer, nick: string): Promise<NativePeer> {
  const peer = await started.dial();
  const answer = await peer.ask({ type: "hello", nick, password: PASSWORD });
  assertEquals(answer.type, "welcome", JSON.stringify(answer));
  return peer;
}

async function register(started: TestServer, nick: string): Promise<NativePeer> {
  const peer = await started.enter(nick);
  assertEquals((await peer.ask({ type: "register", password: PASSWORD })).type, "ok");
  return peer;
}

function codeOf(event: Event): string {
  return event.type === "error" ? event.code : event.type;
}

/** Ann's room, with a moderator, bans and an invite, a group, and words for Bob, who is away; gives the invite's code. */
async function live(before: TestServer): Promise<string> {
  const [ann, bob, eve] = [
    await register(before, "ann"),
    await register(before, "Bob"),
    await register(before, "eve"),
  ];
  await ann.ask({ type: "join", room: "lobby" });
  await ann.ask({ type: "say", text: "in the lobby" });
  await ann.ask({ type: "read", room: "lobby", seq: 1 });
  await ann.ask({ type: "create", room: "den", private: true, password: "fox" });
  await ann.ask({ type: "role", room: "den", nick: "bob", role: "moderator" });
  await ann.ask({ type: "ban", room: "den", nick: "eve", reason: "spam" });
  await ann.ask({ type: "ban", room: "den", nick: "mallory" });
  await bob.ask({ type: "join", room: "den" });
  await bob.ask({ type: "mute", room: "den", nick: "ann" }); // not allowed: she owns it
  await ann.ask({ type: "mute", room: "den", nick: "bob" });
  const invite = await ann.ask({ type: "invite", room: "den", uses: 2 });
  assert(invite.type === "invite");
  const group = await ann.ask({ type: "group", group: "groupX", members: ["bob", "eve"] });
  assertEquals(codeOf(group), "grouped");
  await ann.ask({ type: "tell", group: "groupX", text: "to the group" });
  assertEquals(codeOf(await eve.ask({ type: "read", with: "groupX", seq: 1 })), "ok");
  await bob.ask({ type: "quit" });
  const told = await ann.ask({ type: "tell", to: ["bob"], text: "for later" });
  assertEquals(told.type === "told" && told.later, ["Bob"]);
  await ann.ask({ type: "tell", group: "groupX", text: "for all of you" });
  const old = await ann.ask({ type: "erase", room: "den" });
  assertEquals(codeOf(old), "ok");
  for (const peer of [ann, bob, eve]) peer.close();
  return invite.code;
}

/** What is left of it. */
async function check(after: TestServer, code: string): Promise<void> {
  const guest = await after.dial();
  assertEquals(codeOf(await guest.ask({ type: "hello", nick: "ANN" })), "nick-registered");
  assertEquals(codeOf(await guest.ask({ type: "hello", nick: "mallory" })), "welcome");
  assertEquals(codeOf(await guest.ask({ type: "join", room: "den", password: "fox" })), "no-such-room");

  const back = await login(after, "bob");
  const heard = (await back.settled()).flatMap(({ event }) => event.type === "direct" ? [event] : []);
  assertEquals(heard.map(({ text, from, account, group, seq }) => [text, from, account, group, seq]).sort(), [
    ["for all of you", "ann", "ann", "groupX", 2],
    ["for later", "ann", "ann", undefined, 1],
  ]);
  const joined = await back.ask({ type: "join", room: "den" });
  assert(joined.type === "joined", JSON.stringify(joined));
  assertEquals([joined.role, joined.history.map(({ event }) => event?.type)], ["moderator", ["erase"]]);
  assertEquals(codeOf(await back.ask({ type: "say", text: "hm", room: "den" })), "muted");
  const bans = await back.ask({ type: "bans", room: "den" });
  assertEquals(bans.type === "bans" && bans.bans.map(({ mask, reason }) => [mask, reason]), [
    ["eve", "spam"],
    ["mallory", undefined],
  ]);
  const invites = await back.ask({ type: "invites", room: "den" });
  assertEquals(invites.type === "invites" && invites.invites.map((each) => [each.code, each.uses]), [[
    code,
    2,
  ]]);
  const groups = await back.ask({ type: "groups" });
  assertEquals(groups.type === "groups" && groups.groups[0]?.members.toSorted(), ["ann", "bob", "eve"]);
  const past = await back.ask({ type: "history", with: "groupX" });
  assertEquals(past.type === "history" && past.entries.map(({ text }) => text), ["to the group", "for all of you"]);

  const eveAgain = await login(after, "eve");
  assertEquals(codeOf(await eveAgain.ask({ type: "join", room: "den", password: "fox" })), "no-such-room");
  const talks = await eveAgain.ask({ type: "conversations" });
  assertEquals(talks.type === "conversations" && talks.conversations, [
    { with: "groupX", first: 1, head: 2, read: 1, unread: 1 },
  ]);
  const kim = await after.enter("kim");
  assertEquals(codeOf(await kim.ask({ type: "join", room: "den", invite: code })), "joined");
  const annAgain = await login(after, "ann");
  const owned = await annAgain.ask({ type: "join", room: "den" });
  assertEquals(owned.type === "joined" && owned.role, "owner");
  const lobby = await annAgain.ask({ type: "join", room: "lobby" });
  assertEquals(lobby.type === "joined" && lobby.history.map(({ text, account }) => [text, account]), [
    ["in the lobby", "ann"],
  ]);
  const mark = await annAgain.ask({ type: "read", room: "lobby" });
  assertEquals(mark, { type: "read", room: "lobby", seq: 1 });
  const who = await annAgain.ask({ type: "whois", nick: "root" });
  assertEquals(codeOf(who), "no-such-user");
  for (const peer of [guest, back, eveAgain, kim, annAgain]) peer.close();
}

Deno.test("a restart keeps accounts, roles, bans, invites, groups and what was written to those who are away", async () => {
  const folder = await Deno.makeTempDir();
  const db = `${folder}/people.db`;
  let code = "";
  try {
    {
      await using before = await startServer("--db", db, "--operator", "root", "--rate", "0");
      code = await live(before);
    }
    await using after = await startServer("--db", db, "--operator", "root", "--operator", "ANN", "--rate", "0");
    const details = after.notices.flatMap((notice) => notice.type === "trouble" ? [notice.detail] : []);
    assertEquals(details, ["root has no account yet: register it on this machine"]);
    await check(after, code);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a message is given once: what was delivered is not given again after a restart", async () => {
  const folder = await Deno.makeTempDir();
  const db = `${folder}/people.db`;
  try {
    const texts: string[] = [];
    for (const round of [1, 2, 3]) {
      await using started = await startServer("--db", db);
      if (round === 1) {
        const [ann, bob] = [await register(started, "ann"), await register(started, "bob")];
        await ann.ask({ type: "tell", to: ["bob"], text: "while here" });
        await bob.ask({ type: "quit" });
        const guest = await started.enter("kim");
        await ann.ask({ type: "tell", to: ["bob"], text: "from ann" });
        await guest.ask({ type: "tell", to: ["bob"], text: "from a guest" });
        for (const peer of [ann, bob, guest]) peer.close();
        continue;
      }
      const bob = await login(started, "bob");
      texts.push(`round ${round}`);
      for (const { event } of await bob.settled()) if (event.type === "direct") texts.push(event.text);
      bob.close();
    }
    assertEquals(texts, ["round 2", "from ann", "from a guest", "round 3"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
