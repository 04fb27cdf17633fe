// A list to pick from, and the lines of a conversation that such lists are made of.
import type { Line } from "../line.ts";
import { formatDate, formatTime } from "../view_line.ts";
import { tidy } from "./message_text.ts";
import type { PickAct, PickItem } from "./panel.ts";
import type { Stage } from "./stage.ts";
import { lastIdOf, lineAt, type Transcript } from "./transcript.ts";

export const ITEMS_MAX = 100;

/** Opens the list, or says that there is nothing in it. */
export function picked(stage: Stage, title: string, items: readonly PickItem[], nothing: string): Stage {
  if (items.length === 0) return { ...stage, panel: undefined, hint: nothing };
  return { ...stage, hint: undefined, panel: { type: "pick", title, items, index: 0 } };
}

/** Words as an item: when, who, what. */
export function wordsItem({ at, from, text }: { at: number; from: string; text: string }, act: PickAct): PickItem {
  const when = `${formatDate(at).replace(/^\S+ /, "")} ${formatTime(at)}`;
  return { label: `${when}  ${tidy(from)}`, about: tidy(text), act };
}

/** The lines with their numbers, the newest first. */
export function* newestFirst(
  lines: Transcript,
  most = Infinity,
): Generator<{ readonly line: Line; readonly id: number }> {
  const last = lastIdOf(lines);
  for (let id = last; id >= lines.firstId && last - id < most; id--) {
    const line = lineAt(lines, id);
    if (line) yield { line, id };
  }
}
