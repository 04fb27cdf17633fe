// What stands before the line that is being typed, and in the terminal's title.
import type { Moment } from "../clock.ts";
import { cleanLine } from "../chat/text.ts";
import { unreachable } from "../unreachable.ts";
import { askingPrompt } from "./asking.ts";
import { frontName } from "./conversation.ts";
import type { Model } from "./model.ts";
import { SERVER_DEFAULT } from "./questions.ts";

/** The prompt: a question, or where the line goes and how things stand. Ends with a blank. */
export function promptOf(model: Model, moment: Moment): string {
  const { question } = model;
  if (typeof question === "object") return cleanLine(askingPrompt(question, model.nick ?? ""));
  switch (question) {
    case "nick":
      return "Your nick: ";
    case "server":
      return `Server (Enter for ${SERVER_DEFAULT}): `;
    case "unreachable":
      return "Enter tries again; or HOST[:PORT]; or quit: ";
    case undefined:
      return `${linkState(model, moment)}${waiting(model)}${target(model)}> `;
    default:
      return unreachable(question);
  }
}

/** True where what is typed is shown to nobody. */
export function isMasked({ question }: Model): boolean {
  return typeof question === "object" && question.type === "secret";
}

/** True where the question may be given up without leaving the program. */
export function mayBeGivenUp({ question }: Model): boolean {
  return typeof question === "object";
}

/** The terminal's title: `NICK – ROOM – parley`. */
export function titleOf(model: Model): string {
  const parts = [model.nick, frontName(model), "parley"].filter((part) => part !== undefined);
  return cleanLine(parts.join(" – "));
}

function target(model: Model): string {
  const name = cleanLine(frontName(model) ?? "");
  return model.talk?.type === "people" ? `@${name}` : name;
}

function waiting(model: Model): string {
  const count = model.queue.items.length;
  return count === 0 ? "" : `(${count} unsent) `;
}

function linkState(model: Model, moment: Moment): string {
  const { phase } = model;
  switch (phase.type) {
    case "online":
    case "ended":
      return "";
    case "idle":
      return "(offline) ";
    case "dialing":
    case "greeting":
      return "(connecting) ";
    case "waiting":
      return `(offline, again in ${Math.max(0, Math.ceil((phase.until - moment.mono) / 1_000))} s) `;
    case "leaving":
      return "(leaving) ";
    default:
      return unreachable(phase);
  }
}
