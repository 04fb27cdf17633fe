// A room of 1,000,000 entries: how fast a server starts with it, shows of it, and finds in it.
import type { Command } from "../../../lib/chat/command.ts";
import type { RoomId } from "../../../lib/chat/room.ts";
import { systemClock } from "../../../lib/clock.ts";
import { openKvStore } from "../../../lib/history/kv_store.ts";
import { batch, record } from "../../history/batches.ts";
import { diceOf } from "../../support/dice.ts";
import { NativePeer } from "../../support/native_peer.ts";
import { type ServerProcess, temporaryFolder } from "../../support/process.ts";
import { Latencies } from "./latencies.ts";
import { row } from "./report.ts";
import { startServer } from "./server.ts";

const ENTRIES = 1_000_000;
const WORDS = ("the quick brown fox jumps over a lazy dog while somebody else types about garden tomato lunch server " +
  "deploy build green red issue review merge branch release window coffee tea meeting tomorrow maybe never").split(" ");
const LOBBY = "lobby" as RoomId;
const PAGES = 1_000;
const SEARCHES = 10;

export async function longRoom(): Promise<void> {
  await using folder = await temporaryFolder();
  const path = folder.of("long.kv");
  await (await start(folder.of("first.kv"))).server.stop(); // until the program itself is in memory
  const empty = await start(folder.of("empty.kv"));
  await empty.server.stop();
  await fill(path);
  const megabytes = Math.round((await Deno.stat(path)).size / 1_000_000);
  const clean = await start(path);
  const beside = `${clean.ms} ms (${empty.ms} ms without any)`;
  await row(`start to the first welcome, ${ENTRIES} entries, ${megabytes} MB`, "<= 1 s", beside);
  using peer = await clean.server.enter("seeker", "lobby");
  await pages(peer);
  for (const [what, text] of [["absent", "haystack"], ["rare", "needle"], ["frequent", "fox"]] as const) {
    const times = await timed(peer, SEARCHES, () => ({ type: "search", text, room: "lobby" }));
    await row(`search, first page, ${what} word`, "p99 <= 300 ms", `${times}`);
  }
  await clean.server.stop("SIGKILL");
  const unclean = await start(path);
  const more = ((unclean.ms - clean.ms) / megabytes).toFixed(2);
  await row("start after kill -9", "<= 20 ms more per MB", `${unclean.ms} ms: ${more} ms more per MB`);
  await unclean.server.stop();
}

/** From before the process is there to the answer to the first hello. */
async function start(path: string): Promise<{ server: ServerProcess; ms: number }> {
  const since = performance.now();
  const server = await startServer(path);
  using peer = await NativePeer.dial(server.port);
  await peer.ask({ type: "hello", nick: "first" });
  return { server, ms: Math.round(performance.now() - since) };
}

async function pages(peer: NativePeer): Promise<void> {
  const dice = diceOf(2);
  const ask = () => {
    const before = dice.whole(ENTRIES / 4, (ENTRIES * 3) / 4);
    return { type: "history", room: "lobby", before, limit: 50 } as const;
  };
  await timed(peer, 100, ask); // until all that runs is compiled
  await row("history page of 50 from the middle", "p99 <= 5 ms", `${await timed(peer, PAGES, ask)}`);
}

async function timed(peer: NativePeer, times: number, command: () => Command): Promise<Latencies> {
  const latencies = new Latencies();
  for (let count = 0; count < times; count++) {
    const since = performance.now();
    const answer = await peer.ask(command());
    latencies.add(performance.now() - since);
    if (answer.type === "error") throw new Error(`Cannot measure: ${JSON.stringify(answer)}`);
  }
  return latencies;
}

async function fill(path: string): Promise<void> {
  const store = await openKvStore({ path, clock: systemClock });
  await store.commit(batch({ puts: [{ ...record(LOBBY), name: "lobby" }] }));
  const dice = diceOf(1);
  for (let seq = 1; seq <= ENTRIES;) {
    const entries = Array.from({ length: 1_000 }, () => {
      const text = Array.from({ length: dice.whole(6, 24) }, () => WORDS[dice.whole(0, WORDS.length - 1)]).join(" ");
      const rare = seq === 1_000 ? " needle" : "";
      return { seq, from: `user${dice.whole(0, 50)}`, text: text + rare, kind: "text", at: 1_700_000_000_000 + seq++ };
    });
    await store.commit(batch({ runs: [{ room: LOBBY, entries, refs: [] }] }));
  }
  await store.close();
}
