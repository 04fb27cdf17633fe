// `deno task fuzz`: each codec's fuzzer for so many seconds, as many at a time as there are processors. What was found
// is written to the folder `found` beside this file, and the exit code is 1.
//
//   --seconds 60   for each fuzzer        --seed 1   another seed tries others
//   --only irc     one fuzzer, in this process
//   --most 8000    no more conversations than that: what is tried does not depend on how fast the machine is
import { parseArgs } from "@std/cli/parse-args";
import fc from "fast-check";
import { packetsOf } from "./corpus.ts";
import { Arena, endure, FUZZED, type Fuzzed, type Talk, talksOf } from "./fuzzers.ts";

/** A fuzzer that takes longer than this over its time hangs. */
const GRACE_MS = 90_000;
const ARENA_TALKS = 50;
const FOUND = new URL("./found/", import.meta.url);

const encoder = new TextEncoder();

function say(line: string): void {
  Deno.stdout.writeSync(encoder.encode(`${line}\n`));
}

function save(name: Fuzzed, what: string, talk: Talk): string {
  Deno.mkdirSync(FOUND, { recursive: true });
  const file = new URL(`${name}-${what}.json`, FOUND);
  Deno.writeTextFileSync(file, JSON.stringify([packetsOf(talk), talk.map(([, ms]) => ms)], null, 1));
  return file.pathname;
}

/** Where a fuzzer talks: a new server now and then, and a fresh one for whatever did harm. */
class Place {
  readonly #name: Fuzzed;
  #arena: Arena | undefined;

  constructor(name: Fuzzed) {
    this.#name = name;
  }

  async endure(talk: Talk): Promise<void> {
    if (this.#arena && this.#arena.talks.length >= ARENA_TALKS) await this.leave();
    this.#arena ??= await Arena.open();
    const { talks } = this.#arena;
    try {
      await this.#arena.endure(this.#name, talk);
    } catch (error) {
      await this.leave();
      await endure(this.#name, talk);
      const saved = save(this.#name, "together", talks.flat());
      throw new Error(`It did harm after ${talks.length - 1} others only: ${saved}`, { cause: error });
    }
  }

  async leave(): Promise<void> {
    await this.#arena?.[Symbol.asyncDispose]();
    this.#arena = undefined;
  }
}

/** How far a fuzzer goes. */
interface Extent {
  readonly seconds: number;
  readonly seed: number;
  /** Conversations. */
  readonly most: number;
}

/** Runs one fuzzer here; gives the exit code. */
async function fuzz(name: Fuzzed, { seconds, seed, most }: Extent): Promise<number> {
  const since = performance.now();
  let talks = 0;
  const place = new Place(name);
  const tried = fc.asyncProperty(talksOf(name), async (talk) => {
    // A codec that never comes back leaves behind what it was given.
    save(name, "tried", talk);
    await place.endure(talk);
    talks += 1;
  });
  // What is begun is ended, with nobody else at its clock: whether there is time is asked before each one.
  const { counterexample, errorInstance } = await fc.check(tried, {
    seed,
    numRuns: most,
    skipAllAfterTimeLimit: seconds * 1_000,
    maxSkipsPerRun: 0,
  });
  await place.leave();
  const spent = Math.round((performance.now() - since) / 1_000);
  if (talks > 0 || counterexample) Deno.removeSync(new URL(`${name}-tried.json`, FOUND));
  if (!counterexample) {
    say(`${name}: ${talks} conversations in ${spent} s with seed ${seed}, nothing found`);
    return 0;
  }
  const [talk] = counterexample;
  say(`${name}: found after ${talks} conversations: ${save(name, `seed-${seed}`, talk)}\n${errorInstance}`);
  return 1;
}

/** Runs one in a process of its own, and ends it where it hangs. */
async function fuzzApart(name: Fuzzed, { seconds, seed, most }: Extent): Promise<number> {
  const args = ["run", "-A", "--quiet", import.meta.filename ?? "", "--only", name];
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args, "--seconds", String(seconds), "--seed", String(seed), "--most", String(most)],
  }).spawn();
  const timer = setTimeout(() => {
    say(`${name}: hangs with what is in ${new URL(`${name}-tried.json`, FOUND).pathname}`);
    child.kill("SIGKILL");
  }, seconds * 1_000 + GRACE_MS);
  const { code } = await child.status;
  clearTimeout(timer);
  return code;
}

const options = parseArgs(Deno.args, { string: ["seconds", "seed", "only", "most"] });
const seconds = Number(options.seconds ?? 60);
const seed = Number(options.seed ?? 1);
const most = Number(options.most ?? Number.MAX_SAFE_INTEGER);
const extent: Extent = { seconds, seed, most };
const only = FUZZED.find((name) => name === options.only);
if (!(seconds > 0) || !Number.isSafeInteger(seed) || !(most >= 1) || (options.only !== undefined && !only)) {
  say(`Written: deno task fuzz [--seconds 60] [--seed 1] [--most N] [--only ${FUZZED.join("|")}]`);
  Deno.exit(2);
}
if (only) Deno.exit(await fuzz(only, extent));
const waiting = [...FUZZED];
const codes: number[] = [];
async function takeTurns(): Promise<void> {
  for (let name = waiting.shift(); name; name = waiting.shift()) codes.push(await fuzzApart(name, extent));
}
await Promise.all(Array.from({ length: Math.max(1, navigator.hardwareConcurrency) }, takeTurns));
Deno.exit(codes.every((code) => code === 0) ? 0 : 1);
