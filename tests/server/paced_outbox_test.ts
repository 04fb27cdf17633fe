import { assertEquals } from "@std/assert";
import { OutboxBudget } from "../../lib/server/outbox.ts";
import { PacedOutbox } from "../../lib/server/paced_outbox.ts";
import { cutText, END_ALONE, END_ASIDE, END_LATEST, NOTHING, type Pace, STOP, unit } from "../../lib/wire/units.ts";
import { FakeClock } from "../support/fake_clock.ts";

interface Rig {
  readonly outbox: PacedOutbox;
  readonly clock: FakeClock;
  readonly budget: OutboxBudget;
  /** What was written when: `text at ms`. */
  readonly wrote: string[];
  broken: number;
}

const LINES: Pace = { writeBytesMax: 8, gapMs: 30, joint: Uint8Array.of(0x2c) };

function rig(pace: Pace, { split = false, most = Infinity, fails = false } = {}): Rig {
  const clock = new FakeClock();
  const budget = new OutboxBudget(1_000_000);
  const made: Rig = {
    clock,
    budget,
    wrote: [],
    broken: 0,
    outbox: new PacedOutbox({
      pace,
      clock,
      split,
      budget,
      bytesMax: 100,
      end: {
        write(bytes) {
          if (fails) return Promise.reject(new Error("gone"));
          const count = Math.min(bytes.length, most);
          made.wrote.push(`${new TextDecoder().decode(bytes.subarray(0, count))} at ${clock.now().mono}`);
          return Promise.resolve(count);
        },
        broken: () => void (made.broken += 1),
      },
    }),
  };
  return made;
}

Deno.test("PacedOutbox joins units up to the size of a write, and waits between writes", async () => {
  const { outbox, clock, wrote, budget } = rig(LINES);
  for (const text of ["aa", "bb", "cc", "dd", "eeeeeeee", "f"]) outbox.push(unit(text));
  await clock.advance(200);
  assertEquals(wrote, ["aa,bb,cc at 30", "dd at 60", "eeeeeeee at 90", "f at 120"]);
  assertEquals([outbox.bytes, budget.bytes], [0, 0]);
});

Deno.test("PacedOutbox writes what stands alone with quiet before it and after", async () => {
  const { outbox, clock, wrote } = rig(LINES);
  outbox.push(unit("aa"));
  outbox.push(unit("NICK", END_ALONE));
  outbox.push(unit("bb"));
  await clock.advance(1_000);
  assertEquals(wrote, ["aa at 30", "NICK at 130", "bb at 230"]);
});

Deno.test("PacedOutbox counts until the socket has taken it, and says when it is full", async () => {
  const { outbox, clock, wrote, budget } = rig(LINES, { most: 3 });
  assertEquals(outbox.push(unit("x".repeat(60))), "queued");
  assertEquals(outbox.push(unit("x".repeat(60))), "full");
  assertEquals([outbox.bytes, budget.bytes], [61, 61]);
  outbox.replace(unit("last"));
  assertEquals(outbox.bytes, 5);
  let drained = false;
  outbox.drained().then(() => drained = true);
  await clock.advance(40);
  assertEquals([wrote, drained, outbox.bytes, budget.bytes], [["las at 30", "t at 30"], true, 0, 0]);
});

Deno.test("PacedOutbox lets a newer list stand for those that wait", async () => {
  const { outbox, clock, wrote, budget } = rig({ ...LINES, joint: NOTHING });
  outbox.push(unit("l1", END_LATEST));
  outbox.push(unit("m"));
  outbox.push(unit("l2", END_LATEST));
  await clock.advance(100);
  assertEquals([wrote, budget.bytes], [["ml2 at 30"], 0]);
});

Deno.test("PacedOutbox in lock-step waits for the peer, but not for ever", async () => {
  const { outbox, clock, wrote } = rig({ writeBytesMax: 8, gapMs: 0, joint: undefined, confirmMs: 5_000 });
  for (const text of ["a", "b", "c"]) outbox.push(unit(text));
  await clock.advance(1_000);
  assertEquals(wrote, ["a at 0"]);
  outbox.confirm();
  await clock.advance(0);
  assertEquals(wrote, ["a at 0", "b at 1000"]);
  await clock.advance(10_000);
  assertEquals(wrote.at(-1), "c at 6000");
});

Deno.test("PacedOutbox of two sockets writes aside at once, and the rest when the second is there", async () => {
  const { outbox, clock, wrote } = rig(LINES, { split: true });
  outbox.push(unit("for two"));
  outbox.push(unit("ack", END_ASIDE));
  await clock.advance(50);
  assertEquals(wrote, ["ack at 0"]);
  const second: string[] = [];
  outbox.attach((bytes) => {
    second.push(new TextDecoder().decode(bytes));
    return Promise.resolve(bytes.length);
  });
  await clock.advance(50);
  assertEquals([second, outbox.bytes], [["for two"], 0]);
});

Deno.test("PacedOutbox whose socket breaks says so once and holds nothing", async () => {
  const made = rig(LINES, { fails: true });
  made.outbox.push(unit("a"));
  await made.clock.advance(100);
  assertEquals([made.broken, made.outbox.bytes, made.budget.bytes, made.outbox.push(unit("b"))], [1, 0, 0, "queued"]);
  await made.outbox.drained();
});

Deno.test("PacedOutbox discarded while it waits leaves no timer", async () => {
  const { outbox, clock, wrote } = rig(LINES);
  outbox.push(unit("a"));
  await clock.advance(10);
  outbox.discard();
  await clock.advance(100);
  assertEquals([wrote, clock.pending], [[], 0]);
});

Deno.test("a unit never holds a mark of its own, and the stop is one", () => {
  assertEquals(unit("a\u0000\u0001\u0002\u0003b"), Uint8Array.of(97, 98, 0));
  assertEquals(STOP, Uint8Array.of(0xff, END_ALONE));
});

Deno.test("cutText() cuts at blanks where it can, never within a character, and loses nothing else", () => {
  assertEquals(cutText("one two three", 8), ["one two", "three"]);
  assertEquals(cutText("", 8), [""]);
  for (let most = 4; most < 20; most++) {
    const pieces = cutText("üü€€😀😀".repeat(9), most);
    assertEquals(pieces.join(""), "üü€€😀😀".repeat(9));
    assertEquals(pieces.every((piece) => new TextEncoder().encode(piece).length <= most), true);
  }
});
