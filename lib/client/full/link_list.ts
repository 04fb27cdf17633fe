// Links to pick from: a program in a terminal opens none by itself, so picking one copies it.
import { linksIn } from "./links.ts";
import { tidy, tidyText } from "./message_text.ts";
import { ITEMS_MAX, newestFirst, picked } from "./pick_list.ts";
import { shownLines } from "./conversation.ts";
import type { PickItem } from "./panel.ts";
import { frontOf, type Stage } from "./stage.ts";
import type { Line } from "../line.ts";

/** Lines looked through. */
const LINES_MAX = 1_000;
const TITLE = "Links: Enter copies";

/** Links said here lately, the newest first. */
export function pickLink(stage: Stage): Stage {
  const items = new Map<string, PickItem>();
  for (const { line } of newestFirst(shownLines(frontOf(stage)), LINES_MAX)) {
    for (const item of linkItems(line).toReversed()) {
      if (items.size < ITEMS_MAX && !items.has(item.label)) items.set(item.label, item);
    }
  }
  return picked(stage, TITLE, [...items.values()], "No link was said here");
}

/** The links of one line. */
export function pickLinkOf(stage: Stage, line: Line): Stage {
  return picked(stage, TITLE, linkItems(line), "There is no link in it");
}

function linkItems(line: Line): readonly PickItem[] {
  const about = "from" in line ? tidy(line.from) : "";
  const text = line.type === "block" ? line.rows.join("\n") : "text" in line ? line.text : "";
  return linksIn(tidyText(text)).map(({ url }): PickItem => ({
    label: url,
    about,
    act: { type: "copy", text: url },
  }));
}
