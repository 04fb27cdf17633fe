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
export class Few<T> implements Iterable<T> {
  #items: readonly T[] = NONE;

  get size(): number {
    return this.#items.length;
  }

  has(item: T): boolean {
    return this.#items.includes(item);
  }

  add(item: T): void {
    if (!this.has(item)) this.#items = this.size === 0 ? [item] : [...this.#items, item];
  }

  delete(item: T): void {
    if (!this.has(item)) return;
    this.#items = this.size === 1 ? NONE : this.#items.filter((each) => each !== item);
  }

  [Symbol.iterator](): IterableIterator<T> {
    return this.#items.values();
  }
}
