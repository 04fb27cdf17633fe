// The native dialect as the server speaks it (PROTOCOL.md): one JSON object per line, both ways.
import { refuse } from "../chat/refusal.ts";
import type { Codec, Variant } from "./dialect.ts";
import type { Dialect } from "./dialects.ts";
import { jsonSpan } from "./json_span.ts";
import { NativeDecoder } from "./native_decoder.ts";
import { encodeEntryLines, encodeLine, encodeReplies, encodeReply } from "./native_encoder.ts";

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
  return { decoder: new NativeDecoder(), variant: nativeVariant, encodeReply, encodeReplies };
}

const OP_FIRST = /^\{\s*"op"\s*:/;

/** The native dialect for the sniffer: `op` as the first key, or any line that begins as an object. */
export const nativeDialect: Dialect = {
  name: "native",
  sniff({ text, line }) {
    if (!text.startsWith("{")) return "no";
    if (line !== undefined || OP_FIRST.test(text)) return "yes";
    return jsonSpan(text, 0) === "broken" ? "no" : "wait";
  },
  late: encodeLine(
    { type: "error", ...refuse("bad-json", 'Send one JSON object per line, as in {"op":"rooms"}') },
    undefined,
  ),
  resumes: true,
  open: nativeCodec,
};
