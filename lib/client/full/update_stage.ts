// The full screen's logic: an input goes in, the next stage and what is to be done come out. No clock, no chance, no
// terminal; what a click means was found when the screen was drawn.
import type { EditContext } from "../../tui/edit_state.ts";
import { textOf } from "../../tui/edit_text.ts";
import { onKey } from "../../tui/editor.ts";
import type { Mouse, Paste, TerminalInput } from "../../tui/input.ts";
import { unreachable } from "../../unreachable.ts";
import type { Model } from "../model.ts";
import type { News } from "../wish.ts";
import { expandAlias } from "./aliases.ts";
import { choicesAt } from "./completer.ts";
import type { Click } from "./frame.ts";
import type { Hits } from "../../tui/hits.ts";
import { gapInSight, loadGap } from "./gaps.ts";
import { inputColumns, inputPrompt } from "./input_prompt.ts";
import { actionFor, numberFor } from "./keymap.ts";
import { onPanelKey, pick } from "./panel_keys.ts";
import { longPaste } from "./paste.ts";
import { takePage } from "./paging.ts";
import { takeMark } from "./read_marks.ts";
import { runScreenCommand } from "./screen_commands.ts";
import { scrollRows, toBottom } from "./scrolling.ts";
import { showHits } from "./searching.ts";
import { forgetful, maskedFrom } from "./secret_input.ts";
import { goToNumber, runAction } from "./stage_actions.ts";
import type { Stage } from "./stage.ts";
import { hinted, lineEffect, type StageStep, stageStep, withSettings } from "./stage_step.ts";
import { read } from "./sync.ts";
import { widthOf } from "../../tui/width.ts";

const WHEEL_ROWS = 3;

/** Takes one input of the terminal. */
export function onInput(stage: Stage, model: Model, input: TerminalInput, targets: Hits<Click>): StageStep {
  switch (input.type) {
    case "focus":
      return stageStep(read({ ...stage, focused: input.focused }));
    case "mouse":
      return onMouse(stage, model, input, targets);
    case "paste":
      return stage.panel ? onTyped(stage, model, input) : onPaste(stage, model, input);
    case "text":
    case "key":
      return onTyped({ ...stage, hint: undefined }, model, input);
    case "reply":
      return stageStep(stage);
    default:
      return unreachable(input);
  }
}

/** Takes what the logic tells the screen beyond printed lines. */
export function onNews(stage: Stage, model: Model, news: News): StageStep {
  switch (news.type) {
    case "page":
      return stageStep(takePage(stage, model, news));
    case "hits":
      return stageStep(showHits(stage, news));
    case "command":
      return runScreenCommand(stage, model, news.name, news.args);
    case "read":
      return stageStep(takeMark(stage, news));
    case "ignored":
      return withSettings(stage, { ...stage.settings, ignored: news.nicks });
    default:
      return unreachable(news);
  }
}

function onTyped(stage: Stage, model: Model, input: TerminalInput): StageStep {
  if (stage.panel) {
    const taken = onPanelKey(stage, model, stage.panel, input);
    if (taken) return taken;
  }
  const chord = input.type === "key" ? input.chord : "";
  const number = numberFor(chord, stage.settings.keys);
  if (number !== undefined) return goToNumber(stage, model, number);
  const action = actionFor(chord, stage.settings.keys);
  const busy = stage.editor.search !== undefined || (stage.editor.completing !== undefined && chord === "escape");
  // On a line that is not empty these keys are the editor's.
  const edits = action === "quit" && textOf(stage.editor.text) !== "";
  if (action !== undefined && !busy && !edits) return runAction(stage, model, action);
  if (stage.panel) return stageStep(stage);
  return onEdit({ ...stage, allPresence: false }, model, input);
}

function onEdit(stage: Stage, model: Model, input: TerminalInput): StageStep {
  const secret = maskedFrom(stage.editor, model) !== undefined;
  // What is looked for backwards stands in the prompt, for everybody to see.
  if (secret && input.type === "key" && input.chord === "ctrl-r") return stageStep(stage);
  const edited = onKey(stage.editor, input, contextFor(stage, model));
  const editor = secret ? forgetful(stage.editor, edited.editor) : edited.editor;
  const next = { ...stage, editor };
  switch (edited.type) {
    case "edited":
      return stageStep(next);
    case "entered":
      // Whoever speaks wants to see it; a command may be about what is looked at.
      return stageStep(
        edited.text.startsWith("/") ? { ...next, page: undefined } : toBottom({ ...next, page: undefined }),
        lineEffect(model.question === undefined ? expandAlias(stage.settings, edited.text) : edited.text),
      );
    case "full":
      return hinted(next, "That would be too long for one message");
    case "ignored":
      return input.type === "key" && input.chord === "enter" ? onEnterAlone(next, model) : stageStep(next);
    default:
      return unreachable(edited);
  }
}

/** Enter on an empty line: fills the hole in sight, unless something else waits for it. */
function onEnterAlone(stage: Stage, model: Model): StageStep {
  const isFree = model.phase.type === "online" && model.held === undefined && model.question === undefined;
  const gap = isFree ? gapInSight(stage, model) : undefined;
  return gap === undefined ? stageStep(stage, lineEffect("")) : loadGap(stage, gap);
}

function contextFor(stage: Stage, model: Model): EditContext {
  const columns = inputColumns(stage, model);
  return {
    columns: columns - widthOf(inputPrompt(stage, model, columns)),
    complete: (text, offset) => choicesAt(stage, model, text, offset),
  };
}

/** A paste never sends by itself; a long one asks what it is to be. */
function onPaste(stage: Stage, model: Model, paste: Paste): StageStep {
  const text = paste.text.replace(/\n+$/, "");
  const long = model.question === undefined ? longPaste(text, model) : undefined;
  if (long) {
    const hint = paste.cut ? "The paste was too long; its end is left out" : undefined;
    return stageStep({ ...stage, hint, panel: { type: "paste", paste: long } });
  }
  return onEdit({ ...stage, hint: undefined }, model, { ...paste, text });
}

function onMouse(stage: Stage, model: Model, mouse: Mouse, targets: Hits<Click>): StageStep {
  if (mouse.action === "wheel-up") return scrollRows(stage, model, -WHEEL_ROWS);
  if (mouse.action === "wheel-down") return scrollRows(stage, model, WHEEL_ROWS);
  if (mouse.action !== "press" || mouse.button !== "left") return stageStep(stage);
  const click = targets.at(mouse.row, mouse.column);
  const quiet = { ...stage, hint: undefined };
  switch (click?.type) {
    case undefined:
      return stageStep(quiet);
    case "open":
      return stageStep(quiet, { type: "act", action: { type: "wish", wish: { type: "open", place: click.place } } });
    case "join":
      return stageStep({ ...quiet, page: undefined }, lineEffect(`/join ${click.room}`));
    case "leave":
      return stageStep(quiet, lineEffect("/leave"));
    case "send":
      return onEdit(quiet, model, { type: "key", chord: "enter" });
    case "do":
      return runAction(quiet, model, click.action);
    case "gap":
      return loadGap(quiet, click.id);
    case "pick":
      return pick(quiet, model, click.index);
    default:
      return unreachable(click);
  }
}
