// A bracketed paste on its way. What it holds is text, whatever it looks like: it is never read as keys.
import type { Paste } from "./input.ts";

const END = "\x1b[201~";
/** Code units kept of one paste. */
export const PASTE_LENGTH_MAX = 1_000_000;
/** A paste whose end never comes is over after this long, */
export const PASTE_WAIT_MS = 10_000;
/** once nothing has come for this long: a slow line may still be bringing it. */
export const PASTE_QUIET_MS = 500;

// deno-lint-ignore no-control-regex -- control characters but newline and tab
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

export class PasteBuffer {
  readonly #beganAt: number;
  readonly #parts: string[] = [];
  #length = 0;
  #cut = false;

  constructor(mono: number) {
    this.#beganAt = mono;
  }

  endsBy(fedAt: number): number {
    return Math.max(this.#beganAt + PASTE_WAIT_MS, fedAt + PASTE_QUIET_MS);
  }

  /** Takes what came; `rest` follows the paste, or may be the beginning of its end. */
  add(text: string): { readonly rest: string; readonly ended: boolean } {
    const end = text.indexOf(END);
    if (end >= 0) {
      this.#keep(text.slice(0, end));
      return { rest: text.slice(end + END.length), ended: true };
    }
    const begun = beginOfEnd(text);
    this.#keep(text.slice(0, text.length - begun));
    return { rest: text.slice(text.length - begun), ended: false };
  }

  end(rest: string): Paste {
    this.#keep(rest);
    const text = this.#parts.join("").replace(/\r\n?/g, "\n").replace(CONTROLS, "").toWellFormed();
    return { type: "paste", text, cut: this.#cut };
  }

  #keep(text: string): void {
    const free = PASTE_LENGTH_MAX - this.#length;
    if (text.length > free) this.#cut = true;
    const kept = text.slice(0, free);
    if (kept === "") return;
    this.#parts.push(kept);
    this.#length += kept.length;
  }
}

/** How much of a text's end is the beginning of the marker. */
function beginOfEnd(text: string): number {
  for (let length = Math.min(END.length - 1, text.length); length > 0; length--) {
    if (END.startsWith(text.slice(-length))) return length;
  }
  return 0;
}
