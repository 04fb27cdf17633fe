// What happens in rooms: entering them, who comes and goes, what changes.
import type { EventOf, Joined, MemberChange, RoomChanged } from "../../chat/event.ts";
import type { MemberInfo } from "../../chat/info.ts";
import { fold } from "../../chat/names.ts";
import type { Moment } from "../../clock.ts";
import { unreachable } from "../../unreachable.ts";
import { isMe, roomKey } from "../conversation.ts";
import { makeWhole, putRoom, saidLine, takePage } from "./entries.ts";
import type { PresenceChange } from "../line.ts";
import { openMenu } from "../menu.ts";
import type { Ask } from "../ask.ts";
import type { Model, Room } from "../model.ts";
import { plural } from "../plural.ts";
import { giveUpRoom } from "../queue.ts";
import { askMark } from "./read_marks.ts";
import { chain, change, notice, show, type Step, step } from "../step.ts";

/** Names shown when one enters; /who shows all. */
const NAMES_SHOWN_MAX = 20;

/** We are in a room: newly, or again after the link was lost. */
export function joined(model: Model, moment: Moment, event: Joined, ask: Ask | undefined): Step {
  const before = model.rooms.get(fold(event.room));
  const password = ask?.type === "enter" ? ask.password : before?.password;
  const isBack = before !== undefined && !before.joined && before.id === event.id && event.reset !== true;
  const back = isBack ? before.back ?? { since: moment.at, missed: 0 } : undefined;
  const last = event.history.at(-1)?.seq ?? event.head;
  const room: Room = {
    name: event.room,
    id: event.id,
    topic: event.topic,
    limit: event.limit,
    private: event.private,
    role: event.role,
    members: new Map(event.members.map((member) => [fold(member.nick), member])),
    count: event.count,
    cursor: isBack ? before.cursor : last,
    head: Math.max(event.head, last),
    early: [],
    fetching: false,
    joined: true,
    password,
    back,
  };
  return chain(
    isBack
      ? takePage(putRoom(model, room), moment, room, event.history)
      : enterNew(model, moment, room, event, before !== undefined && !before.joined),
    (after) => askMark(after, room.name, isBack ? "meanwhile" : "before"),
  );
}

function enterNew(model: Model, moment: Moment, room: Room, event: Joined, anew: boolean): Step {
  // Where one is in one room at a time, the server has let go of the other.
  const single = (model.session?.limits.rooms ?? 1) === 1;
  const placed = putRoom(single ? change(model, { rooms: new Map() }) : model, room);
  const key = roomKey(room.name);
  const began = change(placed, { current: fold(room.name), talk: anew ? model.talk : undefined, choosing: false });
  return chain(
    anew ? notice(began, moment, `${room.name} began anew: what was seen before is gone there`, key) : step(began),
    ...event.history.map((entry) => (after: Model) =>
      show(after, saidLine(room.name, entry, { mine: isMe(after, entry.from), old: true }), key)
    ),
    (after) => notice(after, moment, entranceText(after, room), key),
    (after) => makeWhole(after, moment, room),
  );
}

function entranceText(model: Model, room: Room): string {
  const others = [...room.members.values()].filter((member) => !isMe(model, member.nick));
  const names = others.slice(0, NAMES_SHOWN_MAX).map(named);
  const hidden = Math.max(0, room.count - 1 - names.length);
  const here = names.length === 0
    ? "nobody else is here yet"
    : `here: ${names.join(", ")}${hidden > 0 ? ` and ${hidden} more` : ""}`;
  const topic = room.topic === "" ? "" : ` · topic: ${room.topic}`;
  return `You are in ${room.name}${room.private ? " (private)" : ""}${topic} · ${here}`;
}

function named({ nick, status }: MemberInfo): string {
  return status === "online" ? nick : `${nick} (${status})`;
}

/** We are out of a room: by our own wish, or not. Then the menu shows where to go. */
export function left(model: Model, moment: Moment, event: EventOf<"left">, ask: Ask | undefined): Step {
  const key = fold(event.room);
  const rooms = new Map(model.rooms);
  rooms.delete(key);
  const wasCurrent = model.current === key;
  const next = wasCurrent ? rooms.keys().next().value : model.current;
  const out = change(model, { rooms, current: next, held: undefined });
  // Logging in may leave all rooms, which is no news: they are entered again.
  const login = [...model.asked.values()].find((ask) => ask.type === "account" && ask.act !== "passwd");
  const leftForLogin = wasCurrent ? event.room : model.leftForLogin;
  if (event.code === undefined && login) {
    return chain(step(change(out, { leftForLogin })), (after) => giveUpRoom(after, moment, event.room));
  }
  // Whoever deletes a room is told so by the answer.
  const own = event.code === "deleted" && event.by !== undefined && isMe(model, event.by);
  return chain(
    own ? step(out) : notice(out, moment, leftText(event, ask), roomKey(event.room)),
    (after) => giveUpRoom(after, moment, event.room),
    (after) => wasCurrent && after.setup.person ? openMenu(after) : step(after),
  );
}

function leftText({ room, code, by, reason }: EventOf<"left">, ask: Ask | undefined): string {
  const who = by ?? "Somebody";
  const why = reason ? `: ${reason}` : "";
  switch (code) {
    case undefined:
      // One account may be here by several connections, and is in a room with all of them or with none.
      return ask?.type === "leave"
        ? `You left ${room}`
        : `You are out of ${room}: you went elsewhere by another connection`;
    case "kicked":
      return `${who} put you out of ${room}${why}. /join ${room} comes back`;
    case "banned":
      return `${who} banned you from ${room}${why}`;
    case "deleted":
      return `${who} deleted ${room}: it is no more`;
    default:
      // A later server may have other reasons.
      return `You are out of ${room} (${code}${by === undefined ? "" : ` by ${by}`}${why})`;
  }
}

/** Somebody came, went, or is called otherwise now. */
export function memberChanged(model: Model, moment: Moment, event: MemberChange): Step {
  const room = model.rooms.get(fold(event.room));
  if (!room) return step(model);
  const key = fold(event.nick);
  const members = new Map(room.members);
  const member = members.get(key) ?? { nick: event.nick, role: event.role ?? "member", status: "online" };
  const by = event.by === undefined ? "" : ` by ${event.by}`;
  const say = (count: number, text: string, own: Partial<Room> = {}): Step =>
    notice(putRoom(model, { ...room, ...own, members, count }), moment, text, roomKey(room.name));
  const moved = (count: number, kind: PresenceChange["kind"], to?: string): Step => {
    const reason = kind === "left" && event.reason ? { reason: event.reason } : {};
    const change = { kind, nick: event.nick, at: moment.at, ...(to === undefined ? {} : { to }), ...reason };
    const line = { type: "presence", changes: [change], at: moment.at } as const;
    return show(putRoom(model, { ...room, members, count }), line, roomKey(room.name));
  };
  switch (event.change) {
    case "joined":
      members.set(key, { nick: event.nick, role: event.role ?? "member", status: event.status ?? "online" });
      return moved(room.count + 1, "joined");
    case "left":
      members.delete(key);
      return moved(room.count - 1, "left");
    case "dropped":
      members.delete(key);
      return moved(room.count - 1, "dropped");
    case "kicked":
      members.delete(key);
      return say(room.count - 1, `${event.nick} was thrown out${by}${event.reason ? `: ${event.reason}` : ""}`);
    case "renamed": {
      const to = event.to ?? event.nick;
      members.delete(key);
      members.set(fold(to), { ...member, nick: to });
      return chain(moved(room.count, "renamed", to), (after) => step(follow(after, event.nick, to)));
    }
    case "role": {
      const role = event.role ?? member.role;
      members.set(key, { ...member, role });
      const text = `${isMe(model, event.nick) ? "You are" : `${event.nick} is`} ${role} of ${room.name} now${by}`;
      return say(room.count, text, isMe(model, event.nick) ? { role } : {});
    }
    default:
      return unreachable(event.change);
  }
}

/** Who is written to alone is written to under the new name. */
function follow(model: Model, nick: string, to: string): Model {
  if (model.talk?.type !== "people") return model;
  const names = model.talk.to.map((each) => fold(each) === fold(nick) ? to : each);
  return change(model, { talk: { type: "people", to: names } });
}

/** In a crowd, comings and goings are counts. */
export function membersChanged(model: Model, moment: Moment, event: EventOf<"members">): Step {
  const room = model.rooms.get(fold(event.room));
  if (!room) return step(model);
  const text = `${event.joined} came, ${event.left} left: ${plural(event.count, "person", "people")} here`;
  return notice(putRoom(model, { ...room, count: event.count }), moment, text, roomKey(room.name));
}

/** The room's settings were changed. What changed is told by the entry of its history. */
export function roomChanged(model: Model, event: RoomChanged): Step {
  const room = model.rooms.get(fold(event.room));
  if (!room) return step(model);
  const { topic = room.topic, limit = room.limit, private: hidden = room.private } = event;
  return step(putRoom(model, { ...room, topic, limit, private: hidden }));
}

/** Somebody is away, busy, or back. */
export function statusChanged(model: Model, moment: Moment, event: EventOf<"status">): Step {
  const key = fold(event.nick);
  let changed = model;
  let before: string | undefined;
  for (const room of model.rooms.values()) {
    const member = room.members.get(key);
    if (!member) continue;
    before = member.status;
    changed = putRoom(changed, {
      ...room,
      members: new Map(room.members).set(key, { ...member, status: event.status }),
    });
  }
  // A link that drops and comes back within its grace is nobody's business.
  const quiet = event.status === "dropped" || before === "dropped" || before === undefined;
  if (quiet || isMe(model, event.nick)) return step(changed);
  return notice(changed, moment, `${event.nick} is ${event.status}${event.note === "" ? "" : `: ${event.note}`}`);
}
