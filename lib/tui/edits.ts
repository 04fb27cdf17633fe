// What each key does to the text being typed: readline's table. A key that is not in it, or gives `undefined`, is the
// caller's.
import { beginCompletion, completedText, type Completing, nextCompletion } from "./completion.ts";
import {
  blankBefore,
  type EditText,
  EMPTY_TEXT,
  insert,
  lineEnd,
  lineStart,
  moveTo,
  replace,
  transpose,
  wordAfter,
  wordBefore,
} from "./edit_text.ts";
import { vertical } from "./edit_layout.ts";
import { type EditContext, type Editor, type LastEdit, UNDOS_MAX } from "./edit_state.ts";
import { recall } from "./past_lines.ts";

type Edit = (editor: Editor, context: EditContext) => Editor | undefined;

const KILLS_MAX = 30;

const back = move(({ at }) => at - 1);
const forward = move(({ at }) => at + 1);
const home = move((text) => lineStart(text, text.at));
const end = move((text) => lineEnd(text, text.at));
const wordBack = move((text) => wordBefore(text, text.at));
const wordForward = move((text) => wordAfter(text, text.at));
const rubOut = change(({ at }) => [Math.max(0, at - 1), at]);
const remove = change(({ at }) => [at, at + 1]);
const killWordBack = kill((text) => [wordBefore(text, text.at), text.at]);
const killWord = kill((text) => [text.at, wordAfter(text, text.at)]);
const newLine: Edit = (editor) => changed(editor, insert(editor.text, "\n"));
const undo: Edit = (editor) => step(editor, "undos", "redos");
const redo: Edit = (editor) => step(editor, "redos", "undos");

export const edits: Readonly<Record<string, Edit>> = {
  "left": back,
  "ctrl-b": back,
  "right": forward,
  "ctrl-f": forward,
  "home": home,
  "ctrl-a": home,
  "end": end,
  "ctrl-e": end,
  "ctrl-home": move(() => 0),
  "ctrl-end": move(({ graphemes }) => graphemes.length),
  "ctrl-left": wordBack,
  "alt-left": wordBack,
  "alt-b": wordBack,
  "ctrl-right": wordForward,
  "alt-right": wordForward,
  "alt-f": wordForward,
  "up": (editor, context) => upOrDown(editor, context, -1),
  "down": (editor, context) => upOrDown(editor, context, 1),
  "backspace": rubOut,
  "ctrl-h": rubOut,
  "shift-backspace": rubOut,
  "delete": remove,
  "ctrl-d": (editor, context) => editor.text.graphemes.length === 0 ? undefined : remove(editor, context),
  "ctrl-k": kill((text) => [text.at, Math.max(lineEnd(text, text.at), text.at + 1)]),
  "ctrl-u": kill((text) => [Math.min(lineStart(text, text.at), Math.max(0, text.at - 1)), text.at]),
  "ctrl-w": kill((text) => [blankBefore(text, text.at), text.at]),
  "alt-backspace": killWordBack,
  "ctrl-backspace": killWordBack,
  "alt-d": killWord,
  "ctrl-delete": killWord,
  "ctrl-y": (editor) => yank(editor, editor.text.at, 0),
  "alt-y": (editor) => editor.last.type === "yanked" ? yank(editor, editor.last.from, editor.last.back + 1) : undefined,
  "ctrl-t": (editor) => changed(editor, transpose(editor.text)),
  "ctrl-_": undo,
  "ctrl-/": undo,
  "alt-_": redo,
  "ctrl-c": (editor) => editor.text.graphemes.length === 0 ? undefined : changed(editor, EMPTY_TEXT),
  "ctrl-r": (editor) => ({ ...over(editor), search: { query: "", found: undefined, before: editor.text } }),
  "alt-enter": newLine,
  "shift-enter": newLine,
  "ctrl-enter": newLine,
  "ctrl-j": newLine,
  "tab": (editor, context) => complete(editor, context, 1),
  "shift-tab": (editor, context) => complete(editor, context, -1),
  "escape": ({ completing, ...editor }) => completing && over({ ...editor, completing, text: completing.before }),
};

function move(where: (text: EditText) => number): Edit {
  return (editor) => ({ ...over(editor), text: moveTo(editor.text, where(editor.text)) });
}

/** Removes what lies between two places. */
function change(where: (text: EditText) => readonly [number, number]): Edit {
  return (editor) => changed(editor, replace(editor.text, ...where(editor.text), ""));
}

/** Removes it too, but keeps it for yank; what is killed in one go makes one piece. */
function kill(where: (text: EditText) => readonly [number, number]): Edit {
  return (editor) => {
    const { text, kills } = editor;
    const [from, to] = where(text);
    const gone = text.graphemes.slice(from, to).join("");
    if (gone === "") return over(editor);
    const goesOn = editor.last.type === "killed";
    const before = goesOn ? kills.at(-1) ?? "" : "";
    const piece = from < text.at ? gone + before : before + gone;
    const ring = [...(goesOn ? kills.slice(0, -1) : kills), piece].slice(-KILLS_MAX);
    return { ...changed(editor, replace(text, from, to, "")), kills: ring, last: { type: "killed" } };
  };
}

function yank(editor: Editor, from: number, back: number): Editor {
  const { kills, text } = editor;
  const piece = kills.at(-1 - back % Math.max(1, kills.length));
  if (piece === undefined) return over(editor);
  const last: LastEdit = { type: "yanked", from, back };
  return { ...changed(editor, replace(text, from, text.at, piece)), last };
}

function upOrDown(editor: Editor, { columns }: EditContext, by: 1 | -1): Editor | undefined {
  const { text, past } = editor;
  const at = vertical(text, by, columns);
  if (at !== undefined) return { ...over(editor), text: moveTo(text, at) };
  const recalled = recall(past, text, by === -1 ? 1 : -1);
  if (!recalled) return over(editor);
  return { ...over(editor), past: recalled[0], text: recalled[1], undos: [], redos: [] };
}

function complete(editor: Editor, context: EditContext, by: 1 | -1): Editor | undefined {
  if (!context.complete) return undefined;
  const { completing } = editor;
  if (completing) return completed(editor, nextCompletion(completing, by));
  const begun = beginCompletion(editor.text, context.complete, by);
  return begun ? completed(changed(editor, editor.text), begun) : over(editor);
}

function completed(editor: Editor, completing: Completing): Editor {
  return { ...editor, completing, text: completedText(completing) };
}

function step(editor: Editor, from: "undos" | "redos", to: "undos" | "redos"): Editor {
  const text = editor[from].at(-1);
  if (!text) return over(editor);
  return { ...over(editor), text, [from]: editor[from].slice(0, -1), [to]: [...editor[to], editor.text] };
}

function changed(editor: Editor, text: EditText): Editor {
  return { ...over(editor), text, undos: [...editor.undos, editor.text].slice(-UNDOS_MAX), redos: [] };
}

/** Whatever was under way is over. */
function over(editor: Editor): Editor {
  return { ...editor, last: { type: "other" }, completing: undefined };
}
