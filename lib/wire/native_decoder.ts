// The server's reading side of the native dialect: lines to commands. A fault is answered and counted by the caller;
// the decoder reads on after every one of them.
import type { Command, CommandType } from "../chat/command.ts";
import { JSON_DEPTH_MAX, LINE_BYTES_MAX, REF_LENGTH_MAX } from "../chat/limits.ts";
import { type RefusalCode, refuse } from "../chat/refusal.ts";
import { lengthUpTo, standalone } from "../chat/text.ts";
import type { Decoded, Decoder } from "./dialect.ts";
import { BAD_REQUEST, isRequestLine } from "./http.ts";
import { LineBuffer } from "./line_buffer.ts";
import { COMMAND_SHAPES } from "./native_fields.ts";
import { fill, isDeeperThan, type JsonObject, type Misfit, parseJsonObject } from "./shape.ts";

const TOO_LONG = fault("line-too-long", `Send lines of at most ${LINE_BYTES_MAX} bytes`);
const NOT_UTF8 = fault("bad-json", "Send lines in UTF-8");
const REQUEST: Decoded = { type: "end", bytes: BAD_REQUEST };
const NOT_JSON = fault("bad-json", 'Send one JSON object per line, as in {"op":"rooms"}');

/** Decodes what a native client sends. At most {@linkcode LINE_BYTES_MAX} bytes of an unfinished line are held. */
export class NativeDecoder implements Decoder {
  readonly #lines = new LineBuffer(LINE_BYTES_MAX);
  /** `talk` from the first command on; `over` where a browser has begun instead. */
  #phase: "new" | "talk" | "over" = "new";

  feed(chunk: Uint8Array): void {
    this.#lines.feed(chunk);
  }

  next(): Decoded | undefined {
    const line = this.#phase === "over" ? undefined : this.#lines.next();
    if (line === undefined) return undefined;
    if (typeof line !== "string") return line.type === "too-long" ? TOO_LONG : NOT_UTF8;
    const decoded = decodeLine(line);
    if (this.#phase === "talk") return decoded;
    if (decoded === NOT_JSON && isRequestLine(line)) {
      this.#phase = "over";
      return REQUEST;
    }
    if (decoded.type === "command") this.#phase = "talk";
    return decoded;
  }

  rest(): Uint8Array {
    return this.#lines.rest();
  }
}

// Nearly every line is a `say` without spaces or escapes: it is read at one glance, as the parser would read it.
const PLAIN = String.raw`[^"\\\u0000-\u001f]`;
const REF = `(?:,"ref":"(${PLAIN}{1,${REF_LENGTH_MAX}})")?`;
const ROOM = `(?:,"room":"(${PLAIN}*)")?`;
const SAY = new RegExp(`^\\{"op":"say"${REF}${ROOM},"text":"(${PLAIN}*)"${ROOM}${REF}\\}$`);

function decodeSay(line: string): Decoded | undefined {
  const found = SAY.exec(line);
  if (found === null) return undefined;
  // Of what is given twice the later holds.
  const text = found[3] ?? "";
  const room = found[4] ?? found[2];
  const part = found[5] ?? found[1];
  // It is remembered for long.
  const ref = part && standalone(part);
  const command: Command = room === undefined ? { type: "say", text } : { type: "say", text, room };
  return ref === undefined ? { type: "command", command } : { type: "command", command, ref };
}

function decodeLine(line: string): Decoded {
  return decodeSay(line) ?? decodeJson(line);
}

function decodeJson(line: string): Decoded {
  const source = parseJsonObject(line);
  if (source === undefined) return NOT_JSON;
  const ref = isRef(source.ref) ? source.ref : undefined;
  if (isDeeperThan(JSON_DEPTH_MAX, source)) {
    return fault("bad-json", `Send JSON that is nested at most ${JSON_DEPTH_MAX} deep`, ref);
  }
  const shape = COMMAND_SHAPES.get(source.op);
  if (shape === undefined) return fault("unknown-op", `Name a known operation in "op", as in {"op":"rooms"}`, ref);
  if (ref === undefined && source.ref !== undefined && source.ref !== null) {
    return misfit({ field: "ref", expected: `a string of 1 to ${REF_LENGTH_MAX} characters`, missing: false }, ref);
  }
  const made: Record<string, unknown> = { type: source.op };
  const wrong = fill(made, shape, source) ?? lacking(made);
  if (wrong !== undefined) return misfit(wrong, ref);
  const command = made as unknown as Command;
  return ref === undefined ? { type: "command", command } : { type: "command", command, ref };
}

function isRef(value: unknown): value is string {
  return typeof value === "string" && value !== "" && lengthUpTo(value, REF_LENGTH_MAX) <= REF_LENGTH_MAX;
}

/** What no row can say: of two fields one is needed. The first is named where neither is there. */
const EITHER: { readonly [T in CommandType]?: readonly [needed: string, or: string, expected: string] } = {
  tell: ["to", "group", "a list of strings"],
  history: ["room", "with", "a string"],
  read: ["room", "with", "a string"],
  erase: ["room", "with", "a string"],
  ban: ["nick", "mask", "a string"],
};

function lacking(made: JsonObject): Misfit | undefined {
  const either = EITHER[made.type as CommandType];
  if (either === undefined || made[either[0]] !== undefined || made[either[1]] !== undefined) return undefined;
  return { field: either[0], expected: either[2], missing: true };
}

function misfit({ field, expected, missing }: Misfit, ref: string | undefined): Decoded {
  const text = missing ? `Add "${field}", ${expected}: it is needed here` : `Give "${field}" as ${expected}`;
  return fault("bad-request", text, ref, field);
}

function fault(code: RefusalCode, text: string, ref?: string, field?: string): Decoded {
  const refusal = field === undefined ? refuse(code, text) : refuse(code, text, { field });
  return ref === undefined ? { type: "faulty", refusal } : { type: "faulty", refusal, ref };
}
