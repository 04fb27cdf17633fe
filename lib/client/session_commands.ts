// Commands about oneself and the link: nick, status, where one is connected.
import type { Status } from "../chat/command.ts";
import { NICK_RULE, parseNick } from "../chat/names.ts";
import type { Moment } from "../clock.ts";
import { formatAddress, parseAddress } from "./address.ts";
import { dial, forgetLink } from "./connection.ts";
import { currentRoom } from "./conversation.ts";
import type { Model } from "./model.ts";
import { badForm } from "./room_commands.ts";
import { block, chain, change, notice, problem, request, type Step, step } from "./step.ts";

/** `/nick NAME` */
export function nick(model: Model, moment: Moment, args: string): Step {
  if (args === "") return notice(model, moment, `You are ${model.nick ?? "nobody yet"}`);
  const wished = parseNick(args);
  if (wished === undefined) return problem(model, moment, NICK_RULE);
  if (model.phase.type !== "online") return notice(change(model, { nick: wished }), moment, `You will be ${wished}`);
  return request(model, { type: "nick", nick: wished }, { type: "nick" });
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
  const [word = "", ...rest] = args.split(/\s+/);
  const wished = STATUSES.get(word.toLowerCase());
  if (wished === undefined) return badForm(model, moment, "status");
  if (model.phase.type !== "online") return problem(model, moment, "You are not connected: /reconnect");
  const note = rest.join(" ");
  const said = change(model, { presence: { status: wished, note } });
  const command = { type: "status", status: wished, ...(note === "" ? {} : { note }) } as const;
  return request(said, command, { type: "do", done: `You are ${wished}${note === "" ? "" : `: ${note}`}` });
}

function statusRows(model: Model): readonly string[] {
  const { presence, queue } = model;
  const server = model.address ? formatAddress(model.address) : "none";
  return [
    `You are    ${model.nick ?? "nobody yet"}, ${presence.status}${presence.note === "" ? "" : `: ${presence.note}`}`,
    `Server     ${server}, ${model.phase.type === "online" ? "connected" : "not connected"}`,
    `Room       ${currentRoom(model)?.name ?? "none"}`,
    `Groups     ${[...model.groups.values()].map(({ group }) => group).join(", ") || "none"}`,
    ...(queue.items.length === 0 ? [] : [`Waiting    ${queue.items.length} lines are not sent yet`]),
  ];
}

/** `/connect HOST[:PORT]`: another server is another session. */
export function connect(model: Model, moment: Moment, args: string): Step {
  const address = parseAddress(args);
  if (!address) return badForm(model, moment, "connect");
  return chain(hangUp(model, moment), (after) =>
    dial(change(after, {
      address,
      session: undefined,
      rooms: new Map(),
      groups: new Map(),
      met: new Map(),
      current: undefined,
      talk: undefined,
      listed: [],
      held: undefined,
      queue: { ...after.queue, items: [] },
    })));
}

/** `/disconnect`: hangs up and stays. */
export function disconnect(model: Model, moment: Moment): Step {
  if (model.phase.type === "idle") return notice(model, moment, "You are not connected");
  return chain(
    hangUp(model, moment),
    (after) => notice(after, moment, "Disconnected. /reconnect comes back, /quit leaves"),
  );
}

/** `/reconnect`: dials anew, whatever the state of the link. */
export function reconnect(model: Model, moment: Moment): Step {
  if (!model.address) return badForm(model, moment, "connect");
  return chain(step(forgetLink(model, moment, { type: "idle" }), { type: "hang-up" }), (after) => dial(after));
}

function hangUp(model: Model, moment: Moment): Step {
  const quit = model.phase.type === "online"
    ? [{ type: "send", command: { type: "quit" }, ref: undefined } as const]
    : [];
  return step(forgetLink(model, moment, { type: "idle" }), ...quit, { type: "hang-up" });
}
