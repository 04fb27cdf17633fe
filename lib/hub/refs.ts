// Used refs: what makes a `say` exactly-once (PROTOCOL.md, promise 3), and `tell` and `shout` while the server runs.
import { REFS_MAX } from "../chat/limits.ts";

/**
 * The newest `REFS_MAX` refs of one session in one place, each with what became of it. Insertion order is age.
 */
export class RefMemory<Outcome> {
  readonly #outcomeByRef = new Map<string, Outcome>();
  /** The refs by age, from `#oldest` on and around: a map's first key costs all that were deleted before it. */
  #refs: string[] = [];
  #oldest = 0;

  get(ref: string): Outcome | undefined {
    return this.#outcomeByRef.get(ref);
  }

  /** Remembers what is older than all that is remembered: those that are known keep their place and outcome. */
  addOlder(older: Iterable<readonly [ref: string, outcome: Outcome]>): void {
    const known = [...this.#refs.slice(this.#oldest), ...this.#refs.slice(0, this.#oldest)]
      .map((ref) => [ref, this.#outcomeByRef.get(ref) as Outcome] as const);
    const isKnown = new Set(this.#refs);
    this.#outcomeByRef.clear();
    this.#refs = [];
    this.#oldest = 0;
    for (const [ref, outcome] of older) if (!isKnown.has(ref)) this.set(ref, outcome);
    for (const [ref, outcome] of known) this.set(ref, outcome);
  }

  /** Remembers, or replaces what was remembered, without making an old ref young again. */
  set(ref: string, outcome: Outcome): void {
    const before = this.#outcomeByRef.size;
    this.#outcomeByRef.set(ref, outcome);
    if (this.#outcomeByRef.size === before) return;
    if (this.#refs.length < REFS_MAX) {
      this.#refs.push(ref);
      return;
    }
    this.#outcomeByRef.delete(this.#refs[this.#oldest] ?? ref);
    this.#refs[this.#oldest] = ref;
    this.#oldest = (this.#oldest + 1) % REFS_MAX;
  }

  forget(ref: string): void {
    if (!this.#outcomeByRef.delete(ref)) return;
    this.#refs = [...this.#refs.slice(this.#oldest), ...this.#refs.slice(0, this.#oldest)].filter((one) => one !== ref);
    this.#oldest = 0;
  }

  get size(): number {
    return this.#outcomeByRef.size;
  }
}
