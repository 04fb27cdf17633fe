// One at a time, in the order asked for.

/** Runs tasks one after the other, the first of them at once; a task that fails does not stop those behind it. */
export class Exclusive {
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  run<R>(task: () => Promise<R>): Promise<R> {
    // Nothing is awaited where nobody is ahead: the caller's next synchronous work then overlaps with the task's.
    const result = this.#waiting === 0 ? task() : this.#last.then(task);
    this.#waiting += 1;
    this.#last = result.catch(() => {}).finally(() => this.#waiting -= 1);
    return result;
  }
}
