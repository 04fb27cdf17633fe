// How fast one is answered: says as many as the server takes, or at a steady rate; a ping beside clients that flood.
import { Hammer } from "./hammer.ts";
import { Latencies } from "./latencies.ts";
import { row } from "./report.ts";
import { withServer } from "./server.ts";
import { TEXT } from "./stamp.ts";

const PER_SECOND = 1_000;
const PEERS = 10;

/** Durable messages into one room; nobody listens but the writers. */
export async function durable(seconds: number): Promise<void> {
  for (const [writers, window] of [[1, 1_000], [4, 500]] as const) {
    await withServer(async (server) => {
      const hammers = await Promise.all(Array.from({ length: writers }, (_, i) => Hammer.enter(server.port, `w${i}`)));
      const since = performance.now();
      await Promise.all(hammers.map((hammer) => hammer.keep(window, TEXT, since + seconds * 1_000)));
      const said = hammers.reduce((sum, hammer) => sum + hammer.answered, 0);
      const perSecond = Math.round(said / ((performance.now() - since) / 1_000));
      await row(`durable messages, ${writers} writers, ${window} unanswered each`, ">= 10000/s", `${perSecond}/s`);
    });
  }
}

/** The time from a say to its said at a steady rate. */
export async function acknowledgement(seconds: number): Promise<void> {
  await withServer(async (server) => {
    const hammers = await Promise.all(Array.from({ length: PEERS }, (_, i) => Hammer.enter(server.port, `w${i}`)));
    const everyMs = (1_000 * PEERS) / PER_SECOND;
    await Promise.all(hammers.map(async (hammer, i) => {
      await new Promise((resolve) => setTimeout(resolve, (i * everyMs) / PEERS));
      await hammer.pace(everyMs, TEXT, seconds * 1_000);
    }));
    const times = Latencies.of(hammers.flatMap((hammer) => hammer.times));
    await row(`acknowledgement at ${PER_SECOND} messages/s`, "p99 <= 25 ms", `${times}`);
  });
}

/** The time from a ping to its pong while others say as much as their sockets take. */
export async function floods(seconds: number): Promise<void> {
  await withServer(async (server) => {
    const flooder = new Worker(new URL("./flooder.ts", import.meta.url), { type: "module" });
    const messages = ["flooding", "done"].map(() => Promise.withResolvers<void>());
    let heard = 0;
    flooder.onmessage = () => messages[heard++]?.resolve();
    const pinger = await Hammer.enter(server.port, "pinger", "elsewhere");
    flooder.postMessage({ port: server.port, text: TEXT, ms: seconds * 1_000 });
    await messages[0]?.promise;
    await pinger.ping(10, 500); // until all that runs is compiled
    pinger.times.length = 0;
    await pinger.ping(10, seconds * 1_000 - 1_000);
    await pinger.close();
    await row("ping beside two flooding clients", "p99 <= 10 ms", `${Latencies.of(pinger.times)}`);
    await messages[1]?.promise;
    flooder.terminate();
  });
}
