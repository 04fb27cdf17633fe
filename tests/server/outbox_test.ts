import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Outbox, OutboxBudget } from "../../lib/server/outbox.ts";
import { turn } from "../support/fake_clock.ts";
import { Pipe } from "../support/pipe.ts";

const encoder = new TextEncoder();

function frame(text: string): Uint8Array {
  return encoder.encode(text);
}

function make(pipe: Pipe, bytesMax = 1_000, budget = new OutboxBudget(1_000_000)) {
  const broken: true[] = [];
  const end = { write: (bytes: Uint8Array) => pipe.write(bytes), broken: () => void broken.push(true) };
  const outbox = new Outbox({ bytesMax, budget }, end);
  return { outbox, budget, broken };
}

Deno.test("Outbox writes what was queued in one moment at once", async () => {
  const pipe = new Pipe();
  const { outbox, budget } = make(pipe);
  for (const text of ["a", "b", "", "c"]) assertEquals(outbox.push(frame(text)), "queued");
  assertEquals([outbox.bytes, budget.bytes], [3, 3]);
  await outbox.drained();
  assertEquals([pipe.heard, pipe.writes, outbox.bytes, budget.bytes], ["abc", 1, 0, 0]);
});

Deno.test("Outbox takes up to its bound and not a byte more; nothing of a frame that does not fit is queued", async () => {
  const pipe = new Pipe({ room: 0 });
  const { outbox } = make(pipe, 10);
  assertEquals([outbox.push(frame("12345")), outbox.push(frame("12345"))], ["queued", "queued"]);
  assertEquals([outbox.push(frame("x")), outbox.bytes], ["full", 10]);
  await turn();
  assertEquals(outbox.push(frame("x")), "full", "what is being written counts until it is written");
  pipe.take(4);
  await turn();
  assertEquals([outbox.push(frame("abcd")), outbox.push(frame("x"))], ["queued", "full"]);
  pipe.take(100);
  await outbox.drained();
  assertEquals(pipe.heard, "1234512345abcd");
});

Deno.test("Outbox with the common budget spent is full beyond a fair share, and takes on below it", () => {
  const budget = new OutboxBudget(100);
  const large = make(new Pipe({ room: 0 }), 1_000_000, budget);
  const small = make(new Pipe({ room: 0 }), 1_000_000, budget);
  assertEquals(large.outbox.push(new Uint8Array(64 * 1_024)), "queued");
  assertEquals(large.outbox.push(frame("x")), "full");
  assertEquals(small.outbox.push(frame("x")), "queued");
  large.outbox.discard();
  small.outbox.discard();
  assertEquals(budget.bytes, 0);
});

Deno.test("Outbox replaced keeps what is being written and says its last word past every bound", async () => {
  const pipe = new Pipe({ room: 0 });
  const { outbox, budget } = make(pipe, 10);
  outbox.push(frame("begun;"));
  await turn();
  outbox.push(frame("lost"));
  outbox.replace(frame("a long last word"));
  pipe.take(100);
  await outbox.drained();
  assertEquals([pipe.heard, outbox.bytes, budget.bytes], ["begun;a long last word", 0, 0]);
});

Deno.test("Outbox that fails says so once, lets go of everything and takes what comes without a word", async () => {
  const pipe = new Pipe();
  const { outbox, budget, broken } = make(pipe);
  pipe.closed = true;
  outbox.push(frame("x"));
  outbox.push(frame("y"));
  await outbox.drained();
  assertEquals(broken.length, 1);
  assertEquals([outbox.push(frame("z")), outbox.bytes, budget.bytes], ["queued", 0, 0]);
  await outbox.drained();
  assertEquals(broken.length, 1);
});

Deno.test("Outbox discarded while it writes counts nothing twice and wakes who waits for it", async () => {
  const pipe = new Pipe({ room: 3 });
  const { outbox, budget, broken } = make(pipe);
  outbox.push(frame("123456"));
  await turn();
  const drained = outbox.drained();
  outbox.discard();
  await drained;
  pipe.take(100);
  await turn();
  assertEquals([outbox.bytes, budget.bytes, broken.length], [0, 0, 0]);
});

Deno.test("Outbox writes every byte once and in order, however little is taken at a time", async () => {
  const sizes = fc.array(fc.oneof(fc.nat(5), fc.integer({ min: 900, max: 1_200 })), { maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(sizes, fc.integer({ min: 1, max: 2_000 }), fc.nat(7), async (lengths, writeMost, every) => {
      const pipe = new Pipe({ writeMost });
      const { outbox, budget } = make(pipe, 1_000_000);
      let all = "";
      for (const [i, length] of lengths.entries()) {
        const text = String.fromCharCode(97 + i % 26).repeat(length);
        assert(outbox.push(frame(text)) === "queued");
        all += text;
        if (i % 8 === every) await Promise.resolve();
      }
      await outbox.drained();
      assertEquals([pipe.heard === all, outbox.bytes, budget.bytes], [true, 0, 0]);
    }),
    { numRuns: 200 },
  );
});
