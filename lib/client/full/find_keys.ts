// What keys do while one types what to look for: its words, where, and how.
import type { TerminalInput } from "../../tui/input.ts";
import type { Model } from "../model.ts";
import type { Search } from "./panel.ts";
import { editedQuery } from "./query.ts";
import { runSearch } from "./searching.ts";
import { type Stage, withoutPanel } from "./stage.ts";
import { type StageStep, stageStep } from "./stage_step.ts";

/** Takes a key; `undefined` where it is none for a search. */
export function onFindKey(stage: Stage, model: Model, search: Search, input: TerminalInput): StageStep | undefined {
  const changed = (fields: Partial<Search>): StageStep =>
    stageStep({ ...stage, hint: undefined, panel: { type: "find", search: { ...search, ...fields } } });
  switch (input.type === "key" ? input.chord : "") {
    case "enter": {
      // What cannot be looked for stays there to be mended.
      const step = runSearch(withoutPanel(stage), model, search);
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
