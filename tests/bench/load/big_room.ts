// One room that everybody is in, or comes to and leaves at once.
import { Crowd } from "./crowd.ts";
import { Latencies } from "./latencies.ts";
import { measure } from "./measure.ts";
import { judge, number, row } from "./report.ts";
import { withServer } from "./server.ts";
import { NATIVE } from "./tongue.ts";

const MEMBERS = 5_000;
const COMERS = 2_000;
const BYSTANDERS = 5;

export async function bigRoom(seconds: number): Promise<void> {
  const load = { tongue: NATIVE, clients: MEMBERS, rooms: 1, senders: 5, perSecond: 5 };
  const { latencies, wrong } = await measure(load, Math.max(seconds, 5));
  await row(`one room of ${MEMBERS}, 5 messages/s`, "p99 <= 250 ms", `${latencies}${wrong}`);
}

export async function storm(): Promise<void> {
  await withServer(async (server) => {
    const bystanders = await Bystanders.enter(server.port, BYSTANDERS);
    const phases = [performance.now()];
    const options = { port: server.port, tongue: NATIVE, clients: COMERS, rooms: 1, senders: 0, joins: false };
    await using crowd = await Crowd.gather(options);
    phases.push(performance.now());
    await Promise.all(crowd.members.map((member) => member.join()));
    phases.push(performance.now());
    await Promise.all(crowd.members.map((member) => member.leave()));
    phases.push(performance.now());
    const pings = await bystanders.end();
    const [connect = 0, join = 0, leave = 0] = phases.slice(1).map((at, index) => (at - (phases[index] ?? at)) / 1_000);
    const parts = `connect ${number(connect, "s")}, join ${number(join, "s")}, leave ${number(leave, "s")}`;
    const all = number(connect + join + leave, "s");
    await row(`${COMERS} clients come, join one room and leave`, "<= 15 s", `${all}: ${parts}${judge(crowd)}`);
    await row(`  ping of ${BYSTANDERS} bystanders meanwhile`, "p99 <= 50 ms", `${pings}`);
  }, { clients: COMERS });
}

/** Clients elsewhere that ping, on a thread of their own. */
class Bystanders {
  readonly #worker = new Worker(new URL("./bystanders.ts", import.meta.url), { type: "module" });
  #heard = Promise.withResolvers<unknown>();

  private constructor() {
    this.#worker.onmessage = ({ data }) => this.#heard.resolve(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#heard.reject(new Error(`Cannot ping: ${event.message}`));
    };
  }

  /** Resolves when they are in and ping. */
  static async enter(port: number, count: number): Promise<Bystanders> {
    const bystanders = new Bystanders();
    bystanders.#worker.postMessage({ port, count });
    await bystanders.#heard.promise;
    bystanders.#heard = Promise.withResolvers();
    return bystanders;
  }

  async end(): Promise<Latencies> {
    this.#worker.postMessage("end");
    const times = await this.#heard.promise as readonly number[];
    this.#worker.terminate();
    return Latencies.of(times);
  }
}
