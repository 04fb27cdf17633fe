// Commands about people: who somebody is, how present one is, with whom one has talked.
import type { Status } from "../../chat/command.ts";
import { fold, NICK_RULE, parseNick } from "../../chat/names.ts";
import type { Moment } from "../../clock.ts";
import { formatAddress } from "../address.ts";
import { currentRoom, talkKeys } from "../conversation.ts";
import type { Model } from "../model.ts";
import { badForm } from "./bad_form.ts";
import { block, change, problem, request, type Step } from "../step.ts";

/** `/whois [NAME]`: alone, whoever one talks with, else oneself. */
export function whois(model: Model, moment: Moment, args: string): Step {
  const front = model.talk?.type === "people" && talkKeys(model.talk).length === 1 ? model.talk.to[0] : undefined;
  const wished = args === "" ? front ?? model.nick ?? "" : args.replace(/^@/, "");
  const nick = parseNick(wished);
  return nick === undefined ? problem(model, moment, NICK_RULE) : request(model, { type: "whois", nick }, WHOIS);
}

const WHOIS = { type: "do", done: "" } as const;

/** `/conversations` */
export function conversations(model: Model): Step {
  return request(model, { type: "conversations" }, { type: "do", done: "" });
}

const STATUSES: ReadonlyMap<string, Status> = new Map([
  ["online", "online"],
  ["back", "online"],
  ["away", "away"],
  ["busy", "busy"],
]);

/** `/status [online|away|busy] [NOTE]` */
export function status(model: Model, moment: Moment, args: string): Step {
  if (args === "") return block(model, ...statusRows(model));
  const [, word = "", note = ""] = /^(\S+)\s*([^]*)$/.exec(args) ?? [];
  const wished = STATUSES.get(fold(word));
  return wished === undefined ? badForm(model, moment, "status") : be(model, moment, wished, note);
}

/** Says how present one is; a note is given up with it. */
export function be(model: Model, moment: Moment, status: Status, note: string): Step {
  if (model.phase.type !== "online") return problem(model, moment, "You are not connected: /reconnect");
  const said = change(model, { presence: { status, note } });
  const command = { type: "status", status, ...(note === "" ? {} : { note }) } as const;
  return request(said, command, { type: "do", done: `You are ${status}${note === "" ? "" : `: ${note}`}` });
}

function statusRows(model: Model): readonly string[] {
  const { presence, queue, session } = model;
  const server = model.address ? formatAddress(model.address) : "none";
  const account = session?.account === undefined ? "none: you are a guest" : session.account;
  return [
    `You are    ${model.nick ?? "nobody yet"}, ${presence.status}${presence.note === "" ? "" : `: ${presence.note}`}`,
    `Account    ${account}${session?.operator ? " (operator)" : ""}`,
    `Server     ${server}, ${model.phase.type === "online" ? "connected" : "not connected"}`,
    `Room       ${currentRoom(model)?.name ?? "none"}`,
    `Groups     ${[...model.groups.values()].map(({ group }) => group).join(", ") || "none"}`,
    ...(queue.items.length === 0 ? [] : [`Waiting    ${queue.items.length} lines are not sent yet`]),
  ];
}
