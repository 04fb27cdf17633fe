// Answers that are lists, and what others say past the rooms.
import type { EventOf } from "../../chat/event.ts";
import type { PersonInfo } from "../../chat/info.ts";
import { fold } from "../../chat/names.ts";
import type { Moment } from "../../clock.ts";
import { frontKey, groupKey, inGroup, isMe, personKey } from "../conversation.ts";
import { pastLine, saidLine, takePage } from "./entries.ts";
import { fileRooms, showMenu, showRooms } from "../menu.ts";
import type { Ask } from "../ask.ts";
import type { Model, Room } from "../model.ts";
import { takeMembers } from "./order_events.ts";
import type { Place } from "../wish.ts";
import { plural } from "../plural.ts";
import { block, chain, change, notice, show, type Step, step } from "../step.ts";
import { padTo, widthOf } from "../wrap.ts";
import { noteRead } from "./read_marks.ts";
import { takeDownload } from "../commands/save_command.ts";
import { takeEverybody } from "../wishes.ts";

/** Nicks met outside of rooms that are remembered. */
const MET_MAX = 1_000;

/** The answer to `rooms`. */
export function rooms(model: Model, event: EventOf<"rooms">, ask: Ask | undefined): Step {
  if (ask?.type === "directory") return step(fileRooms(model, event.rooms));
  if (ask?.type === "menu") return showMenu(model, event.rooms, event.more);
  return showRooms(model, event.rooms, event.more);
}

/** The answer to `who`. */
export function who(model: Model, event: EventOf<"who">, ask: Ask | undefined): Step {
  if (ask?.type === "everybody") return takeEverybody(model, event);
  if (ask?.type === "members") return takeMembers(model, event, ask.room);
  const where = ask?.type === "who" && ask.room !== undefined ? `in ${ask.room}` : "connected";
  const width = Math.min(32, Math.max(0, ...event.people.map((person) => widthOf(person.nick))));
  const head = `${plural(event.people.length, "person", "people")}${event.more ? " and more" : ""} ${where}:`;
  const known = event.people.reduce((before, person) => meet(before, person.nick), model);
  const members = ask?.type === "who" ? model.rooms.get(fold(ask.room ?? ""))?.members : undefined;
  const rows = event.people.map((person) => personRow(model, person, { width, role: roleIn(members, person.nick) }));
  return block(known, head, ...rows);
}

/** What somebody may do in the room, where that is more than to be there. */
function roleIn(members: Room["members"] | undefined, nick: string): string | undefined {
  const role = members?.get(fold(nick))?.role;
  return role === "member" ? undefined : role;
}

interface PersonRow {
  readonly width: number;
  readonly role: string | undefined;
}

function personRow(model: Model, { nick, status, note, rooms }: PersonInfo, { width, role }: PersonRow): string {
  const you = isMe(model, nick) ? "you" : undefined;
  const how = status === "online" ? undefined : note === "" ? status : `${status}: ${note}`;
  const places = rooms.length === 0 ? undefined : `in ${rooms.join(", ")}`;
  const facts = [you, role, places, how].filter((fact) => fact !== undefined).join(" · ");
  return `  ${padTo(nick, width)}  ${facts}`.trimEnd();
}

/** A page of a history, for whatever it was asked. */
export function history(
  model: Model,
  moment: Moment,
  event: EventOf<"history"> & { readonly room: string },
  ask: Ask | undefined,
): Step {
  const room = model.rooms.get(fold(event.room));
  if (ask?.type === "save-history") return takeDownload(model, event);
  if (ask?.type === "fill") return room ? takePage(model, moment, room, event.entries) : step(model);
  if (event.entries.length === 0) return notice(model, moment, `Nothing was said in ${event.room} yet`);
  return chain(
    block(model, `— ${event.room}, the newest ${plural(event.entries.length, "line", "lines")} —`),
    ...event.entries.map((entry) => (after: Model) =>
      show(after, saidLine(event.room, entry, { mine: isMe(after, entry.from), old: true }))
    ),
    (after) => block(after, "— end —"),
  );
}

/** Somebody wrote to us, alone or with others; or one's own other connection did. */
export function direct(model: Model, event: EventOf<"direct">): Step {
  const { from, to, group, text, at } = event;
  const mine = isMe(model, from);
  const known = {
    ...(event.seq === undefined ? {} : { seq: event.seq }),
    ...(event.account === undefined ? {} : { account: event.account }),
  };
  const kept = model.givingKept ? { kept: true } as const : {};
  const line = { type: "direct", from, to, group, text, at, mine, ...known, ...kept } as const;
  const keys = group !== undefined ? [groupKey(group)] : mine ? to.map(personKey) : [personKey(from)];
  const place: Place = group === undefined ? { type: "person", name: from } : { type: "group", name: group };
  return show(mine ? model : noteRead(meet(model, from), place, event.seq), line, ...keys);
}

/** What was written in a conversation, for whoever asked. */
export function pastTalk(model: Model, moment: Moment, event: EventOf<"history">): Step {
  const name = event.with ?? "";
  if (event.entries.length === 0) return notice(model, moment, `Nothing is kept of what was written to ${name}`);
  const isGroup = inGroup(model, name);
  return chain(
    block(model, `— ${name}, the newest ${plural(event.entries.length, "message", "messages")} —`),
    ...event.entries.map((entry) => (after: Model) => show(after, pastLine(after, entry, name, isGroup))),
    (after) => block(after, "— end —"),
  );
}

/** Somebody wrote to everybody. */
export function shoutHeard(model: Model, event: EventOf<"shout">): Step {
  const { from, text, at, account } = event;
  const line = { type: "shout", from, text, at, mine: false, ...(account === undefined ? {} : { account }) } as const;
  return show(meet(model, from), line, frontKey(model));
}

/** We made a group. */
export function grouped(model: Model, moment: Moment, event: EventOf<"grouped">): Step {
  const { group, members, absent } = event;
  const missing = absent.length === 0 ? "" : ` · not here, so not in it: ${absent.join(", ")}`;
  const text = `${group} is there: ${members.join(", ")}${missing} · write to it with ${group}: text`;
  return notice(putGroup(model, group, members), moment, text, groupKey(group));
}

/** Somebody made a group with us, or its members changed. */
export function groupChanged(model: Model, moment: Moment, event: EventOf<"group">): Step {
  const { group, members, by } = event;
  const known = model.groups.get(fold(group));
  const text = known
    ? `${group} is now: ${members.join(", ")}`
    : `${by} made ${group}: ${members.join(", ")} · write to it with ${group}: text`;
  const same = known && known.members.join() === members.join();
  const changed = putGroup(model, group, members);
  return same || isMe(model, by) && !known ? step(changed) : notice(changed, moment, text, groupKey(group));
}

/** A group has ended. */
export function ungrouped(model: Model, moment: Moment, event: EventOf<"ungrouped">): Step {
  const groups = new Map(model.groups);
  groups.delete(fold(event.group));
  const inFront = model.talk?.type === "group" && fold(model.talk.group) === fold(event.group);
  const changed = change(model, { groups, talk: inFront ? undefined : model.talk });
  return notice(changed, moment, `${event.group} has ended`, groupKey(event.group));
}

/** The groups that we are in; shown where somebody asked for them. */
export function groups(model: Model, event: EventOf<"groups">, silent: boolean): Step {
  const changed = change(model, { groups: new Map(event.groups.map((info) => [fold(info.group), info])) });
  if (silent) return step(changed);
  if (event.groups.length === 0) return block(changed, "You are in no group. group groupX bob, eve makes one");
  return block(
    changed,
    "Your groups:",
    ...event.groups.map(({ group, members }) => `  ${group}  ${members.join(", ")}`),
  );
}

function putGroup(model: Model, group: string, members: readonly string[]): Model {
  return change(model, { groups: new Map(model.groups).set(fold(group), { group, members }) });
}

function meet(model: Model, nick: string): Model {
  const key = fold(nick);
  if (model.met.get(key) === nick) return model;
  const met = new Map(model.met).set(key, nick);
  if (met.size > MET_MAX) met.delete(met.keys().next().value ?? key);
  return change(model, { met });
}
