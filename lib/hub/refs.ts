// Used refs: what makes a `say` exactly-once (PROTOCOL.md, promise 3), and `tell` and `shout` while the server runs.
import { REFS_MAX } from "../chat/limits.ts";

/**
 * The newest `REFS_MAX` refs of one session in one place, each with what became of it. Insertion order is age.
 */
export class RefMemory<Outcome> {
  #outcomeByRef = new Map<string, Outcome>();

  get(ref: string): Outcome | undefined {
    return this.#outcomeByRef.get(ref);
  }

  /** Remembers what is older than all that is remembered: those that are known keep their place and outcome. */
  addOlder(older: Iterable<readonly [ref: string, outcome: Outcome]>): void {
    const known = this.#outcomeByRef;
    this.#outcomeByRef = new Map(older);
    for (const [ref, outcome] of known) {
      this.#outcomeByRef.delete(ref);
      this.set(ref, outcome);
    }
  }

  /** Remembers, or replaces what was remembered, without making an old ref young again. */
  set(ref: string, outcome: Outcome): void {
    this.#outcomeByRef.set(ref, outcome);
    if (this.#outcomeByRef.size <= REFS_MAX) return;
    for (const oldest of this.#outcomeByRef.keys()) {
      this.#outcomeByRef.delete(oldest);
      break;
    }
  }

  forget(ref: string): void {
    this.#outcomeByRef.delete(ref);
  }

  get size(): number {
    return this.#outcomeByRef.size;
  }
}
