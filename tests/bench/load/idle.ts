// What connections cost that do nothing: 10,000 in 100 rooms.
import { Crowd } from "./crowd.ts";
import { cpuMs, rssBytes } from "./machine.ts";
import { pause } from "./measure.ts";
import { judge, number, row } from "./report.ts";
import { withServer } from "./server.ts";
import { NATIVE } from "./tongue.ts";

const CLIENTS = 10_000;
const PER_ROOM = 100;
/** V8 frees what it kept while they came when it has had nothing to do for about 40 s. */
const IDLE_MS = 50_000;
const MEGABYTE = 1_000_000;

export async function idle(): Promise<void> {
  await withServer(async (server) => {
    const shape = { port: server.port, tongue: NATIVE, senders: 0 };
    await pause(1_000); // until the server's own start is over
    const start = rssBytes(server.pid);
    // What connections share, compiled code above all, is there once the first ones have been.
    await (await Crowd.gather({ ...shape, clients: PER_ROOM, rooms: 1 }))[Symbol.asyncDispose]();
    const shared = rssBytes(server.pid);
    const since = performance.now();
    await using crowd = await Crowd.gather({ ...shape, clients: CLIENTS, rooms: CLIENTS / PER_ROOM });
    const seconds = (performance.now() - since) / 1_000;
    await row(`${CLIENTS} idle clients, ${PER_ROOM} in a room: all joined after`, "<= 15 s", number(seconds, "s"));
    await row("  memory above the start, at once", "<= 150 MB", megabytes(above(server.pid, start)));
    const cpu = cpuMs(server.pid);
    const idleSince = performance.now();
    await pause(IDLE_MS);
    await row("  the same after V8's own collection", "<= 150 MB", megabytes(above(server.pid, start)));
    const each = above(server.pid, shared);
    await row("  a connection, without what all share", "<= 12 KB", number(each && each / CLIENTS / 1_024, "KB"));
    const used = cpuMs(server.pid);
    const ms = performance.now() - idleSince;
    const share = cpu === undefined || used === undefined ? undefined : (100 * (used - cpu)) / ms;
    const figure = `  CPU while idle, ${IDLE_MS / 1_000} s, pings and collection in it`;
    await row(figure, "< 5 %", `${number(share, "%")}${judge(crowd)}`);
  }, { clients: CLIENTS });
}

function above(pid: number, before: number | undefined): number | undefined {
  const now = rssBytes(pid);
  return now === undefined || before === undefined ? undefined : now - before;
}

function megabytes(bytes: number | undefined): string {
  return number(bytes && bytes / MEGABYTE, "MB");
}
