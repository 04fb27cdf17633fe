// Entering, leaving and changing rooms: what is sent for it.
import type { CommandOf } from "../../chat/command.ts";
import { fold, parseRoom, ROOM_RULE } from "../../chat/names.ts";
import type { Moment } from "../../clock.ts";
import { isSameAddress } from "../address.ts";
import { currentRoom, personKey } from "../conversation.ts";
import { badForm } from "./bad_form.ts";
import { looksLikeLink, parseLink } from "../invite_link.ts";
import { roomByNumber } from "../menu.ts";
import type { Model } from "../model.ts";
import { connectTo } from "./session_commands.ts";
import { block, chain, change, notice, problem, request, type Step, step } from "../step.ts";

/** What opens a room. */
interface Keys {
  readonly password?: string | undefined;
  readonly invite?: string | undefined;
}

/**
 * Enters a room. A pipe makes one that isn't there, for nobody can be asked, but where it comes with an invite: what is
 * to be said there is for no new room that is everybody's. If it will not read, it wants no history.
 */
export function enter(model: Model, room: string, { password, invite: code }: Keys = {}): Step {
  const quiet = !model.setup.person && !model.setup.listen;
  const invite = code ?? model.invitations.get(fold(room));
  const command = {
    type: "join",
    room,
    ...(password === undefined ? {} : { password }),
    ...(invite === undefined ? {} : { invite }),
    ...(model.setup.person || invite !== undefined ? {} : { create: true }),
    ...(quiet ? { last: 0 } : {}),
  } as const;
  return request(model, command, { type: "enter", room, again: false, password });
}

/** Joins all rooms anew that one was in, each from the last entry seen. */
export function rejoin(model: Model): Step {
  return chain(
    step(model),
    ...[...model.rooms.values()].map((room) => (after: Model) => {
      const { name, password } = room;
      const command = {
        type: "join",
        room: name,
        ...(room.id === "" ? {} : { after: room.cursor }),
        ...(password === undefined ? {} : { password }),
      } as const;
      return request(after, command, { type: "enter", room: name, again: true, password });
    }),
  );
}

/** `/join NAME|NUMBER|LINK [PASSWORD|CODE]` */
export function join(model: Model, moment: Moment, args: string): Step {
  const [first = "", key] = args.split(/\s+/);
  if (looksLikeLink(first)) return joinLink(model, moment, first);
  const room = roomByNumber(model, first) ?? first.replace(/^#/, "");
  if (parseRoom(room) === undefined) return problem(model, moment, `"${first}" is no room. ${ROOM_RULE}`);
  const held = model.rooms.get(fold(room));
  if (held?.joined && fold(room) === model.current) {
    return notice(change(model, { talk: undefined }), moment, `You are in ${held.name} already`);
  }
  if (held?.joined) {
    return notice(change(model, { talk: undefined, current: fold(room) }), moment, `You write to ${held.name} now`);
  }
  // Whether it is a password or the code of an invite only the server knows.
  return enter(model, room, key === undefined ? {} : { password: key, invite: key });
}

function joinLink(model: Model, moment: Moment, text: string): Step {
  const link = parseLink(text);
  if (!link) return problem(model, moment, "That link leads nowhere: it is written parley://HOST/ROOM?invite=CODE");
  const here = model.phase.type === "online" && model.address && isSameAddress(model.address, link.address);
  return here ? enter(model, link.room, { invite: link.invite }) : connectTo(model, moment, link.address, link);
}

/** What a room is made with. */
interface CreateOptions {
  readonly private?: boolean;
  readonly limit?: number;
  readonly password?: string;
}

const CREATE_OPTIONS: ReadonlySet<string> = new Set(["--private", "--limit", "--password"]);

/** `/create NAME [--private] [--limit N] [--password P] [TOPIC]`; options may stand before the name too. */
export function create(model: Model, moment: Moment, args: string): Step {
  const words = args.split(/\s+/);
  const before = takeOptions(words);
  const name = words.shift() ?? "";
  const after = takeOptions(words);
  // What was meant as an option, a password even, must not be shown to everybody as the topic.
  if (!before || !after || words.some((word) => CREATE_OPTIONS.has(word))) return badForm(model, moment, "create");
  const room = name.replace(/^#/, "");
  if (parseRoom(room) === undefined) return problem(model, moment, `"${name}" cannot be a room. ${ROOM_RULE}`);
  const options = { ...before, ...after, ...(words.length > 0 ? { topic: words.join(" ") } : {}) };
  return request(model, { type: "create", room, ...options }, {
    type: "enter",
    room,
    again: false,
    password: options.password,
  });
}

/** Takes the options in front off the words; `undefined` where one is mistyped or lacks its value. */
function takeOptions(words: string[]): CreateOptions | undefined {
  let options: CreateOptions = {};
  while (words[0]?.startsWith("--")) {
    const [flag, next = ""] = words;
    const value = CREATE_OPTIONS.has(next) ? "" : next;
    if (flag === "--private") options = { ...options, private: true };
    else if (flag === "--limit" && /^\d{1,6}$/.test(value)) options = { ...options, limit: Number(value) };
    else if (flag === "--password" && value !== "") options = { ...options, password: value };
    else return undefined;
    words.splice(0, flag === "--private" ? 1 : 2);
  }
  return options;
}

/** `/leave [ROOM|GROUP]` */
export function leave(model: Model, moment: Moment, args: string): Step {
  // Where people have conversations of their own, leaving one never means the room behind it.
  if (args === "" && model.setup.full && model.talk?.type === "people") {
    const news = { type: "command", name: "close", args: personKey(model.talk.to[0] ?? "") } as const;
    return step(change(model, { talk: undefined }), { type: "news", news });
  }
  const group = model.groups.get(fold(args || groupInFront(model) || ""));
  if (group) {
    const gone = change(model, { talk: undefined });
    const done = `You left ${group.group}`;
    return request(gone, { type: "ungroup", group: group.group }, { type: "do", done });
  }
  const room = args === "" ? currentRoom(model) : model.rooms.get(fold(args.replace(/^#/, "")));
  if (!room) return problem(model, moment, args === "" ? "You are in no room" : `You are not in ${args}`);
  return request(model, { type: "leave", room: room.name }, { type: "leave", room: room.name });
}

function groupInFront(model: Model): string | undefined {
  return model.talk?.type === "group" ? model.talk.group : undefined;
}

/** `/topic [TEXT]` */
export function topic(model: Model, moment: Moment, args: string): Step {
  const room = currentRoom(model);
  if (!room) return problem(model, moment, "You are in no room");
  if (args === "") {
    return notice(model, moment, room.topic === "" ? `${room.name} has no topic` : `Topic: ${room.topic}`);
  }
  const done = `Topic: ${args}`;
  return request(model, { type: "set", room: room.name, topic: args }, { type: "do", done, room: room.name });
}

/** `/set [topic|limit|private|password|invite|moderated VALUE]` */
export function set(model: Model, moment: Moment, args: string): Step {
  const room = currentRoom(model);
  if (!room) return problem(model, moment, "You are in no room");
  const [key = "", ...rest] = args.split(/\s+/);
  const value = rest.join(" ");
  if (key === "") {
    return block(
      model,
      `${room.name}: you are ${room.role} here`,
      `  topic    ${room.topic || "none"}`,
      `  limit    ${room.limit === 0 ? "none" : room.limit}`,
      `  private  ${room.private ? "on" : "off"}`,
    );
  }
  const setting = parseSetting(key.toLowerCase(), value);
  if (!setting) return badForm(model, moment, "set");
  const done = key === "password" ? `${room.name}: password changed` : `${room.name}: ${key} ${value}`;
  return request(model, { type: "set", room: room.name, ...setting }, { type: "do", done, room: room.name });
}

type Setting = Omit<CommandOf<"set">, "type" | "room">;

function parseSetting(key: string, value: string): Setting | undefined {
  const onOff = ["on", "yes", "true"].includes(value)
    ? true
    : ["off", "no", "false"].includes(value)
    ? false
    : undefined;
  if (key === "topic") return { topic: value === "none" ? "" : value };
  if (key === "password" && value !== "") return { password: value === "none" || value === "off" ? "" : value };
  if (key === "limit" && /^(\d{1,6}|none|off)$/.test(value)) return { limit: Number(value) || 0 };
  if (key === "private" && onOff !== undefined) return { private: onOff };
  if (key === "invite" && onOff !== undefined) return { invite: onOff };
  if (key === "moderated" && onOff !== undefined) return { moderated: onOff };
  return undefined;
}
