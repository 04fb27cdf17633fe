// One load on one server: what it carries and what that costs.
import { Crowd, type CrowdOptions } from "./crowd.ts";
import type { Latencies } from "./latencies.ts";
import { cpuMs } from "./machine.ts";
import { judge } from "./report.ts";
import { type ServerWanted, withServer } from "./server.ts";

/** Until all that runs is compiled. */
const WARM_UP_MS = 1_000;

export interface Load extends Omit<CrowdOptions, "port"> {
  /** Says of one sender on their way, where as many are said as the server carries. */
  readonly window?: number;
  /** Says a second in all, otherwise. */
  readonly perSecond?: number;
}

export interface Measured {
  readonly deliveriesPerSecond: number;
  readonly saysPerSecond: number;
  /** The server's, all its threads, in µs. */
  readonly cpuPerDelivery: number | undefined;
  readonly cpuPerSay: number | undefined;
  readonly latencies: Latencies;
  /** What was lost or out of order, in words; empty where nothing was. */
  readonly wrong: string;
}

export async function measure(load: Load, seconds: number, wanted: ServerWanted = {}): Promise<Measured> {
  return await withServer(async (server) => {
    await using crowd = await Crowd.gather({ ...load, port: server.port });
    const stop = load.perSecond === undefined ? crowd.saturate(load.window ?? 16) : crowd.pace(load.perSecond);
    await pause(WARM_UP_MS);
    const latencies = crowd.note();
    const before = { at: performance.now(), heard: crowd.heard, sent: crowd.sent, cpu: cpuMs(server.pid) };
    await pause(seconds * 1_000);
    const took = (performance.now() - before.at) / 1_000;
    const heard = crowd.heard - before.heard;
    const sent = crowd.sent - before.sent;
    const cpu = cpuMs(server.pid);
    const micros = cpu === undefined || before.cpu === undefined ? undefined : (cpu - before.cpu) * 1_000;
    await stop();
    return {
      deliveriesPerSecond: heard / took,
      saysPerSecond: sent / took,
      cpuPerDelivery: micros && micros / heard,
      cpuPerSay: micros && micros / sent,
      latencies,
      wrong: judge(crowd),
    };
  }, { ...wanted, clients: load.clients });
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
