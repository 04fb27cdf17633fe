// The native dialect as a client speaks it. The server may be anyone's, and broken: whatever it sends is an event of
// the right shape, or `malformed`, or skipped; nothing throws, and what is held is bounded by one line.
import type { Command } from "../chat/command.ts";
import type { Event } from "../chat/event.ts";
import { LineBuffer } from "./line_buffer.ts";
import { encodeLine } from "./native_encoder.ts";
import { EVENT_SHAPES } from "./native_events.ts";
import { fill, parseJsonObject } from "./shape.ts";

/** What a client found in a server's bytes. */
export type DecodedEvent =
  | { readonly type: "event"; readonly event: Event; readonly ref?: string }
  /** The server's fault: it may be shown, and reading goes on. */
  | { readonly type: "malformed"; readonly detail: string };

/** Longest line that a client takes, in bytes: four times the longest answer that a server gives. */
export const ANSWER_LINE_BYTES_MAX = 1_048_576;

const BRACE = 0x7b;

/** The line of a command; `ref`, of 1 to 64 characters, comes back on every answer to it. */
export function encodeCommand(command: Command, ref?: string): Uint8Array {
  return encodeLine(command, ref);
}

/**
 * Decodes what a server sends. Whatever precedes the first `{` of a connection is skipped (a server that speaks
 * several dialects may probe first), and so are events that this version does not know; unknown fields are left out.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { EventDecoder } from "./native_client.ts";
 * const decoder = new EventDecoder();
 * decoder.feed(new TextEncoder().encode('{"op":"ping","t":5}\n{"op":"novelty"}\n{"op":"ping"}\n'));
 * assertEquals(decoder.next(), { type: "event", event: { type: "ping", t: 5 } });
 * assertEquals(decoder.next()?.type, "malformed");
 * assertEquals(decoder.next(), undefined);
 * ```
 */
export class EventDecoder {
  readonly #lines = new LineBuffer(ANSWER_LINE_BYTES_MAX);
  #begun = false;

  /** Takes bytes however they were cut; none of `chunk` is held on to. */
  feed(chunk: Uint8Array): void {
    if (this.#begun) return this.#lines.feed(chunk);
    const start = chunk.indexOf(BRACE);
    if (start < 0) return;
    this.#begun = true;
    this.#lines.feed(chunk.subarray(start));
  }

  /** The next event, or `undefined` where more bytes are needed. */
  next(): DecodedEvent | undefined {
    for (let line = this.#lines.next(); line !== undefined; line = this.#lines.next()) {
      if (typeof line !== "string") {
        return malformed(line.type === "too-long" ? "A line is too long" : "A line is not UTF-8");
      }
      const decoded = decodeLine(line);
      if (decoded !== undefined) return decoded;
    }
    return undefined;
  }
}

function decodeLine(line: string): DecodedEvent | undefined {
  const source = parseJsonObject(line);
  if (source === undefined) return malformed("A line is not a JSON object");
  const { op, ref } = source;
  if (typeof op !== "string") return malformed("An event has no op");
  const shape = EVENT_SHAPES.get(op);
  if (shape === undefined) return undefined;
  const made: Record<string, unknown> = { type: op };
  const wrong = fill(made, shape, source);
  if (wrong !== undefined) return malformed(`"${wrong.field}" of "${op}" is not ${wrong.expected}`);
  const event = made as unknown as Event;
  if (ref === undefined || ref === null) return { type: "event", event };
  if (typeof ref !== "string") return malformed(`"ref" of "${op}" is not a string`);
  return { type: "event", event, ref };
}

function malformed(detail: string): DecodedEvent {
  return { type: "malformed", detail };
}
