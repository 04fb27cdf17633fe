// Clients that ping until they are told to end, on a thread of their own: what they wait for is the server's doing.
import { Hammer } from "./hammer.ts";

const EVERY_MS = 20;
/** They look whether they are to end once in so many ms. */
const ROUND_MS = 200;

const scope = self as unknown as { onmessage: (event: MessageEvent) => void; postMessage(data: unknown): void };
let going = true;

scope.onmessage = async ({ data }) => {
  if (data === "end") return void (going = false);
  const { port, count } = data as { port: number; count: number };
  const hammers = await Promise.all(
    Array.from({ length: count }, (_, index) => Hammer.enter(port, `bystander${index}`, "elsewhere")),
  );
  await Promise.all(hammers.map((hammer) => hammer.ping(EVERY_MS, ROUND_MS))); // until all that runs is compiled
  for (const hammer of hammers) hammer.times.length = 0;
  scope.postMessage("pinging");
  await Promise.all(hammers.map(async (hammer) => {
    while (going) await hammer.ping(EVERY_MS, ROUND_MS);
    await hammer.close();
  }));
  scope.postMessage(hammers.flatMap(({ times }) => times));
};
