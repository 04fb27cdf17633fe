// What the answers about an account change: who one is, the token of the session, where one is.
import type { ErrorEvent, EventOf } from "../../chat/event.ts";
import { fold } from "../../chat/names.ts";
import type { Moment } from "../../clock.ts";
import { unreachable } from "../../unreachable.ts";
import { isMe } from "../conversation.ts";
import { withCure } from "./cures.ts";
import { openMenu } from "../menu.ts";
import type { Ask } from "../ask.ts";
import type { Model } from "../model.ts";
import { enter } from "../commands/room_commands.ts";
import { settleIn } from "./session_events.ts";
import { chain, change, notice, problem, request, type Step, step } from "../step.ts";

type AccountAsk = Ask & { readonly type: "account" };

/** It is done. */
export function accountDone(model: Model, moment: Moment, event: EventOf<"ok">, { act }: AccountAsk): Step {
  const nick = event.nick ?? model.nick ?? "";
  const { session } = model;
  if (!session) return step(model);
  const { account: _, mustLogin: locked, ...bare } = session;
  const own = act === "logout" || act === "unregister" ? {} : { account: event.account ?? session.account ?? nick };
  const resume = event.resume ?? session.resume;
  const now = renamed(change(model, { session: { ...bare, ...own, resume, resumeAt: moment.mono } }), nick);
  const told = notice(now, moment, doneText(act, nick));
  if (locked && act !== "logout" && act !== "unregister") {
    return chain(told, (after) => settleIn(after, moment, { resumed: false, rooms: [] }));
  }
  switch (act) {
    case "login":
      return chain(
        told,
        (after) => step(change(after, { givingKept: true })),
        backIn,
        // Its groups are ours now, and the answer ends what was kept for it.
        (after) => request(after, { type: "groups" }, { type: "groups" }),
      );
    case "logout":
      return chain(told, (after) => after.setup.person ? openMenu(after) : step(after));
    case "register":
    case "passwd":
    case "unregister":
      return told;
    default:
      return unreachable(act);
  }
}

function doneText(act: AccountAsk["act"], nick: string): string {
  switch (act) {
    case "register":
      return `${nick} is yours now: nobody else can bear the name. Elsewhere you log in with your password`;
    case "login":
      return `You are logged in as ${nick}`;
    case "logout":
      return `You are logged out, and a guest called ${nick}`;
    case "passwd":
      return "The password is changed. Whoever came in with the old one before has to log in again when they come back";
    case "unregister":
      return `The account is given up: ${nick} can be anybody's name, and you go on as a guest`;
    default:
      return unreachable(act);
  }
}

/** It was refused: what can be typed again is asked for again. */
export function accountRefused(model: Model, moment: Moment, error: ErrorEvent, ask: AccountAsk): Step {
  const told = problem(model, moment, withCure(model, error, ask));
  const { again } = ask;
  if (!model.setup.person || !model.session) return told;
  if (error.code === "nick-registered" && ask.act === "register") {
    return model.session.mustLogin
      ? chain(
        told,
        (after) => step(change(after, { question: { type: "account", use: "register", offered: after.nick ?? "" } })),
      )
      : told;
  }
  const retry = again ?? (model.session.mustLogin ? { type: "secret", use: { type: "register" } } as const : undefined);
  return retry ? chain(told, (after) => step(change(after, { question: retry }))) : told;
}

/** One's own new name, wherever it stands. */
export function renamed(model: Model, nick: string): Model {
  if (nick === model.nick) return model;
  const rooms = [...model.rooms].map(([key, room]) => {
    const members = new Map(room.members);
    for (const [folded, member] of room.members) {
      if (!isMe(model, member.nick)) continue;
      members.delete(folded);
      members.set(fold(nick), { ...member, nick });
    }
    return [key, { ...room, members }] as const;
  });
  return change(model, { nick, rooms: new Map(rooms) });
}

/** Who was here under the account already is one with it: the guest's rooms were left, and are entered again. */
function backIn(model: Model): Step {
  const { leftForLogin } = model;
  const free = change(model, { leftForLogin: undefined });
  return leftForLogin !== undefined && model.rooms.size === 0 ? enter(free, leftForLogin) : step(free);
}
