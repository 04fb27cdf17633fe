import { assertEquals, assertRejects } from "@std/assert";
import { Exclusive } from "../../lib/history/exclusive.ts";

Deno.test("Exclusive runs one task at a time, in order, also after one that failed", async () => {
  const exclusive = new Exclusive();
  const log: string[] = [];
  const task = (name: string) => async () => {
    log.push(`${name} begins`);
    await Promise.resolve();
    log.push(`${name} ends`);
    if (name === "b") throw new Error("b failed");
    return name;
  };
  const a = exclusive.run(task("a"));
  const b = assertRejects(() => exclusive.run(task("b")), Error, "b failed");
  assertEquals(await exclusive.run(task("c")), "c");
  assertEquals(await a, "a");
  await b;
  assertEquals(log, ["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
});
