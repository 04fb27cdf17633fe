// The nearest of some names to one that was mistyped.

/** Slips that are forgiven: one in a short word, two in a longer one. */
function slipsMax(word: string): number {
  return word.length <= 4 ? 1 : 2;
}

/**
 * The candidate that `word` was probably meant to be: one that it begins, else the fewest slips (a letter too many,
 * missing, wrong, or two swapped); `undefined` where none is near.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestSlips = slipsMax(word) + 1;
  for (const candidate of candidates) {
    const slips = word.length >= 2 && candidate.startsWith(word) ? 0.5 : slipsBetween(word, candidate);
    if (slips < bestSlips) [best, bestSlips] = [candidate, slips];
  }
  return best;
}

function slipsBetween(a: string, b: string): number {
  // Optimal string alignment: three rows are enough, since a swap looks back two.
  let [older, last] = [Array<number>(), Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row++) {
    const next = [row];
    for (let column = 1; column <= b.length; column++) {
      const wrong = a[row - 1] === b[column - 1] ? 0 : 1;
      let slips = Math.min(at(last, column) + 1, at(next, column - 1) + 1, at(last, column - 1) + wrong);
      if (a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        slips = Math.min(slips, at(older, column - 2) + 1);
      }
      next.push(slips);
    }
    [older, last] = [last, next];
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
