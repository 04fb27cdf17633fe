// What acts of order change in a room's members, when they happen: what a history tells of them later changes nothing.
import type { OrderCommand } from "../../chat/command.ts";
import type { EntryEvent } from "../../chat/entry.ts";
import type { EventOf } from "../../chat/event.ts";
import type { Role } from "../../chat/info.ts";
import { fold } from "../../chat/names.ts";
import type { Moment } from "../../clock.ts";
import { isMe } from "../conversation.ts";
import { makeWhole, putRoom } from "./entries.ts";
import type { Model, Room } from "../model.ts";
import { chain, notice, request, type Step, step } from "../step.ts";

/** An act as the room's history tells it: `by` did it. */
export function applyAct(model: Model, name: string, by: string, event: EntryEvent): Model {
  const room = model.rooms.get(fold(name));
  if (!room || event.nick === undefined) return model;
  switch (event.type) {
    case "role":
      return isRole(event.role) ? withRole(model, room, event.nick, event.role) : model;
    case "transfer":
      return withRole(withoutOwner(model, room, by), room, event.nick, "owner");
    case "kick":
    case "ban":
      return without(model, room, event.nick);
    default:
      return model;
  }
}

/** Whom a ban by address or account put out nobody says: so the room is asked who is still there. */
export function askWhoStayed(model: Model, name: string, event: EntryEvent | undefined): Step {
  const room = model.rooms.get(fold(name));
  if (event?.type !== "ban" || event.nick !== undefined || !room || room.count > room.members.size) return step(model);
  return request(model, { type: "who", room: room.name }, { type: "members", room: room.name });
}

/** Those who are in the room; roles are as they were. */
export function takeMembers(model: Model, event: EventOf<"who">, name: string): Step {
  const room = model.rooms.get(fold(name));
  if (!room || event.more) return step(model);
  const here = new Set(event.people.map(({ nick }) => fold(nick)));
  const members = new Map([...room.members].filter(([nick]) => here.has(fold(nick))));
  return step(putRoom(model, { ...room, members, count: event.people.length }));
}

/** One's own act is done: the others hear of it by the history, and so do we. */
export function orderDone(
  model: Model,
  moment: Moment,
  event: EventOf<"ok">,
  { command, done }: { readonly command: OrderCommand; readonly done: string },
): Step {
  const { room } = command as { readonly room?: string };
  const acted = room === undefined ? model : applyAct(model, room, model.nick ?? "", actOf(command));
  return chain(
    keptDone(acted, moment, event, { room, done }),
    (after) => room === undefined ? step(after) : askWhoStayed(after, room, actOf(command)),
  );
}

/** Shows what the history of `room` says of an act; where it says nothing, `done`. */
export function keptDone(
  model: Model,
  moment: Moment,
  { seq }: EventOf<"ok">,
  { room: name, done }: { readonly room: string | undefined; readonly done: string },
): Step {
  const room = name === undefined ? undefined : model.rooms.get(fold(name));
  if (room?.joined && seq !== undefined) return makeWhole(model, moment, { ...room, head: Math.max(room.head, seq) });
  return done === "" ? step(model) : notice(model, moment, done);
}

function actOf(command: OrderCommand): EntryEvent {
  const { type } = command;
  const nick = "nick" in command ? command.nick : undefined;
  return { type, ...(nick === undefined ? {} : { nick }), ...("role" in command ? { role: command.role } : {}) };
}

function isRole(role: string | undefined): role is Role {
  return role === "owner" || role === "moderator" || role === "member";
}

function withRole(model: Model, { name }: Room, nick: string, role: Role): Model {
  const room = model.rooms.get(fold(name));
  const member = room?.members.get(fold(nick));
  if (!room || !member) return model;
  const members = new Map(room.members).set(fold(nick), { ...member, role });
  return putRoom(model, { ...room, members, ...(isMe(model, nick) ? { role } : {}) });
}

/** Whoever hands a room over gives up what it had; an operator, who had nothing there, takes it from all owners. */
function withoutOwner(model: Model, room: Room, by: string): Model {
  const owners = [...room.members.values()].filter(({ role }) => role === "owner");
  const giver = owners.filter(({ nick }) => fold(nick) === fold(by));
  return (giver.length > 0 ? giver : owners).reduce(
    (before, { nick }) => withRole(before, room, nick, "member"),
    model,
  );
}

function without(model: Model, room: Room, nick: string): Model {
  const members = new Map(room.members);
  return members.delete(fold(nick)) ? putRoom(model, { ...room, members, count: Math.max(0, room.count - 1) }) : model;
}
