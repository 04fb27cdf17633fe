// What picking an item of a list does.
import { roomKey } from "../conversation.ts";
import type { Model } from "../model.ts";
import { unreachable } from "../../unreachable.ts";
import { goToEntry } from "./paging.ts";
import type { PickAct } from "./panel.ts";
import { showLine } from "./scrolling.ts";
import { putConversation, type Stage } from "./stage.ts";
import { openEffect, type StageStep, stageStep } from "./stage_step.ts";

/** Goes there, or copies it. */
export function performPick(stage: Stage, model: Model, act: PickAct): StageStep {
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
