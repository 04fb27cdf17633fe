// Typed lines, as nc and telnet send them: whole, in pieces or key by key. Unlike the native line buffer it gives empty
// lines too, takes back what was erased, and reads what is no UTF-8 as Windows-1252, since a person can't be asked to
// encode anew.
import { LINE_BYTES_MAX } from "../chat/limits.ts";
import { TelnetFilter } from "./telnet.ts";
import { concat, NOTHING } from "./units.ts";

const NEWLINE = 10;
const RETURN = 13;
const BACKSPACE = 8;
const DELETE = 127;

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder("windows-1252");

export class PlainReader {
  readonly telnet = new TelnetFilter();
  /** Lines end as telnet ends them. */
  endsAsTelnet = false;
  #bytes: Uint8Array = NOTHING;
  #from = 0;
  /** No newline before this. */
  #seen = 0;
  #dropping = false;

  feed(chunk: Uint8Array): void {
    const data = this.telnet.strip(chunk);
    this.#bytes = concat([this.#bytes.subarray(this.#from), data === chunk ? chunk.slice() : data]);
    this.#seen -= this.#from;
    this.#from = 0;
  }

  /** The next line; `too-long` once for each that is; `undefined` where more is needed. */
  next(): { readonly line: string } | "too-long" | undefined {
    for (;;) {
      const end = this.#bytes.indexOf(NEWLINE, Math.max(this.#seen, this.#from));
      if (end < 0) {
        this.#seen = this.#bytes.length;
        if (this.#bytes.length - this.#from <= LINE_BYTES_MAX) return undefined;
        this.#bytes = NOTHING;
        this.#from = this.#seen = 0;
        if (this.#dropping) return undefined;
        this.#dropping = true;
        return "too-long";
      }
      const line = this.#bytes.subarray(this.#from, end);
      this.#from = end + 1;
      this.endsAsTelnet = line.at(-1) === RETURN;
      if (this.#dropping) this.#dropping = false;
      else return line.length > LINE_BYTES_MAX ? "too-long" : { line: textOf(line) };
    }
  }

  rest(): Uint8Array {
    return this.#bytes.slice(this.#from);
  }
}

function textOf(bytes: Uint8Array): string {
  let text: string;
  try {
    text = strict.decode(bytes);
  } catch {
    text = lenient.decode(bytes);
  }
  if (text.endsWith("\r")) text = text.slice(0, -1);
  return bytes.includes(BACKSPACE) || bytes.includes(DELETE) ? erase(text) : text;
}

/** Each erasing key takes back one character before it. */
function erase(text: string): string {
  const kept: string[] = [];
  for (const character of text) {
    const code = character.codePointAt(0);
    if (code === BACKSPACE || code === DELETE) kept.pop();
    else kept.push(character);
  }
  return kept.join("");
}
