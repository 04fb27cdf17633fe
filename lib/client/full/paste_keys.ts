// What a long paste is to be: the answer is one key.
import { onKey } from "../../tui/editor.ts";
import type { TerminalInput } from "../../tui/input.ts";
import { type LongPaste, MESSAGES_MAX } from "./paste.ts";
import { type Stage, withoutPanel } from "./stage.ts";
import { hinted, sayEffect, type StageStep, stageStep } from "./stage_step.ts";

/** Takes a key; `undefined` for those that move the view meanwhile. */
export function onPasteKey(
  stage: Stage,
  { text, lines, messages }: LongPaste,
  input: TerminalInput,
): StageStep | undefined {
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
        : stageStep({ ...withoutPanel(stage), editor: edited.editor });
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
  return stageStep(withoutPanel(stage), ...texts.map(sayEffect));
}
