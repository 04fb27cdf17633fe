// A map whose values can be gone through by name: lists are given a page at a time, and however many there are, a page
// costs no more than its rows. What has come and gone since the last page is sorted in with the next one.

/** So many may come, beyond those that are there, until they are put in order though nobody looks. */
const CAME_MIN = 1_000;

/** A map from names to what bears them. Names are compared by their code units, as lists promise (PROTOCOL.md, Rooms). */
export class SortedMap<Key extends string, Value> extends Map<Key, Value> {
  #sorted: Key[] = [];
  #came: Key[] = [];
  #left = false;

  override set(key: Key, value: Value): this {
    const isNew = !this.has(key);
    super.set(key, value);
    if (isNew && this.#came.push(key) > CAME_MIN + this.size) this.#order();
    return this;
  }

  /** How many names are held in order or are to be put in: bounded by how many there are, also where nobody looks. */
  get namesHeld(): number {
    return this.#sorted.length + this.#came.length;
  }

  override delete(key: Key): boolean {
    const was = super.delete(key);
    this.#left ||= was;
    return was;
  }

  /**
   * The values whose names come after `name`, in order.
   *
   * @example
   * ```ts
   * import { assertEquals } from "@std/assert";
   * import { SortedMap } from "./sorted_map.ts";
   * const map = new SortedMap<string, number>();
   * for (const [index, name] of ["c", "a", "b"].entries()) map.set(name, index);
   * assertEquals([...map.after("")], [1, 2, 0]);
   * assertEquals([...map.after("b")], [0]);
   * ```
   */
  *after(name: string): Iterable<Value> {
    const keys = this.#order();
    for (let at = firstAfter(keys, name); at < keys.length; at++) {
      const value = this.get(keys[at] as Key);
      if (value !== undefined) yield value;
    }
  }

  #order(): readonly Key[] {
    if (this.#left) this.#sorted = this.#sorted.filter((key) => this.has(key));
    this.#left = false;
    if (this.#came.length > 0) {
      this.#sorted = merge(
        this.#sorted,
        this.#came.filter((key) => this.has(key)).sort(byUnits),
      );
    }
    this.#came = [];
    return this.#sorted;
  }
}

function byUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Where the first key stands that comes after `name`. */
function firstAfter(keys: readonly string[], name: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? "") > name) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** One sorted list of two; what is in both, having gone and come again, is in it once. */
function merge<Key extends string>(one: readonly Key[], other: readonly Key[]): Key[] {
  const merged: Key[] = [];
  let at = 0;
  for (const key of other) {
    for (let next = one[at]; next !== undefined && next < key; next = one[++at]) merged.push(next);
    if (one[at] === key) at++;
    if (merged.at(-1) !== key) merged.push(key);
  }
  for (; at < one.length; at++) merged.push(one[at] as Key);
  return merged;
}
