// How long to wait before the next attempt to connect.

const FIRST_MS = 1_000;
const MOST_MS = 30_000;

/**
 * 1, 2, 4 … s, at most 30 s, each with a quarter of jitter so that a thousand clients do not come back at once.
 * `attempt` counts from 1; `chance` is in [0, 1).
 */
export function backoffMs(attempt: number, chance: number): number {
  const whole = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 10));
  return Math.round(whole * (0.75 + chance / 4));
}
