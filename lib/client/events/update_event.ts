// The server's events, each to the part that understands it.
import type { Event, EventOf } from "../../chat/event.ts";
import { fold } from "../../chat/names.ts";
import type { Moment } from "../../clock.ts";
import { unreachable } from "../../unreachable.ts";
import { accountDone, renamed } from "./account_events.ts";
import { isMe } from "../conversation.ts";
import { bye } from "../connection.ts";
import { receive } from "./entries.ts";
import * as lists from "./list_events.ts";
import { openMenu } from "../menu.ts";
import type { Ask } from "../ask.ts";
import type { Model } from "../model.ts";
import { applyAct, askWhoStayed, keptDone, orderDone } from "./order_events.ts";
import * as people from "./people_events.ts";
import { readHeard } from "./read_marks.ts";
import { refused } from "./refusals.ts";
import * as rooms from "./room_events.ts";
import { renewed, welcome } from "./session_events.ts";
import { chain, change, notice, type Step, step } from "../step.ts";
import { said, shouted, told } from "../talk.ts";
import { found, person, takeScreenPage } from "../wishes.ts";

/** What an event leads to. `ref` is that of the request which it answers. */
export function updateEvent(model: Model, moment: Moment, event: Event, ref: string | undefined): Step {
  const heard = change(model, { heardAt: moment.mono });
  const { ask, rest } = takeAsk(heard, ref);
  return dispatch(rest, moment, event, { ref, ask });
}

interface Answered {
  readonly ref: string | undefined;
  readonly ask: Ask | undefined;
}

function dispatch(model: Model, moment: Moment, event: Event, { ref, ask }: Answered): Step {
  switch (event.type) {
    case "welcome":
      return model.phase.type === "greeting" ? welcome(model, moment, event) : step(model);
    case "error":
      return refused(model, moment, event, { ref, ask });
    case "bye":
      return bye(model, moment, event);
    case "ping":
      return step(model, { type: "send", command: { type: "pong", t: event.t }, ref: undefined });
    case "ok":
      return done(model, moment, event, ask);
    case "resume":
      return renewed(model, moment, event);
    case "joined":
      return rooms.joined(model, moment, event, ask);
    case "left":
      return rooms.left(model, moment, event, ask);
    case "member":
      return bearing(model, event, rooms.memberChanged(model, moment, event));
    case "members":
      return rooms.membersChanged(model, moment, event);
    case "room":
      return rooms.roomChanged(model, event);
    case "status":
      return rooms.statusChanged(model, moment, event);
    case "message": {
      const acted = event.event ? applyAct(model, event.room, event.from, event.event) : model;
      const room = acted.rooms.get(fold(event.room));
      if (!room) return step(acted);
      return chain(receive(acted, moment, room, event), (after) => askWhoStayed(after, event.room, event.event));
    }
    case "said":
      return said(model, moment, event, ref);
    case "told":
      return told(model, moment, event, ref);
    case "shouted":
      return shouted(model, moment, event, ref);
    case "direct":
      return lists.direct(model, event);
    case "shout":
      return lists.shoutHeard(model, event);
    case "rooms":
      return lists.rooms(model, event, ask);
    case "who":
      return lists.who(model, event, ask);
    case "history":
      if (ask?.type === "page") return takeScreenPage(model, event, ask);
      if (event.room === undefined) return lists.pastTalk(model, moment, event);
      return lists.history(model, moment, { ...event, room: event.room }, ask);
    case "grouped":
      return lists.grouped(model, moment, event);
    case "group":
      return lists.groupChanged(model, moment, event);
    case "ungrouped":
      return lists.ungrouped(model, moment, event);
    case "groups":
      return lists.groups(model, event, ask?.type === "groups");
    case "pong":
      return step(ask?.type === "lag" ? answered(model, moment) : model);
    case "person":
      return bearing(model, event, person(model, event));
    case "search":
      return found(model, moment, event, ask);
    case "whois":
      return people.whois(model, event);
    case "bans":
      return people.bans(model, event);
    case "invite":
      return people.invite(model, event);
    case "invites":
      return people.invites(model, event);
    case "inviting":
      return people.inviting(model, moment, event);
    case "invited":
      return people.invited(model, moment, event);
    case "conversations":
      return people.conversations(model, event);
    case "read":
      return readHeard(model, event, ask);
    // Whose nick somebody's is, is told where it matters.
    case "account":
    case "uid":
      return step(model);
    default:
      return unreachable(event);
  }
}

/** Another connection of the same account may have taken another nick: it is one's own too. */
function bearing(model: Model, { nick, change, to }: EventOf<"member" | "person">, heard: Step): Step {
  const own = change === "renamed" && to !== undefined && isMe(model, nick);
  return own ? chain(heard, (after) => step(renamed(after, to))) : heard;
}

/** The measured delay. */
function answered(model: Model, { mono }: Moment): Model {
  const { since = mono } = model.lag;
  return change(model, { lag: { ...model.lag, since: undefined, ms: mono - since } });
}

/** `ok`: what was asked for is done. */
function done(model: Model, moment: Moment, event: EventOf<"ok">, ask: Ask | undefined): Step {
  switch (ask?.type) {
    case "account":
      return accountDone(model, moment, event, ask);
    case "order":
      return orderDone(model, moment, event, ask);
    case "nick":
      if (event.nick === undefined) return step(model);
      return notice(renamed(model, event.nick), moment, `You are called ${event.nick} now`);
    case "leave":
      return model.current === undefined ? openMenu(model) : step(model);
    case "do":
      return keptDone(model, moment, event, { room: ask.room, done: ask.done });
    default:
      return step(model);
  }
}

function takeAsk(model: Model, ref: string | undefined): { readonly ask: Ask | undefined; readonly rest: Model } {
  const ask = ref === undefined ? undefined : model.asked.get(ref);
  if (ref === undefined || ask === undefined) return { ask, rest: model };
  const asked = new Map(model.asked);
  asked.delete(ref);
  // What was kept for us comes before the first answer to what we asked then.
  const givingKept = model.givingKept && (ask.type === "hello" || ask.type === "account");
  return { ask, rest: change(model, { asked, givingKept }) };
}
