// Ctrl-R: what the keys do while a past line is looked for.
import type { Edited, Editor } from "./edit_state.ts";
import type { TerminalInput } from "./input.ts";
import { foundText, type PastSearch, search } from "./past_lines.ts";

/** `over`: the search has ended with what it found, and the key is still to be taken. */
export type Searched = Extract<Edited, { type: "edited" | "ignored" }> | {
  readonly type: "over";
  readonly editor: Editor;
};

export function onSearchKey(editor: Editor, now: PastSearch, input: TerminalInput): Searched {
  if (input.type === "text") return looked(editor, now, now.query + input.text, false);
  if (input.type === "paste") return looked(editor, now, now.query + input.text.replace(/\n[^]*$/, ""), false);
  if (input.type !== "key") return { type: "ignored", editor };
  switch (input.chord) {
    case "ctrl-r":
      return looked(editor, now, now.query, true);
    case "backspace":
      return looked(editor, now, now.query.replace(/.$/su, ""), false);
    case "escape":
    case "ctrl-g":
    case "ctrl-c":
      return { type: "edited", editor: { ...editor, search: undefined, text: now.before } };
    case "enter":
    case "tab":
      // The line is there to be seen before it is sent.
      return { type: "edited", editor: ended(editor, now) };
    default:
      return { type: "over", editor: ended(editor, now) };
  }
}

function looked(editor: Editor, now: PastSearch, query: string, older: boolean): Searched {
  const next = search(editor.past, now, query, older);
  return { type: "edited", editor: { ...editor, search: next, text: foundText(editor.past, next) } };
}

function ended(editor: Editor, now: PastSearch): Editor {
  if (now.found === undefined) return { ...editor, search: undefined };
  return { ...editor, search: undefined, undos: [...editor.undos, now.before], redos: [] };
}
