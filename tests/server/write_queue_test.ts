import { assertEquals } from "@std/assert";
import { FEW, TURNS_MAX, WriteQueue, WRITES_PER_TURN } from "../../lib/server/write_queue.ts";

/** A queue whose turns are taken by hand, and the writers that have begun. */
function make() {
  const turns: (() => void)[] = [];
  const looks: (() => void)[] = [];
  const queue = new WriteQueue((turn) => turns.push(turn), () => new Promise((resolve) => looks.push(resolve)));
  const begun: number[] = [];
  return {
    begun,
    add: (...names: number[]) => {
      for (const name of names) queue.add({ flush: () => void begun.push(name) });
    },
    take: async () => {
      turns.shift()?.();
      looks.shift()?.();
      await Promise.resolve();
    },
    turns,
    looks,
    queue,
  };
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

Deno.test("WriteQueue lets all begin that one input made due, at once where they are few", async () => {
  const { begun, add, turns } = make();
  add(1, 2);
  add(3);
  assertEquals(begun, [], "not while it is still being worked on");
  await Promise.resolve();
  assertEquals([begun, turns.length], [[1, 2, 3], 0]);
  add(4);
  await Promise.resolve();
  assertEquals(begun, [1, 2, 3, 4]);
});

Deno.test("WriteQueue lets a hundred begin in a turn, and nobody before one who came first", async () => {
  const { begun, add, take } = make();
  add(...range(0, 250));
  await Promise.resolve();
  assertEquals(begun, range(0, WRITES_PER_TURN));
  // Some of those who have begun are told more meanwhile.
  add(...range(250, 300));
  await Promise.resolve();
  await take();
  assertEquals(begun, range(0, 200));
  await take();
  assertEquals(begun, range(0, 300));
  add(...range(300, 310));
  assertEquals(begun.length, 300);
  await Promise.resolve();
  assertEquals(begun, range(0, 310));
});

Deno.test("WriteQueue has what goes to a few wait for no crowd", async () => {
  const { begun, add, take } = make();
  add(...range(0, 150));
  await Promise.resolve();
  add(...range(1_000, 1_000 + FEW));
  await Promise.resolve();
  assertEquals(begun, [...range(0, 100), ...range(1_000, 1_000 + FEW)]);
  add(...range(2_000, 2_000 + FEW + 1));
  await Promise.resolve();
  await take();
  assertEquals(begun.slice(100 + FEW), [...range(100, 150), ...range(2_000, 2_000 + FEW + 1)]);
});

Deno.test("WriteQueue.allBegun() resolves when those who are waiting have begun, however many come after them", async () => {
  const { begun, add, take, queue } = make();
  await queue.allBegun();
  add(...range(0, 150));
  const seen: number[] = [];
  const first = queue.allBegun().then(() => seen.push(begun.length));
  await Promise.resolve();
  for (let from = 150; from < 5_000; from += 100) {
    add(...range(from, from + 100));
    await Promise.resolve();
    await take();
    if (from === 150) await first;
  }
  assertEquals(seen, [200]);
  assertEquals(begun, range(0, begun.length));
  const last = queue.allBegun().then(() => seen.push(begun.length));
  await Promise.resolve();
  while (begun.length < 5_050) await take();
  await last;
  assertEquals(seen, [200, 5_050]);
});

Deno.test("WriteQueue has the sockets looked at after so many turns, and goes on when they have been", async () => {
  const { begun, add, turns, looks } = make();
  add(...range(0, 1_100));
  await Promise.resolve();
  for (let turn = 1; turn < TURNS_MAX; turn++) turns.shift()?.();
  assertEquals([begun.length, turns.length, looks.length], [TURNS_MAX * WRITES_PER_TURN, 0, 1]);
  looks.shift()?.();
  await Promise.resolve();
  assertEquals([begun.length, turns.length, looks.length], [(TURNS_MAX + 1) * WRITES_PER_TURN, 1, 0]);
});
