import { assertEquals } from "@std/assert";
import type { NativePeer } from "../support/native_peer.ts";
import { startServer } from "../support/test_server.ts";

const RACERS = 20;

async function race(peers: readonly NativePeer[], ask: (peer: NativePeer, i: number) => ReturnType<NativePeer["ask"]>) {
  const answers = await Promise.all(peers.map(ask));
  const counts: Record<string, number> = {};
  for (const answer of answers) {
    const what = answer.type === "error" ? answer.code : answer.type;
    counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
}

Deno.test("of those who race for a nick, in whatever spelling, one gets it", async () => {
  await using started = await startServer();
  const spellings = ["bob", "Bob", "BOB", "ｂｏｂ", "bοb"];
  const peers = await Promise.all(Array.from({ length: RACERS }, () => started.dial()));
  const hello = (i: number) => ({ type: "hello", nick: spellings[i % spellings.length] ?? "bob" }) as const;
  assertEquals(await race(peers, (peer, i) => peer.ask(hello(i))), { welcome: 1, "nick-taken": RACERS - 1 });
  for (const peer of peers) peer.close();
});

Deno.test("of those who race for the last place, one gets it, and the others keep theirs", async () => {
  await using started = await startServer();
  using owner = await started.enter("owner");
  await owner.ask({ type: "create", room: "duo", limit: 2 });
  await owner.ask({ type: "say", text: "so that there is a page to read" });
  const peers = await Promise.all(Array.from({ length: RACERS }, (_, i) => started.enter(`p${i}`, "lobby")));
  const counts = await race(peers, (peer) => peer.ask({ type: "join", room: "duo" }));
  assertEquals(counts, { joined: 1, "room-full": RACERS - 1 });
  const lobby = await race(peers, (peer) => peer.ask({ type: "say", text: "where am I?" }));
  assertEquals(lobby, { said: RACERS });
  const who = await owner.ask({ type: "who", room: "duo" });
  assertEquals(who.type === "who" && who.people.length, 2);
  const rest = await owner.ask({ type: "who", room: "lobby" });
  assertEquals(rest.type === "who" && rest.people.length, RACERS - 1);
  for (const peer of peers) peer.close();
});

Deno.test("of those who race to make a room, one owns it; who said create by join enters it", async () => {
  await using started = await startServer();
  const peers = await Promise.all(Array.from({ length: RACERS }, (_, i) => started.enter(`p${i}`)));
  const counts = await race(peers, (peer, i) => {
    return i % 2 === 0
      ? peer.ask({ type: "join", room: "tea", create: true })
      : peer.ask({ type: "create", room: "tea" });
  });
  const { joined = 0, "room-exists": exists = 0 } = counts;
  assertEquals(joined + exists, RACERS);
  const who = await peers[0]?.ask({ type: "who", room: "tea" });
  assertEquals(who?.type === "who" && who.people.length, joined);
  for (const peer of peers) peer.close();
});
