// What the bound keys do.
import { unreachable } from "../../unreachable.ts";
import type { Model } from "../model.ts";
import type { ActionName } from "./keymap.ts";
import { contextOf, frontLines } from "./message_view.ts";
import { withDraft } from "./panel_keys.ts";
import { activePlaces, openPlaces } from "./places.ts";
import { pickLink } from "./link_list.ts";
import { pickMessage } from "./message_keys.ts";
import { searchFront } from "./searching.ts";
import { scrollPage, showLine, toBottom, toTop, toUnread } from "./scrolling.ts";
import { layoutOf } from "./layout.ts";
import { withSetting } from "./settings.ts";
import { frontOf, type Stage } from "./stage.ts";
import { hinted, openEffect, type StageEffect, type StageStep, stageStep, withSettings } from "./stage_step.ts";

export function runAction(stage: Stage, model: Model, action: ActionName): StageStep {
  switch (action) {
    case "help":
      return stageStep({ ...stage, page: stage.page?.type === "help" ? undefined : { type: "help", row: 0 } });
    case "rooms":
      return openRooms(stage);
    case "next":
      return goBy(stage, model, 1);
    case "previous":
      return goBy(stage, model, -1);
    case "active":
      return goActive(stage, model);
    case "switch":
      return stageStep({ ...stage, panel: { type: "switch", query: "", index: 0 } }, ASK_ROOMS);
    case "page-up":
      return scrollPage(stage, model, -1);
    case "page-down":
      return scrollPage(stage, model, 1);
    case "top":
      return toTop(stage, model);
    case "bottom":
      return stageStep(toBottom({ ...stage, page: undefined }));
    case "unread":
      return toUnread(stage, model);
    case "mention-up":
      return goToCall(stage, model, -1);
    case "mention-down":
      return goToCall(stage, model, 1);
    case "search":
      return searchFront(stage, model, "");
    case "pick":
      return pickMessage(stage, model);
    case "links":
      return stageStep(pickLink(stage));
    case "presence":
      return stageStep({ ...stage, allPresence: !stage.allPresence });
    case "rooms-pane":
      return togglePane(stage, model, "rooms");
    case "members-pane":
      return togglePane(stage, model, "members");
    case "everybody":
      return toggleEverybody(stage);
    case "bare":
      return stageStep({ ...stage, bare: !stage.bare });
    case "redraw":
      return stageStep(stage, { type: "redraw" });
    case "suspend":
      return stageStep(stage, { type: "suspend" });
    case "quit":
      if (typeof model.question === "object") return stageStep(stage, GIVE_UP);
      if (model.question !== undefined) return stageStep(stage, { type: "act", action: { type: "interrupted" } });
      return stageStep(withDraft(stage, "/quit"));
    case "escape":
      return escape(stage, model);
    default:
      return unreachable(action);
  }
}

const GIVE_UP: StageEffect = { type: "act", action: { type: "given-up" } };
const ASK_ROOMS: StageEffect = { type: "act", action: { type: "wish", wish: { type: "rooms" } } };

/** Goes to the conversation of this number, counted from 1. */
export function goToNumber(stage: Stage, model: Model, number: number): StageStep {
  const place = openPlaces(stage, model)[number - 1]?.place;
  return place ? stageStep(stage, openEffect(place)) : hinted(stage, `There is no conversation ${number}`);
}

function openRooms(stage: Stage): StageStep {
  if (stage.page?.type === "rooms") return stageStep({ ...stage, page: undefined });
  return stageStep({ ...stage, page: { type: "rooms", row: 0 } }, ASK_ROOMS);
}

function goBy(stage: Stage, model: Model, by: 1 | -1): StageStep {
  const places = openPlaces(stage, model);
  const at = places.findIndex(({ key }) => key === stage.front);
  const next = places[(at + by + places.length) % Math.max(1, places.length)];
  return next ? stageStep(stage, openEffect(next.place)) : stageStep(stage);
}

/** To what is new, what calls first; when nothing is, back to where it began. */
function goActive(stage: Stage, model: Model): StageStep {
  const [next] = activePlaces(stage, model);
  const cameFrom = stage.cameFrom ?? stage.front;
  if (next) return stageStep({ ...stage, cameFrom }, openEffect(next.place));
  const back = openPlaces(stage, model).find(({ key }) => key === stage.cameFrom);
  const over = { ...stage, cameFrom: undefined };
  return back && back.key !== stage.front
    ? stageStep(over, openEffect(back.place))
    : hinted(over, "Nothing new anywhere");
}

function goToCall(stage: Stage, model: Model, by: 1 | -1): StageStep {
  const { rows, columns } = layoutOf(stage, model).messages;
  const lines = frontLines(stage, model);
  const { caller } = contextOf(stage, model, columns);
  const { anchor } = frontOf(stage);
  // What is shown stands a third below the top, so the search goes on from there.
  const from = anchor ? anchor.id + (by > 0 ? Math.floor(rows / 3) : 0) : lines.lastId + 1;
  for (let id = from + by; id >= lines.firstId && id <= lines.lastId; id += by) {
    const line = lines.at(id);
    if (line?.type === "said" && !line.mine && caller(line.text).length > 0) {
      return stageStep(showLine(stage, model, id));
    }
  }
  return hinted(stage, by < 0 ? "No line further up calls you" : "No line further down calls you");
}

function togglePane(stage: Stage, model: Model, pane: "rooms" | "members"): StageStep {
  const shown = layoutOf(stage, model)[pane] !== undefined;
  const next = withSetting(stage.settings, pane, shown ? "off" : "on");
  return typeof next === "string" ? hinted(stage, next) : withSettings(stage, next);
}

function toggleEverybody(stage: Stage): StageStep {
  const on = !stage.everybody;
  return stageStep({ ...stage, everybody: on }, {
    type: "act",
    action: { type: "wish", wish: { type: "everybody", on } },
  });
}

function escape(stage: Stage, model: Model): StageStep {
  if (stage.page) return stageStep({ ...stage, page: undefined });
  if (typeof model.question === "object") return stageStep(stage, GIVE_UP);
  return stageStep(toBottom(stage));
}
