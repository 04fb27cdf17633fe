import { assertEquals } from "@std/assert";
import { Output } from "../../../lib/client/line/output.ts";

Deno.test("Output writes what gathers as one, however little is taken at a time", async () => {
  let written = "";
  const writes: number[] = [];
  const output = new Output({
    write(bytes) {
      const taken = bytes.subarray(0, 4);
      writes.push(bytes.length);
      written += new TextDecoder().decode(taken);
      return Promise.resolve(taken.length);
    },
  }, () => {});
  output.write("hello ");
  output.write("world");
  await output.drained();
  assertEquals(written, "hello world");
  assertEquals(writes, [11, 7, 3]);
});

Deno.test("Output tells once that nobody reads any more", async () => {
  let gone = 0;
  const output = new Output({ write: () => Promise.reject(new Deno.errors.BrokenPipe()) }, () => gone++);
  output.write("a");
  await output.drained();
  output.write("b");
  await output.drained();
  assertEquals(gone, 1);
});
