// One at a time, in the order asked for.

/** Runs tasks one after the other; a task that fails does not stop those behind it. */
export class Exclusive {
  #last: Promise<unknown> = Promise.resolve();

  run<R>(task: () => Promise<R>): Promise<R> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => {});
    return result;
  }
}
