// Lines packed into values: a value of the database holds many entries, or many refs, as text, one to a line.

/** The most bytes that one value of the database may have. */
export const VALUE_BYTES_MAX = 65_536;

const NEWLINE = 10;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Some lines as one value; `index` is the place of the first of them among those that were packed. */
export interface Pack {
  readonly index: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Cuts lines into as few values as their order allows, none longer than `bytesMax`. All text is encoded in one go.
 *
 * @throws {RangeError} Where one line alone is longer than that.
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { packLines, unpackLines } from "./packing.ts";
 * const packs = packLines(["one", "two", "three"], 8);
 * assertEquals(packs.map(({ index, bytes }) => [index, unpackLines(bytes)]), [[0, ["one", "two"]], [2, ["three"]]]);
 * ```
 */
export function packLines(lines: readonly string[], bytesMax = VALUE_BYTES_MAX): Pack[] {
  const bytes = encoder.encode(lines.join("\n"));
  if (bytes.length <= bytesMax) return [{ index: 0, bytes }];
  const packs: Pack[] = [];
  for (let start = 0, index = 0; start < bytes.length;) {
    const end = bytes.length - start <= bytesMax ? bytes.length : bytes.lastIndexOf(NEWLINE, start + bytesMax);
    if (end <= start) throw new RangeError(`Cannot pack line ${index}: it has more than ${bytesMax} bytes`);
    const part = bytes.subarray(start, end);
    packs.push({ index, bytes: part });
    for (let at = 0; at >= 0; at = part.indexOf(NEWLINE, at + 1)) index++;
    start = end + 1;
  }
  return packs;
}

/** The lines of a value that {@linkcode packLines} made. */
export function unpackLines(bytes: Uint8Array): string[] {
  return decoder.decode(bytes).split("\n");
}
