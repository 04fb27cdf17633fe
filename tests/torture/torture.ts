// The torture: the real server is killed with `kill -9` at random moments, often while it is stopped, locked out of its
// history or ending, and started again; links go through a bad network. In the end every acknowledged message must be
// there once, in its sender's order, and every reader must have seen each once. `deno task torture --kills 200 --seed 7`.
import { parseArgs } from "@std/cli/parse-args";
import { DatabaseSync } from "node:sqlite";
import type { Entry } from "../../lib/chat/entry.ts";
import { unreachable } from "../../lib/unreachable.ts";
import { type Dice, diceOf } from "../support/dice.ts";
import { type FaultProxy, startFaultProxy, throwFate } from "../support/fault_proxy.ts";
import { NativePeer } from "../support/native_peer.ts";
import { Program } from "../support/process.ts";
import { TorturedPeer } from "./tortured_peer.ts";

export interface TortureOptions {
  readonly kills: number;
  readonly seed: number;
  readonly rooms: number;
  /** Of them half talk and half only listen. */
  readonly peersPerRoom: number;
}

export interface TortureResult {
  readonly seed: number;
  readonly kills: number;
  readonly links: number;
  readonly faults: number;
  readonly acknowledged: number;
  readonly stored: number;
  readonly lost: number;
  readonly doubled: number;
  readonly complaints: readonly string[];
  /** What befell the server before each kill. */
  readonly harms: Readonly<Record<Harm, number>>;
}

/** How long all may take to settle once the network is calm and the server stays up. */
const SETTLE_MS = 60_000;

export async function torture(options: TortureOptions): Promise<TortureResult> {
  const { kills, seed } = options;
  const dice = diceOf(seed);
  const folder = await Deno.makeTempDir({ prefix: "parley-torture-" });
  try {
    const first = await startServer(folder, 0);
    const port = first.port;
    await using proxy = startFaultProxy(port, () => ({ up: throwFate(dice), down: throwFate(dice) }));
    const peers = makePeers(options, proxy.port, dice);
    const running = peers.map((peer) => peer.run());
    const harms = { none: 0, stopped: 0, locked: 0, "all links cut": 0, "ended in order": 0 };
    const victim = { server: first.server, folder, port, proxy, dice, harms };
    await using server = await killAndRestart(victim, kills);
    proxy.calm();
    for (const peer of peers) peer.hush();
    const rooms = await settle(peers, port);
    for (const peer of peers) peer.end();
    await Promise.all(running);
    await server.stop("SIGTERM");
    return { ...judge(options, peers, rooms, proxy.counts.faults), harms };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function startServer(folder: string, port: number): Promise<{ server: Program; port: number }> {
  const args = ["--host", "127.0.0.1", "--port", String(port), "--db", `${folder}/h.kv`, "--rate", "0", "--log", "off"];
  const server = new Program("server.ts", args, { flags: ["-N", `-R=${folder}`, `-W=${folder}`] });
  const line = await server.stdout.until(/^listening on /);
  return { server, port: Number(/:(\d+) /.exec(line)?.[1]) };
}

interface Victim {
  server: Program;
  readonly folder: string;
  readonly port: number;
  readonly proxy: FaultProxy;
  readonly dice: Dice;
  readonly harms: Record<Harm, number>;
}

/** What befalls the server before it is killed. */
type Harm = "none" | "stopped" | "locked" | "all links cut" | "ended in order";

const HARMS: readonly [Harm, ...Harm[]] = ["none", "none", "stopped", "locked", "all links cut", "ended in order"];

async function killAndRestart(victim: Victim, kills: number): Promise<Program> {
  const { dice, folder, port, harms } = victim;
  for (let kill = 0; kill < kills; kill++) {
    // The moment of the kill is the fault: it is thrown, and nothing waits for it to be a good one.
    await pause(dice.whole(20, 600));
    const harm = dice.pick(HARMS);
    harms[harm] += 1;
    await befall(victim, harm);
    await victim.server[Symbol.asyncDispose](); // kill -9
    victim.server = (await startServer(folder, port)).server;
  }
  return victim.server;
}

async function befall({ server, folder, proxy, dice }: Victim, harm: Harm): Promise<void> {
  switch (harm) {
    case "none":
      return;
    case "stopped":
      server.kill("SIGSTOP");
      await pause(dice.whole(10, 400));
      return server.kill("SIGCONT");
    case "locked": {
      using database = new DatabaseSync(`${folder}/h.kv`, { timeout: 1_000 });
      database.exec("BEGIN IMMEDIATE");
      return await pause(dice.whole(10, 400));
    }
    case "all links cut":
      proxy.cutAfter("up", dice.whole(0, 200));
      proxy.cutAfter("down", dice.whole(0, 200));
      return await pause(dice.whole(10, 300));
    case "ended in order": {
      const { code } = await server.stop("SIGTERM");
      if (code !== 0) throw new Error(`The server ended with ${code}`);
      return;
    }
    default:
      return unreachable(harm);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function makePeers(options: TortureOptions, port: number, dice: Dice): TorturedPeer[] {
  const peers: TorturedPeer[] = [];
  for (let room = 0; room < options.rooms; room++) {
    for (let one = 0; one < options.peersPerRoom; one++) {
      const own = diceOf(dice.whole(0, 2 ** 31));
      peers.push(new TorturedPeer(`peer${room}x${one}`, `room${room}`, port, own, one % 2 === 0));
    }
  }
  return peers;
}

/** Waits until everything said is acknowledged and every reader is at the head; gives what each room holds. */
async function settle(peers: readonly TorturedPeer[], port: number): Promise<Map<string, Entry[]>> {
  const deadline = performance.now() + SETTLE_MS;
  for (;;) {
    const rooms = new Map<string, Entry[]>();
    for (const room of new Set(peers.map((peer) => peer.room))) rooms.set(room, await readAll(room, port));
    if (peers.every((peer) => peer.isDone(rooms.get(peer.room)?.length ?? 0))) return rooms;
    if (performance.now() > deadline) throw new Error("Cannot settle: something said is never acknowledged or shown");
  }
}

async function readAll(room: string, port: number): Promise<Entry[]> {
  using peer = await NativePeer.dial(port);
  await peer.ask({ type: "hello", nick: "judge" });
  await peer.ask({ type: "join", room, last: 0 });
  const entries: Entry[] = [];
  for (;;) {
    const page = await peer.ask({ type: "history", room, after: entries.at(-1)?.seq ?? 0, limit: 200 });
    if (page.type !== "history") throw new Error(`Cannot read ${room}: ${JSON.stringify(page)}`);
    entries.push(...page.entries);
    if (!page.more || page.entries.length === 0) break;
  }
  await peer.ask({ type: "quit" });
  return entries;
}

function judge(
  options: TortureOptions,
  peers: readonly TorturedPeer[],
  rooms: ReadonlyMap<string, readonly Entry[]>,
  faults: number,
): Omit<TortureResult, "harms"> {
  const complaints = peers.flatMap((peer) => peer.complaints.map((text) => `${peer.nick}: ${text}`));
  let lost = 0;
  let doubled = 0;
  for (const [room, entries] of rooms) {
    entries.forEach(({ seq }, index) =>
      seq === index + 1 || complaints.push(`${room}: seq ${seq} at place ${index + 1}`)
    );
    const times = new Map<string, number>();
    for (const { text } of entries) times.set(text, (times.get(text) ?? 0) + 1);
    for (const count of times.values()) doubled += count - 1;
    for (const peer of peers.filter((one) => one.room === room)) {
      for (const { text, seq } of peer.acknowledged) if (entries[seq - 1]?.text !== text) lost += 1;
      const own = entries.filter(({ from }) => from === peer.nick).map(({ text }) => Number(text.split("#")[1]));
      if (own.some((number, index) => number !== index + 1)) complaints.push(`${peer.nick}: stored out of order`);
      for (const { seq, text } of entries) {
        if (peer.shown.get(seq) !== text) complaints.push(`${peer.nick}: was shown "${peer.shown.get(seq)}" as ${seq}`);
      }
    }
  }
  return {
    seed: options.seed,
    kills: options.kills,
    links: peers.reduce((sum, peer) => sum + peer.links, 0),
    faults,
    acknowledged: peers.reduce((sum, peer) => sum + peer.acknowledged.length, 0),
    stored: [...rooms.values()].reduce((sum, entries) => sum + entries.length, 0),
    lost,
    doubled,
    complaints: complaints.slice(0, 20),
  };
}

if (import.meta.main) {
  const parsed = parseArgs(Deno.args, { string: ["kills", "seed", "rooms", "peers"] });
  const number = (name: string, initial: number) => Number(parsed[name] ?? initial);
  const result = await torture({
    kills: number("kills", 20),
    seed: number("seed", 1),
    rooms: number("rooms", 3),
    peersPerRoom: number("peers", 4),
  });
  await Deno.stdout.write(new TextEncoder().encode(JSON.stringify(result, null, 2) + "\n"));
  Deno.exit(result.lost + result.doubled + result.complaints.length === 0 ? 0 : 1);
}
