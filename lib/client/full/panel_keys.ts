// What keys do while a panel is open: they choose in it, or close it. The messages go on above.
import type { TerminalInput } from "../../tui/input.ts";
import { withText } from "../../tui/editor.ts";
import type { Model } from "../model.ts";
import { unreachable } from "../../unreachable.ts";
import { onFindKey } from "./find_keys.ts";
import { onMessageKey } from "./message_keys.ts";
import type { Panel, PickItem } from "./panel.ts";
import { onPasteKey } from "./paste_keys.ts";
import { performPick } from "./pick_acts.ts";
import { editedQuery } from "./query.ts";
import { type Stage, withoutPanel } from "./stage.ts";
import { hinted, type StageStep, stageStep } from "./stage_step.ts";
import { nowhere, switchItems } from "./switcher.ts";

/** Takes a key; `undefined` where it is none of the panel's. */
export function onPanelKey(stage: Stage, model: Model, panel: Panel, input: TerminalInput): StageStep | undefined {
  if (input.type === "key" && ["escape", "ctrl-c", "ctrl-g"].includes(input.chord)) {
    return stageStep(withoutPanel(stage));
  }
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
  return item ? performPick(withoutPanel(stage), model, item.act) : stageStep(stage);
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
  if (input.chord === "enter" && items.length === 0 && panel.type === "switch") {
    return hinted(stage, `${nowhere(panel.query)}: Esc goes back, /rooms lists the rooms`);
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

/** The draft, put aside for a text of the program's own. */
export function withDraft(stage: Stage, text: string): Stage {
  return { ...stage, editor: withText(stage.editor, text) };
}
