// Many clients at once, and what came of what they said. Nothing is lost when each has heard all that the others of its
// room have said.
import { Latencies } from "./latencies.ts";
import { Member } from "./member.ts";
import { Speaker } from "./speaker.ts";
import type { Tongue } from "./tongue.ts";

/** Clients that are on their way in at one time. */
const ENTERING_MAX = 200;
/** What has not come after so long without any news is lost. */
const LOST_MS = 5_000;
const LOOK_MS = 20;

export interface CrowdOptions {
  readonly port: number;
  readonly tongue: Tongue;
  readonly clients: number;
  readonly rooms: number;
  /** How many talk in each room. */
  readonly senders: number;
  /** False: they say hello and join nothing. */
  readonly joins?: boolean;
}

export class Crowd implements AsyncDisposable {
  readonly members: Member[] = [];
  readonly speakers: Speaker[] = [];
  readonly #options: CrowdOptions;
  readonly #perRoom: number;

  private constructor(options: CrowdOptions) {
    this.#options = options;
    this.#perRoom = options.clients / options.rooms;
  }

  /** Resolves when the last one is in. */
  static async gather(options: CrowdOptions): Promise<Crowd> {
    const crowd = new Crowd(options);
    let next = 0;
    const enterOne = async () => {
      while (next < options.clients) await crowd.#enter(next++);
    };
    await Promise.all(Array.from({ length: ENTERING_MAX }, enterOne));
    return crowd;
  }

  get heard(): number {
    return this.members.reduce((sum, { ear }) => sum + ear.heard, 0);
  }

  get sent(): number {
    return this.speakers.reduce((sum, { sent }) => sum + sent, 0);
  }

  get misordered(): number {
    return this.members.reduce((sum, { ear }) => sum + ear.misordered, 0);
  }

  /** Deliveries that should have been and were not. */
  get lost(): number {
    return this.sent * (this.#perRoom - 1) - this.heard;
  }

  /** What went wrong with one of them, if anything did. */
  get trouble(): string | undefined {
    return this.members.find(({ trouble }) => trouble !== undefined)?.trouble;
  }

  /**
   * Has each speaker keep so many says on their way until it is stopped: to the slowest of three listeners, since who is
   * told first may be far ahead of who is told last.
   */
  saturate(window: number): () => Promise<void> {
    let going = true;
    const { senders } = this.#options;
    this.speakers.forEach((speaker, index) => {
      const place = index % senders;
      const ears = this.#listenersOf(index).map(({ ear }) => ear);
      const go = () => {
        if (going) speaker.allow(Math.min(...ears.map((ear) => ear.of(place))) + window);
      };
      for (const listener of this.#listenersOf(index)) listener.onHeard.push(go);
      go();
    });
    return () => {
      going = false;
      return this.settled();
    };
  }

  /** Has them say so many a second in all, in turn, until it is stopped. */
  pace(perSecond: number): () => Promise<void> {
    const since = performance.now();
    let count = 0;
    const timer = setInterval(() => {
      const due = ((performance.now() - since) * perSecond) / 1_000;
      for (; count < due; count++) this.speakers[count % this.speakers.length]?.more();
    }, 1);
    return () => {
      clearInterval(timer);
      return this.settled();
    };
  }

  /** Notes how long what is heard was on its way, from now on. */
  note(): Latencies {
    const latencies = new Latencies();
    for (const { ear } of this.members) ear.latencies = latencies;
    return latencies;
  }

  /** Resolves when all was heard that was said, or nothing more comes. */
  async settled(): Promise<void> {
    await Promise.all(this.speakers.map((speaker) => speaker.quiet()));
    let before = -1;
    for (let quietMs = 0; this.lost > 0 && quietMs < LOST_MS; quietMs = this.heard === before ? quietMs + LOOK_MS : 0) {
      before = this.heard;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.members.map((member) => member.close()));
  }

  async #enter(index: number): Promise<void> {
    const { port, tongue, senders, joins = true } = this.#options;
    const room = `r${String(Math.floor(index / this.#perRoom)).padStart(5, "0")}`;
    const place = index % this.#perRoom;
    const nick = `u${String(index).padStart(5, "0")}`;
    const member = await Member.enter({ port, tongue, nick, room, senders });
    this.members[index] = member;
    if (joins) await member.join();
    if (place < senders) {
      this.speakers[Math.floor(index / this.#perRoom) * senders + place] = new Speaker(member, tongue, room, place);
    }
  }

  /** The next one after a speaker in its room, one half round, and the one before it. */
  #listenersOf(speaker: number): readonly Member[] {
    const { senders } = this.#options;
    const first = Math.floor(speaker / senders) * this.#perRoom;
    const steps = new Set([1, Math.ceil(this.#perRoom / 2), this.#perRoom - 1]);
    return [...steps].flatMap((step) => this.members[first + (speaker % senders + step) % this.#perRoom] ?? []);
  }
}
