// The objects that a client of `muca` sends, with nothing between them. What stands between objects is skipped; a stream
// that begins with anything else is no client of its, but maybe a browser that was made to send objects later on.
import { LINE_BYTES_MAX } from "../chat/limits.ts";
import { JsonScanner } from "./json_span.ts";
import { type JsonObject, parseJsonObject } from "./shape.ts";
import { concat, NOTHING } from "./units.ts";

const latin1 = new TextDecoder("latin1");
const utf8 = new TextDecoder();
const OPEN = 0x7b;
const SPACE = 0x20;

export class MucaDecoder {
  #bytes: Uint8Array = NOTHING;
  #scanned = 0;
  #scanner = new JsonScanner();
  #lost = false;
  #begun = false;

  feed(chunk: Uint8Array): void {
    if (this.#lost) return;
    this.#bytes = concat([this.#bytes, chunk.slice()]);
  }

  /** The next object; `lost` where the stream is not such a client's, or no object ends within bounds. */
  next(): JsonObject | "lost" | undefined {
    for (;;) {
      if (!this.#begun && !this.#begins()) return this.#lost && this.#bytes.length > 0 ? this.#lose() : undefined;
      if (this.#scanned === 0) this.#skip();
      const text = latin1.decode(this.#bytes.subarray(this.#scanned));
      const end = this.#bytes.length === 0 ? undefined : this.#scanner.scan(text, 0);
      if (end === undefined) {
        this.#scanned = this.#bytes.length;
        if (this.#bytes.length <= LINE_BYTES_MAX) return undefined;
        return this.#lose();
      }
      const object = parseJsonObject(utf8.decode(this.#bytes.subarray(0, this.#scanned + end)));
      this.#bytes = this.#bytes.subarray(this.#scanned + end);
      this.#scanned = 0;
      if (object) return object;
    }
  }

  rest(): Uint8Array {
    return this.#bytes.slice();
  }

  /** Whether the stream has begun with an object. */
  #begins(): boolean {
    const first = this.#bytes.find((byte) => byte > SPACE);
    if (first === undefined) this.#bytes = NOTHING;
    this.#begun = first === OPEN;
    this.#lost ||= first !== undefined && !this.#begun;
    return this.#begun;
  }

  #lose(): "lost" {
    this.#bytes = NOTHING;
    this.#scanned = 0;
    this.#lost = true;
    return "lost";
  }

  /** Drops what stands before an object. */
  #skip(): void {
    const start = this.#bytes.indexOf(OPEN);
    this.#bytes = start < 0 ? NOTHING : this.#bytes.subarray(start);
    this.#scanner = new JsonScanner();
  }
}
