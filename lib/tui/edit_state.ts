// What an editor is made of, and what can come of a key.
import type { Completer, Completing } from "./completion.ts";
import type { EditText } from "./edit_text.ts";
import type { PastLines, PastSearch } from "./past_lines.ts";

/** Steps that undo goes back. */
export const UNDOS_MAX = 200;

export interface Editor {
  readonly text: EditText;
  readonly place: string;
  readonly past: PastLines;
  /** What belongs to the places that are not this one. */
  readonly others: ReadonlyMap<string, Draft>;
  readonly undos: readonly EditText[];
  readonly redos: readonly EditText[];
  /** What was killed, newest last. */
  readonly kills: readonly string[];
  /** What the last key did, as far as the next one may continue it. */
  readonly last: LastEdit;
  readonly search: PastSearch | undefined;
  readonly completing: Completing | undefined;
}

export type LastEdit =
  | { readonly type: "typed" | "killed" | "other" }
  /** Where the yanked text begins, and how far back in the ring it lay. */
  | { readonly type: "yanked"; readonly from: number; readonly back: number };

interface Draft {
  readonly text: EditText;
  readonly past: PastLines;
}

export interface EditContext {
  /** Columns of a row, without the prompt's: up and down move by these. */
  readonly columns: number;
  readonly complete?: Completer;
}

export type Edited =
  | { readonly type: "edited"; readonly editor: Editor }
  /** Enter: the editor is empty again, and remembers the text; keep the old one to refuse it. */
  | { readonly type: "entered"; readonly editor: Editor; readonly text: string }
  /** Nothing was inserted: the text would be too long. */
  | { readonly type: "full"; readonly editor: Editor }
  /** The key means nothing here, or not now: it is the caller's. */
  | { readonly type: "ignored"; readonly editor: Editor };
