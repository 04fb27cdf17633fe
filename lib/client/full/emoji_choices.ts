// `:tad` and Tab becomes 🎉: what a word after a colon may stand for.
import type { Choices } from "../../tui/completion.ts";
import type { EmojiNames } from "./emoji_names.ts";

/** Letters from which it is worth a look: `:D` and `:p` are signs of their own. */
const WORD = /(?:^|\s):([\p{L}\p{N}_+-]{2,}):?$/u;
const CHOICES_MAX = 50;

/** The emoji that the word before the cursor may mean: those whose name begins so first, then those with such a part. */
export function emojiChoices(names: EmojiNames, before: string): Choices | undefined {
  const word = WORD.exec(before)?.[1]?.toLowerCase();
  if (word === undefined) return undefined;
  const start = before.lastIndexOf(":", before.endsWith(":") ? before.length - 2 : before.length);
  const fitting = names.filter(([name]) => name.startsWith(word) || name.includes(`_${word}`));
  const sorted = fitting.toSorted(([one], [other]) => rank(one, word) - rank(other, word)).slice(0, CHOICES_MAX);
  if (sorted.length === 0) return undefined;
  return {
    start,
    end: before.length,
    candidates: sorted.map(([, emoji]) => emoji),
    labels: sorted.map(([name, emoji]) => `${emoji} ${name}`),
  };
}

/** The whole name, its beginning, a part of it; shorter ones first. */
function rank(name: string, word: string): number {
  return (name === word ? 0 : name.startsWith(word) ? 1_000 : 2_000) + name.length;
}
