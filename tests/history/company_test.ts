import { assertEquals } from "@std/assert";
import { Company } from "../../lib/history/company.ts";
import { FakeClock } from "../support/fake_clock.ts";

Deno.test("Company has nobody wait before anything was told, or where telling costs nothing", () => {
  const company = new Company(new FakeClock());
  assertEquals(company.wait(1), undefined);
  company.told(1, 0.1);
  assertEquals(company.wait(1), undefined);
});

/** Has a wait begin; it must be over after `ms` and not one before. */
async function waits(company: Company, clock: FakeClock, ms: number): Promise<void> {
  let over = false;
  const wait = company.wait(1)?.then(() => over = true);
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
    assertEquals(company.wait(1), undefined);
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
  const wait = company.wait(1)?.then(() => over = true);
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
  const wait = company.wait(1);
  company.close();
  await wait;
  assertEquals(company.wait(1), undefined);
});

Deno.test("Company has one who waits while others are told go on as soon as enough have come", async () => {
  const company = new Company(new FakeClock());
  company.told(20, 10);
  const ended: string[] = [];
  const telling = Promise.withResolvers<void>();
  const first = company.during(telling.promise).then(() => ended.push("enough"));
  company.came(19);
  await Promise.resolve();
  assertEquals(ended, []);
  company.came(20);
  await first;
  assertEquals(company.wait(20), undefined, "they are enough");
  const second = company.during(telling.promise).then(() => ended.push("told"));
  telling.resolve();
  await second;
  company.close();
  await company.during(new Promise(() => {}));
  assertEquals(ended, ["enough", "told"]);
});
