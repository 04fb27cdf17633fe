// What a client of `iitd` sends: first who it is, then messages whose length is told in code points, one at a time.
import { concat, NOTHING } from "./units.ts";

export type IitdPart =
  | { readonly type: "register"; readonly role: "TOSEND" | "TORECV"; readonly name: string }
  | { readonly type: "send"; readonly to: string; readonly text: string }
  /** A header that can't be read; all that came is dropped. */
  | { readonly type: "malformed" };

const HEADER_BYTES_MAX = 2_048;
/** Longest body, in code points: more than any text may have. */
const BODY_LENGTH_MAX = 16_384;
const NEWLINE = 10;
const SPACE = 32;

const REGISTER = /^REGISTER TO(SEND|RECV) ([^\n]*)$/;
const SEND = /^SEND ([^\n]+)\ncontent-length: *(\d{1,6}) *$/i;

const decoder = new TextDecoder();

/** The name in a registration with which a stream begins. */
export function parseRegister(header: string): (IitdPart & { readonly type: "register" }) | undefined {
  const [, role, name = ""] = REGISTER.exec(header) ?? [];
  if (role === undefined) return undefined;
  return { type: "register", role: role === "SEND" ? "TOSEND" : "TORECV", name };
}

export class IitdStream {
  #bytes: Uint8Array = NOTHING;
  #pending: { readonly to: string; readonly length: number } | undefined;
  /** Of the body that is awaited: what was counted already. */
  #counted = 0;
  #points = 0;

  feed(chunk: Uint8Array): void {
    this.#bytes = concat([this.#bytes, chunk.slice()]);
  }

  next(): IitdPart | undefined {
    if (!this.#pending) {
      const header = this.#header();
      if (header === undefined) return undefined;
      const register = header === "too-long" ? undefined : parseRegister(header);
      if (register) return register;
      const [, to = "", length = ""] = (header === "too-long" ? undefined : SEND.exec(header)) ?? [];
      if (to === "" || Number(length) > BODY_LENGTH_MAX) {
        this.#bytes = NOTHING;
        return { type: "malformed" };
      }
      this.#pending = { to, length: Number(length) };
      this.#counted = this.#points = 0;
    }
    return this.#body(this.#pending);
  }

  rest(): Uint8Array {
    return this.#bytes.slice();
  }

  /** What stands before an empty line; a relative of the client's puts a blank on it. */
  #header(): string | "too-long" | undefined {
    const bytes = this.#bytes;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) {
      const end = bytes[at + 1] === SPACE ? at + 2 : at + 1;
      if (bytes[end] !== NEWLINE) continue;
      this.#bytes = bytes.subarray(end + 1);
      return decoder.decode(bytes.subarray(0, at));
    }
    return bytes.length > HEADER_BYTES_MAX ? "too-long" : undefined;
  }

  /** The body, once its last character is there whole. */
  #body({ to, length }: { readonly to: string; readonly length: number }): IitdPart | undefined {
    const bytes = this.#bytes;
    while (this.#points < length && this.#counted < bytes.length) {
      const size = sizeOf(bytes[this.#counted] ?? 0);
      if (this.#counted + size > bytes.length) return undefined;
      this.#counted += size;
      this.#points += 1;
    }
    if (this.#points < length) return undefined;
    this.#pending = undefined;
    this.#bytes = bytes.subarray(this.#counted);
    return { type: "send", to, text: decoder.decode(bytes.subarray(0, this.#counted)) };
  }
}

/** Bytes of the character that begins with this one. */
function sizeOf(lead: number): number {
  if (lead >= 0xf0) return 4;
  if (lead >= 0xe0) return 3;
  return lead >= 0xc0 ? 2 : 1;
}
