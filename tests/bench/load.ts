// What the real server does under load, on this machine, with the load beside it: one row a figure, beside it what is
// wanted of it. Run with `deno task bench`, or alone with `deno run -A tests/bench/load.ts [seconds] [part]`. Each load
// runs so many seconds (5); CPU is the server's alone, and `-` where the system does not tell it.
import { availableParallelism } from "node:os";
import { acknowledgement, durable, floods } from "./load/answers.ts";
import { bigRoom, storm } from "./load/big_room.ts";
import { deliveries, pace } from "./load/deliveries.ts";
import { growth } from "./load/growth.ts";
import { idle } from "./load/idle.ts";
import { longRoom } from "./load/long_room.ts";
import { print, printFaults, row } from "./load/report.ts";
import { TooFewFiles } from "./load/server.ts";

const PARTS: Readonly<Record<string, (seconds: number) => Promise<void>>> = {
  deliveries,
  pace,
  durable,
  acknowledgement,
  floods,
  idle,
  "big-room": bigRoom,
  storm,
  "long-room": longRoom,
  growth,
};

const [seconds = "5", chosen] = Deno.args;
if (!(Number(seconds) >= 2) || (chosen !== undefined && !PARTS[chosen])) {
  await print(`usage: load.ts [seconds] [part]; seconds from 2 on, parts: ${Object.keys(PARTS).join(", ")}`);
  Deno.exit(2);
}
const load = Deno.loadavg()[0]?.toFixed(1);
const day = new Date().toISOString().slice(0, 10);
await print(`deno ${Deno.version.deno}, ${availableParallelism()} cores, load ${load}, ${day}\n`);
await row("figure", "wanted", "measured");
for (const [name, part] of Object.entries(PARTS)) {
  if (chosen !== undefined && chosen !== name) continue;
  try {
    await part(Number(seconds));
  } catch (error) {
    if (!(error instanceof TooFewFiles)) throw error;
    await row(name, "", `not measured: ${error.message}`);
  }
}
await printFaults();
