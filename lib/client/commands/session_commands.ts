// Commands about the link and how one is called on it.
import { NICK_RULE, parseNick } from "../../chat/names.ts";
import type { Moment } from "../../clock.ts";
import { type Address, parseAddress } from "../address.ts";
import { atAddress, dial, forgetLink } from "../connection.ts";
import { parseLink } from "../invite_link.ts";
import type { Model } from "../model.ts";
import { badForm } from "./bad_form.ts";
import { chain, change, notice, problem, request, type Step, step } from "../step.ts";

/** `/nick NAME` */
export function nick(model: Model, moment: Moment, args: string): Step {
  if (args === "") return notice(model, moment, `You are ${model.nick ?? "nobody yet"}`);
  const wished = parseNick(args);
  if (wished === undefined) return problem(model, moment, NICK_RULE);
  if (model.phase.type !== "online") return notice(change(model, { nick: wished }), moment, `You will be ${wished}`);
  return request(model, { type: "nick", nick: wished }, { type: "nick" });
}

/** `/connect HOST[:PORT]`, or a link that leads into a room there. */
export function connect(model: Model, moment: Moment, args: string): Step {
  const link = parseLink(args);
  const address = link?.address ?? parseAddress(args);
  return address ? connectTo(model, moment, address, link) : badForm(model, moment, "connect");
}

/** Goes to another server, which is another session; `goal` is where to go first there. */
export function connectTo(model: Model, moment: Moment, address: Address, goal: Model["goal"]): Step {
  return chain(hangUp(model, moment), (after) =>
    dial(change(atAddress(after, address), {
      goal: goal ? { room: goal.room, invite: goal.invite } : after.goal,
      settled: false,
      accountNamed: false,
      helloSecret: undefined,
      plainAllowed: false,
      invitations: new Map(),
      unmarked: new Map(),
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
