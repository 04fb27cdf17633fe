import { assertEquals } from "@std/assert";
import { FEW, WriteQueue, WRITES_PER_TURN } from "../../lib/server/write_queue.ts";

/** A queue whose sockets are looked at by hand, and the writers that have begun. */
function make() {
  const looks: (() => void)[] = [];
  const queue = new WriteQueue(() => new Promise((resolve) => looks.push(resolve)));
  const begun: number[] = [];
  return {
    begun,
    add: (...names: number[]) => {
      for (const name of names) queue.add({ flush: () => void begun.push(name) });
    },
    look: async () => {
      looks.shift()?.();
      await Promise.resolve();
    },
    looks,
    queue,
  };
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

Deno.test("WriteQueue lets all begin that one input made due, at once where they are few", async () => {
  const { begun, add, looks } = make();
  add(1, 2);
  add(3);
  assertEquals(begun, [], "not while it is still being worked on");
  await Promise.resolve();
  assertEquals([begun, looks.length], [[1, 2, 3], 0]);
  add(4);
  await Promise.resolve();
  assertEquals(begun, [1, 2, 3, 4]);
});

Deno.test("WriteQueue lets a hundred begin between two looks, and nobody before one who came first", async () => {
  const { begun, add, look } = make();
  add(...range(0, 250));
  await Promise.resolve();
  assertEquals(begun, range(0, WRITES_PER_TURN));
  // Some of those who have begun are told more meanwhile.
  add(...range(250, 300));
  await Promise.resolve();
  await look();
  assertEquals(begun, range(0, 200));
  await look();
  assertEquals(begun, range(0, 300));
  add(...range(300, 310));
  assertEquals(begun.length, 300);
  await Promise.resolve();
  assertEquals(begun, range(0, 310));
});

Deno.test("WriteQueue has what goes to a few wait for no crowd", async () => {
  const { begun, add, look } = make();
  add(...range(0, 150));
  await Promise.resolve();
  add(...range(1_000, 1_000 + FEW));
  await Promise.resolve();
  assertEquals(begun, [...range(0, 100), ...range(1_000, 1_000 + FEW)]);
  add(...range(2_000, 2_000 + FEW + 1));
  await Promise.resolve();
  await look();
  assertEquals(begun.slice(100 + FEW), [...range(100, 150), ...range(2_000, 2_000 + FEW + 1)]);
});

Deno.test("WriteQueue.allBegun() resolves when those who are waiting have begun, however many come after them", async () => {
  const { begun, add, look, queue } = make();
  await queue.allBegun();
  add(...range(0, 150));
  const seen: number[] = [];
  const first = queue.allBegun().then(() => seen.push(begun.length));
  await Promise.resolve();
  for (let from = 150; from < 5_000; from += 100) {
    add(...range(from, from + 100));
    await Promise.resolve();
    await look();
    if (from === 150) await first;
  }
  assertEquals(seen, [200]);
  assertEquals(begun, range(0, begun.length));
  const last = queue.allBegun().then(() => seen.push(begun.length));
  await Promise.resolve();
  while (begun.length < 5_050) await look();
  await last;
  assertEquals(seen, [200, 5_050]);
});
