// Ctrl-S: one message is marked, and keys do something with it.
import type { TerminalInput } from "../../tui/input.ts";
import { fold } from "../../chat/names.ts";
import type { Line } from "../line.ts";
import type { Model } from "../model.ts";
import { pickLinkOf } from "./link_list.ts";
import { frontLines, frontViewport } from "./message_view.ts";
import { layoutOf } from "./layout.ts";
import { showLine } from "./scrolling.ts";
import { type Stage, withoutPanel } from "./stage.ts";
import { hinted, type StageStep, stageStep } from "./stage_step.ts";

/** Marks the last message in sight, else the nearest above. */
export function pickMessage(stage: Stage, model: Model): StageStep {
  const rows = frontViewport(stage, model, layoutOf(stage, model).messages).rows;
  const lines = frontLines(stage, model);
  const last = (rows.at(-1)?.id ?? lines.lastId) + 1;
  const step = marked({ ...stage, page: undefined }, model, last, -1);
  return step.stage.panel ? step : hinted(stage, "There is no message here");
}

/** Takes a key while a message is marked. */
export function onMessageKey(stage: Stage, model: Model, id: number, input: TerminalInput): StageStep | undefined {
  const line = frontLines(stage, model).at(id);
  const key = input.type === "text" ? fold(input.text) : input.type === "key" ? input.chord : "";
  switch (key) {
    case "k":
    case "up":
    case "ctrl-p":
      return marked(stage, model, id, -1);
    case "j":
    case "down":
    case "ctrl-n":
      return marked(stage, model, id, 1);
    case "y":
    case "enter":
      if (!isWords(line)) return stageStep(withoutPanel(stage));
      return stageStep({ ...withoutPanel(stage), hint: "Copied" }, { type: "copy", text: line.text });
    case "o":
      return stageStep(line ? pickLinkOf(stage, line) : withoutPanel(stage));
    default:
      // The view may be moved meanwhile.
      return key.startsWith("page-") ? undefined : stageStep(stage);
  }
}

function marked(stage: Stage, model: Model, from: number, by: 1 | -1): StageStep {
  const lines = frontLines(stage, model);
  let id = from + by;
  while (id >= lines.firstId && id <= lines.lastId && !isWords(lines.at(id))) id += by;
  if (!isWords(lines.at(id))) return stageStep(stage);
  const next: Stage = { ...stage, panel: { type: "message", id } };
  const seen = frontViewport(next, model, layoutOf(next, model).messages).rows.some((row) => row.id === id);
  return stageStep(seen ? next : showLine(next, model, id));
}

type Words = Extract<Line, { readonly from: string }>;

function isWords(line: Line | undefined): line is Words {
  return line !== undefined && "from" in line;
}
