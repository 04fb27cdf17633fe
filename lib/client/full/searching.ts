// Finding what was said: in rooms the server looks; the lines that are here are looked through for the rest, and for
// whatever the server cannot do.
import type { Model } from "../model.ts";
import type { News } from "../wish.ts";
import { tidy } from "./message_text.ts";
import { ITEMS_MAX, newestFirst, picked, wordsItem } from "./pick_list.ts";
import type { Conversation } from "./conversation.ts";
import type { PickItem, Search } from "./panel.ts";
import { frontOf, type Stage } from "./stage.ts";
import { hinted, type StageStep, stageStep } from "./stage_step.ts";

/** A search as it begins. */
export const NEW_SEARCH: Search = { query: "", scope: "here", exact: false, regex: false };

/** Looks for a text in the conversation that is looked at; without one, asks for it. */
export function searchFront(stage: Stage, model: Model, query: string): StageStep {
  if (query.trim() === "") return stageStep({ ...stage, panel: { type: "find", search: NEW_SEARCH } });
  return runSearch(stage, model, { ...NEW_SEARCH, query });
}

/** Looks for what was asked for. */
export function runSearch(stage: Stage, model: Model, search: Search): StageStep {
  const { query, scope, regex } = search;
  const { place } = frontOf(stage);
  if (query.trim() === "") return stageStep(stage);
  const matcher = matcherOf(search);
  if (typeof matcher === "string") return hinted(stage, matcher);
  const anywhere = scope === "everywhere";
  const room = place?.type === "room" ? place.name : undefined;
  // The server knows words, and only those of rooms.
  if (regex || (!anywhere && room === undefined)) {
    return stageStep(found(stage, search, hereItems(stage, search, matcher)));
  }
  if (model.phase.type !== "online") return hinted(stage, "Searching needs the server, and there is no connection");
  const wish = { type: "search", text: query, ...(anywhere || room === undefined ? {} : { room }) } as const;
  const asking = { ...stage, search, hint: `Searching for ${query} …` };
  return stageStep(asking, { type: "act", action: { type: "wish", wish } });
}

/** The server has found these. */
export function showHits(stage: Stage, { text, lines, more }: News & { readonly type: "hits" }): Stage {
  const search = stage.search?.query === text ? stage.search : { ...NEW_SEARCH, query: text };
  const matcher = matcherOf(search);
  const fits = typeof matcher === "string" ? () => true : matcher;
  const anywhere = search.scope === "everywhere";
  const items = lines.filter((line) => fits(line.text)).map((line) => ({
    at: line.at,
    item: wordsItem(anywhere ? { ...line, from: `${line.room} ${line.from}` } : line, { type: "hit", line }),
  }));
  // What people write to each other the server does not look through.
  const talks = anywhere ? itemsOf(stage, search, fits, ({ place }) => place?.type !== "room") : [];
  const all = [...items, ...talks].sort((one, other) => other.at - one.at).map(({ item }) => item);
  return found({ ...stage, search: undefined }, search, all.slice(0, ITEMS_MAX), more);
}

type Matcher = (text: string) => boolean;

/** What fits, or why nothing can. */
function matcherOf({ query, exact, regex }: Search): Matcher | string {
  if (!regex) {
    const wanted = exact ? query : query.toLowerCase();
    return (text) => (exact ? text : text.toLowerCase()).includes(wanted);
  }
  try {
    const pattern = new RegExp(query, exact ? "u" : "iu");
    return (text) => pattern.test(text);
  } catch {
    return `${query} is no regular expression`;
  }
}

function hereItems(stage: Stage, search: Search, matcher: Matcher): readonly PickItem[] {
  const anywhere = search.scope === "everywhere";
  const items = itemsOf(stage, search, matcher, ({ key }) => anywhere || key === stage.front);
  return items.sort((one, other) => other.at - one.at).map(({ item }) => item).slice(0, ITEMS_MAX);
}

interface Hit {
  readonly at: number;
  readonly item: PickItem;
}

function itemsOf(
  { conversations }: Stage,
  { scope }: Search,
  matcher: Matcher,
  isWanted: (conversation: Conversation) => boolean,
): Hit[] {
  const items: Hit[] = [];
  for (const conversation of conversations.values()) {
    const { key, place, lines } = conversation;
    if (!isWanted(conversation)) continue;
    let count = 0;
    for (const { line, id } of newestFirst(lines)) {
      if (!("from" in line) || !matcher(line.text)) continue;
      // A copy stands in a room for the eye alone.
      if (line.type === "direct" && place?.type === "room" && scope === "everywhere") continue;
      const from = scope === "everywhere" && place ? `${place.name} ${line.from}` : line.from;
      items.push({ at: line.at, item: wordsItem({ ...line, from }, { type: "local-hit", key, id }) });
      if (++count >= ITEMS_MAX) break;
    }
  }
  return items;
}

function found(stage: Stage, { query, scope, regex }: Search, items: readonly PickItem[], more = false): Stage {
  const where = scope === "everywhere" ? " everywhere" : "";
  const what = regex ? `/${tidy(query)}/ in the lines that are here` : `"${tidy(query)}"`;
  const title = `${items.length}${more ? " and more" : ""} with ${what}${where}`;
  return picked(stage, title, items, `Nothing found${where}: ${query}`);
}
