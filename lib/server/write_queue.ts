// Which outbox may begin to write next. Of what a program begins at once the runtime lets some 128 reads and writes go
// through; what is beyond that is put aside, and overtaken by all that is begun later: of a thousand who were told the
// same, the last heard it after 200 ms, when the first had heard ten more. So few begin at a time, and those who have
// had something to write for longest begin first.
import { setImmediate } from "node:timers";

/** So many begin in one turn of the event loop; what is read has a share of it as well. */
export const WRITES_PER_TURN = 100;
/** Those who have begun are let go of when they are so many: seldom enough that it costs little. */
const BEGUN_MAX = 1_000;

export interface Writer {
  /** Begins to write what there is, and does not throw. */
  flush(): void;
}

export class WriteQueue {
  readonly #later: (turn: () => void) => void;
  #due: Writer[] = [];
  /** Those before this index have begun. */
  #next = 0;
  #added = 0;
  #begun = 0;
  #running = false;
  /** Each is told when so many have begun in all. */
  #waiting: { readonly begun: number; readonly resolve: () => void }[] = [];

  /** @param later has something done in the next turn of the event loop */
  constructor(later: (turn: () => void) => void) {
    this.#later = later;
  }

  /** Lets a writer begin in its turn; it must not be waiting for that already. */
  add(writer: Writer): void {
    this.#due.push(writer);
    this.#added += 1;
    if (this.#running) return;
    this.#running = true;
    // All that one input has caused is there by then.
    queueMicrotask(() => this.#turn());
  }

  /** Resolves when all that wait now have begun, whoever comes later. */
  async allBegun(): Promise<void> {
    if (!this.#running) return;
    await new Promise<void>((resolve) => this.#waiting.push({ begun: this.#added, resolve }));
  }

  #turn(): void {
    const end = Math.min(this.#due.length, this.#next + WRITES_PER_TURN);
    this.#begun += end - this.#next;
    while (this.#next < end) this.#due[this.#next++]?.flush();
    this.#trim();
    while (this.#waiting[0] && this.#waiting[0].begun <= this.#begun) this.#waiting.shift()?.resolve();
    this.#running = this.#next < this.#due.length;
    if (this.#running) this.#later(() => this.#turn());
  }

  #trim(): void {
    if (this.#next === this.#due.length) this.#due = [];
    else if (this.#next >= BEGUN_MAX) this.#due.splice(0, this.#next);
    else return;
    this.#next = 0;
  }
}

/** There is one event loop, so there is one of these. */
export const writeQueue: WriteQueue = new WriteQueue(setImmediate);
