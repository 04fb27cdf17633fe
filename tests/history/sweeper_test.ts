import { assertEquals } from "@std/assert";
import type { RoomId } from "../../lib/chat/room.ts";
import { dayOf, refsKey, removedKey, runKey } from "../../lib/history/keys.ts";
import { Sweeper } from "../../lib/history/sweeper.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { OTHER, ROOM } from "./batches.ts";

/** Lets time pass until there are `count` keys. */
async function passUntil(kv: Deno.Kv, clock: FakeClock, count: number): Promise<void> {
  while ((await Array.fromAsync(kv.list({ prefix: [] }))).length !== count) await clock.advance(1_000);
}

Deno.test("Sweeper deletes the refs of past days, and later those of this one", async () => {
  using kv = await Deno.openKv(":memory:");
  const clock = new FakeClock();
  const today = dayOf(clock.now().at);
  for (const day of [today - 9, today - 2, today - 1, today]) {
    for (let seq = 0; seq < 150; seq++) await kv.set(refsKey(day, ROOM, 5, seq), 1);
  }
  const sweeper = new Sweeper(kv, clock);
  sweeper.wake();
  await passUntil(kv, clock, 300);
  clock.jump(24 * 60 * 60 * 1_000);
  await clock.advance(60 * 60 * 1_000);
  await passUntil(kv, clock, 150);
  await sweeper.close();
  assertEquals(clock.pending, 0);
});

Deno.test("Sweeper deletes the runs of removed rooms, also when it is woken while it sweeps", async () => {
  using kv = await Deno.openKv(":memory:");
  const clock = new FakeClock();
  const fill = async (room: RoomId, count: number) => {
    for (let seq = 1; seq <= count; seq++) await kv.set(runKey(room, seq), 1);
  };
  await fill(ROOM, 500);
  await fill(OTHER, 5);
  await kv.set(removedKey(ROOM), true);
  const sweeper = new Sweeper(kv, clock);
  sweeper.wake();
  await kv.set(removedKey(OTHER), true);
  sweeper.wake();
  await passUntil(kv, clock, 0);
  await sweeper.close();
});
