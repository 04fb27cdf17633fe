// Times as IRC writes them. Nothing here knows what time it is.

/** The second that was written last, up to its point. What is said comes in order: most is of the same second. */
let lastSecond = NaN;
let lastText = "";

/** `2026-01-02T03:04:05.678Z`, as the tag `time` has it (IRCv3 server-time). */
export function isoTime(at: number): string {
  const second = Math.floor(at / 1_000);
  if (second !== lastSecond) {
    lastText = new Date(second * 1_000).toISOString().slice(0, -4);
    lastSecond = second;
  }
  const ms = at - second * 1_000;
  return `${lastText}${ms < 10 ? "00" : ms < 100 ? "0" : ""}${ms}Z`;
}

/** `2026-01-02 03:04Z`, for people. */
export function shortTime(at: number): string {
  return `${isoTime(at).slice(0, 16).replace("T", " ")}Z`;
}

/** Milliseconds of a time in the tag's form, or `undefined`. */
export function parseTime(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
