// The conversations in the order in which they are numbered: rooms, groups, people.
import { groupKey, personKey, roomKey } from "../conversation.ts";
import type { Model } from "../model.ts";
import type { Place } from "../wish.ts";
import { levelOf } from "./attention.ts";
import { type Conversation, newConversation } from "./conversation.ts";
import type { Stage } from "./stage.ts";

/** The key of a place. */
export function keyOfPlace({ type, name }: Place): string {
  return type === "room" ? roomKey(name) : type === "group" ? groupKey(name) : personKey(name);
}

/** The name of a place with its sign. */
export function nameOfPlace({ type, name }: Place): string {
  return type === "room" ? name : `${type === "group" ? "&" : "@"}${name}`;
}

/** All conversations that one can go to, with a place each. */
export function openPlaces(stage: Stage, model: Model): readonly (Conversation & { readonly place: Place })[] {
  const held = (place: Place) => {
    const key = keyOfPlace(place);
    return { ...(stage.conversations.get(key) ?? newConversation(key, place)), place };
  };
  const rooms = [...model.rooms.values()].map(({ name }) => held({ type: "room", name }));
  const groups = [...model.groups.values()].map(({ group }) => held({ type: "group", name: group }));
  const people = [...stage.conversations.values()]
    .filter(({ place }) => place?.type === "person")
    .map((each) => held(each.place ?? { type: "person", name: "" }));
  return [...rooms, ...groups, ...people];
}

export interface ActivePlace extends Conversation {
  readonly place: Place;
  /** Its place among all, from 1: what Alt and the number go to. */
  readonly number: number;
}

/** Where there is something new, what matters most first: called, written to alone, then the rest. */
export function activePlaces(stage: Stage, model: Model): readonly ActivePlace[] {
  const weight = ({ called, place }: Conversation) => place?.type === "person" ? 2 : called > 0 ? 3 : 1;
  return openPlaces(stage, model)
    .map((each, index) => ({ ...each, number: index + 1 }))
    .filter(({ key, unread }) => unread > 0 && key !== stage.front && isHeard(stage, key))
    .sort((one, other) => weight(other) - weight(one));
}

/** Where nothing calls, nothing lights up. */
function isHeard({ settings }: Stage, key: string): boolean {
  return levelOf(settings, key) !== "none";
}

/** All that is unread, for the title. */
export function unreadTotal(stage: Stage): number {
  let total = 0;
  for (const { key, unread } of stage.conversations.values()) if (isHeard(stage, key)) total += unread;
  return total;
}

/** A number that never grows wide. */
export function capped(count: number): string {
  return count > 99 ? "99+" : String(count);
}
