// deno-lint-ignore-file no-control-regex -- these are the very characters that a terminal sends
// What a terminal sends, as keys. Fed like a decoder: a sequence may be cut anywhere, several may come in one read.
// What is not known is swallowed whole, so that no part of a sequence is ever typed; nothing throws, nothing grows
// without bound. Time comes in, since a lone Escape and the beginning of a sequence differ in nothing else.
import { controlInput, keyInput, NO_MODIFIERS } from "./key_names.ts";
import type { TerminalInput } from "./input.ts";
import { PasteBuffer } from "./paste_buffer.ts";
import { parseString } from "./replies.ts";
import { parseCsi, parseOddCsi, parseSs3 } from "./sequences.ts";

/** How long Escape may be the beginning of something. */
export const ESCAPE_WAIT_MS = 50;
/** How long the rest of a sequence may take. */
export const SEQUENCE_WAIT_MS = 500;
const CSI_LENGTH_MAX = 64;
const STRING_LENGTH_MAX = 4096;

const TEXT = /^[^\u0000-\u001f\u007f-\u009f]+/;
const CSI = /^\x1b\[([\x20-\x3f]*[\x40-\x7e])/;
const ODD_CSI = /^\x1b\[(\[[\x20-\x7e]|\d+[$^@])/;
const X10_MOUSE = /^\x1b\[M[^]{3}/;
const SS3 = /^\x1bO([\d;]{0,8}[A-Za-z])/;
// An Escape that does not end a string begins the next sequence.
const STRING = /^\x1b([P\]X^_])([^\x07\x18\x1a\x1b\x9c]*)(\x07|\x9c|\x1b\\|\x18|\x1a|(?=\x1b[^\\]))/;
const UNFINISHED =
  /^\x1b(?:\x1b?(?:\[[\x20-\x3f]*|\[\[|O[\d;]{0,8})?|\[M[^]{0,2}|[P\]X^_][^\x07\x18\x1a\x1b\x9c]*\x1b?)$/;

/**
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { KeyParser } from "./keys.ts";
 * const parser = new KeyParser();
 * parser.feed(new TextEncoder().encode("\x1b[1;5"), 0);
 * assertEquals(parser.next(), undefined);
 * parser.feed(new TextEncoder().encode("C"), 10);
 * assertEquals(parser.next(), { type: "key", chord: "ctrl-right" });
 * ```
 */
export class KeyParser {
  readonly #decoder = new TextDecoder();
  readonly #ready: TerminalInput[] = [];
  #waiting = "";
  #paste: PasteBuffer | undefined;
  #fedAt = 0;

  /** Takes bytes however they were cut; `mono` is a clock that only goes forward, in milliseconds. */
  feed(bytes: Uint8Array, mono: number): void {
    this.tick(mono);
    this.#fedAt = mono;
    this.#waiting += this.#decoder.decode(bytes, { stream: true });
    this.#parse();
  }

  /** The next input, `undefined` when more bytes are needed. */
  next(): TerminalInput | undefined {
    return this.#ready.shift();
  }

  /** When to call {@linkcode tick}, if nothing is fed before. */
  get wakeAt(): number | undefined {
    if (this.#paste) return this.#paste.endsBy(this.#fedAt);
    if (this.#waiting === "") return undefined;
    return this.#fedAt + (this.#waiting.length <= 2 ? ESCAPE_WAIT_MS : SEQUENCE_WAIT_MS);
  }

  /** Ends what has waited too long. */
  tick(mono: number): void {
    const { wakeAt } = this;
    if (wakeAt === undefined || mono < wakeAt) return;
    const waiting = this.#waiting;
    this.#waiting = "";
    if (this.#paste) {
      this.#endPaste(waiting);
    } else if (/^\x1b+$/.test(waiting)) {
      for (let each = 0; each < waiting.length; each++) this.#ready.push(keyInput("escape"));
    } else if (waiting.length === 2) {
      this.#ready.push(keyInput(waiting.slice(1), { ...NO_MODIFIERS, alt: true }));
    }
  }

  #parse(): void {
    for (;;) {
      if (this.#paste) {
        if (!this.#parsePaste(this.#paste)) return;
        continue;
      }
      const first = this.#waiting.charCodeAt(0);
      if (Number.isNaN(first)) return;
      if (first === 0x1b) {
        if (!this.#parseEscape()) return;
        continue;
      }
      const text = TEXT.exec(this.#waiting)?.[0];
      if (text === undefined) this.#take(1, controlInput(first, false));
      else this.#take(text.length, { type: "text", text });
    }
  }

  /** False when it is not finished. */
  #parseEscape(): boolean {
    const waiting = this.#waiting;
    if (UNFINISHED.test(waiting) && !ODD_CSI.test(waiting)) {
      this.#waiting = bounded(waiting);
      return false;
    }
    if (waiting.startsWith("\x1b[200~")) {
      this.#paste = new PasteBuffer(this.#fedAt);
      return this.#take(6, undefined);
    }
    if (X10_MOUSE.test(waiting)) return this.#take(6, undefined);
    const string = STRING.exec(waiting);
    if (string) {
      const [whole, kind = "", body = "", end = ""] = string;
      const ended = end === "\x07" || end === "\x9c" || end === "\x1b\\";
      const input = ended && whole.length <= STRING_LENGTH_MAX ? parseString(kind, body) : undefined;
      return this.#take(whole.length, input);
    }
    return this.#parseKey(waiting);
  }

  #parseKey(waiting: string): boolean {
    const alt = /^\x1b\x1b[[O]/.test(waiting);
    const rest = alt ? waiting.slice(1) : waiting;
    for (const [pattern, parse] of KEY_PATTERNS) {
      const match = pattern.exec(rest);
      if (!match) continue;
      const length = match[0].length + (alt ? 1 : 0);
      return this.#take(length, length > CSI_LENGTH_MAX ? undefined : withAlt(parse(match[1] ?? ""), alt));
    }
    // A broken sequence goes without what broke it.
    const broken = /^\x1b\x1b?(?:\[[\x20-\x3f]*|O[\d;]*)(?=[^\x20-\x7e])/.exec(waiting);
    if (broken) return this.#take(broken[0].length, undefined);
    const second = waiting.codePointAt(1) ?? 0;
    if (second === 0x1b) return this.#take(1, keyInput("escape"));
    const length = second > 0xffff ? 3 : 2;
    const name = second === 0x20 ? "space" : waiting.slice(1, length);
    if (second >= 0x20 && (second < 0x7f || second > 0x9f)) {
      return this.#take(length, keyInput(name, { ...NO_MODIFIERS, alt: true }));
    }
    return this.#take(2, controlInput(second, true));
  }

  #parsePaste(paste: PasteBuffer): boolean {
    const { rest, ended } = paste.add(this.#waiting);
    this.#waiting = rest;
    if (ended) this.#endPaste("");
    return ended;
  }

  #endPaste(rest: string): void {
    if (this.#paste) this.#ready.push(this.#paste.end(rest));
    this.#paste = undefined;
  }

  #take(length: number, input: TerminalInput | undefined): true {
    this.#waiting = this.#waiting.slice(length);
    if (input) this.#ready.push(input);
    return true;
  }
}

const KEY_PATTERNS: readonly (readonly [RegExp, (body: string) => TerminalInput | undefined])[] = [
  [ODD_CSI, parseOddCsi],
  [CSI, parseCsi],
  [SS3, parseSs3],
];

function withAlt(input: TerminalInput | undefined, alt: boolean): TerminalInput | undefined {
  if (!alt || input?.type !== "key") return input;
  const chord = /^((?:super-)?(?:ctrl-)?)(?:alt-)?(.*)$/.exec(input.chord);
  return { type: "key", chord: `${chord?.[1]}alt-${chord?.[2]}` };
}

/** An endless sequence loses its middle, and with it its meaning. */
function bounded(waiting: string): string {
  if (waiting.length <= CSI_LENGTH_MAX) return waiting;
  if (/^\x1b\x1b?\[/.test(waiting)) return "\x1b[ ";
  if (waiting.length <= STRING_LENGTH_MAX) return waiting;
  return `${waiting.slice(0, 2)}!${waiting.endsWith("\x1b") ? "\x1b" : ""}`;
}
