// The commands that are the full screen's own.
import { fold } from "../../chat/names.ts";
import type { Model } from "../model.ts";
import { unreachable } from "../../unreachable.ts";
import type { ScreenCommand } from "../wish.ts";
import { aliasCommand } from "./aliases.ts";
import { helpOn } from "./help_page.ts";
import { rowsSaid } from "./print.ts";
import { searchFront } from "./searching.ts";
import { scrollPage, toUnread } from "./scrolling.ts";
import { bindCommand, filterCommand, notifyCommand, setCommand, themeCommand } from "./setting_commands.ts";
import { HOME, type Stage } from "./stage.ts";
import { type StageStep, stageStep } from "./stage_step.ts";

/** Runs a command of the screen; `args` is what was typed after its name. */
export function runScreenCommand(stage: Stage, model: Model, name: ScreenCommand, args: string): StageStep {
  switch (name) {
    case "search":
      return searchFront(stage, model, args);
    case "history":
      return scrollPage(stage, model, -1);
    case "unread":
      return toUnread(stage, model);
    case "menu":
      return stageStep({ ...stage, page: { type: "rooms", row: 0 } });
    case "help": {
      const rows = helpOn(args);
      return rows ? rowsSaid(stage, model, rows) : stageStep({ ...stage, page: { type: "help", row: 0 } });
    }
    case "theme":
      return themeCommand(stage, args);
    case "set":
      return setCommand(stage, model, args);
    case "bind":
      return bindCommand(stage, model, args);
    case "notify":
      return notifyCommand(stage, args);
    case "alias":
      return aliasCommand(stage, model, args);
    case "filter":
      return filterCommand(stage, model, args);
    case "close":
      return stageStep(closed(stage, args));
    default:
      return unreachable(name);
  }
}

/** A conversation with somebody is put away; it comes back with the next word. */
function closed(stage: Stage, key: string): Stage {
  if (key === HOME || !stage.conversations.has(fold(key))) return stage;
  const conversations = new Map(stage.conversations);
  conversations.delete(fold(key));
  return { ...stage, conversations };
}
