// A set of which there are very many, each with hardly anything in it: what everybody has costs memory ten thousand
// times over, and an empty `Set` takes some 160 bytes.

const NONE: readonly never[] = [];

/**
 * A set for a handful of items, in the order in which they came. Each change costs the number of items; who walks
 * through it sees it as it was when the walk began.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Few } from "./few.ts";
 * const few = new Few<string>();
 * few.add("a");
 * few.add("b");
 * few.add("a");
 * few.delete("a");
 * assertEquals([...few], ["b"]);
 * ```
 */
export class Few<T extends NonNullable<unknown>> implements Iterable<T> {
  /** The first one; it needs no list as long as it is alone. */
  #first: T | undefined;
  /** All of them, where there are several. */
  #all: readonly T[] | undefined;

  get size(): number {
    return this.#all?.length ?? (this.#first === undefined ? 0 : 1);
  }

  has(item: T): boolean {
    return this.#first === item || this.#all?.includes(item) === true;
  }

  add(item: T): void {
    if (this.#first === undefined) this.#first = item;
    else if (!this.has(item)) this.#all = [...this, item];
  }

  delete(item: T): void {
    if (!this.has(item)) return;
    const left = [...this].filter((each) => each !== item);
    this.#first = left[0];
    this.#all = left.length > 1 ? left : undefined;
  }

  [Symbol.iterator](): IterableIterator<T> {
    return (this.#all ?? (this.#first === undefined ? NONE : [this.#first])).values();
  }
}
