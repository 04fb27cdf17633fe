// Lengths of time as people type and read them: `10m`, `2h`, `1d`, `1h30m`.
import { SECONDS_MAX } from "./limits.ts";

const SECONDS_BY_UNIT = { w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1 } as const;
type Unit = keyof typeof SECONDS_BY_UNIT;
const UNITS = Object.entries(SECONDS_BY_UNIT) as readonly (readonly [Unit, number])[];
const NAMES: Readonly<Record<Unit, string>> = { w: "week", d: "day", h: "hour", m: "minute", s: "second" };

/** How a length of time is written, for whoever wrote it otherwise. */
export const DURATION_FORM = "a time is written 30s, 10m, 2h, 1d or 1w";

/**
 * Parses a length of time into seconds; `undefined` where it is none, is nothing, or longer than a server takes.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseDuration } from "./duration.ts";
 * assertEquals(parseDuration("1h30m"), 5_400);
 * assertEquals(parseDuration("90"), undefined);
 * ```
 */
export function parseDuration(text: string): number | undefined {
  if (!/^(?:\d{1,9}[smhdw])+$/i.test(text)) return undefined;
  let seconds = 0;
  for (const [, count, unit] of text.toLowerCase().matchAll(/(\d+)([smhdw])/g)) {
    seconds += Number(count) * SECONDS_BY_UNIT[unit as Unit];
  }
  return seconds > 0 && seconds <= SECONDS_MAX ? seconds : undefined;
}

const UNIT_NAME = "(?:sec|min|hour|hr|day|week|month|year)[a-z]*";
const UNIT = new RegExp(`^(?:[smhdw]|${UNIT_NAME})$`, "i");
const COUNTED = new RegExp(`^(?=\\d)(?:\\d+(?:[a-z]|${UNIT_NAME}))*\\d*$`, "i");

/** Whether somebody who typed these words meant the first, or two, as a length of time: `90`, `5y`, `2hours`, `2 days off`. */
export function startsWithDuration([first = "", second]: readonly string[]): boolean {
  if (/^\d+$/.test(first)) return second === undefined || UNIT.test(second);
  return COUNTED.test(first);
}

/** A length of time in words, to its largest unit or two: `2 hours`, `1 day 3 hours`. */
export function formatDuration(seconds: number): string {
  const parts: string[] = [];
  let left = Math.max(0, Math.round(seconds));
  for (const [unit, size] of UNITS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count} ${NAMES[unit]}${count === 1 ? "" : "s"}`);
    // What is far smaller than the first says nothing.
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(" ") || "0 seconds";
}
