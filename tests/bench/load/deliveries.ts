// How much the server carries, in the native dialect and in IRC's beside it.
import { type Load, measure, type Measured } from "./measure.ts";
import { number, row } from "./report.ts";
import { IRC, NATIVE } from "./tongue.ts";

type Shape = Omit<Load, "tongue">;

const SHAPES: Readonly<Record<string, Shape>> = {
  "w1: 100 in a room, one talks": { clients: 100, rooms: 1, senders: 1, window: 64 },
  "w2: 100 in a room, ten talk": { clients: 100, rooms: 1, senders: 10, window: 64 },
  "w3: 1,000 in 100 rooms, one talks in each": { clients: 1_000, rooms: 100, senders: 1, window: 16 },
  "w4: 1,000 in a room, one talks": { clients: 1_000, rooms: 1, senders: 1, window: 16 },
};
const PACED: Shape = { clients: 100, rooms: 1, senders: 10, perSecond: 1_000 };

export async function deliveries(seconds: number): Promise<void> {
  for (const [name, shape] of Object.entries(SHAPES)) {
    const native = await measure({ ...shape, tongue: NATIVE }, seconds);
    await row(`${name}`, ">= 1.5x InspIRCd's", carried(native));
    const irc = await measure({ ...shape, tongue: IRC }, seconds);
    const times = number(native.deliveriesPerSecond / irc.deliveriesPerSecond, "");
    await row("  the same, IRC", "within 1.3x of native", `${carried(irc)}; native is ${times.trim()}x`);
  }
}

export async function pace(seconds: number): Promise<void> {
  for (const tongue of [NATIVE, IRC]) {
    const { latencies, cpuPerDelivery, wrong } = await measure({ ...PACED, tongue }, seconds);
    const figure = `w5: 1,000 messages/s to 100 members, ${tongue.name}`;
    await row(figure, "p99 <= 15 ms", `${latencies}, ${number(cpuPerDelivery, "µs CPU each")}${wrong}`);
  }
}

function carried({ deliveriesPerSecond, cpuPerDelivery, wrong }: Measured): string {
  const millions = (deliveriesPerSecond / 1_000_000).toFixed(2);
  return `${millions} M deliveries/s, ${number(cpuPerDelivery, "µs CPU each")}${wrong}`;
}
