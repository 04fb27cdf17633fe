// What keys do while a panel is open: they choose in it, or close it. The messages go on above.
import type { TerminalInput } from "../../tui/input.ts";
import { onKey, withText } from "../../tui/editor.ts";
import type { Model } from "../model.ts";
import { unreachable } from "../../unreachable.ts";
import { roomKey } from "../conversation.ts";
import { goToEntry } from "./paging.ts";
import { type LongPaste, MESSAGES_MAX } from "./paste.ts";
import { showLine } from "./scrolling.ts";
import { onMessageKey } from "./message_keys.ts";
import { runSearch } from "./searching.ts";
import type { Panel, PickAct, PickItem, Search } from "./panel.ts";
import { putConversation, type Stage } from "./stage.ts";
import { hinted, openEffect, sayEffect, type StageStep, stageStep } from "./stage_step.ts";
import { switchItems } from "./switcher.ts";

/** Takes a key; `undefined` where it is none of the panel's. */
export function onPanelKey(stage: Stage, model: Model, panel: Panel, input: TerminalInput): StageStep | undefined {
  if (input.type === "key" && ["escape", "ctrl-c", "ctrl-g"].includes(input.chord)) return stageStep(shut(stage));
  switch (panel.type) {
    case "switch":
      return onListKey(stage, model, panel, input, switchItems(stage, model, panel.query));
    case "pick":
      return onListKey(stage, model, panel, input, panel.items);
    case "find":
      return onFindKey(stage, model, panel.search, input);
    case "message":
      return onMessageKey(stage, model, panel.id, input);
    case "paste":
      return onPasteKey(stage, panel.paste, input);
    default:
      return unreachable(panel);
  }
}

/** Does what stands at this place of an open list. */
export function pick(stage: Stage, model: Model, index: number): StageStep {
  const { panel } = stage;
  const items = panel?.type === "switch"
    ? switchItems(stage, model, panel.query)
    : panel?.type === "pick"
    ? panel.items
    : [];
  const item = items[index];
  return item ? perform(shut(stage), model, item.act) : stageStep(stage);
}

function onListKey(
  stage: Stage,
  model: Model,
  panel: Panel & { readonly type: "switch" | "pick" },
  input: TerminalInput,
  items: readonly PickItem[],
): StageStep | undefined {
  if (input.type !== "key") return panel.type === "switch" ? onQueryKey(stage, panel, input) : stageStep(stage);
  const move = STEPS.get(input.chord);
  if (move !== undefined && items.length > 0) {
    const index = (panel.index + move + items.length) % items.length;
    return stageStep({ ...stage, panel: { ...panel, index } });
  }
  if (input.chord === "enter") return pick(stage, model, panel.index);
  return panel.type === "switch" ? onQueryKey(stage, panel, input) : undefined;
}

const STEPS: ReadonlyMap<string, number> = new Map([
  ["down", 1],
  ["up", -1],
  ["ctrl-n", 1],
  ["ctrl-p", -1],
  ["tab", 1],
  ["shift-tab", -1],
]);

function onQueryKey(
  stage: Stage,
  panel: Panel & { readonly type: "switch" },
  input: TerminalInput,
): StageStep | undefined {
  const query = editedQuery(panel.query, input);
  return query === undefined ? undefined : stageStep({ ...stage, panel: { ...panel, query, index: 0 } });
}

function onFindKey(stage: Stage, model: Model, search: Search, input: TerminalInput): StageStep | undefined {
  const changed = (fields: Partial<Search>): StageStep =>
    stageStep({ ...stage, hint: undefined, panel: { type: "find", search: { ...search, ...fields } } });
  switch (input.type === "key" ? input.chord : "") {
    case "enter": {
      // What cannot be looked for stays there to be mended.
      const step = runSearch(shut(stage), model, search);
      return step.stage.panel || step.effects.length > 0 || search.query === ""
        ? step
        : { ...step, stage: { ...step.stage, panel: { type: "find", search } } };
    }
    case "tab":
    case "shift-tab":
      return changed({ scope: search.scope === "here" ? "everywhere" : "here" });
    case "alt-c":
      return changed({ exact: !search.exact });
    case "ctrl-x":
      return changed({ regex: !search.regex });
    default: {
      const query = editedQuery(search.query, input);
      return query === undefined ? undefined : changed({ query });
    }
  }
}

const QUERY_LENGTH_MAX = 200;

function editedQuery(query: string, input: TerminalInput): string | undefined {
  if (input.type === "text") return (query + input.text).slice(0, QUERY_LENGTH_MAX);
  if (input.type === "paste") return (query + input.text.replace(/\n[^]*$/, "")).slice(0, QUERY_LENGTH_MAX);
  if (input.type !== "key") return undefined;
  if (input.chord === "backspace") return query.replace(/.$/su, "");
  return input.chord === "ctrl-u" || input.chord === "ctrl-w" ? "" : undefined;
}

function onPasteKey(stage: Stage, { text, lines, messages }: LongPaste, input: TerminalInput): StageStep | undefined {
  if (input.type !== "text") {
    return input.type === "key" && input.chord.startsWith("page") ? undefined : stageStep(stage);
  }
  switch (input.text.toLowerCase()) {
    case "o":
      return sayAll(stage, messages);
    case "l":
      return sayAll(stage, lines);
    case "e": {
      const edited = onKey(stage.editor, { type: "paste", text, cut: false }, { columns: stage.size.columns });
      return edited.type === "full"
        ? hinted(stage, "That is too long to be edited here")
        : stageStep({ ...shut(stage), editor: edited.editor });
    }
    default:
      return stageStep(stage);
  }
}

/** Says each of the texts. What is not done leaves the paste where it is. */
function sayAll(stage: Stage, texts: readonly string[]): StageStep {
  if (texts.length > MESSAGES_MAX) {
    return hinted(stage, `That would be ${texts.length} messages, and ${MESSAGES_MAX} is the most`);
  }
  return stageStep(shut(stage), ...texts.map(sayEffect));
}

function perform(stage: Stage, model: Model, act: PickAct): StageStep {
  switch (act.type) {
    case "open":
      return stageStep(stage, openEffect(act.place));
    case "copy":
      return stageStep({ ...stage, hint: `Copied ${act.text}` }, { type: "copy", text: act.text });
    case "local-hit": {
      const conversation = stage.conversations.get(act.key);
      if (!conversation?.place) return stageStep(stage);
      const there = putConversation(stage, { ...conversation, past: undefined, anchor: { id: act.id, row: 0 } });
      if (act.key !== stage.front) return stageStep(there, openEffect(conversation.place));
      return stageStep(showLine(there, model, act.id));
    }
    case "hit": {
      const { line } = act;
      const { stage: next, ask } = goToEntry(stage, model, line);
      const effects = stage.front === roomKey(line.room) ? [] : [openEffect({ type: "room", name: line.room })];
      if (!ask || line.seq === undefined) return stageStep(next, ...effects);
      const wish = {
        type: "page",
        place: { type: "room", name: line.room },
        span: { side: "around", seq: line.seq },
      } as const;
      return stageStep(next, ...effects, { type: "act", action: { type: "wish", wish } });
    }
    default:
      return unreachable(act);
  }
}

function shut(stage: Stage): Stage {
  return { ...stage, panel: undefined };
}

/** The draft, put aside for a text of the program's own. */
export function withDraft(stage: Stage, text: string): Stage {
  return { ...stage, editor: withText(stage.editor, text) };
}
