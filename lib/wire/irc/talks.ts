// The talks of one connection that wait for an answer of the hub, by the ref that they asked with; and what is ready
// for the caller, in order.
import type { Event } from "../../chat/event.ts";
import type { Decoded } from "../dialect.ts";
import { encodeLines, NOTHING } from "./bytes.ts";
import { TALKS_MAX } from "./limits.ts";
import { RPL } from "./numerics.ts";
import type { Reply } from "./reply.ts";
import type { Performed, Talk } from "./talk.ts";

interface Waiting {
  readonly talk: Talk;
  readonly reply: Reply;
}

export class Talks {
  /** By number: a ref made anew for each would be taken into the engine's table of all strings first. */
  readonly #waiting = new Map<number, Waiting>();
  readonly #ready: Decoded[] = [];
  #first = 0;
  #asked = 0;

  /** Talks that wait. */
  get size(): number {
    return this.#waiting.size;
  }

  /** What is to be taken next. */
  shift(): Decoded | undefined {
    const next = this.#ready[this.#first];
    if (next) this.#first += 1;
    else if (this.#first > 0) {
      this.#ready.length = 0;
      this.#first = 0;
    }
    return next;
  }

  push(decoded: Decoded): void {
    this.#ready.push(decoded);
  }

  /** Writes what a reply holds in its turn. */
  answer(reply: Reply): void {
    const lines = reply.take();
    if (lines.length > 0) this.#ready.push({ type: "answer", bytes: encodeLines(lines) });
  }

  /** Lets what is left of a command begin. */
  begin(performed: Performed, reply: Reply, verb: string): void {
    const talks = performed === undefined
      ? []
      : Symbol.iterator in performed && isTalk(performed)
      ? [performed]
      : performed;
    reply.open = talks.length;
    const asked: Decoded[] = [];
    for (const talk of talks) {
      if (this.#waiting.size + asked.length >= TALKS_MAX) {
        reply.open -= 1;
        reply.numeric(RPL.tryAgain, verb, "Too much at once: wait for the answers");
      } else this.#step(talk, reply, talk.next(), asked);
    }
    this.answer(reply);
    this.#ready.push(...asked);
  }

  /** The hub's answer to the talk that asked with this ref; `undefined` where none did. */
  resume(ref: string, event: Event): Uint8Array | undefined {
    const number = Number(ref);
    const waiting = this.#waiting.get(number);
    if (!waiting) return undefined;
    this.#waiting.delete(number);
    const { talk, reply } = waiting;
    this.#step(talk, reply, talk.next(event), this.#ready);
    const lines = reply.take();
    return lines.length === 0 ? NOTHING : encodeLines(lines);
  }

  #step(talk: Talk, reply: Reply, step: ReturnType<Talk["next"]>, into: Decoded[]): void {
    if (step.done) {
      reply.open -= 1;
      return;
    }
    this.#asked += 1;
    this.#waiting.set(this.#asked, { talk, reply });
    into.push({ type: "command", command: step.value, ref: `${this.#asked}` });
  }
}

function isTalk(performed: Talk | readonly Talk[]): performed is Talk {
  return "next" in performed;
}
