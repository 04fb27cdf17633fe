// What a message costs as all grows: it should cost the same.
import type { RoomId } from "../../../lib/chat/room.ts";
import { systemClock } from "../../../lib/clock.ts";
import { openKvStore } from "../../../lib/history/kv_store.ts";
import { batch, record } from "../../history/batches.ts";
import { temporaryFolder } from "../../support/process.ts";
import { measure, type Measured } from "./measure.ts";
import { number, row } from "./report.ts";
import { NATIVE } from "./tongue.ts";

const CLIENTS = [100, 1_000, 5_000];
const ROOMS = [10, 1_000, 50_000];
const PER_COMMIT = 500;
const REACH = "flat within 1.5x";

export async function growth(seconds: number): Promise<void> {
  for (const [figure, roomSize] of [["in one room", 0], ["in rooms of 100", 100]] as const) {
    const costs: (number | undefined)[] = [];
    for (const clients of CLIENTS) {
      const rooms = roomSize === 0 ? 1 : clients / roomSize;
      const measured = await measure({ tongue: NATIVE, clients, rooms, senders: 1, window: 64 }, seconds);
      costs.push(measured.cpuPerDelivery);
      const cost = `${number(measured.cpuPerDelivery, "µs CPU")}${compared(costs)}`;
      await row(`a delivery, ${clients} clients ${figure}`, REACH, `${cost}; ${rate(measured)}`);
    }
  }
  const costs: (number | undefined)[] = [];
  for (const rooms of ROOMS) {
    const measured = await besideRooms(rooms, seconds);
    costs.push(measured.cpuPerSay);
    const cost = `${number(measured.cpuPerSay, "µs CPU")}${compared(costs)}`;
    await row(`a message to 10 members, ${rooms} rooms`, REACH, `${cost}; ${rate(measured)}`);
  }
}

/** Ten in one of so many rooms; the others are there from the start. */
async function besideRooms(rooms: number, seconds: number): Promise<Measured> {
  await using folder = await temporaryFolder();
  const path = folder.of("rooms.kv");
  const store = await openKvStore({ path, clock: systemClock });
  const records = Array.from({ length: rooms }, (_, index) => ({
    ...record(`room-${index}` as RoomId),
    name: `r${String(index).padStart(5, "0")}`,
  }));
  for (let from = 0; from < rooms; from += PER_COMMIT) {
    await store.commit(batch({ puts: records.slice(from, from + PER_COMMIT) }));
  }
  await store.close();
  const load = { tongue: NATIVE, clients: 10, rooms: 1, senders: 1, window: 64 };
  return await measure(load, seconds, { path, args: ["--max-rooms", "100000"] });
}

function compared(costs: readonly (number | undefined)[]): string {
  const [first] = costs;
  const last = costs.at(-1);
  return costs.length < 2 || !first || !last ? "" : `, ${number(last / first, "x")} of the first`;
}

function rate({ deliveriesPerSecond, saysPerSecond, wrong }: Measured): string {
  return `${Math.round(saysPerSecond)} messages/s, ${
    (deliveriesPerSecond / 1_000_000).toFixed(2)
  } M deliveries/s${wrong}`;
}
