// The server lets us in, or not.
import type { ErrorEvent, EventOf, Welcome } from "../chat/event.ts";
import type { Moment } from "../clock.ts";
import { forgetLink, quitNow } from "./connection.ts";
import { openMenu } from "./menu.ts";
import type { Model, Session } from "./model.ts";
import { flush } from "./queue.ts";
import { enter, rejoin } from "./room_commands.ts";
import { watch } from "./wishes.ts";
import { block, chain, change, notice, problem, request, type Step, step } from "./step.ts";

/** The link is up: says who we are, with the token of the last `welcome` where there is one. */
export function greet(model: Model, moment: Moment): Step {
  const attempt = model.phase.type === "dialing" ? model.phase.attempt : 0;
  const greeting = change(model, { phase: { type: "greeting", attempt }, heardAt: moment.mono, pingedAt: moment.mono });
  return hello(greeting);
}

/** Sends `hello` with the present nick. */
export function hello(model: Model): Step {
  const { nick, session, setup } = model;
  if (nick === undefined) return step(change(model, { question: "nick" }));
  const command = {
    type: "hello",
    v: 1,
    nick,
    agent: setup.agent,
    ...(setup.uid === undefined ? {} : { uid: setup.uid }),
    ...(session ? { resume: session.resume } : {}),
  } as const;
  return request(model, command, { type: "hello" });
}

/** We are in. Rooms that were held are joined again from where we left; else the wished one, else the menu. */
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
  };
  const online = change(model, {
    phase: { type: "online" },
    question: undefined,
    session,
    nick: event.nick,
    // Cursors count in one store only.
    rooms: sameStore ? model.rooms : new Map([...model.rooms].map(([key, room]) => [key, { ...room, id: "" }])),
  });
  return chain(
    first ? firstGreeting(online, moment, event) : step(online),
    (after) => event.resumed ? step(after) : dropUncertain(after, moment),
    (after) => after.rooms.size === 0 ? choose(after, first, moment) : rejoin(after),
    (after) => first ? step(after) : request(after, { type: "groups" }, { type: "groups" }),
    (after) => event.resumed || first ? step(after) : repeatStatus(after),
    (after) => after.everybody ? watch(after) : step(after),
    (after) => flush(after, moment),
  );
}

/** The token of the session was renewed. */
export function renewed(model: Model, moment: Moment, event: EventOf<"resume">): Step {
  const { session } = model;
  if (!session) return step(model);
  return step(change(model, { session: { ...session, resume: event.resume, resumeAt: moment.mono } }));
}

const NICK_REFUSALS: ReadonlySet<string> = new Set([
  "bad-nick",
  "nick-reserved",
  "nick-taken",
  "nick-registered",
  "bad-password",
]);

/** `hello` was refused: another nick on the same connection, or the end of it. */
export function notWelcome(model: Model, moment: Moment, error: ErrorEvent): Step {
  const { person } = model.setup;
  const aboutNick = NICK_REFUSALS.has(error.code);
  if (!person) {
    if (model.session && error.code === "nick-taken") return waitForNick(model, moment, error);
    return quitNow(model, 3, error.text);
  }
  if (aboutNick) return problem(change(model, { question: "nick" }), moment, error.text);
  const idle = change(forgetLink(model, moment, { type: "idle" }), { question: "unreachable" });
  return chain(step(idle, { type: "hang-up" }), (after) => problem(after, moment, error.text));
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

function choose(model: Model, first: boolean, moment: Moment): Step {
  const { person, room } = model.setup;
  if (!first) {
    const back = notice(model, moment, "Connected again");
    return person ? back : chain(back, (after) => enter(after, room ?? "lobby"));
  }
  if (room !== undefined || !person) return enter(model, room ?? "lobby");
  return openMenu(model);
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
