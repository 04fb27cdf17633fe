// The right pane: who is in the room, or everybody who is connected. A click writes to them.
import type { MemberInfo, Presence, Role } from "../../chat/info.ts";
import { fold } from "../../chat/names.ts";
import type { Area } from "../../tui/area.ts";
import { fit, shorten, widthOf } from "../../tui/width.ts";
import { currentRoom, isMe } from "../conversation.ts";
import { frontName } from "../conversation.ts";
import type { Model, Person } from "../model.ts";
import type { Canvas } from "./frame.ts";
import { tidy } from "./message_text.ts";
import type { Stage } from "./stage.ts";
import type { Theme } from "./theme.ts";

const RANK: Readonly<Record<Role, number>> = { owner: 0, moderator: 1, member: 2 };
const SIGN: Readonly<Record<Role, string>> = { owner: "@", moderator: "+", member: " " };
const STATUS: Readonly<Record<Presence, string>> = {
  online: "",
  away: "away",
  busy: "busy",
  dropped: "lost",
  offline: "gone",
};

interface Listed extends Person {
  readonly role: Role;
  readonly account?: string;
}

export function drawMembers(canvas: Canvas, area: Area, stage: Stage, model: Model, theme: Theme): void {
  const { head, people, count } = listOf(stage, model);
  area.put(0, 0, shorten(` ${head} · ${count}`, area.columns), theme.heading);
  canvas.target(area, { row: 0, columns: area.columns }, { type: "do", action: "everybody" });
  const room = area.rows - 1;
  const shown = people.length > room ? people.slice(0, room - 1) : people;
  for (const [index, each] of shown.entries()) {
    const row = index + 1;
    drawPerson(area, row, each, isMe(model, each.nick), theme);
    if (isMe(model, each.nick)) continue;
    canvas.target(area, { row, columns: area.columns }, { type: "open", place: { type: "person", name: each.nick } });
  }
  const hidden = count - shown.length;
  if (hidden > 0 && shown.length + 1 < area.rows) {
    area.put(shown.length + 1, 0, ` … ${hidden} more`, theme.dim);
  }
}

function listOf(stage: Stage, model: Model): { head: string; people: readonly Listed[]; count: number } {
  if (stage.everybody) {
    const people = [...model.everybody?.entries() ?? []].sort(byKey).map(([, person]) => asListed(person));
    return { head: "everybody", people, count: people.length };
  }
  if (model.talk?.type === "group") {
    const members = model.groups.get(fold(model.talk.group))?.members ?? [];
    return {
      head: tidy(frontName(model) ?? ""),
      people: members.map((nick) => known(model, nick)),
      count: members.length,
    };
  }
  const room = currentRoom(model);
  if (!room) return { head: "members", people: [], count: 0 };
  const sorted = [...room.members.entries()].sort((one, other) =>
    RANK[one[1].role] - RANK[other[1].role] || byKey(one, other)
  );
  return {
    head: tidy(room.name),
    people: sorted.map(([, member]) => member),
    count: Math.max(room.count, sorted.length),
  };
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

function asListed({ nick, status }: Person): Listed {
  return { nick, status, role: "member" };
}

/** What a room knows of somebody. */
function known(model: Model, nick: string): Listed {
  for (const room of model.rooms.values()) {
    const member: MemberInfo | undefined = [...room.members.values()].find((each) => each.nick === nick);
    if (member) return { ...member, role: "member" };
  }
  return { nick, status: "online", role: "member" };
}

function drawPerson(
  area: Area,
  row: number,
  { nick, role, status, account }: Listed,
  mine: boolean,
  theme: Theme,
): void {
  const word = STATUS[status];
  const columns = Math.max(1, area.columns - 2 - (word === "" ? 0 : widthOf(word) + 1));
  const style = status !== "online" ? theme.dim : mine ? theme.own : theme.person(nick, account);
  area.put(row, 0, SIGN[role], theme.dim);
  area.put(row, 1, fit(tidy(nick), columns), style);
  area.put(row, area.columns - widthOf(word) - 1, word, theme.dim);
}
