// `client.ts bridge`: from the command line to a bridge that stands until it is asked to end.
import { systemClock } from "../../clock.ts";
import type { Address } from "../address.ts";
import { Bridge, BRIDGE_PLACES } from "./bridge.ts";
import { complain, print } from "../say.ts";
import { onEndSignals } from "../signals.ts";

/** Runs the bridge; gives the program's exit code. */
export async function runBridge(to: Address): Promise<number> {
  if ((await Deno.permissions.query({ name: "net" })).state !== "granted") {
    complain("The bridge needs the network: run it with -N");
    return 1;
  }
  const say = (line: string) => void print(line).catch(() => {});
  const bridge = new Bridge({ to, places: BRIDGE_PLACES, clock: systemClock, say });
  let end: () => void = () => {};
  const ending = new Promise<void>((resolve) => end = resolve);
  const signals = onEndSignals(end);
  if (bridge.open()) await ending;
  await bridge.close();
  signals.cancel();
  return bridge.ports.some((port) => port > 0) ? 0 : 1;
}
