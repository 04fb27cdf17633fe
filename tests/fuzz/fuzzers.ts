// A fuzzer for each codec and one for the sniffer: conversations of the dialect's grammar, some of their sentences
// spoilt, cut into packets anywhere, against a whole server in which others are. Nothing may throw, nobody else may
// notice, nothing may be left behind.
import fc from "fast-check";
import type { DialectName } from "../../lib/wire/dialects.ts";
import { turn } from "../support/fake_clock.ts";
import { type FakePeer, FakeWorld } from "../support/fake_world.ts";
import { conversation, SENTENCES, spoiltAnew, STRANGE } from "../support/grammar.ts";
import { Bystanders } from "./bystanders.ts";
import { corpusOf } from "./corpus.ts";
import { assertTold } from "./told.ts";

export const FUZZED = ["native", "irc", "plain", "iitd", "nickprompt", "classchat", "muca", "sniffer"] as const;
export type Fuzzed = typeof FUZZED[number];

/** What somebody sends: packets, each with the time in ms that passes after it. */
export type Talk = readonly (readonly [packet: Uint8Array, ms: number])[];

/** Longer than the codecs' quiet, the sniffer's, and the pauses before a unit that stands alone. */
const WAITS_MS = [0, 0, 0, 70, 400, 1_300] as const;
const END_MS = 7_000;
const GUARD_MS = 10_000;
const NEWLINE = 10;
const OPEN = 0x7b;
const CLASSCHAT_MARK = ">".charCodeAt(0);

/** What the fuzzer of a dialect tries. */
export function talksOf(name: Fuzzed): fc.Arbitrary<Talk> {
  const sentence = name === "sniffer" ? STRANGE : SENTENCES[name];
  const saved = corpusOf(name).map((packets) => spoiltAnew(packets));
  const packets = saved.length === 0
    ? conversation(sentence)
    : fc.oneof({ arbitrary: conversation(sentence), weight: 3 }, { arbitrary: fc.oneof(...saved), weight: 1 });
  return packets.chain((all) =>
    fc.array(fc.constantFrom(...WAITS_MS), { minLength: all.length, maxLength: all.length })
      .map((waits) => all.map((packet, index) => [packet, waits[index] ?? 0] as const))
  );
}

/** Lets somebody talk so, in a server of its own. Rejects where it did any harm. */
export async function endure(name: Fuzzed, talk: Talk): Promise<void> {
  await using arena = await Arena.open();
  await arena.endure(name, talk);
}

/** A server with bystanders, for one talk after the other: what one leaves behind, the next may stumble over. */
export class Arena implements AsyncDisposable {
  readonly #world: FakeWorld;
  readonly #others: Bystanders;
  /** All that was said here. */
  readonly talks: Talk[] = [];

  private constructor(world: FakeWorld, others: Bystanders) {
    this.#world = world;
    this.#others = others;
  }

  static async open(): Promise<Arena> {
    const world = await FakeWorld.start("--ping", "3600000");
    return new Arena(world, await Bystanders.enter(world));
  }

  /** Lets somebody talk so. Rejects where it did any harm: then this server is of no use any more. */
  async endure(name: Fuzzed, talk: Talk): Promise<void> {
    this.talks.push(talk);
    const peers = new Peers(this.#world, name === "sniffer" ? "auto" : name);
    for (const [packet, ms] of talk) {
      peers.send(packet);
      await this.#others.pass(ms);
    }
    await this.#others.pass(END_MS);
    if (name !== "sniffer" && !isAnother(name, talk)) {
      for (const { writes } of peers.all) assertTold(name, writes.map(({ bytes }) => bytes));
    }
    peers.end();
    await this.#others.pass(END_MS);
    await this.#others.check();
    const [fault] = this.#world.faults;
    if (fault) throw new Error(JSON.stringify(fault));
    await allGone(this.#world, this.#others.connections);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#world[Symbol.asyncDispose]();
  }
}

/**
 * The ports of those two are sniffed at: who sends a line, or an object, is of another dialect there; and a name with the
 * mark of the one is the other's.
 */
function isAnother(name: Fuzzed, talk: Talk): boolean {
  if (name !== "nickprompt" && name !== "classchat") return false;
  const marks = name === "nickprompt" ? [NEWLINE, OPEN, CLASSCHAT_MARK] : [NEWLINE, OPEN];
  return talk.some(([packet]) => marks.some((mark) => packet.includes(mark)));
}

/** Passwords are looked at outside of the test's clock: who waits for that is not gone at once. */
async function allGone(world: FakeWorld, connections: number): Promise<void> {
  const since = performance.now();
  while (world.server.connections !== connections) {
    if (performance.now() - since > GUARD_MS) throw new Error("A connection is left behind");
    await turn();
    await world.advance(1_000);
  }
}

/** One person's sockets: a second one where the dialect has two. */
class Peers {
  readonly #world: FakeWorld;
  readonly #as: DialectName | "auto";
  readonly #first: FakePeer;
  #second: FakePeer | undefined;

  constructor(world: FakeWorld, as: DialectName | "auto") {
    this.#world = world;
    this.#as = as;
    this.#first = world.dial(as, "127.0.0.1");
  }

  get all(): readonly FakePeer[] {
    return this.#second ? [this.#first, this.#second] : [this.#first];
  }

  send(packet: Uint8Array): void {
    const isSecond = this.#as === "iitd" && /^REGISTER TORECV|^RECEIVED/.test(new TextDecoder().decode(packet));
    if (!isSecond) return this.#first.send(packet.slice());
    this.#second ??= this.#world.dial("iitd", "127.0.0.1");
    this.#second.send(packet.slice());
  }

  end(): void {
    for (const peer of this.all) peer.end();
  }
}
