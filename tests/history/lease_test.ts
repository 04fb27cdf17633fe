import { assert, assertEquals, assertRejects } from "@std/assert";
import { LEASE_KEY } from "../../lib/history/keys.ts";
import { takeLease } from "../../lib/history/lease.ts";
import { StoreError } from "../../lib/history/store_error.ts";
import { FakeClock } from "../support/fake_clock.ts";

/** Lets time pass until `settled`; the database answers between the steps. */
async function passUntil(kv: Deno.Kv, settled: Promise<unknown>, ...clocks: FakeClock[]): Promise<void> {
  let done = false;
  settled.then(() => done = true, () => done = true);
  while (!done) {
    for (const clock of clocks) await clock.advance(100);
    for (let times = 0; times < 4; times++) await kv.get(["anything"]);
  }
}

Deno.test("takeLease() takes a free lease at once, and gives it back", async () => {
  using kv = await Deno.openKv(":memory:");
  const clock = new FakeClock();
  const lease = await takeLease(kv, clock);
  assert((await kv.get(LEASE_KEY)).value !== null);
  await lease.release();
  assertEquals([(await kv.get(LEASE_KEY)).value, clock.pending], [null, 0]);
  await (await takeLease(kv, clock)).release();
});

Deno.test("takeLease() refuses as soon as the holder shows that it lives", async () => {
  using kv = await Deno.openKv(":memory:");
  const clock = new FakeClock();
  const lease = await takeLease(kv, clock);
  await clock.advance(1_000);
  const second = takeLease(kv, clock);
  const refused = assertRejects(() => second, StoreError, "another server has it open");
  await passUntil(kv, second, clock);
  await refused;
  assert(clock.now().mono < 4_000);
  await lease.release();
});

Deno.test("takeLease() takes a lease over that was not renewed for 6 s, and not before", async () => {
  using kv = await Deno.openKv(":memory:");
  const [dead, clock] = [new FakeClock(), new FakeClock()];
  await takeLease(kv, dead);
  const second = takeLease(kv, clock);
  await passUntil(kv, second, clock);
  assert(clock.now().mono >= 6_000);
  await (await second).release();
});

Deno.test("takeLease() does not wait for a lease that lapsed long ago", async () => {
  using kv = await Deno.openKv(":memory:");
  const [dead, clock] = [new FakeClock(), new FakeClock()];
  await takeLease(kv, dead);
  await clock.advance(60_000);
  await (await takeLease(kv, clock)).release();
  assertEquals(clock.pending, 0);
});

Deno.test("takeLease() watches a holder whose time lies ahead", async () => {
  using kv = await Deno.openKv(":memory:");
  const [ahead, clock] = [new FakeClock(), new FakeClock()];
  ahead.jump(1_000_000);
  const lease = await takeLease(kv, ahead);
  const second = takeLease(kv, clock);
  const refused = assertRejects(() => second, StoreError);
  await passUntil(kv, second, clock, ahead);
  await refused;
  await lease.release();
});
