// What connections cost that do nothing: 10,000 in 100 rooms.
import { Crowd } from "./crowd.ts";
import { cpuMs, rssBytes } from "./machine.ts";
import { pause } from "./measure.ts";
import { judge, number, row } from "./report.ts";
import { withServer } from "./server.ts";
import { NATIVE } from "./tongue.ts";

const CLIENTS = 10_000;
const ROOMS = 100;
/** V8 frees what it kept while they came when it has had nothing to do for about 40 s. */
const IDLE_MS = 50_000;
const MEGABYTE = 1_000_000;

export async function idle(): Promise<void> {
  await withServer(async (server) => {
    await pause(1_000); // until the server's own start is over
    const start = rssBytes(server.pid);
    const since = performance.now();
    await using crowd = await Crowd.gather({
      port: server.port,
      tongue: NATIVE,
      clients: CLIENTS,
      rooms: ROOMS,
      senders: 0,
    });
    const seconds = (performance.now() - since) / 1_000;
    await row(`${CLIENTS} idle clients in ${ROOMS} rooms: all joined after`, "<= 15 s", number(seconds, "s"));
    await memory("  memory above the start, at once", above(server.pid, start));
    const cpu = cpuMs(server.pid);
    const idleSince = performance.now();
    await pause(IDLE_MS);
    await memory("  the same after V8's own collection", above(server.pid, start));
    const used = cpuMs(server.pid);
    const share = cpu === undefined || used === undefined
      ? undefined
      : 100 * (used - cpu) / (performance.now() - idleSince);
    await row(
      `  CPU while idle, ${IDLE_MS / 1_000} s, pings and collection in it`,
      "< 5 %",
      `${number(share, "%")}${judge(crowd)}`,
    );
  }, { clients: CLIENTS });
}

function above(pid: number, start: number | undefined): number | undefined {
  const now = rssBytes(pid);
  return now === undefined || start === undefined ? undefined : now - start;
}

async function memory(figure: string, bytes: number | undefined): Promise<void> {
  const each = number(bytes === undefined ? undefined : bytes / CLIENTS / 1_024, "KB a connection");
  await row(figure, "<= 150 MB, 12 KB each", `${number(bytes && bytes / MEGABYTE, "MB")}, ${each}`);
}
