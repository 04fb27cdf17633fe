// The client's logic: what happened goes in, the new state and what is wanted come out. No clock, no chance, no I/O.
import type { Moment } from "../clock.ts";
import { unreachable } from "../unreachable.ts";
import type { Action } from "./action.ts";
import { giveUpAsking } from "./answer_asking.ts";
import { breakLink, dial, end, quit, unlinked } from "./connection.ts";
import { currentRoom } from "./conversation.ts";
import type { Model } from "./model.ts";
import { askOrDial } from "./questions.ts";
import { flush } from "./queue.ts";
import { tellRead } from "./events/read_marks.ts";
import { saved } from "./commands/save_command.ts";
import { greet } from "./hello.ts";
import { chain, change, request, type Step, step } from "./step.ts";
import { updateEvent } from "./events/update_event.ts";
import { updateInput } from "./update_input.ts";
import { grant } from "./wishes.ts";

/** How long a server may take to welcome us, in ms. */
const WELCOME_MS_MAX = 10_000;
/** Silence after which the server is pinged, and how much more of it means that the link is dead, in ms. */
const SILENCE_MS_MAX = 20_000;
const PONG_MS_MAX = 10_000;
/** How often the delay is measured, in ms. */
const LAG_MS = 10_000;
/** How often the session's token is renewed, in ms. */
const RENEWAL_MS = 6 * 60 * 60 * 1_000;
/** Lines that a pipe may have on their way before it is read on. */
const PIPE_ITEMS_MAX = 500;

/** Takes one thing that happened. */
export function update(model: Model, action: Action, moment: Moment): Step {
  return chain(react(model, action, moment), (after) => endOfPipe(after, moment));
}

function react(model: Model, action: Action, moment: Moment): Step {
  switch (action.type) {
    case "started":
      return askOrDial(model);
    case "line":
      return updateInput(model, moment, action.text);
    case "input-ended":
      return model.setup.person ? quit(model, moment) : step(change(model, { inputEnded: true }));
    case "interrupted":
      return quit(model, moment);
    case "given-up":
      return typeof model.question === "object" ? giveUpAsking(model, moment, model.question) : quit(model, moment);
    case "linked":
      return model.phase.type === "dialing" ? greet(model, moment) : step(model);
    case "event":
      return updateEvent(model, moment, action.event, action.ref);
    case "malformed":
      return malformed(model, moment, action.detail);
    case "unlinked":
      return unlinked(model, moment, action.reason, action.chance);
    case "tick":
      return tick(model, moment);
    case "wish":
      return grant(model, moment, action.wish);
    case "saved":
      return saved(model, moment, action.file, action.problem);
    default:
      return unreachable(action);
  }
}

/** True where the next line of a pipe may be taken: it must not overtake what came before it. */
export function mayTakeLine(model: Model): boolean {
  if (model.setup.person) return true;
  const room = currentRoom(model);
  return model.phase.type === "online" && model.asked.size === 0 && !model.download &&
    room?.joined !== false && model.queue.items.length < PIPE_ITEMS_MAX;
}

/** What can't be read may hide something that was said: a new link and `after` fetch it again. */
function malformed(model: Model, moment: Moment, detail: string): Step {
  const reason = model.session
    ? `the server sent what cannot be read (${detail})`
    : "what answers there does not speak this protocol";
  return breakLink(model, moment, reason);
}

function tick(model: Model, moment: Moment): Step {
  const { phase } = model;
  switch (phase.type) {
    case "waiting":
      return phase.until <= moment.mono ? dial(model, phase.attempt) : step(model);
    case "leaving":
      return phase.until <= moment.mono ? end(model) : step(model);
    case "greeting": {
      const late = moment.mono - model.heardAt > WELCOME_MS_MAX && model.question === undefined;
      return late ? breakLink(model, moment, "it does not answer") : step(model);
    }
    case "online":
      return chain(
        listen(model, moment),
        (after) => probe(after, moment),
        tellRead,
        (after) => flush(after, moment),
      );
    case "idle":
    case "dialing":
    case "ended":
      return step(model);
    default:
      return unreachable(phase);
  }
}

/** Measures the delay, where somebody looks at it. */
function probe(model: Model, moment: Moment): Step {
  const { lag } = model;
  if (!model.setup.full || lag.since !== undefined || moment.mono - lag.probedAt < LAG_MS) return step(model);
  const probing = { ...lag, since: moment.mono, probedAt: moment.mono };
  return request(change(model, { lag: probing }), { type: "ping", t: Math.round(moment.at) }, { type: "lag" });
}

/** Notices a dead link, and keeps the session's token young. */
function listen(model: Model, moment: Moment): Step {
  const { session } = model;
  const silence = moment.mono - model.heardAt;
  const pinged = model.pingedAt > model.heardAt;
  if (pinged && moment.mono - model.pingedAt > PONG_MS_MAX) return breakLink(model, moment, "it does not answer");
  if (!pinged && silence > SILENCE_MS_MAX) {
    const command = { type: "ping", t: Math.round(moment.at) } as const;
    return step(change(model, { pingedAt: moment.mono }), { type: "send", command, ref: undefined });
  }
  if (session && moment.mono - session.resumeAt > RENEWAL_MS) {
    const asked = change(model, { session: { ...session, resumeAt: moment.mono } });
    return request(asked, { type: "resume", resume: session.resume }, { type: "do", done: "" });
  }
  return step(model);
}

/** A pipe that has said all, and heard all answers, is done. */
function endOfPipe(model: Model, moment: Moment): Step {
  const { setup, phase } = model;
  if (setup.person || setup.listen || !model.inputEnded || phase.type !== "online") return step(model);
  const waits = model.queue.items.length > 0 || model.asked.size > 0 || model.download !== undefined;
  return waits ? step(model) : quit(model, moment);
}
