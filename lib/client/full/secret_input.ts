// A password in the line being typed: signs stand in its place, and nothing of it is kept for later.
import type { Editor } from "../../tui/edit_state.ts";
import { textOf } from "../../tui/edit_text.ts";
import { atPlace, withoutPlace } from "../../tui/editor.ts";
import { graphemesOf } from "../../tui/graphemes.ts";
import type { Model } from "../model.ts";
import { isMasked } from "../prompt.ts";
import { secretFrom } from "../secret_line.ts";

/** Where passwords are typed: no conversation's draft, nor its past lines. */
const SECRET_PLACE = "secret";

/** From which character on nothing is shown; `undefined` where all may be seen. */
export function maskedFrom({ text }: Editor, model: Model): number | undefined {
  if (isMasked(model)) return 0;
  const typed = textOf(text);
  const from = secretFrom(typed);
  return from === undefined ? undefined : graphemesOf(typed.slice(0, from)).length;
}

/** The editor after a key that a line with a password took. */
export function forgetful(before: Editor, after: Editor): Editor {
  return { ...after, kills: before.kills, past: { ...after.past, lines: before.past.lines } };
}

/** The editor where passwords are typed while one is asked for, else at `place`; what was typed there is gone then. */
export function atSecretOr(editor: Editor, model: Model, place: string): Editor {
  if (isMasked(model)) return atPlace(editor, SECRET_PLACE);
  return editor.place === SECRET_PLACE ? withoutPlace(atPlace(editor, place), SECRET_PLACE) : editor;
}
