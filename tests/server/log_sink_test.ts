import { assertEquals } from "@std/assert";
import { LogSink } from "../../lib/server/log_sink.ts";
import { turn } from "../support/fake_clock.ts";
import { Pipe } from "../support/pipe.ts";

const MIB = 1_024 * 1_024;

function make(pipe: Pipe) {
  const gone: true[] = [];
  const sink = new LogSink({
    write: (bytes) => pipe.write(bytes),
    onGone: () => gone.push(true),
    lost: (count) => `${count} lost`,
  });
  return { sink, gone };
}

Deno.test("LogSink writes the lines of one moment at once, in order, however little is taken", async () => {
  const pipe = new Pipe({ writeMost: 3 });
  const { sink } = make(pipe);
  for (const line of ["one", "two", ""]) sink.push(line);
  assertEquals(pipe.writes, 0);
  await sink.flushed();
  assertEquals(pipe.heard, "one\ntwo\n\n");
  sink.push("three");
  await sink.flushed();
  assertEquals(pipe.heard, "one\ntwo\n\nthree\n");
});

Deno.test("LogSink loses no line that comes in any moment of a write's end", async () => {
  for (let moments = 0; moments < 12; moments++) {
    const pipe = new Pipe();
    const { sink } = make(pipe);
    sink.push("first");
    for (let i = 0; i < moments; i++) await Promise.resolve();
    sink.push("second");
    await sink.flushed();
    assertEquals(pipe.heard, "first\nsecond\n", `after ${moments} moments`);
  }
});

Deno.test("LogSink in front of a reader that stands still is bounded, and says how many lines that cost", async () => {
  const pipe = new Pipe({ room: 0 });
  const { sink } = make(pipe);
  sink.push("begun");
  await turn();
  const line = "x".repeat(MIB);
  for (let i = 0; i < 7; i++) sink.push(line);
  sink.push("fits no more");
  pipe.take(100 * MIB);
  await sink.flushed();
  const heard = pipe.heard.split("\n");
  assertEquals([heard[0], heard.length, heard.at(-2), heard.at(-1)], ["begun", 7, "4 lost", ""]);
  sink.push("after");
  await sink.flushed();
  assertEquals(pipe.heard.endsWith("\n4 lost\nafter\n"), true);
});

Deno.test("LogSink without a reader says so once and takes what comes without a word", async () => {
  const pipe = new Pipe();
  const { sink, gone } = make(pipe);
  pipe.closed = true;
  sink.push("one");
  await sink.flushed();
  sink.push("two");
  await sink.flushed();
  assertEquals([gone.length, pipe.heard], [1, ""]);
});

Deno.test("LogSink counts all lines that a full disk cost, and writes what came meanwhile", async () => {
  let heard = "";
  let full = true;
  const disk = Promise.withResolvers<void>();
  const sink = new LogSink({
    async write(bytes) {
      if (full) {
        await disk.promise;
        full = false;
        throw new Error("No space left on device (os error 28)");
      }
      heard += new TextDecoder().decode(bytes);
      return bytes.length;
    },
    onGone: () => {},
    lost: (count) => `${count} lost`,
  });
  for (let i = 0; i < 10; i++) sink.push("gone");
  await turn();
  sink.push("meanwhile");
  disk.resolve();
  await sink.flushed();
  assertEquals(heard, "meanwhile\n10 lost\n");
});
