// The line being typed, as a value: keys go in, a new line comes out. Its unit is the grapheme, what a person takes for
// one character.
import type { Key, KeyName } from "./keys.ts";
import { unreachable } from "../../unreachable.ts";

const SEGMENTER = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Lines that up and down bring back. */
const PAST_LINES_MAX = 500;

export interface Editor {
  readonly graphemes: readonly string[];
  /** The cursor stands before this grapheme. */
  readonly at: number;
  /** What was killed last, for yank. */
  readonly killed: readonly string[];
  /** Lines sent, oldest first, and how far up we are in them (0: the line being typed). */
  readonly past: readonly string[];
  readonly up: number;
  readonly draft: readonly string[];
}

export const EMPTY_EDITOR: Editor = { graphemes: [], at: 0, killed: [], past: [], up: 0, draft: [] };

export type Pressed =
  | { readonly type: "edited"; readonly editor: Editor }
  | { readonly type: "entered"; readonly editor: Editor; readonly text: string }
  | { readonly type: "complete"; readonly editor: Editor }
  | { readonly type: "interrupted"; readonly editor: Editor }
  | { readonly type: "ended"; readonly editor: Editor }
  | { readonly type: "redraw"; readonly editor: Editor };

/** The text as it is. */
export function textOf(editor: Editor): string {
  return editor.graphemes.join("");
}

/** The editor with another text, the cursor at `at` (in graphemes) or at its end. */
export function withText(editor: Editor, text: string, at?: number): Editor {
  const graphemes = split(text);
  return { ...editor, graphemes, at: Math.min(at ?? graphemes.length, graphemes.length) };
}

/** The editor after a key that a line with a password took: nothing of it is kept for later. */
export function forgetful(before: Editor, after: Editor): Editor {
  return { ...after, killed: before.killed, past: before.past };
}

/** Takes a key. */
export function press(editor: Editor, key: Key): Pressed {
  switch (key.type) {
    case "text":
      return edited(insert(editor, key.text));
    case "paste":
      return edited(insert(editor, key.text.replace(/\n+$/, "")));
    case "key":
      return pressName(editor, key.name);
    default:
      return unreachable(key);
  }
}

function pressName(editor: Editor, name: KeyName): Pressed {
  const { graphemes, at } = editor;
  switch (name) {
    case "enter":
      return entered(editor);
    case "tab":
      return { type: "complete", editor };
    case "redraw":
      return { type: "redraw", editor };
    case "interrupt":
      return graphemes.length === 0 ? { type: "interrupted", editor } : edited(cleared(editor));
    case "end-of-input":
      return graphemes.length === 0 ? { type: "ended", editor } : edited(cut(editor, at, at + 1, false));
    case "backspace":
      return edited(at === 0 ? editor : cut(editor, at - 1, at, false));
    case "delete":
      return edited(cut(editor, at, at + 1, false));
    case "left":
      return edited({ ...editor, at: Math.max(0, at - 1) });
    case "right":
      return edited({ ...editor, at: Math.min(graphemes.length, at + 1) });
    case "home":
      return edited({ ...editor, at: 0 });
    case "end":
      return edited({ ...editor, at: graphemes.length });
    case "word-left":
      return edited({ ...editor, at: wordBefore(editor) });
    case "word-right":
      return edited({ ...editor, at: wordAfter(editor) });
    case "kill-after":
      return edited(cut(editor, at, graphemes.length, true));
    case "kill-before":
      return edited(cut(editor, 0, at, true));
    case "kill-word":
      return edited(cut(editor, wordBefore(editor), at, true));
    case "delete-word":
      return edited(cut(editor, at, wordAfter(editor), true));
    case "yank":
      return edited(insert(editor, editor.killed.join("")));
    case "up":
      return edited(recall(editor, editor.up + 1));
    case "down":
      return edited(recall(editor, editor.up - 1));
    default:
      return unreachable(name);
  }
}

function edited(editor: Editor): Pressed {
  return { type: "edited", editor };
}

function entered(editor: Editor): Pressed {
  const text = textOf(editor);
  const { past } = editor;
  const kept = text.trim() === "" || past.at(-1) === text ? past : [...past, text].slice(-PAST_LINES_MAX);
  return { type: "entered", text, editor: { ...cleared(editor), past: kept } };
}

function cleared(editor: Editor): Editor {
  return { ...editor, graphemes: [], at: 0, up: 0, draft: [] };
}

function insert(editor: Editor, text: string): Editor {
  const { graphemes, at } = editor;
  const before = graphemes.slice(0, at).join("") + text;
  // A mark may join the grapheme before it, so the whole is split anew.
  const whole = split(before + graphemes.slice(at).join(""));
  return { ...editor, graphemes: whole, at: Math.min(split(before).length, whole.length) };
}

function cut(editor: Editor, from: number, to: number, keep: boolean): Editor {
  const { graphemes, killed } = editor;
  const gone = graphemes.slice(from, to);
  return {
    ...editor,
    graphemes: [...graphemes.slice(0, from), ...graphemes.slice(to)],
    at: from,
    killed: keep && gone.length > 0 ? gone : killed,
  };
}

function recall(editor: Editor, up: number): Editor {
  if (up < 0 || up > editor.past.length) return editor;
  const draft = editor.up === 0 ? editor.graphemes : editor.draft;
  const graphemes = up === 0 ? draft : split(editor.past[editor.past.length - up] ?? "");
  return { ...editor, graphemes, at: graphemes.length, up, draft };
}

function wordBefore({ graphemes, at }: Editor): number {
  let index = at;
  while (index > 0 && isBlank(graphemes[index - 1])) index--;
  while (index > 0 && !isBlank(graphemes[index - 1])) index--;
  return index;
}

function wordAfter({ graphemes, at }: Editor): number {
  let index = at;
  while (index < graphemes.length && isBlank(graphemes[index])) index++;
  while (index < graphemes.length && !isBlank(graphemes[index])) index++;
  return index;
}

function isBlank(grapheme: string | undefined): boolean {
  return grapheme === undefined || /^\s/.test(grapheme);
}

function split(text: string): readonly string[] {
  return Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
}
