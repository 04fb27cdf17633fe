// What a message costs on the wire: run with `deno bench tests/bench/wire_bench.ts`. Each run handles LINES lines or
// entries, so a message's cost is the time shown divided by LINES, but in the groups that say "one".
import type { Entry } from "../../lib/chat/entry.ts";
import { LineBuffer } from "../../lib/wire/line_buffer.ts";
import { nativeCodec, nativeVariant } from "../../lib/wire/native.ts";
import { EventDecoder } from "../../lib/wire/native_client.ts";
import { LINE_BYTES_MAX } from "../../lib/chat/limits.ts";

const LINES = 64;
const encoder = new TextEncoder();

const ASCII = "the quick brown fox jumps over the lazy dog";
const OTHER = "grüße, πάντα ῥεῖ — 今日は";

const asciiChunk = sayChunk(LINES, ASCII);
const otherChunk = sayChunk(LINES, OTHER);
const oneChunk = sayChunk(1, ASCII);
const asciiRun = entries(LINES, ASCII);
const otherRun = entries(LINES, OTHER);
const oneRun = entries(1, ASCII);
const events = nativeVariant.encodeEntries("lobby", asciiRun).bytes;

const { decoder, encodeReply } = nativeCodec();
const lines = new LineBuffer(LINE_BYTES_MAX);
const eventDecoder = new EventDecoder();

Deno.bench("lines of 64", () => drain(lines, asciiChunk));
Deno.bench("decode 64 say", () => drain(decoder, asciiChunk));
Deno.bench("decode 64 say, not ASCII", () => drain(decoder, otherChunk));
Deno.bench("decode one say", () => drain(decoder, oneChunk));
Deno.bench("encode 64 entries", () => void nativeVariant.encodeEntries("lobby", asciiRun));
Deno.bench("encode 64 entries, not ASCII", () => void nativeVariant.encodeEntries("lobby", otherRun));
Deno.bench("encode one entry", () => void nativeVariant.encodeEntries("lobby", oneRun));
Deno.bench("encode one said", () => {
  encodeReply({ type: "said", room: "lobby", seq: 123_456, at: 1_763_700_000_000 }, "r123456");
});
Deno.bench("decode 64 message events", () => drain(eventDecoder, events));

interface Draining {
  feed(chunk: Uint8Array): void;
  next(): unknown;
}

function drain(from: Draining, chunk: Uint8Array): void {
  from.feed(chunk);
  while (from.next() !== undefined);
}

function sayChunk(count: number, text: string): Uint8Array {
  let chunk = "";
  for (let each = 0; each < count; each++) chunk += `${JSON.stringify({ op: "say", text, ref: `r${each}` })}\n`;
  return encoder.encode(chunk);
}

function entries(count: number, text: string): Entry[] {
  return Array.from({ length: count }, (_, each) => ({
    seq: 100_000 + each,
    from: `user${each % 7}`,
    text,
    kind: "text",
    at: 1_763_700_000_000 + each,
  }));
}
