// The link as the model sees it: when to dial, what its loss means, when to come back, how to leave.
import type { Bye } from "../chat/event.ts";
import type { Moment } from "../clock.ts";
import { unreachable } from "../unreachable.ts";
import type { ExitCode } from "./action.ts";
import { type Address, formatAddress, isSameAddress } from "./address.ts";
import { backoffMs } from "./backoff.ts";
import type { Model, Room } from "./model.ts";
import { unsend } from "./queue.ts";
import { plural } from "./plural.ts";
import { chain, change, notice, problem, type Step, step } from "./step.ts";

/** Attempts after which a pipe gives up: about a minute. */
const PIPE_ATTEMPTS_MAX = 7;
/** How long `bye` is awaited after `quit`, in ms. */
const BYE_MS = 1_000;
/** A server may ask for a later return than this, and does not get it. */
const RETRY_MS_MAX = 60_000;

/** Dials the server; the `attempt` counts from 0, that of a person's own wish. */
export function dial(model: Model, attempt = 0): Step {
  if (!model.address) return step(model);
  return step(
    change(model, { phase: { type: "dialing", attempt }, question: undefined }),
    { type: "dial", address: model.address },
  );
}

/** The state for another server: what was a secret between us and the former one stays there. */
export function atAddress(model: Model, address: Address): Model {
  if (model.address === undefined || isSameAddress(model.address, address)) return change(model, { address });
  const { password: _, ...setup } = model.setup;
  return change(model, { address, setup, session: undefined, helloSecret: undefined, plainAllowed: false });
}

/** The link could not be made, or is gone. */
export function unlinked(model: Model, moment: Moment, reason: string, chance: number): Step {
  const { phase } = model;
  switch (phase.type) {
    case "idle":
    case "waiting":
    case "ended":
      return step(model);
    case "leaving":
      return end(model);
    case "dialing":
    case "greeting":
    case "online":
      break;
    default:
      return unreachable(phase);
  }
  // The question stays: its answer dials anew.
  if (phase.type === "greeting" && model.question !== undefined) {
    return step(forgetLink(model, moment, { type: "idle" }));
  }
  if (!model.session) return firstFailed(model, moment, reason);
  const attempt = phase.type === "online" ? 1 : phase.attempt + 1;
  return comeBack(model, moment, { reason, attempt, ms: backoffMs(attempt, chance) });
}

/** Hangs up, and comes back by itself. */
export function breakLink(model: Model, moment: Moment, reason: string): Step {
  return chain(step(model, { type: "hang-up" }), (after) => unlinked(after, moment, reason, 0.5));
}

/** The server says why it closes. */
export function bye(model: Model, moment: Moment, event: Bye): Step {
  if (model.phase.type === "leaving") return chain(step(model, { type: "hang-up" }), end);
  // Codes are looked up rather than switched on: a later server may have some that this client does not know.
  const text = event.text ?? BYE_TEXT.get(event.code) ?? "the server hung up";
  if (event.code === "quit") return step(model);
  if (STAY_AWAY.has(event.code)) return stayAway(model, moment, text);
  if (event.code !== "shutdown" || !model.session) return breakLink(model, moment, text);
  const ms = Math.min(Math.max(event.retry ?? 1_000, 0), RETRY_MS_MAX);
  return chain(
    step(model, { type: "hang-up" }),
    (after) => comeBack(after, moment, { reason: text, attempt: 1, ms }),
  );
}

/** The server wants us gone: coming back is a person's own wish. */
function stayAway(model: Model, moment: Moment, text: string): Step {
  const gone = change(forgetLink(model, moment, { type: "idle" }), { question: undefined });
  return chain(
    step(gone, { type: "hang-up" }),
    (after) => problem(after, moment, `Disconnected: ${text}. /reconnect tries again, /quit leaves`),
    (after) => model.setup.person ? step(after) : quitNow(after, 1),
  );
}

/** Leaves: says `quit` where there is a link and waits for the answer a moment, else ends at once. */
export function quit(model: Model, moment: Moment, reason = ""): Step {
  const { type } = model.phase;
  const command = { type: "quit", ...(reason === "" ? {} : { reason }) } as const;
  if (type === "leaving") return end(model);
  if (type !== "online" && type !== "greeting") return chain(step(model, { type: "hang-up" }), end);
  return step(
    change(model, { phase: { type: "leaving", until: moment.mono + BYE_MS } }),
    { type: "send", command, ref: undefined },
    { type: "wake", ms: BYE_MS },
  );
}

/** Ends with this exit code; `text` goes to stderr. */
export function quitNow(model: Model, code: ExitCode, text?: string): Step {
  return step(
    change(model, { phase: { type: "ended" }, question: undefined }),
    { type: "hang-up" },
    { type: "quit", code, problem: text },
  );
}

/** Ends as things went. */
export function end(model: Model): Step {
  return quitNow(model, model.failed && !model.setup.person ? 1 : 0);
}

/** The state without its link: nothing is on its way, no answer will come, and the rooms wait to be joined again. */
export function forgetLink(model: Model, moment: Moment, phase: Model["phase"]): Model {
  const rooms = [...model.rooms].map(([key, room]) => [key, away(room, moment)] as const);
  return change(model, {
    phase,
    rooms: new Map(rooms),
    queue: unsend(model.queue),
    // While somebody is being let in, one connection follows another.
    plainAllowed: model.plainAllowed && model.phase.type !== "online",
    leftForLogin: undefined,
    asked: new Map(),
    lag: { ms: 0, since: undefined, probedAt: 0 },
    download: undefined,
  });
}

function away(room: Room, { at }: Moment): Room {
  return { ...room, joined: false, fetching: false, early: [], back: room.back ?? { since: at, missed: 0 } };
}

interface Return {
  readonly reason: string;
  readonly attempt: number;
  readonly ms: number;
}

function comeBack(model: Model, moment: Moment, { reason, attempt, ms }: Return): Step {
  const { person, listen } = model.setup;
  const text = `No connection to ${hostOf(model)}: ${
    reason.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase())
  }`;
  if (!person && !listen && attempt > PIPE_ATTEMPTS_MAX) return quitNow(model, 4, text);
  const lost = model.phase.type === "online" ? change(model, { lostAt: moment.at }) : model;
  const waiting = forgetLink(change(lost, { question: undefined }), moment, {
    type: "waiting",
    attempt,
    until: moment.mono + ms,
  });
  const said = `${text}. Trying again in ${plural(Math.ceil(ms / 1_000), "second", "seconds")}` +
    (person ? "; Enter tries now; what you type is kept" : "");
  return chain(
    attempt === 1 ? notice(waiting, moment, said) : step(waiting),
    (after) => step(after, { type: "wake", ms }),
  );
}

function firstFailed(model: Model, moment: Moment, reason: string): Step {
  const text = `Cannot reach ${hostOf(model)}: ${reason}`;
  const idle = change(forgetLink(model, moment, { type: "idle" }), { question: "unreachable" });
  return model.setup.person ? problem(idle, moment, text) : quitNow(model, 4, text);
}

function hostOf(model: Model): string {
  return model.address ? formatAddress(model.address) : "the server";
}

const STAY_AWAY: ReadonlySet<string> = new Set(["kicked", "banned", "replaced"]);

const BYE_TEXT: ReadonlyMap<string, string> = new Map([
  ["slow-consumer", "too much was unread, and the server dropped us"],
  ["idle", "the server heard nothing from us"],
  ["shutdown", "the server is shutting down"],
  ["kicked", "you were thrown out"],
  ["banned", "you are banned from this server"],
  ["replaced", "another client took over this session"],
  ["faults", "the server did not understand us"],
]);
