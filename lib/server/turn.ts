// Whose turn it is. While some sockets are ready all the time the event loop hardly ever looks at the others. So after a
// bound of bytes from all peers together, whoever has a lot to say waits until it has; light ones are heard in between.
// The same with what is short to ask for and long to answer: where thousands come or go at once they take turns, and
// whoever talks is heard.
import type { Decoded } from "../wire/dialect.ts";
import { lookout } from "./lookout.ts";

/** From all peers together in one turn. */
const TURN_BYTES = 65_536;
/** What is answered at length, or told to many, from all peers together in one turn. */
const TURN_HEAVY = 8;
const HEAVY: ReadonlySet<string> = new Set(
  ["hello", "join", "create", "leave", "quit", "rooms", "who", "history", "search", "conversations", "nick"],
);
/** In one look some 128 are read from: where thousands ask at once, who asks for little is not to come after them all. */
const LOOKS = 4;
/** Who sends no more than this at a time need not wait. */
const SMALL_BYTES = 2_048;

export class Turn {
  #left = TURN_BYTES;
  #heavyLeft = TURN_HEAVY;
  #next: Promise<void> | undefined;

  /** True where so many bytes may be worked on now; else {@linkcode next} is to be awaited, and this asked again. */
  take(bytes: number): boolean {
    if (this.#left <= 0 && bytes > SMALL_BYTES) return false;
    this.#left -= bytes;
    return true;
  }

  /** As {@linkcode take}, for one more that is much work, whoever it is for. */
  takeHeavy(): boolean {
    if (this.#heavyLeft <= 0) return false;
    this.#heavyLeft -= 1;
    return true;
  }

  /** Resolves when the next turn begins, to those who wait in the order in which they came. */
  next(): Promise<void> {
    return this.#next ??= this.#rest();
  }

  async #rest(): Promise<void> {
    for (let look = 0; look < LOOKS; look++) await lookout.next();
    this.#left = TURN_BYTES;
    this.#heavyLeft = TURN_HEAVY;
    this.#next = undefined;
  }
}

/** True for a request whose answer is long, or much work. */
export function isHeavy(decoded: Decoded): boolean {
  return decoded.type === "command" && HEAVY.has(decoded.command.type);
}

/** There is one event loop, so there is one of these. */
export const turn: Turn = new Turn();
