// The objects that a client of `muca` sends, with nothing between them. What is no object of its is skipped.
import { LINE_BYTES_MAX } from "../chat/limits.ts";
import { JsonScanner } from "./json_span.ts";
import { type JsonObject, parseJsonObject } from "./shape.ts";
import { concat, NOTHING } from "./units.ts";

const latin1 = new TextDecoder("latin1");
const utf8 = new TextDecoder();
const OPEN = 0x7b;

export class MucaDecoder {
  #bytes: Uint8Array = NOTHING;
  #scanned = 0;
  #scanner = new JsonScanner();
  #lost = false;

  feed(chunk: Uint8Array): void {
    if (this.#lost) return;
    this.#bytes = concat([this.#bytes, chunk.slice()]);
  }

  /** The next object; `too-long` where none ends within bounds: the stream is lost then. */
  next(): JsonObject | "too-long" | undefined {
    for (;;) {
      if (this.#scanned === 0) this.#skip();
      const text = latin1.decode(this.#bytes.subarray(this.#scanned));
      const end = this.#bytes.length === 0 ? undefined : this.#scanner.scan(text, 0);
      if (end === undefined) {
        this.#scanned = this.#bytes.length;
        if (this.#bytes.length <= LINE_BYTES_MAX) return undefined;
        this.#bytes = NOTHING;
        this.#scanned = 0;
        this.#lost = true;
        return "too-long";
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

  /** Drops what stands before an object. */
  #skip(): void {
    const start = this.#bytes.indexOf(OPEN);
    this.#bytes = start < 0 ? NOTHING : this.#bytes.subarray(start);
    this.#scanner = new JsonScanner();
  }
}
