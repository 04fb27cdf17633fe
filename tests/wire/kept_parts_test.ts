// What is kept of what somebody sent must not keep all that was read with it: a part of a string holds the whole of it.
import { assertEquals, assertLess } from "@std/assert";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Decoder } from "../../lib/wire/dialect.ts";
import { nativeCodec } from "../../lib/wire/native.ts";
import { drain } from "../support/cuts.ts";

const READS = 1_000;
const JUNK_BYTES = 56_000;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Bytes of memory that are taken by what `read` gives, many times over; the first times are not counted. */
function kept(read: (index: number) => unknown): number {
  const all: unknown[] = [];
  for (let index = 0; index < READS; index++) all.push(read(index));
  collect();
  const before = Deno.memoryUsage().heapUsed;
  for (let index = 0; index < READS; index++) all.push(read(index));
  collect();
  assertEquals(all.length, 2 * READS);
  return Deno.memoryUsage().heapUsed - before;
}

function firstOf(decoder: Decoder, sent: string): unknown {
  decoder.feed(new TextEncoder().encode(sent));
  return drain(decoder)[0];
}

Deno.test("a ref is kept alone", () => {
  const junk = `{"op":"pong","x":"${"x".repeat(JUNK_BYTES)}"}\n`;
  const bytes = kept((index) => {
    const said = firstOf(
      nativeCodec().decoder,
      `{"op":"say","text":"hi","ref":"a long one, number ${index}"}\n${junk}`,
    );
    return (said as { ref?: string }).ref;
  });
  assertLess(bytes, READS * 1_000);
});
