import { assertEquals } from "@std/assert";
import { formatDuration, parseDuration, startsWithDuration } from "../../lib/chat/duration.ts";

Deno.test.each(
  [
    ["30s", 30],
    ["10m", 600],
    ["2h", 7_200],
    ["1D", 86_400],
    ["1w", 604_800],
    ["1h30m", 5_400],
    ["90", undefined],
    ["", undefined],
    ["m", undefined],
    ["0m", undefined],
    ["-1h", undefined],
    ["1.5h", undefined],
    ["1y", undefined],
    ["999999999w", undefined],
    ["10 m", undefined],
  ] as const,
)("parseDuration(%j) is %s", (text, seconds) => assertEquals(parseDuration(text), seconds));

Deno.test.each(
  [
    [0, "0 seconds"],
    [1, "1 second"],
    [59.6, "1 minute"],
    [3_600, "1 hour"],
    [5_400, "1 hour 30 minutes"],
    [86_401, "1 day"],
    [604_800, "1 week"],
    [-5, "0 seconds"],
  ] as const,
)("formatDuration(%s) is %s", (seconds, text) => assertEquals(formatDuration(seconds), text));

Deno.test.each(
  [
    ["90", true],
    ["5y", true],
    ["2hours", true],
    ["1h30min", true],
    ["9999w", true],
    ["2 days of it", true],
    ["3 strikes", false],
    ["2nd", false],
    ["", false],
    ["10 o'clock", false],
    ["spam", false],
  ] as const,
)("startsWithDuration(%j) is %s", (text, starts) => assertEquals(startsWithDuration(text.split(" ")), starts));
