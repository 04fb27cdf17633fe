// The commands of the table, each to what it does.
import { GROUP_RULE, parseGroup } from "../../chat/names.ts";
import type { Moment } from "../../clock.ts";
import { isOwnSetting } from "./own_settings.ts";
import { login, logout, passwd, register, unregister } from "./account_commands.ts";
import { type CommandName, findCommand } from "./commands.ts";
import { quit } from "../connection.ts";
import { currentRoom, frontKey } from "../conversation.ts";
import { helpRows } from "./help.ts";
import { ignore } from "./ignore_command.ts";
import { looksLikeLink } from "../invite_link.ts";
import { showsMenu } from "../menu.ts";
import type { Model } from "../model.ts";
import { order } from "./order_commands.ts";
import { be, conversations, status, whois } from "./people_commands.ts";
import { parseRecipients } from "../../chat/recipients.ts";
import type { OrderWord } from "../../chat/typed_order.ts";
import { badForm } from "./bad_form.ts";
import { create, join, leave, set, topic } from "./room_commands.ts";
import { save } from "./save_command.ts";
import { connect, disconnect, nick, reconnect } from "./session_commands.ts";
import { message } from "./message_command.ts";
import { block, chain, change, notice, problem, request, type Step, step } from "../step.ts";
import { say, shout, talkOrSay, tell as tellTalk } from "../talk.ts";
import { tell } from "../wishes.ts";
import type { ScreenCommand } from "../wish.ts";

type Run = (model: Model, moment: Moment, args: string) => Step;

const RUN: { readonly [N in CommandName]: Run } = {
  rooms: (model, _, args) =>
    request(model, { type: "rooms", ...(args === "" ? {} : { match: args }) }, { type: "rooms" }),
  create,
  join,
  leave,
  who: (model, _, args) => who(model, args),
  msg: message,
  room: backToRoom,
  group,
  groups: (model) => request(model, { type: "groups" }, { type: "do", done: "" }),
  shout: texted("shout", shout),
  say: texted("say", (model, moment, args) => say(model, moment, args)),
  me: texted("me", act),
  shrug: (model, moment, args) => talkOrSay(model, moment, `${args} ¯\\_(ツ)_/¯`.trim()),
  nick,
  status,
  whois,
  away: (model, moment, args) => be(model, moment, "away", args),
  busy: (model, moment, args) => be(model, moment, "busy", args),
  back: (model, moment) => be(model, moment, "online", ""),
  conversations: (model) => conversations(model),
  register,
  login,
  logout: (model) => logout(model),
  passwd,
  unregister,
  topic,
  set: settings,
  invite: ordered("invite"),
  invites: ordered("invites"),
  revoke: ordered("revoke"),
  kick: ordered("kick"),
  ban: ordered("ban"),
  unban: ordered("unban"),
  bans: ordered("bans"),
  mute: ordered("mute"),
  unmute: ordered("unmute"),
  voice: ordered("voice"),
  unvoice: ordered("unvoice"),
  role: ordered("role"),
  op: ordered("op"),
  deop: ordered("deop"),
  transfer: ordered("transfer"),
  erase: ordered("erase"),
  delete: ordered("delete"),
  history,
  search,
  save,
  clear: (model) => clear(model),
  connect,
  disconnect,
  reconnect,
  ignore,
  notify: screenOnly("notify"),
  filter: screenOnly("filter"),
  alias: screenOnly("alias"),
  unread: screenOnly("unread"),
  theme: screenOnly("theme"),
  bind: screenOnly("bind"),
  menu: (model) => showsMenu(model),
  help: (model, _, args) => model.setup.full ? onScreen(model, "help", args) : block(model, ...helpRows(args)),
  quit: leaveParley,
};

/** Runs one command; `args` is what followed its name, trimmed. */
export function runCommand(model: Model, moment: Moment, name: CommandName, args: string): Step {
  const offline = findCommand(name)?.offline === true || (name === "join" && looksLikeLink(args));
  if (model.phase.type !== "online" && !offline) {
    return problem(model, moment, `/${name} needs the server, and you are not connected: /reconnect`);
  }
  return RUN[name](model, moment, args);
}

function texted(name: CommandName, run: Run): Run {
  return (model, moment, args) => args === "" ? badForm(model, moment, name) : run(model, moment, args);
}

function ordered(word: OrderWord): Run {
  return (model, moment, args) => order(model, moment, word, args);
}

function screenOnly(name: CommandName & ScreenCommand): Run {
  return (model, moment, args) =>
    model.setup.full ? onScreen(model, name, args) : problem(model, moment, `/${name} is the full screen's`);
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
  const members = parseRecipients(found?.[2] ?? "");
  if (!found || !members) return badForm(model, moment, "group");
  const name = parseGroup(found[1] ?? "");
  if (name === undefined) return problem(model, moment, `Not done. ${GROUP_RULE}`);
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
  if (!/^\d{0,6}$/.test(args)) return badForm(model, moment, "history");
  const limit = args === "" ? 50 : Math.min(Math.max(Number(args), 1), 200);
  const other = partner(model);
  if (other !== undefined) return request(model, { type: "history", with: other, limit }, { type: "do", done: "" });
  const room = currentRoom(model);
  if (!room) return problem(model, moment, "You are in no room");
  return request(model, { type: "history", room: room.name, limit }, { type: "show-history", room: room.name });
}

/** With whom one talks, where that is one person or a group. */
function partner({ talk }: Model): string | undefined {
  if (talk?.type === "group") return talk.group;
  return talk?.to.length === 1 ? talk.to[0] : undefined;
}

function clear(model: Model): Step {
  const scrolls = new Map(model.scrolls);
  scrolls.delete(frontKey(model) ?? "");
  return step(change(model, { scrolls }), { type: "clear" });
}

function leaveParley(model: Model, moment: Moment, args: string): Step {
  const waiting = model.queue.items.length;
  if (waiting === 0 || model.quitWarned || !model.setup.person) return quit(model, moment, args);
  const text = `${waiting} of your lines are not sent yet. /quit again leaves them behind`;
  return problem(change(model, { quitWarned: true }), moment, text);
}
