// Who is in the lobby while somebody talks nonsense: one of each dialect, whose client must be able to read all that
// it is told, and whose stay nothing may end.
import type { FakeWorld } from "../support/fake_world.ts";
import { TONGUES } from "../support/tongues/all.ts";
import type { Heard, Speaker } from "../support/tongues/tongue.ts";

const ENTRANCE_MS = 2_000;

export class Bystanders {
  readonly #world: FakeWorld;
  readonly #speakers: readonly Speaker[];
  #pings = 0;
  /** Connections of the server's while nobody else is there. */
  readonly connections: number;

  private constructor(world: FakeWorld, speakers: readonly Speaker[]) {
    this.#world = world;
    this.#speakers = speakers;
    this.connections = world.server.connections;
  }

  static async enter(world: FakeWorld): Promise<Bystanders> {
    const speakers: Speaker[] = [];
    for (const tongue of TONGUES) {
      const speaker = tongue.open(world);
      speakers.push(speaker);
      speaker.say({ type: "hello", nick: `by${tongue.name}` });
      await pass(world, speakers, ENTRANCE_MS);
      if (!tongue.entersLobby) speaker.say({ type: "join", room: "lobby" });
      await pass(world, speakers, ENTRANCE_MS);
    }
    for (const speaker of speakers) speaker.heard();
    return new Bystanders(world, speakers);
  }

  /** Lets time pass. Throws where one of them was told what it can't read. */
  async pass(ms: number): Promise<void> {
    await pass(this.#world, this.#speakers, ms);
    for (const speaker of this.#speakers) speaker.heard();
  }

  /** Throws where one of them is gone, or the server does not answer any more. */
  async check(): Promise<void> {
    const gone = this.#speakers.findIndex(({ ended }) => ended);
    if (gone >= 0) throw new Error(`The bystander by${TONGUES[gone]?.name} was put out`);
    const [first] = this.#speakers;
    this.#pings += 1;
    const heard: Heard[] = [];
    first?.say({ type: "ping", t: this.#pings });
    await this.#world.settle();
    heard.push(...first?.heard() ?? []);
    if (!heard.some(({ types, fields }) => types.includes("pong") && fields.t === this.#pings)) {
      throw new Error("The server does not answer a bystander");
    }
  }
}

async function pass(world: FakeWorld, speakers: readonly Speaker[], ms: number): Promise<void> {
  do {
    await world.advance(ms);
  } while (speakers.filter((speaker) => speaker.respond()).length > 0);
}
