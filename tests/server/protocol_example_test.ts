// The example with which PROTOCOL.md begins is what happens: its requests, sent to a server, are answered as written.
import { assertEquals } from "@std/assert";
import { TextLineStream } from "@std/streams/text-line-stream";
import { startServer } from "../support/test_server.ts";

const page = Deno.readTextFileSync(new URL("../../lib/wire/PROTOCOL.md", import.meta.url));
const [, example = ""] = /```text\n([^]*?)```/.exec(page) ?? [];
const lines = example.trim().split("\n");

/** The line with the page's mark in the place of what differs each time, if it is of the kind that may. */
function marked(actual: string, written: string): string {
  const model: unknown = JSON.parse(written);
  return JSON.stringify(mark(JSON.parse(actual), model));
}

function mark(actual: unknown, model: unknown): unknown {
  if (model === "…") return typeof actual === "string" && actual !== "" ? "…" : actual;
  if (Array.isArray(actual) && Array.isArray(model)) return actual.map((each, index) => mark(each, model[index]));
  if (!isObject(actual) || !isObject(model)) return actual;
  const marks = Object.entries(actual).map(([key, value]) => [
    key,
    key === "at" && Number.isSafeInteger(value) ? model[key] : mark(value, model[key]),
  ]);
  return Object.fromEntries(marks);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

Deno.test("the protocol's example is ten lines that a server answers as they are written", async () => {
  assertEquals(lines.length, 10);
  await using server = await startServer();
  const conn = await Deno.connect({ hostname: "127.0.0.1", port: server.server.port });
  const answers = conn.readable.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream()).getReader();
  const writer = conn.writable.getWriter();
  for (const line of lines) {
    const text = line.slice(2);
    if (line.startsWith("> ")) await writer.write(new TextEncoder().encode(`${text}\n`));
    else {
      const { value = "" } = await answers.read();
      assertEquals(marked(value, text), text);
    }
  }
  assertEquals((await answers.read()).done, true);
  await writer.close().catch(() => {});
});
