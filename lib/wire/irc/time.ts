// Times as IRC writes them. Nothing here knows what time it is.

let lastAt = NaN;
let lastText = "";

/** `2026-01-02T03:04:05.678Z`, as the tag `time` has it (IRCv3 server-time). Entries of one batch share theirs. */
export function isoTime(at: number): string {
  if (at !== lastAt) {
    lastText = new Date(at).toISOString();
    lastAt = at;
  }
  return lastText;
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
