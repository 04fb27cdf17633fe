// NICK, USER, PASS, and the moment when all is there that a hello needs (RFC 2812, 3.1; IRCv3 capability-negotiation:
// while capabilities are negotiated it waits).
import type { EventOf } from "../../chat/event.ts";
import { UID_LENGTH_MAX } from "../../chat/limits.ts";
import { parseNick } from "../../chat/names.ts";
import { excerpt } from "../../chat/text.ts";
import { fanOutLines } from "./fan_out.ts";
import { greet } from "./greeting.ts";
import { hear } from "./heard.ts";
import { loggedIn } from "./login.ts";
import { ERR } from "./numerics.ts";
import { refused } from "./refusals.ts";
import type { Session } from "./session.ts";
import { type Call, param, type Performed, type Talk } from "./talk.ts";

const AGENT = "irc";
const NICK_TEXT = "A nick has 1 to 32 letters, digits or - _ . ' [ ] \\ ` ^ { } | and begins with none of those signs";

export function pass({ session, reply, message: { params } }: Call): Performed {
  if (session.phase !== "new") return reply.numeric(ERR.alreadyRegistered, "You are registered already");
  session.password = params.at(-1);
}

export function user(call: Call): Performed {
  const { session, reply } = call;
  if (session.hasUser) return reply.numeric(ERR.alreadyRegistered, "You are registered already");
  if (param(call, 0) === "" || param(call, 3) === "") return reply.numeric(ERR.needMoreParams, "USER", "Give a name");
  session.hasUser = true;
  session.realName = excerpt(param(call, 3), UID_LENGTH_MAX).trim() || undefined;
  return registerWhenReady(call);
}

export function nick(call: Call): Performed {
  const { session, reply } = call;
  const wanted = param(call, 0);
  if (wanted === "") return reply.numeric(ERR.noNickGiven, "No nick given");
  // What can't be a nick is refused at once, also where the hub is not asked yet.
  if (parseNick(wanted) === undefined) return reply.numeric(ERR.erroneousNick, wanted, NICK_TEXT);
  if (session.phase === "ready") return changeNick(call, wanted);
  session.wanted = wanted;
  return registerWhenReady(call);
}

/** Says hello as soon as nick and user are there and nothing is being negotiated. */
export function registerWhenReady(call: Call): Talk | undefined {
  const { session } = call;
  if (!session.hasUser || session.wanted === "" || session.negotiating) return undefined;
  if (session.phase === "admitted") return finish(call);
  return session.phase === "new" ? hello(call) : undefined;
}

function* hello(call: Call): Talk {
  const { session, reply } = call;
  const { wanted, password } = session;
  session.phase = "asking";
  const event = yield {
    type: "hello",
    nick: wanted,
    agent: AGENT,
    ...(session.realName !== undefined && { uid: session.realName }),
    ...(password !== undefined && password !== "" && { password }),
  };
  if (event.type === "welcome") {
    admit(session, event);
    session.phase = "ready";
    greet(reply, event);
    // By PASS: nothing else has told it.
    if (session.account !== undefined) loggedIn(call, session.account);
    return;
  }
  session.phase = "new";
  if (event.type === "error") turnAway(call, event);
}

/** Admitted by SASL before: the nick wanted may be another than the account's. */
function* finish(call: Call): Talk {
  const { session, reply } = call;
  const { welcome, wanted } = session;
  if (!welcome) return;
  session.phase = "greeting";
  if (session.account === undefined && wanted !== session.nick) {
    const event = yield { type: "nick", nick: wanted };
    if (event.type === "ok") session.nick = event.nick ?? wanted;
  }
  // USER came after it.
  if (!session.named && session.realName !== undefined) yield { type: "uid", uid: session.realName };
  session.phase = "ready";
  greet(reply, { ...welcome, nick: session.nick });
  for (const event of session.held.splice(0)) {
    hear(session, event, reply);
    for (const line of fanOutLines(event, session.traits)) reply.line(line);
  }
}

/** The hub has let this connection in. */
export function admit(session: Session, welcome: EventOf<"welcome">): void {
  session.phase = "admitted";
  session.nick = welcome.nick;
  session.account = welcome.account;
  session.welcome = welcome;
  session.password = undefined;
}

/** A nick that can't be had may be tried again; everything else ends the link. */
function turnAway({ session, reply }: Call, event: EventOf<"error">): void {
  const { wanted } = session;
  switch (event.code) {
    case "nick-taken":
    case "nick-registered":
    case "nick-reserved":
    case "bad-nick":
      session.wanted = "";
      return refused(reply, event, { verb: "NICK", target: wanted });
    case "bad-password":
      reply.numeric(ERR.passwordMismatch, event.text);
      break;
    case "banned":
      reply.numeric(ERR.bannedFromServer, event.text);
      break;
    default:
      refused(reply, event, { verb: "NICK", target: wanted });
      if (event.code === "too-fast" || event.code === "busy") session.wanted = "";
      if (event.code === "too-fast" || event.code === "busy") return;
  }
  session.over = event.text;
}

function* changeNick({ session, reply }: Call, wanted: string): Talk {
  const was = session.nick;
  const event = yield { type: "nick", nick: wanted };
  if (event.type === "error") return refused(reply, event, { verb: "NICK", target: wanted });
  if (event.type !== "ok") return;
  const now = event.nick ?? wanted;
  // Where this peer was told with the others, its nick is the new one already.
  if (now !== was && session.nick === was) reply.own(`NICK ${now}`);
  session.rename(session.nick, now);
}
