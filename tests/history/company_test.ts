import { assertEquals } from "@std/assert";
import { Company } from "../../lib/history/company.ts";
import { FakeClock } from "../support/fake_clock.ts";

Deno.test("Company has nobody wait before anything was told, or where telling costs nothing", () => {
  const company = new Company(new FakeClock());
  assertEquals(company.wait(), undefined);
  company.told(1, 0.1);
  assertEquals(company.wait(), undefined);
});

/** Has a wait begin; it must be over after `ms` and not one before. */
async function waits(company: Company, clock: FakeClock, ms: number): Promise<void> {
  let over = false;
  const wait = company.wait()?.then(() => over = true);
  await clock.advance(ms - 1);
  assertEquals(over, false);
  await clock.advance(1);
  await wait;
  assertEquals(over, true);
}

Deno.test("Company waits as long as telling took, eight times, and 4 ms at the most", async () => {
  for (const [tellMs, waitMs] of [[0.25, 2], [0.5, 4], [7, 4]] as const) {
    const clock = new FakeClock();
    const company = new Company(clock);
    company.told(1, tellMs);
    await waits(company, clock, waitMs);
    assertEquals(company.wait(), undefined);
  }
});

Deno.test("Company has one who comes late wait as well where telling is dear: an eighth of what it takes", async () => {
  for (const [tellMs, waitMs] of [[16, 2], [24, 3], [500, 4]] as const) {
    const clock = new FakeClock();
    const company = new Company(clock);
    company.told(1, tellMs);
    await clock.advance(10_000);
    await waits(company, clock, waitMs);
  }
});

Deno.test.each([
  [1, 16], // fewer than that are never enough
  [40, 40],
  [5_000, 64], // more than that gain nothing
])("Company: after %d were told, %d need not wait", async (told, enough) => {
  const company = new Company(new FakeClock());
  company.told(told, 10);
  assertEquals([company.isEnough(enough - 1), company.isEnough(enough)], [false, true]);
  let over = false;
  const wait = company.wait()?.then(() => over = true);
  company.came(enough - 1);
  await Promise.resolve();
  assertEquals(over, false);
  company.came(enough);
  await wait;
  assertEquals(over, true);
});

Deno.test("Company.close() ends a wait, and there is none after it", async () => {
  const company = new Company(new FakeClock());
  company.told(1, 10);
  const wait = company.wait();
  company.close();
  await wait;
  assertEquals(company.wait(), undefined);
});
