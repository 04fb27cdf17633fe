// Used refs: what makes a `say` exactly-once (PROTOCOL.md, promise 3), and `tell` and `shout` while the server runs.
//
// Every message that is said looks its ref up and adds it. A `Map` takes its keys into the engine's table of all strings
// first, where refs that are numbers, as most are, lie in long clusters: that cost more than all else that is done with
// a message here. So refs have a hash table of their own.
import { hashText } from "../chat/hash.ts";
import { REFS_MAX } from "../chat/limits.ts";

/** Where no further ref is in a bucket. */
const NONE = -1;

/**
 * The newest `REFS_MAX` refs of one session in one place, each with what became of it. The order in which they came is
 * that of their age. A ref is looked for among those of its bucket, one on average; who picks refs that all fall into
 * one has at most `REFS_MAX` short comparisons made for each message, and nobody else notices.
 */
export class RefMemory<Outcome> {
  // The refs by age, from `#oldest` on and around; what became of each has its ref's place.
  readonly #refs: string[] = [];
  readonly #outcomes: Outcome[] = [];
  #oldest = 0;
  /** Each bucket's first place; a power of two of them, as many as there are refs, or more. */
  #first = new Int16Array(1).fill(NONE);
  /** The next place in the same bucket, by place. */
  #next = new Int16Array(1);

  get(ref: string): Outcome | undefined {
    const place = this.#find(ref);
    return place === NONE ? undefined : this.#outcomes[place];
  }

  /** Remembers what is older than all that is remembered: those that are known keep their place and outcome. */
  addOlder(older: Iterable<readonly [ref: string, outcome: Outcome]>): void {
    const known = this.#byAge();
    const isKnown = new Set(known.map(([ref]) => ref));
    this.#clear();
    for (const [ref, outcome] of older) if (!isKnown.has(ref)) this.set(ref, outcome);
    for (const [ref, outcome] of known) this.set(ref, outcome);
  }

  /** Remembers, or replaces what was remembered, without making an old ref young again. */
  set(ref: string, outcome: Outcome): void {
    let place = this.#find(ref);
    if (place === NONE) {
      place = this.#makePlace();
      this.#refs[place] = ref;
      this.#link(place);
    }
    this.#outcomes[place] = outcome;
  }

  forget(ref: string): void {
    if (this.#find(ref) === NONE) return;
    const others = this.#byAge().filter(([one]) => one !== ref);
    this.#clear();
    for (const [one, outcome] of others) this.set(one, outcome);
  }

  get size(): number {
    return this.#refs.length;
  }

  #byAge(): (readonly [ref: string, outcome: Outcome])[] {
    const all = this.#refs.map((ref, place) => [ref, this.#outcomes[place] as Outcome] as const);
    return [...all.slice(this.#oldest), ...all.slice(0, this.#oldest)];
  }

  #clear(): void {
    this.#refs.length = 0;
    this.#outcomes.length = 0;
    this.#oldest = 0;
    this.#first.fill(NONE);
  }

  #find(ref: string): number {
    let place = this.#first[this.#bucketOf(ref)] ?? NONE;
    while (place !== NONE && this.#refs[place] !== ref) place = this.#next[place] ?? NONE;
    return place;
  }

  /** A new place, or that of the oldest ref, which is forgotten. */
  #makePlace(): number {
    const place = this.#refs.length;
    if (place === REFS_MAX) {
      this.#unlinkOldest();
      const oldest = this.#oldest;
      this.#oldest = (oldest + 1) % REFS_MAX;
      return oldest;
    }
    if (place === this.#first.length) {
      this.#first = new Int16Array(2 * place).fill(NONE);
      this.#next = new Int16Array(2 * place);
      for (let known = 0; known < place; known++) this.#link(known);
    }
    return place;
  }

  #link(place: number): void {
    const bucket = this.#bucketOf(this.#refs[place] ?? "");
    this.#next[place] = this.#first[bucket] ?? NONE;
    this.#first[bucket] = place;
  }

  /** In a bucket the newest come first, so that the oldest of all is its bucket's last. */
  #unlinkOldest(): void {
    const bucket = this.#bucketOf(this.#refs[this.#oldest] ?? "");
    let before = this.#first[bucket] ?? NONE;
    if (before === this.#oldest) this.#first[bucket] = NONE;
    else {
      while (this.#next[before] !== this.#oldest) before = this.#next[before] ?? NONE;
      this.#next[before] = NONE;
    }
  }

  #bucketOf(ref: string): number {
    return hashText(ref) & (this.#first.length - 1);
  }
}
