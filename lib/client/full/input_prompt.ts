// What stands before the line that is being typed: the question it answers, or whom it goes to.
import { cleanLine } from "../../chat/text.ts";
import { shorten } from "../../tui/width.ts";
import { unreachable } from "../../unreachable.ts";
import { askingPrompt } from "../asking.ts";
import { frontName, isKnown } from "../conversation.ts";
import type { Model } from "../model.ts";
import { textOf } from "../../tui/edit_text.ts";
import { habitOf } from "../update_input.ts";
import { nickOffered, serverOffered } from "../questions.ts";
import type { Panel } from "./panel.ts";
import type { Stage } from "./stage.ts";

/** The prompt, ending with a blank, in at most half of the columns. */
export function inputPrompt(stage: Stage, model: Model, columns: number): string {
  const text = stage.panel
    ? panelPrompt(stage.panel)
    : questionOf(model) ?? typedRecipient(model, textOf(stage.editor.text)) ?? recipientOf(model);
  // A question is short and wants to be read; a recipient leaves room for what is said.
  const most = model.question === undefined ? Math.floor(columns / 2) - 1 : columns - 9;
  return `${shorten(text, Math.max(3, most))} `;
}

/** Longer lines are looked at no further than this for whom they are to. */
const LOOKED_AT = 256;

/** Whom the line being typed goes to, where it begins with that: it may be somebody else than all that is on screen. */
function typedRecipient(model: Model, typed: string): string | undefined {
  if (typed.startsWith("/") || model.current === undefined && !model.talk) return undefined;
  const found = habitOf(model, typed.slice(0, LOOKED_AT));
  switch (found.type) {
    case "tell":
      return found.sure || found.to.every((name) => isKnown(model, name))
        ? `@${found.to.map((name) => cleanLine(name)).join(", ")} ›`
        : undefined;
    case "tell-group":
      return `&${cleanLine(found.group)} ›`;
    case "shout":
      return "to all ›";
    default:
      return undefined;
  }
}

/** Whom the line goes to, in words and signs. */
export function recipientOf(model: Model): string {
  const name = cleanLine(frontName(model) ?? "");
  if (model.talk?.type === "people") return `@${name} ›`;
  if (model.talk) return `&${name} ›`;
  return name === "" ? "›" : `${name} ›`;
}

function questionOf(model: Model): string | undefined {
  const { question } = model;
  if (typeof question === "object") {
    return cleanLine(askingPrompt(question, model.nick ?? "")).trimEnd();
  }
  switch (question) {
    case undefined:
      return undefined;
    case "nick": {
      const nick = nickOffered(model);
      return nick === undefined ? "Your nick:" : `Your nick (Enter: ${cleanLine(nick)}):`;
    }
    case "server":
      return `Server (Enter: ${cleanLine(serverOffered(model))}):`;
    case "unreachable":
      return "Enter, HOST, or quit:";
    default:
      return unreachable(question);
  }
}

function panelPrompt(panel: Panel): string {
  switch (panel.type) {
    case "switch":
      return "Go to:";
    case "find":
      return `Search${panel.search.exact ? " Aa" : ""}${panel.search.regex ? " .*" : ""}:`;
    case "message":
      return "↑↓ y o, or Esc";
    case "pick":
      return "↑↓ Enter, or Esc";
    case "paste":
      return "o, l, e or Esc?";
    default:
      return unreachable(panel);
  }
}

/** Columns from which there is a button beside the line being typed. */
const SEND_FROM = 60;
const SEND_COLUMNS = 7;

export function hasSend(stage: Stage, model: Model): boolean {
  return stage.mouse && stage.size.columns >= SEND_FROM && !stage.panel && model.question === undefined;
}

/** Columns for the line being typed, beside the button. */
export function inputColumns(stage: Stage, model: Model): number {
  return stage.size.columns - (hasSend(stage, model) ? SEND_COLUMNS : 0);
}
