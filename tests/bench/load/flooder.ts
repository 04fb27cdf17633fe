// Two clients that flood, on a thread of their own: what is measured beside them is the server's doing.
import { Hammer } from "./hammer.ts";

const scope = self as unknown as { onmessage: (event: MessageEvent) => void; postMessage(text: string): void };

scope.onmessage = async ({ data }) => {
  const { port, text, ms } = data as { port: number; text: string; ms: number };
  const hammers = await Promise.all([1, 2].map((i) => Hammer.enter(port, `flood${i}`)));
  scope.postMessage("flooding");
  await Promise.all(hammers.map((hammer) => hammer.flood(text, performance.now() + ms)));
  scope.postMessage("done");
};
