// What a terminal sends, as keys. Fed like a decoder: a sequence may be cut anywhere, and several keys may come in one
// read. Unknown sequences are swallowed whole, so that no part of one is ever typed.
import { ESCAPE_WAIT_MS, SEQUENCE_WAIT_MS } from "../../tui/keys.ts";

export type KeyName =
  | "enter"
  | "tab"
  | "backspace"
  | "delete"
  | "left"
  | "right"
  | "up"
  | "down"
  | "home"
  | "end"
  | "word-left"
  | "word-right"
  | "delete-word"
  | "interrupt"
  | "end-of-input"
  | "redraw"
  | "kill-after"
  | "kill-before"
  | "kill-word"
  | "yank";

export type Key =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "key"; readonly name: KeyName }
  | { readonly type: "paste"; readonly text: string };

/** A paste beyond this many characters is cut off. */
export const PASTE_LENGTH_MAX = 100_000;

const PASTE_BEGIN = "\x1b[200~";
const PASTE_END = "\x1b[201~";

const NAME_BY_CONTROL: ReadonlyMap<string, KeyName> = new Map([
  ["\r", "enter"],
  ["\n", "enter"],
  ["\t", "tab"],
  ["\x7f", "backspace"],
  ["\x08", "backspace"],
  ["\x01", "home"],
  ["\x02", "left"],
  ["\x03", "interrupt"],
  ["\x04", "end-of-input"],
  ["\x05", "end"],
  ["\x06", "right"],
  ["\x0b", "kill-after"],
  ["\x0c", "redraw"],
  ["\x0e", "down"],
  ["\x10", "up"],
  ["\x15", "kill-before"],
  ["\x17", "kill-word"],
  ["\x19", "yank"],
]);

const NAME_BY_SEQUENCE: ReadonlyMap<string, KeyName> = new Map([
  ["A", "up"],
  ["B", "down"],
  ["C", "right"],
  ["D", "left"],
  ["H", "home"],
  ["F", "end"],
  ["1~", "home"],
  ["7~", "home"],
  ["4~", "end"],
  ["8~", "end"],
  ["3~", "delete"],
  ["1;5C", "word-right"],
  ["1;5D", "word-left"],
  ["1;3C", "word-right"],
  ["1;3D", "word-left"],
  ["M", "enter"],
]);

const NAME_BY_ALT: ReadonlyMap<string, KeyName> = new Map([
  ["b", "word-left"],
  ["f", "word-right"],
  ["d", "delete-word"],
  ["\x7f", "kill-word"],
]);

// What follows the escape: CSI with its parameters, or SS3 with its letter; and the beginning of either.
const SEQUENCE = /^(?:\[([\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e])|O([\x40-\x7e]))/;
const CUT_SEQUENCE = /^(?:\[[\x20-\x3f]*|O)$/;
const SEQUENCE_LENGTH_MAX = 32;

/** Bytes of a terminal to keys. */
export class KeyDecoder {
  readonly #decoder = new TextDecoder();
  #waiting = "";
  #paste: string | undefined;

  /** Takes bytes however they were cut, and gives the keys that are whole. */
  feed(bytes: Uint8Array): readonly Key[] {
    this.#waiting += this.#decoder.decode(bytes, { stream: true });
    const keys: Key[] = [];
    for (let key = this.#next(); key !== "more"; key = this.#next()) {
      if (key !== "nothing") keys.push(key);
    }
    return keys;
  }

  /** How long the rest of what has begun may take, in ms; `undefined` where nothing has. */
  get waitMs(): number | undefined {
    if (this.#paste !== undefined || this.#waiting === "") return undefined;
    return this.#waiting.length <= 2 ? ESCAPE_WAIT_MS : SEQUENCE_WAIT_MS;
  }

  /** Forgets what has waited too long: a lone Escape, which means nothing here, or a sequence without its end. */
  giveUp(): void {
    this.#waiting = "";
  }

  #next(): Key | "nothing" | "more" {
    if (this.#paste !== undefined) return this.#nextOfPaste(this.#paste);
    const first = this.#waiting[0];
    if (first === undefined) return "more";
    if (first === "\x1b") return this.#nextOfEscape();
    const text = /^\P{Cc}+/u.exec(this.#waiting)?.[0];
    if (text !== undefined) return this.#take(text.length, { type: "text", text });
    const name = NAME_BY_CONTROL.get(first);
    return this.#take(1, name === undefined ? "nothing" : { type: "key", name });
  }

  #nextOfEscape(): Key | "nothing" | "more" {
    const waiting = this.#waiting;
    if (waiting.startsWith(PASTE_BEGIN)) {
      this.#paste = "";
      return this.#take(PASTE_BEGIN.length, "nothing");
    }
    const after = waiting.slice(1);
    const sequence = SEQUENCE.exec(after);
    if (sequence) {
      const name = NAME_BY_SEQUENCE.get(sequence[1] ?? sequence[2] ?? "");
      return this.#take(1 + sequence[0].length, name === undefined ? "nothing" : { type: "key", name });
    }
    if (after === "" || (CUT_SEQUENCE.test(after) && after.length < SEQUENCE_LENGTH_MAX)) return "more";
    const name = NAME_BY_ALT.get(after.slice(0, 1));
    if (name !== undefined) return this.#take(2, { type: "key", name });
    // Alt with a letter that means nothing goes whole; before a broken sequence, the escape alone.
    return this.#take(/^[\x20-\x4e\x50-\x5a\x5c-\x7e]/.test(after) ? 2 : 1, "nothing");
  }

  #nextOfPaste(before: string): Key | "nothing" | "more" {
    const end = this.#waiting.indexOf(PASTE_END);
    if (end >= 0) {
      const text = (before + this.#waiting.slice(0, end)).slice(0, PASTE_LENGTH_MAX);
      this.#paste = undefined;
      return this.#take(end + PASTE_END.length, { type: "paste", text: text.replace(/\r\n?/g, "\n") });
    }
    // The end may be cut: what could be its beginning waits.
    const sure = Math.max(0, this.#waiting.length - PASTE_END.length + 1);
    this.#paste = (before + this.#waiting.slice(0, sure)).slice(0, PASTE_LENGTH_MAX);
    this.#waiting = this.#waiting.slice(sure);
    return "more";
  }

  #take<T>(length: number, key: T): T {
    this.#waiting = this.#waiting.slice(length);
    return key;
  }
}
