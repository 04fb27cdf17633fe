// Completion that cycles: the caller knows what could stand here, the editor puts it there, one choice after the other.
import { type EditText, editText, offsetOf, replace, textOf } from "./edit_text.ts";
import { graphemesOf } from "./graphemes.ts";

/** What could stand in place of the text from `start` to `end`, in code units; each with what is to follow it. */
export interface Choices {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly string[];
  /** How the candidates are called where they are listed, if not by themselves. */
  readonly labels?: readonly string[];
}

/** Gives the choices for a text and the cursor's offset in it, `undefined` where nothing can be completed. */
export type Completer = (text: string, offset: number) => Choices | undefined;

/** A cycle that is under way; `index` is the candidate that stands there now. */
export interface Completing {
  readonly candidates: readonly string[];
  readonly labels: readonly string[];
  readonly index: number;
  readonly before: EditText;
  /** What is replaced, in graphemes. */
  readonly start: number;
  readonly end: number;
}

/** Begins with the first candidate, or the last when going backwards. */
export function beginCompletion(text: EditText, complete: Completer, by: 1 | -1): Completing | undefined {
  const whole = textOf(text);
  const choices = complete(whole, offsetOf(text));
  if (!choices || choices.candidates.length === 0) return undefined;
  const start = graphemesOf(whole.slice(0, choices.start)).length;
  const end = start + graphemesOf(whole.slice(choices.start, choices.end)).length;
  const { candidates, labels = candidates } = choices;
  return { candidates, labels, index: by > 0 ? 0 : candidates.length - 1, before: text, start, end };
}

export function nextCompletion(now: Completing, by: 1 | -1): Completing {
  const count = now.candidates.length;
  return { ...now, index: (now.index + by + count) % count };
}

export function completedText({ candidates, index, before, start, end }: Completing): EditText {
  return replace(editText(textOf(before)), start, end, candidates[index] ?? "");
}
