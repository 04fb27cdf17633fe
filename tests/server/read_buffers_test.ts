import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { READ_BYTES_MIN, ReadBuffers } from "../../lib/server/read_buffers.ts";

Deno.test("ReadBuffers lends nobody a place that another has, and lends again what it was given back", () => {
  const buffers = new ReadBuffers();
  const lent = Array.from({ length: 1_000 }, () => buffers.take());
  for (const [index, buffer] of lent.entries()) buffer.fill(index % 256);
  for (const [index, buffer] of lent.entries()) assert(buffer.every((byte) => byte === index % 256));
  const [first] = lent;
  assert(first);
  buffers.give(first);
  assertStrictEquals(buffers.take(), first);
});

Deno.test("ReadBuffers gives a busy peer more and a calm one less, down to what it had first", () => {
  const buffers = new ReadBuffers();
  let buffer = buffers.take();
  const sizes = [buffer.length];
  for (let read = 0; read < 6; read++) sizes.push((buffer = buffers.fitting(buffer, buffer.length)).length);
  assertEquals(sizes, [128, 512, 2_048, 8_192, 32_768, 65_536, 65_536]);
  assertStrictEquals(buffers.fitting(buffer, 60_000), buffer);
  for (let read = 0; read < 6; read++) buffer = buffers.fitting(buffer, 1);
  assertEquals(buffer.length, READ_BYTES_MIN);
});

Deno.test("ReadBuffers takes back only its own places, and those that grew free theirs", () => {
  const buffers = new ReadBuffers();
  const small = buffers.take();
  const grown = buffers.fitting(small, small.length);
  buffers.give(grown);
  assertStrictEquals(buffers.take(), small);
  assert(buffers.take() !== grown);
});
