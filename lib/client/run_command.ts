// The commands of the table, each to what it does.
import { parseGroup } from "../chat/names.ts";
import type { Moment } from "../clock.ts";
import { unreachable } from "../unreachable.ts";
import { isOwnSetting } from "./own_settings.ts";
import type { CommandName } from "./commands.ts";
import { quit } from "./connection.ts";
import { currentRoom, frontKey } from "./conversation.ts";
import { helpRows } from "./help.ts";
import { ignore } from "./ignore_command.ts";
import { showsMenu } from "./menu.ts";
import type { Model } from "./model.ts";
import { parseRecipients } from "../chat/recipients.ts";
import { badForm, create, join, leave, set, topic } from "./room_commands.ts";
import { save } from "./save_command.ts";
import { connect, disconnect, nick, reconnect, status } from "./session_commands.ts";
import { message } from "./message_command.ts";
import { block, chain, change, notice, problem, request, type Step, step } from "./step.ts";
import { say, shout, talkOrSay, tell as tellTalk } from "./talk.ts";
import { tell } from "./wishes.ts";
import type { ScreenCommand } from "./wish.ts";

// What makes sense without a server.
const OFFLINE: ReadonlySet<CommandName> = new Set<CommandName>([
  "help",
  "quit",
  "theme",
  "bind",
  "notify",
  "filter",
  "alias",
  "unread",
  "ignore",
  "clear",
  "save",
  "connect",
  "reconnect",
  "disconnect",
  "status",
  "room",
  // These wait in the queue.
  "say",
  "me",
  "shrug",
  "msg",
  "shout",
  "nick",
]);

/** Runs one command; `args` is what followed its name, trimmed. */
export function runCommand(model: Model, moment: Moment, name: CommandName, args: string): Step {
  if (model.phase.type !== "online" && !OFFLINE.has(name)) {
    return problem(model, moment, `/${name} needs the server, and you are not connected: /reconnect`);
  }
  switch (name) {
    case "rooms":
      return request(model, { type: "rooms", ...(args === "" ? {} : { match: args }) }, { type: "rooms" });
    case "create":
      return create(model, moment, args);
    case "join":
      return join(model, moment, args);
    case "leave":
      return leave(model, moment, args);
    case "who":
      return who(model, args);
    case "msg":
      return message(model, moment, args);
    case "room":
      return backToRoom(model, moment);
    case "group":
      return group(model, moment, args);
    case "groups":
      return request(model, { type: "groups" }, { type: "do", done: "" });
    case "shout":
      return args === "" ? badForm(model, moment, name) : shout(model, moment, args);
    case "say":
      return args === "" ? badForm(model, moment, name) : say(model, moment, args);
    case "me":
      return args === "" ? badForm(model, moment, name) : act(model, moment, args);
    case "shrug":
      return talkOrSay(model, moment, `${args} ¯\\_(ツ)_/¯`.trim());
    case "nick":
      return nick(model, moment, args);
    case "status":
      return status(model, moment, args);
    case "topic":
      return topic(model, moment, args);
    case "set":
      return settings(model, moment, args);
    case "history":
      return history(model, moment, args);
    case "save":
      return save(model, moment, args);
    case "clear":
      return clear(model);
    case "connect":
      return connect(model, moment, args);
    case "disconnect":
      return disconnect(model, moment);
    case "reconnect":
      return reconnect(model, moment);
    case "menu":
      return showsMenu(model);
    case "search":
      return search(model, moment, args);
    case "theme":
    case "bind":
    case "notify":
    case "filter":
    case "alias":
    case "unread":
      return model.setup.full ? onScreen(model, name, args) : problem(model, moment, `/${name} is the full screen's`);
    case "ignore":
      return ignore(model, moment, args);
    case "help":
      return model.setup.full ? onScreen(model, name, args) : block(model, ...helpRows(args));
    case "quit":
      return leaveParley(model, moment);
    default:
      return unreachable(name);
  }
}

/** What one does, in the room; in a conversation, which knows words alone, it is told so and stays there. */
function act(model: Model, moment: Moment, args: string): Step {
  if (!model.talk) return say(model, moment, args, "action");
  return tellTalk(model, moment, model.talk, `* ${model.nick ?? ""} ${args}`);
}

function who(model: Model, args: string): Step {
  const room = args === "" ? currentRoom(model)?.name : args === "*" ? undefined : args.replace(/^#/, "");
  return request(model, { type: "who", ...(room === undefined ? {} : { room }) }, { type: "who", room });
}

function backToRoom(model: Model, moment: Moment): Step {
  const room = currentRoom(model);
  const text = room ? `You write to ${room.name} now` : "You are in no room: /join lobby";
  return notice(change(model, { talk: undefined }), moment, text);
}

function group(model: Model, moment: Moment, args: string): Step {
  const found = /^(\S+)\s+([^]+)$/.exec(args);
  const name = parseGroup(found?.[1] ?? "");
  const members = parseRecipients(found?.[2] ?? "");
  if (name === undefined || !members) return badForm(model, moment, "group");
  return request(model, { type: "group", group: name, members }, { type: "do", done: "" });
}

/** Looks in the room; the full screen also knows other conversations. */
function search(model: Model, moment: Moment, args: string): Step {
  if (args === "") return badForm(model, moment, "search");
  if (model.setup.full) return onScreen(model, "search", args);
  const room = currentRoom(model);
  if (!room) return problem(model, moment, "You are in no room");
  return request(model, { type: "search", room: room.name, text: args }, { type: "search", text: args });
}

/** The room's settings, one's own, or both where none is named. */
function settings(model: Model, moment: Moment, args: string): Step {
  if (!model.setup.full || (args !== "" && !isOwnSetting(args))) return set(model, moment, args);
  if (args !== "") return onScreen(model, "set", args);
  return chain(
    currentRoom(model) ? set(model, moment, args) : step(model),
    (after) => onScreen(after, "set", args),
  );
}

function onScreen(model: Model, name: ScreenCommand, args: string): Step {
  return tell(model, { type: "command", name, args });
}

function history(model: Model, moment: Moment, args: string): Step {
  if (model.setup.full) return onScreen(model, "history", args);
  const room = currentRoom(model);
  if (!room) return problem(model, moment, "You are in no room");
  if (!/^\d{0,6}$/.test(args)) return badForm(model, moment, "history");
  const limit = args === "" ? 50 : Math.min(Math.max(Number(args), 1), 200);
  return request(model, { type: "history", room: room.name, limit }, { type: "show-history", room: room.name });
}

function clear(model: Model): Step {
  const scrolls = new Map(model.scrolls);
  scrolls.delete(frontKey(model) ?? "");
  return step(change(model, { scrolls }), { type: "clear" });
}

function leaveParley(model: Model, moment: Moment): Step {
  const waiting = model.queue.items.length;
  if (waiting === 0 || model.quitWarned || !model.setup.person) return quit(model, moment);
  const text = `${waiting} of your lines are not sent yet. /quit again leaves them behind`;
  return problem(change(model, { quitWarned: true }), moment, text);
}
