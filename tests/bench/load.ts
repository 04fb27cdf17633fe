// What the real server does under load, on this machine, with the load beside it: prints the figures of the README.
// Run with `deno task bench`, or alone with `deno run -A tests/bench/load.ts [seconds] [part]`.
import { availableParallelism } from "node:os";
import type { RoomId } from "../../lib/chat/room.ts";
import { systemClock } from "../../lib/clock.ts";
import { openKvStore } from "../../lib/history/kv_store.ts";
import { batch, record } from "../history/batches.ts";
import { diceOf } from "../support/dice.ts";
import { NativePeer } from "../support/native_peer.ts";
import { ServerProcess, temporaryFolder } from "../support/process.ts";
import { Hammer } from "./hammer.ts";

const SECONDS = Number(Deno.args[0] ?? 5);
const ENTRIES = 1_000_000;
const TEXT = "hello world, this is a message of some eighty characters, padded a little bit more";
const WORDS = ("the quick brown fox jumps over a lazy dog while somebody else types about garden tomato lunch server " +
  "deploy build green red issue review merge branch release window coffee tea meeting tomorrow maybe never").split(" ");
const LOBBY = "lobby" as RoomId;

async function print(line: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(`${line}\n`));
}

function quantile(values: readonly number[], share: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN).toFixed(1);
}

function distribution(values: readonly number[]): string {
  const [p50, p99, most] = [quantile(values, 0.5), quantile(values, 0.99), quantile(values, 1)];
  return `p50 ${p50} ms, p99 ${p99} ms, max ${most} ms (${values.length} samples)`;
}

async function withServer(act: (server: ServerProcess) => Promise<void>): Promise<void> {
  await using folder = await temporaryFolder();
  await using server = await ServerProcess.start(["--db", folder.of("h.kv"), "--rate", "0", "--log", "off"]);
  await act(server);
  await server.stop();
}

/** Durable messages into one room: `writers` keep a window of unanswered says each. */
async function throughput(writers: number, window: number): Promise<void> {
  await withServer(async (server) => {
    const hammers = await Promise.all(Array.from({ length: writers }, (_, i) => Hammer.enter(server.port, `w${i}`)));
    const since = performance.now();
    const until = since + SECONDS * 1_000;
    await Promise.all(hammers.map((hammer) => hammer.keep(window, TEXT, until)));
    const said = hammers.reduce((sum, hammer) => sum + hammer.answered, 0);
    const perSecond = Math.round(said / ((performance.now() - since) / 1_000));
    await print(`durable messages into one room, ${writers} writers, ${window} unanswered each: ${perSecond}/s`);
  });
}

/** The time from a say to its said at a steady rate. */
async function acknowledgement(perSecond: number): Promise<void> {
  await withServer(async (server) => {
    const peers = 10;
    const hammers = await Promise.all(Array.from({ length: peers }, (_, i) => Hammer.enter(server.port, `w${i}`)));
    const everyMs = (1_000 * peers) / perSecond;
    await Promise.all(hammers.map(async (hammer, i) => {
      await new Promise((resolve) => setTimeout(resolve, (i * everyMs) / peers));
      await hammer.pace(everyMs, TEXT, SECONDS * 1_000);
    }));
    const times = hammers.flatMap((hammer) => hammer.times);
    await print(`acknowledgement at ${perSecond} messages/s: ${distribution(times)}`);
  });
}

/** The time from a ping to its pong while others say as much as their sockets take. */
async function fairness(): Promise<void> {
  await withServer(async (server) => {
    const flooder = new Worker(new URL("./flooder.ts", import.meta.url), { type: "module" });
    const messages = ["flooding", "done"].map(() => Promise.withResolvers<void>());
    let heard = 0;
    flooder.onmessage = () => messages[heard++]?.resolve();
    const pinger = await Hammer.enter(server.port, "pinger", "elsewhere");
    flooder.postMessage({ port: server.port, text: TEXT, ms: SECONDS * 1_000 });
    await messages[0]?.promise;
    await pinger.ping(10, 500); // until all that runs is compiled
    pinger.times.length = 0;
    await pinger.ping(10, SECONDS * 1_000 - 1_000);
    await pinger.close();
    await print(`ping beside two flooding clients: ${distribution(pinger.times)}`);
    await messages[1]?.promise;
    flooder.terminate();
  });
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

async function start(args: readonly string[]): Promise<{ server: ServerProcess; ms: number }> {
  const since = performance.now();
  const server = await ServerProcess.start(args);
  using peer = await NativePeer.dial(server.port);
  await peer.ask({ type: "hello", nick: "first" });
  return { server, ms: Math.round(performance.now() - since) };
}

/** A long room: how fast a server starts with it, and answers a search. */
async function longRoom(): Promise<void> {
  await using folder = await temporaryFolder();
  const path = folder.of("long.kv");
  await fill(path);
  const megabytes = Math.round((await Deno.stat(path)).size / 1_000_000);
  const args = ["--db", path, "--rate", "0", "--log", "off"];
  const empty = await start([]);
  await empty.server.stop();
  const clean = await start(args);
  await print(`start to the first welcome: ${empty.ms} ms without a history, ${clean.ms} ms with ${ENTRIES} entries`);
  const peer = await clean.server.enter("seeker", "lobby");
  for (const [what, text] of [["absent", "haystack"], ["rare", "needle"], ["frequent", "fox"]] as const) {
    const times: number[] = [];
    for (let i = 0; i < 10; i++) {
      const since = performance.now();
      const found = await peer.ask({ type: "search", text, room: "lobby" });
      times.push(performance.now() - since);
      if (found.type !== "search") throw new Error(JSON.stringify(found));
    }
    await print(`search, first page, ${what} word among ${ENTRIES} entries (${megabytes} MB): ${distribution(times)}`);
  }
  peer.close();
  await clean.server.stop("SIGKILL");
  const unclean = await start(args);
  const more = ((unclean.ms - clean.ms) / megabytes).toFixed(2);
  await print(`start after kill -9: ${unclean.ms} ms, ${more} ms more per MB`);
  await unclean.server.stop();
}

await print(
  `deno ${Deno.version.deno}, ${availableParallelism()} cores, load ${Deno.loadavg()[0]?.toFixed(1)}, ${
    new Date().toISOString().slice(0, 10)
  }`,
);
const parts = {
  throughput: () => throughput(1, 1_000).then(() => throughput(4, 500)),
  acknowledgement: () => acknowledgement(1_000),
  fairness,
  longRoom,
};
for (const [name, part] of Object.entries(parts)) {
  if (Deno.args[1] === undefined || Deno.args[1] === name) await part();
}
