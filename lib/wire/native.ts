// The native dialect as the server speaks it (PROTOCOL.md): one JSON object per line, both ways.
import type { Codec, Variant } from "./dialect.ts";
import { NativeDecoder } from "./native_decoder.ts";
import { encodeEntryLines, encodeLine } from "./native_encoder.ts";

/** The one variant of the native dialect: it has no capabilities to negotiate. */
export const nativeVariant: Variant = {
  name: "native",
  encode: (event) => encodeLine(event, undefined),
  encodeEntries: encodeEntryLines,
};

/**
 * A connection's codec for the native dialect.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { nativeCodec } from "./native.ts";
 * const codec = nativeCodec();
 * codec.decoder.feed(new TextEncoder().encode('{"op":"ping","t":7,"ref":"a"}\n'));
 * assertEquals(codec.decoder.next(), { type: "command", command: { type: "ping", t: 7 }, ref: "a" });
 * const answer = codec.encodeReply({ type: "pong", t: 7 }, "a");
 * assertEquals(new TextDecoder().decode(answer), '{"op":"pong","ref":"a","t":7}\n');
 * ```
 */
export function nativeCodec(): Codec {
  return { decoder: new NativeDecoder(), variant: nativeVariant, encodeReply: encodeLine };
}
