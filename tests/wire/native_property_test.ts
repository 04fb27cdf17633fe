import { assertEquals, assertLessOrEqual } from "@std/assert";
import fc from "fast-check";
import { LINE_BYTES_MAX } from "../../lib/chat/limits.ts";
import { nativeCodec, nativeVariant } from "../../lib/wire/native.ts";
import { encodeCommand, EventDecoder } from "../../lib/wire/native_client.ts";
import { command, event, ref } from "../support/arbitraries.ts";
import { assertSameOverCuts, drain } from "../support/cuts.ts";

const maybeRef = fc.option(ref, { nil: undefined });
// Lines with one byte changed, cut out or put in get further into a decoder than chance alone does.
const mutation = fc.tuple(fc.constantFrom("change", "cut", "put"), fc.nat(), fc.nat(255));
const FEW = { numRuns: 60 } as const;

function tagged<K extends string, V>(key: K, value: V, ref: string | undefined): object {
  return ref === undefined ? { type: key, [key]: value } : { type: key, [key]: value, ref };
}

Deno.test("a command comes out as it went in, over any cuts", () => {
  fc.assert(
    fc.property(command, maybeRef, (command, ref) => {
      const found = assertSameOverCuts<object>(encodeCommand(command, ref), () => nativeCodec().decoder);
      assertEquals(found, [tagged("command", command, ref)]);
    }),
    FEW,
  );
});

Deno.test("an event comes out as it went in, over any cuts", () => {
  fc.assert(
    fc.property(event, maybeRef, (event, ref) => {
      const line = ref === undefined ? nativeVariant.encode(event) : nativeCodec().encodeReply(event, ref);
      const found = assertSameOverCuts<object>(line, () => new EventDecoder());
      assertEquals(found, [tagged("event", event, ref)]);
    }),
    FEW,
  );
});

Deno.test("a line is the same to the decoder with and without spaces in it", () => {
  const text = fc.stringMatching(/^(?:[a-z"\\\\]|\\\\n|\\\\u00e9|é|😀|\t|\x7f){0,4}$/);
  const field = fc.oneof(
    fc.tuple(fc.constantFrom("ref", "room", "text", "kind", "x"), text).map(([key, value]) => `"${key}":"${value}"`),
    fc.constantFrom('"ref":7', '"text":null', '"room":[]', `"ref":"${"r".repeat(65)}"`, `"ref":"${"😀".repeat(64)}"`),
  );
  const fields = fc.array(field, { maxLength: 5 });
  const decode = (line: string) => {
    const { decoder } = nativeCodec();
    decoder.feed(new TextEncoder().encode(`${line}\n`));
    return drain(decoder);
  };
  fc.assert(
    fc.property(fields, (fields) => {
      const rest = [`"op":"say"`, ...fields].join(",");
      assertEquals(decode(`{${rest}}`), decode(`{ ${rest} }`));
    }),
    { numRuns: 3_000 },
  );
});

Deno.test("no bytes throw, and none pile up", () => {
  const chunk = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.tuple(command, mutation).map(([command, mutation]) => mutate(encodeCommand(command), mutation)),
    fc.tuple(event, mutation).map(([event, mutation]) => mutate(nativeVariant.encode(event), mutation)),
    fc.integer({ min: 1, max: LINE_BYTES_MAX * 2 }).map((length) => new Uint8Array(length).fill(0x5b)),
  );
  fc.assert(fc.property(fc.array(chunk, { maxLength: 12 }), (chunks) => {
    const { decoder } = nativeCodec();
    const events = new EventDecoder();
    for (const chunk of chunks) {
      decoder.feed(chunk);
      events.feed(chunk);
      drain(decoder);
      drain(events);
      assertLessOrEqual(decoder.rest().length, LINE_BYTES_MAX + 1);
    }
  }));
});

function mutate(line: Uint8Array, [how, place, byte]: readonly [string, number, number]): Uint8Array {
  const bytes = [...line];
  const at = place % bytes.length;
  bytes.splice(at, how === "put" ? 0 : 1, ...(how === "cut" ? [] : [byte]));
  return Uint8Array.from(bytes);
}
