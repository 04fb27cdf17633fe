// Telnet's own bytes (RFC 854) between those of the person: taken out, and every option refused, so that both sides
// stay with the plain line mode. In UTF-8 no byte is 255, so nothing of a text is ever lost to this.

const SE = 240;
const SB = 250;
const WILL = 251;
const WONT = 252;
const DO = 253;
const DONT = 254;
const IAC = 255;
const ECHO = 1;
const NUL = 0;
const RETURN = 13;
const NEWLINE = 10;
/** Answers to one chunk, in bytes: a peer that asks for more in one breath gets the rest unanswered. */
const ANSWER_BYTES_MAX = 768;

type State = "data" | "return" | "command" | "will" | "do" | "skip" | "sub" | "sub-command";

/**
 * Takes telnet's sequences out of a stream, however it is cut.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { TelnetFilter } from "./telnet.ts";
 * const filter = new TelnetFilter();
 * assertEquals(filter.strip(Uint8Array.of(255, 253, 3, 104, 105)), Uint8Array.of(104, 105)); // DO 3, "hi"
 * assertEquals(filter.takeAnswer(), Uint8Array.of(255, 252, 3)); // WONT 3
 * ```
 */
export class TelnetFilter {
  #state: State = "data";
  #answer: number[] = [];
  /** Offers to show what is typed in the peer's place that it has not answered. */
  #offers = 0;
  /** True once the peer has shown that it speaks telnet. */
  active = false;

  /** What makes the peer show nothing of what is typed: the server would show it, and does not (RFC 857). */
  hide(): Uint8Array {
    this.#offers += 1;
    return Uint8Array.of(IAC, WILL, ECHO);
  }

  /** What makes it show again what is typed. */
  show(): Uint8Array {
    return Uint8Array.of(IAC, WONT, ECHO);
  }

  /** The bytes of `chunk` that are the person's: `chunk` itself where all are. */
  strip(chunk: Uint8Array): Uint8Array {
    if (!this.active && !chunk.includes(IAC)) return chunk;
    this.active = true;
    const data = new Uint8Array(chunk.length + 1);
    let length = 0;
    for (const byte of chunk) {
      for (const kept of this.#take(byte)) data[length++] = kept;
    }
    return data.subarray(0, length);
  }

  /** What is to be written because of what came, once. */
  takeAnswer(): Uint8Array | undefined {
    if (this.#answer.length === 0) return undefined;
    const answer = Uint8Array.from(this.#answer);
    this.#answer = [];
    return answer;
  }

  #take(byte: number): readonly number[] {
    switch (this.#state) {
      case "return":
        this.#state = "data";
        // A telnet in character mode sends Enter as these two.
        if (byte === NUL) return [NEWLINE];
        return [RETURN, ...this.#take(byte)];
      case "data":
        if (byte === IAC) this.#state = "command";
        else if (byte === RETURN) this.#state = "return";
        else return [byte];
        return [];
      case "command":
        this.#state = afterCommand(byte);
        return [];
      case "will":
      case "do":
        if (this.#state === "do" && byte === ECHO && this.#offers > 0) this.#offers -= 1;
        else if (this.#answer.length < ANSWER_BYTES_MAX) {
          this.#answer.push(IAC, this.#state === "will" ? DONT : WONT, byte);
        }
        this.#state = "data";
        return [];
      case "skip":
        this.#state = "data";
        return [];
      case "sub":
        if (byte === IAC) this.#state = "sub-command";
        return [];
      case "sub-command":
        this.#state = byte === SE ? "data" : "sub";
        return [];
    }
  }
}

/** Where a command leads; an escaped 255 is no text in UTF-8 and goes the way of the other commands. */
function afterCommand(byte: number): State {
  if (byte === WILL) return "will";
  if (byte === DO) return "do";
  if (byte === WONT || byte === DONT) return "skip";
  return byte === SB ? "sub" : "data";
}
