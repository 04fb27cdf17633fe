// Where typed lines go, and under which key each conversation's transcript is kept.
import { fold } from "../chat/names.ts";
import type { Model, Room, Talk } from "./model.ts";

export function roomKey(room: string): string {
  return `room:${fold(room)}`;
}

export function personKey(nick: string): string {
  return `person:${fold(nick)}`;
}

export function groupKey(group: string): string {
  return `group:${fold(group)}`;
}

/** The keys of a conversation: one for a room or a group, one for each of several people. */
export function talkKeys(talk: Talk): readonly string[] {
  return talk.type === "group" ? [groupKey(talk.group)] : talk.to.map(personKey);
}

/** The key of what is in front: the open conversation, else the room; `undefined` in the menu. */
export function frontKey(model: Model): string | undefined {
  if (model.talk) return talkKeys(model.talk)[0];
  const room = currentRoom(model);
  return room && roomKey(room.name);
}

/** The name of what is in front, for a prompt, a title and a file: `lobby`, `bob`, `groupX`; `undefined` in the menu. */
export function frontName(model: Model): string | undefined {
  if (model.talk) return model.talk.type === "group" ? model.talk.group : model.talk.to.join(",");
  return currentRoom(model)?.name;
}

/** The room that lines go to. */
export function currentRoom(model: Model): Room | undefined {
  return model.current === undefined ? undefined : model.rooms.get(model.current);
}

/** True where somebody is known to bear this nick: a member of a room, or somebody who wrote. */
export function isKnown(model: Model, nick: string): boolean {
  const folded = fold(nick);
  if (model.met.has(folded)) return true;
  for (const room of model.rooms.values()) {
    if (room.members.has(folded)) return true;
  }
  return false;
}

/** True for one's own nick. */
export function isMe(model: Model, nick: string): boolean {
  return model.nick !== undefined && fold(nick) === fold(model.nick);
}

/** True where one is in a group of this name. */
export function inGroup(model: Model, group: string): boolean {
  return model.groups.has(fold(group));
}
