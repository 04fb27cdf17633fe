// The server lets us in, or not.
import type { ErrorEvent, EventOf, Welcome } from "../../chat/event.ts";
import type { Moment } from "../../clock.ts";
import { forgetLink, quitNow } from "../connection.ts";
import { mayTellSecrets, plainRefusal, withConsent } from "../consent.ts";
import { openMenu } from "../menu.ts";
import type { Model, Session } from "../model.ts";
import { leadToAccount } from "../must_login.ts";
import { flush } from "../queue.ts";
import { enter, rejoin } from "../commands/room_commands.ts";
import { watch } from "../wishes.ts";
import { block, chain, change, notice, problem, request, type Step, step } from "../step.ts";

/** We are in. Where an account is needed first, that comes before all else. */
export function welcome(model: Model, moment: Moment, event: Welcome): Step {
  const first = model.session === undefined;
  const sameStore = first || model.session?.serverId === event.id;
  const session: Session = {
    serverId: event.id,
    id: event.session,
    resume: event.resume,
    resumeAt: moment.mono,
    limits: event.limits,
    pingMs: event.ping,
    ...(event.account === undefined ? {} : { account: event.account }),
    ...(event.operator ? { operator: true } : {}),
    ...(event.mustLogin ? { mustLogin: true } : {}),
  };
  const online = change(model, {
    phase: { type: "online" },
    question: undefined,
    session,
    nick: event.nick,
    givingKept: event.account !== undefined,
    // Cursors count in one store only.
    rooms: sameStore ? model.rooms : new Map([...model.rooms].map(([key, room]) => [key, { ...room, id: "" }])),
  });
  return chain(
    first ? firstGreeting(online, moment, event) : guestAgain(online, moment, model.session?.account),
    (after) => event.resumed ? step(after) : dropUncertain(after, moment),
    (after) => event.mustLogin ? leadToAccount(after, moment) : settleIn(after, moment, event),
  );
}

/** Goes where one was, or wants to be. Rooms that were held are joined again from where we left; else the wished one. */
export function settleIn(model: Model, moment: Moment, { resumed, rooms }: Pick<Welcome, "resumed" | "rooms">): Step {
  const first = !model.settled;
  return chain(
    step(change(model, { settled: true })),
    (after) => after.rooms.size === 0 ? choose(after, moment, { first, held: rooms }) : rejoin(after),
    (after) => first && !after.session?.account ? step(after) : request(after, { type: "groups" }, { type: "groups" }),
    (after) => resumed || first ? step(after) : repeatStatus(after),
    (after) => after.everybody ? watch(after) : step(after),
    (after) => flush(after, moment),
  );
}

/** A login that does not hold any more, where nobody took the name meanwhile. */
function guestAgain(model: Model, moment: Moment, before: string | undefined): Step {
  if (before === undefined || model.session?.account !== undefined || model.session?.mustLogin) return step(model);
  return notice(model, moment, `You are not logged in as ${before} any more: you go on as a guest. /login comes back`);
}

/** The token of the session was renewed. */
export function renewed(model: Model, moment: Moment, event: EventOf<"resume">): Step {
  const { session } = model;
  if (!session) return step(model);
  return step(change(model, { session: { ...session, resume: event.resume, resumeAt: moment.mono } }));
}

const NICK_REFUSALS: ReadonlySet<string> = new Set(["bad-nick", "nick-reserved", "nick-taken"]);
/** Where a password would help, or helps later. */
const PASSWORD_REFUSALS: ReadonlySet<string> = new Set(["nick-registered", "bad-password"]);
const LATER: ReadonlySet<string> = new Set(["busy", "too-fast"]);

/** `hello` was refused: a password, or another nick, on the same connection; or the end of it. */
export function notWelcome(model: Model, moment: Moment, error: ErrorEvent, proved: boolean): Step {
  const { person, password } = model.setup;
  const asksPassword = PASSWORD_REFUSALS.has(error.code) || (proved && LATER.has(error.code));
  if (asksPassword && !proved && password !== undefined) {
    return mayTellSecrets(model) || person
      ? withConsent(model, moment, { type: "hello", password })
      : quitNow(model, 3, plainRefusal(model));
  }
  if (!person) {
    const later = (model.session && error.code === "nick-taken") || LATER.has(error.code);
    if (later) return waitForNick(model, moment, error);
    const cure = error.code === "nick-registered" ? " (by --password-file FILE)" : "";
    return quitNow(model, 3, `${error.text}${cure}`);
  }
  if (asksPassword) return askPassword(model, moment, error);
  if (NICK_REFUSALS.has(error.code)) return problem(change(model, { question: "nick" }), moment, error.text);
  const idle = change(forgetLink(model, moment, { type: "idle" }), { question: "unreachable" });
  return chain(step(idle, { type: "hang-up" }), (after) => problem(after, moment, error.text));
}

/** Asks for the password of a nick that is an account's, be it one's own whose login does not hold any more. */
function askPassword(model: Model, moment: Moment, error: ErrorEvent): Step {
  const over = model.session?.account !== undefined && error.code === "nick-registered";
  const other = "Enter alone takes another nick";
  const ended = `Your login as ${model.nick ?? ""} has ended, or its password was changed: give it again. ${other}`;
  return chain(
    over ? notice(model, moment, ended) : problem(model, moment, `${error.text}. ${other}`),
    (after) => withConsent(after, moment, { type: "ask", asking: { type: "secret", use: { type: "hello" } } }),
  );
}

/** A nick that our own dropped session still holds will be free soon. */
function waitForNick(model: Model, moment: Moment, error: ErrorEvent): Step {
  const attempt = model.phase.type === "greeting" ? model.phase.attempt + 1 : 1;
  if (attempt > 5) return quitNow(model, 3, error.text);
  const ms = Math.min(Math.max(error.wait ?? 5_000, 1_000), 60_000);
  const waiting = forgetLink(model, moment, { type: "waiting", attempt, until: moment.mono + ms });
  return step(waiting, { type: "hang-up" }, { type: "wake", ms });
}

function firstGreeting(model: Model, moment: Moment, event: Welcome): Step {
  return chain(
    block(model, `Connected to ${model.address?.host ?? "the server"} as ${event.nick}`),
    (after) => event.motd === "" ? step(after) : notice(after, moment, event.motd),
  );
}

interface Choice {
  readonly first: boolean;
  /** Where one's account is by another connection. */
  readonly held: readonly string[];
}

function choose(model: Model, moment: Moment, { first, held }: Choice): Step {
  const { setup: { person }, goal } = model;
  if (!first) {
    const back = notice(model, moment, "Connected again");
    return person ? back : chain(back, (after) => enter(after, goal?.room ?? "lobby"));
  }
  if (goal === undefined && person) {
    return held.length === 0
      ? openMenu(model)
      : chain(step(model), ...held.map((room) => (after: Model) => enter(after, room)));
  }
  return enter(model, goal?.room ?? "lobby", { invite: goal?.invite });
}

/** In a new session nobody remembers our refs: what is in no history and may have arrived is not sent twice. */
function dropUncertain(model: Model, moment: Moment): Step {
  const lost = model.queue.items.filter((item) => item.tried && item.command.type !== "say");
  if (lost.length === 0) return step(model);
  const items = model.queue.items.filter((item) => !lost.includes(item));
  return chain(
    step(change(model, { queue: { ...model.queue, items } })),
    ...lost.map(({ command }) => (after: Model) =>
      problem(after, moment, `It is not known whether this arrived: ${command.text}`)
    ),
  );
}

function repeatStatus(model: Model): Step {
  const { status, note } = model.presence;
  if (status !== "away" && status !== "busy") return step(model);
  return request(model, { type: "status", status, note }, { type: "do", done: "" });
}
