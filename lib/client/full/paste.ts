// What a paste may become: part of the line being typed, one message or several, lines. It never sends by itself.
import { lengthUpTo } from "../../chat/text.ts";
import { TEXT_LENGTH_MAX } from "../../chat/limits.ts";
import type { Model } from "../model.ts";

/** Lines that go into the line being typed without a question. */
const LINES_UNASKED_MAX = 5;
/** Messages that one paste may become: more would bury what everybody else says. */
export const MESSAGES_MAX = 100;

/** A paste that is asked about first, and what it may become; worked out once, since it may be a book. */
export interface LongPaste {
  readonly text: string;
  readonly lines: readonly string[];
  /** As one message, or as few as the server's limit allows, broken at line ends where there are any. */
  readonly messages: readonly string[];
}

/** Undefined for what goes into the line being typed without a question. */
export function longPaste(text: string, { session }: Model): LongPaste | undefined {
  const most = session?.limits.text ?? TEXT_LENGTH_MAX;
  const lines = text.split("\n");
  if (lines.length <= LINES_UNASKED_MAX && lengthUpTo(text, most) <= most) return undefined;
  const fitting = lines.flatMap((line) => lengthUpTo(line, most) <= most ? [line] : parts(line, most));
  return { text, lines: fitting.filter((line) => line.trim() !== ""), messages: joined(fitting, most) };
}

function joined(lines: readonly string[], most: number): readonly string[] {
  const messages: string[] = [];
  let current: string[] = [];
  let used = 0;
  for (const line of lines) {
    const length = lengthUpTo(line, most) + 1;
    if (used + length > most + 1) {
      messages.push(current.join("\n"));
      [current, used] = [[], 0];
    }
    current.push(line);
    used += length;
  }
  return [...messages, current.join("\n")].filter((message) => message.trim() !== "");
}

function parts(line: string, most: number): readonly string[] {
  const points = [...line];
  return Array.from(
    { length: Math.ceil(points.length / most) },
    (_, index) => points.slice(index * most, (index + 1) * most).join(""),
  );
}
