// Where one could go: conversations, people who are here, rooms that are there; found by any part of the name.
import { fold } from "../../chat/names.ts";
import { isMe } from "../conversation.ts";
import type { Model } from "../model.ts";
import { plural } from "../plural.ts";
import type { Place } from "../wish.ts";
import { tidy } from "./message_text.ts";
import { keyOfPlace, nameOfPlace, openPlaces } from "./places.ts";
import type { PickItem } from "./panel.ts";
import type { Stage } from "./stage.ts";

const ITEMS_MAX = 50;

/** The fitting places, the best first. */
export function switchItems(stage: Stage, model: Model, query: string): readonly PickItem[] {
  const wanted = fold(query.replace(/^[@&#]/, ""));
  const scored = candidates(stage, model)
    .map((item, order) => ({ item, order, score: scoreOf(fold(item.act.place.name), wanted) }))
    .filter(({ score }) => score !== undefined)
    .sort((one, other) => (one.score ?? 0) - (other.score ?? 0) || one.order - other.order);
  return scored.slice(0, ITEMS_MAX).map(({ item }) => item);
}

/** What to say where nothing fits. */
export function nowhere(query: string): string {
  return query === "" ? "There is nowhere else to go" : `Nobody and nothing is called ${tidy(query)}`;
}

type OpenItem = PickItem & { readonly act: { readonly type: "open"; readonly place: Place } };

/** Each place once: what is new first, then what is open, then the rest. */
function candidates(stage: Stage, model: Model): readonly OpenItem[] {
  const byKey = new Map<string, OpenItem>();
  const add = (place: Place, about: string) => {
    const key = keyOfPlace(place);
    if (!byKey.has(key)) byKey.set(key, { label: nameOfPlace(place), about, act: { type: "open", place } });
  };
  const open = openPlaces(stage, model).filter(({ key }) => key !== stage.front);
  for (const { place, unread } of open.toSorted((one, other) => other.unread - one.unread)) {
    add(place, unread > 0 ? `${unread} new` : "open");
  }
  for (const { room, members } of model.directory) {
    add({ type: "room", name: room }, plural(members, "person", "people"));
  }
  for (const room of model.rooms.values()) {
    for (const { nick, status } of room.members.values()) {
      if (!isMe(model, nick)) {
        add({ type: "person", name: nick }, `in ${room.name}${status === "online" ? "" : `, ${status}`}`);
      }
    }
  }
  for (const nick of model.met.values()) if (!isMe(model, nick)) add({ type: "person", name: nick }, "");
  byKey.delete(stage.front);
  return [...byKey.values()];
}

/** Less is better: at the beginning, at a word's beginning, inside, scattered; `undefined` where it does not fit. */
function scoreOf(name: string, wanted: string): number | undefined {
  if (wanted === "") return 0;
  const at = name.indexOf(wanted);
  if (at === 0) return name.length === wanted.length ? 0 : 1;
  if (at > 0) return /[\p{L}\p{N}]/u.test(name[at - 1] ?? "") ? 3 : 2;
  let from = 0;
  for (const letter of wanted) {
    from = name.indexOf(letter, from) + 1;
    if (from === 0) return undefined;
  }
  return 4;
}
