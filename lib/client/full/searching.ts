// Finding what was said: in a room the server looks, elsewhere what is here is looked through. And links, likewise.
import type { Line } from "../line.ts";
import type { Model } from "../model.ts";
import { formatDate, formatTime } from "../view_line.ts";
import type { News } from "../wish.ts";
import { linksIn } from "./links.ts";
import { tidy, tidyText } from "./message_text.ts";
import { frontOf, type PickItem, shownLines, type Stage } from "./stage.ts";
import { hinted, type StageStep, stageStep } from "./stage_step.ts";
import { lastIdOf, lineAt } from "./transcript.ts";

const ITEMS_MAX = 100;
/** Lines looked through for links. */
const LINK_LINES_MAX = 1_000;

/** Looks for a text in the conversation that is looked at. */
export function searchFront(stage: Stage, model: Model, text: string): StageStep {
  const { place } = frontOf(stage);
  if (text.trim() === "") return stageStep({ ...stage, panel: { type: "find", query: "" } });
  if (place?.type !== "room") return searchHere(stage, text);
  if (model.phase.type !== "online") return hinted(stage, "Searching needs the server, and there is no connection");
  const wish = { type: "search", room: place.name, text } as const;
  return stageStep({ ...stage, hint: `Searching for ${text} …` }, { type: "act", action: { type: "wish", wish } });
}

/** The server has found these. */
export function showHits(stage: Stage, { text, lines, more }: News & { readonly type: "hits" }): Stage {
  const items = lines.map((line): PickItem => ({
    label: `${stampOf(line.at)}  ${tidy(line.from)}`,
    about: tidy(line.text),
    act: { type: "hit", line },
  }));
  return picked(
    stage,
    `${items.length}${more ? " and more" : ""} with "${tidy(text)}"`,
    items,
    `Nothing found: ${text}`,
  );
}

/** Links said here lately, the newest first. */
export function pickLink(stage: Stage): Stage {
  const items: PickItem[] = [];
  const seen = new Set<string>();
  for (const { line } of newestFirst(stage, LINK_LINES_MAX)) {
    for (const { url } of linksIn(tidyText("text" in line ? line.text : "")).toReversed()) {
      if (seen.has(url) || items.length >= ITEMS_MAX) continue;
      seen.add(url);
      items.push({ label: url, about: "from" in line ? tidy(line.from) : "", act: { type: "copy", text: url } });
    }
  }
  return picked(stage, "Links: Enter copies", items, "No link was said here");
}

function searchHere(stage: Stage, text: string): StageStep {
  const wanted = text.toLowerCase();
  const items: PickItem[] = [];
  for (const { line, id } of newestFirst(stage, Infinity)) {
    if (!("from" in line) || !line.text.toLowerCase().includes(wanted)) continue;
    items.push({
      label: `${stampOf(line.at)}  ${tidy(line.from)}`,
      about: tidy(line.text),
      act: { type: "local-hit", id },
    });
    if (items.length >= ITEMS_MAX) break;
  }
  return stageStep(picked(stage, `${items.length} with "${tidy(text)}"`, items, `Nothing found: ${text}`));
}

function picked(stage: Stage, title: string, items: readonly PickItem[], nothing: string): Stage {
  if (items.length === 0) return { ...stage, panel: undefined, hint: nothing };
  return { ...stage, hint: undefined, panel: { type: "pick", title, items, index: 0 } };
}

function* newestFirst(stage: Stage, most: number): Generator<{ readonly line: Line; readonly id: number }> {
  const lines = shownLines(frontOf(stage));
  const last = lastIdOf(lines);
  for (let id = last; id >= lines.firstId && last - id < most; id--) {
    const line = lineAt(lines, id);
    if (line) yield { line, id };
  }
}

function stampOf(at: number): string {
  return `${formatDate(at).replace(/^\S+ /, "")} ${formatTime(at)}`;
}
