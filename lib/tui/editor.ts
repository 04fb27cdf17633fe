// A text being typed: keys go in, a new editor comes out. It knows readline's keys; what it does not know is the
// caller's. Each place (a room, say) has its own draft and its own past lines.
import { type EditContext, type Edited, type Editor, type LastEdit, UNDOS_MAX } from "./edit_state.ts";
import { editText, EMPTY_TEXT, insert, textOf } from "./edit_text.ts";
import { type EditView, type LayoutOptions, layoutText } from "./edit_layout.ts";
import { edits } from "./edits.ts";
import type { TerminalInput } from "./input.ts";
import { type PastLines, withLine } from "./past_lines.ts";
import { onSearchKey } from "./search_keys.ts";
import { cut } from "./width.ts";

/** Code units of one text. */
export const TEXT_LENGTH_MAX = 65_536;

const OTHER: LastEdit = { type: "other" };
const NO_PAST: PastLines = { lines: [], up: 0, draft: EMPTY_TEXT };

/** An empty editor at a place. */
export function newEditor(place = ""): Editor {
  return {
    text: EMPTY_TEXT,
    place,
    past: NO_PAST,
    others: new Map(),
    undos: [],
    redos: [],
    kills: [],
    last: OTHER,
    search: undefined,
    completing: undefined,
  };
}

/** The editor with another text; what stood there can be had back by undo. */
export function withText(editor: Editor, text: string, at?: number): Editor {
  return settled({ ...editor, text: editText(text, at), undos: [...editor.undos, editor.text] });
}

/** The editor at another place, with the draft that was left there. */
export function atPlace(editor: Editor, place: string): Editor {
  if (place === editor.place) return editor;
  const others = new Map(editor.others);
  others.set(editor.place, { text: editor.search?.before ?? editor.text, past: editor.past });
  const draft = others.get(place) ?? { text: EMPTY_TEXT, past: NO_PAST };
  others.delete(place);
  return settled({ ...editor, ...draft, place, others, undos: [], redos: [] });
}

/** Forgets a place that there is no more. */
export function withoutPlace(editor: Editor, place: string): Editor {
  const others = new Map(editor.others);
  others.delete(place);
  return { ...editor, others };
}

/** The text as rows, with the cursor. */
export function render(editor: Editor, options: LayoutOptions): EditView {
  const { search } = editor;
  if (!search) return layoutText(editor.text, options);
  const sign = search.found === undefined && search.query !== "" ? "nothing found" : "search";
  const prompt = cut(`(${sign}: ${search.query}) `, Math.floor(options.columns / 2));
  return layoutText(editor.text, { ...options, prompt });
}

/** Takes an input; what is neither text nor a key is ignored. */
export function onKey(editor: Editor, input: TerminalInput, context: EditContext): Edited {
  const { search } = editor;
  if (search) {
    const next = onSearchKey(editor, search, input);
    // A key that ends the search then does what it always does.
    return next.type === "over" ? onPlainKey(next.editor, input, context) : next;
  }
  return onPlainKey(editor, input, context);
}

function onPlainKey(editor: Editor, input: TerminalInput, context: EditContext): Edited {
  if (input.type === "text") return inserted(editor, input.text, editor.last.type === "typed");
  if (input.type === "paste") return inserted(editor, input.text, false);
  if (input.type !== "key") return { type: "ignored", editor };
  if (input.chord === "enter") return entered(editor);
  const next = edits[input.chord]?.(editor, context);
  if (next === undefined) return { type: "ignored", editor };
  return next.text.graphemes.length > TEXT_LENGTH_MAX ? { type: "full", editor } : { type: "edited", editor: next };
}

/** Typing on makes one step of undo; a blank begins the next. */
function inserted(editor: Editor, text: string, goesOn: boolean): Edited {
  if (textOf(editor.text).length + text.length > TEXT_LENGTH_MAX) return { type: "full", editor };
  const undos = goesOn && !/^\s/.test(text) ? editor.undos : [...editor.undos, editor.text].slice(-UNDOS_MAX);
  const last: LastEdit = { type: "typed" };
  return {
    type: "edited",
    editor: { ...settled(editor), text: insert(editor.text, text), undos, redos: [], last },
  };
}

function entered(editor: Editor): Edited {
  const text = textOf(editor.text);
  if (text === "") return { type: "ignored", editor };
  const past = withLine(editor.past, text);
  return { type: "entered", text, editor: settled({ ...editor, text: EMPTY_TEXT, past, undos: [], redos: [] }) };
}

function settled(editor: Editor): Editor {
  return { ...editor, last: OTHER, search: undefined, completing: undefined };
}
