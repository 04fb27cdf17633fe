// Which outbox may begin to write next. Of what a program begins at once the runtime lets some 128 reads and writes go
// through; what is beyond that is put aside, and overtaken by all that is begun later: of a thousand who were told the
// same, the last heard it after 200 ms, when the first had heard ten more. So where many have something to write few begin
// at a time, those first who have had it for longest, and in between the sockets are looked at: who has something to say is
// heard meanwhile, and what comes of it goes out with what others are still to be told.
import { lookout } from "./lookout.ts";

/** So many begin between two looks at the sockets; what is read has a share of the 128 as well. */
export const WRITES_PER_TURN = 100;
/** An answer, or a word to a few, need not wait behind what a crowd is told. */
export const FEW = 8;
/** Those who have begun are let go of when they are so many: seldom enough that it costs little. */
const BEGUN_MAX = 1_000;

/** Who has something to write. */
export interface Flushable {
  /** Begins to write what there is, and does not throw. */
  flush(): void;
}

export class WriteQueue {
  readonly #look: () => Promise<void>;
  /** Who was added by the input at hand. */
  #fresh: Flushable[] = [];
  /** Empty where none is to begin. */
  #due: Flushable[] = [];
  /** Those before this index have begun. */
  #next = 0;
  /** Each is told when so many more have begun. */
  readonly #waiting: { left: number; readonly resolve: () => void }[] = [];

  /** @param look resolves when the sockets have been looked at */
  constructor(look: () => Promise<void>) {
    this.#look = look;
  }

  /** Lets somebody begin in turn, who must not be waiting for that already. */
  add(one: Flushable): void {
    if (this.#fresh.push(one) === 1) queueMicrotask(() => this.#takeFresh());
  }

  /** Resolves when all that wait now have begun, whoever comes later. */
  async allBegun(): Promise<void> {
    await undefined; // those just added are taken first
    const left = this.#due.length - this.#next;
    if (left > 0) await new Promise<void>((resolve) => this.#waiting.push({ left, resolve }));
  }

  /** All that one input has caused is there by now. */
  #takeFresh(): void {
    const fresh = this.#fresh;
    this.#fresh = [];
    if (fresh.length <= FEW) {
      for (const one of fresh) one.flush();
      return;
    }
    const isRunning = this.#due.length > 0;
    for (const one of fresh) this.#due.push(one);
    if (!isRunning) this.#turn();
  }

  #turn(): void {
    const first = this.#next;
    const end = Math.min(this.#due.length, first + WRITES_PER_TURN);
    while (this.#next < end) this.#due[this.#next++]?.flush();
    for (const one of this.#waiting) one.left -= end - first;
    while (this.#waiting[0] && this.#waiting[0].left <= 0) this.#waiting.shift()?.resolve();
    this.#trim();
    if (this.#due.length > 0) this.#look().then(() => this.#turn());
  }

  #trim(): void {
    if (this.#next === this.#due.length) this.#due = [];
    else if (this.#next >= BEGUN_MAX) this.#due.splice(0, this.#next);
    else return;
    this.#next = 0;
  }
}

/** There is one event loop, so there is one of these. */
export const writeQueue: WriteQueue = new WriteQueue(() => lookout.next());
