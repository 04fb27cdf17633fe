// PRIVMSG and NOTICE: to rooms, groups, people, everybody. The hub keeps and tells a room's; what comes back to the
// speaker is the echo, for those who asked for it (IRCv3 echo-message).
import { TARGETS_MAX } from "./limits.ts";
import { awayText, passing } from "./lines.ts";
import { entryLines, placeOf } from "./entries.ts";
import { channelOf, channelOfGroup, parseTarget, sourceOf, type Target } from "./names.ts";
import { isNickserv, tellNickserv } from "./nickserv.ts";
import { ERR, RPL } from "./numerics.ts";
import { findPerson } from "./people.ts";
import { refused } from "./refusals.ts";
import type { Reply } from "./reply.ts";
import { type Call, listOf, param, type Performed, type Talk } from "./talk.ts";
import { parseText, type Written } from "./texts.ts";
import type { Status } from "../../chat/command.ts";
import { cleanText } from "../../chat/text.ts";
import { unreachable } from "../../unreachable.ts";

type Said = Written & { readonly type: "text" | "action" };

/** PRIVMSG or NOTICE, by the message's verb. */
export function tell(call: Call): Performed {
  const { reply, message: { verb, params } } = call;
  reply.quiet = verb === "NOTICE";
  if (param(call, 0) === "") return reply.numeric(ERR.noRecipient, `No recipient given (${verb})`);
  if (param(call, 1) === "") return reply.numeric(ERR.noText, "No text to send");
  const targets = listOf(param(call, 0), TARGETS_MAX + 1);
  if (targets.length > TARGETS_MAX) {
    return reply.numeric(ERR.tooManyTargets, param(call, 0), `Name ${TARGETS_MAX} targets at most`);
  }
  if (isNickserv(param(call, 0))) return tellNickserv(call);
  const said = parseText(params[1] ?? "");
  if (said.type === "ctcp") return reply.numeric(ERR.cannotSend, param(call, 0), "CTCP is not carried here but ACTION");
  return targets.map((target) => tellOne(call, target, parseTarget(target), { ...said, text: cleanText(said.text) }));
}

function tellOne(call: Call, typed: string, target: Target, said: Said): Talk {
  switch (target.type) {
    case "room":
      return sayInRoom(call, target.room, said);
    case "group":
      return tellPeople(call, channelOfGroup(target.group), { group: target.group }, said);
    case "person":
      return call.session.isMe(target.nick)
        ? tellMyself(call, said)
        : tellPeople(call, target.nick, { to: [target.nick] }, said);
    case "everyone":
      return shout(call, typed, said);
    default:
      return unreachable(target);
  }
}

function* sayInRoom(call: Call, room: string, said: Said): Talk {
  const { session, reply, message: { verb } } = call;
  const kind = said.type === "action" ? "action" : verb === "NOTICE" ? "notice" : "text";
  const event = yield { type: "say", room, text: said.text, kind };
  if (event.type === "error") {
    return refused(
      reply,
      event,
      { verb, target: channelOf(room) },
      SILENT.has(event.code) ? ERR.cannotSend : undefined,
    );
  }
  if (event.type !== "said" || !session.has("echo-message")) return;
  const { seq, at } = event;
  const { nick: from, account } = session;
  const entry = { seq, at, from, text: said.text, kind, ...(account !== undefined && { account }) };
  for (const line of entryLines(placeOf(event.room, session.traits), entry)) reply.line(line);
}

/** Why somebody can't be heard in a room, in the one numeric that all clients show there. */
const SILENT: ReadonlySet<string> = new Set(["not-in-room", "muted", "too-fast", "storage", "busy", "text-too-long"]);

function* tellPeople(
  call: Call,
  target: string,
  to: { readonly to: readonly string[] } | { readonly group: string },
  said: Said,
): Talk {
  const { session, reply, message: { verb } } = call;
  // Past rooms there are no actions: it is told as people write it.
  const text = said.type === "action" ? `* ${session.nick} ${said.text}` : said.text;
  const event = yield { type: "tell", text, ...to, ...(verb === "NOTICE" && { kind: "notice" as const }) };
  if (event.type === "error") return refused(reply, event, { verb, target });
  if (event.type !== "told") return;
  echo(call, target, said, event.at);
  for (const [nick, status] of Object.entries(event.status)) {
    if (status === "away" || status === "busy") yield* tellAway(reply, nick, status);
  }
  for (const nick of event.later ?? []) reply.numeric(RPL.away, nick, "Not here: gets it at the next login");
}

/** Why somebody may not answer: what it has said of it (RFC 2812, 301). */
function* tellAway(reply: Reply, nick: string, status: Status): Talk {
  const note = reply.quiet ? undefined : (yield* findPerson(nick))?.note;
  reply.numeric(RPL.away, nick, awayText(status, note ?? "") ?? status);
}

/** IRC lets one write to oneself; the hub has no use for it. */
// deno-lint-ignore require-yield -- a talk that asks nothing
function* tellMyself(call: Call, said: Said): Talk {
  const { session, reply, message: { verb } } = call;
  const head = `:${sourceOf(session.nick)} ${verb} ${session.nick} :`;
  const message = { from: session.nick, text: said.text, at: session.at ?? 0, account: session.account };
  const traits = session.at === undefined ? 0 : session.traits;
  const lines = passing(head, message, traits, said.type === "action");
  if (session.has("echo-message")) { for (const line of lines) reply.line(line); }
  // A label is the echo's, never the message's (IRCv3 labeled-response).
  for (const line of lines) reply.aside(line);
}

/** `$*`, and WALLOPS. */
export function* shout(call: Call, target: string, said: Said): Talk {
  const { reply, message: { verb } } = call;
  const event = yield { type: "shout", text: said.text };
  if (event.type === "error") return refused(reply, event, { verb, target }, ERR.cannotSend);
  // The others get a notice, whatever it was said with: so does the speaker.
  if (event.type === "shouted") echo(call, target, said, event.at, "NOTICE");
}

function echo({ session, reply, message }: Call, target: string, said: Said, at: number, verb = message.verb): void {
  if (!session.has("echo-message")) return;
  const head = `:${sourceOf(session.nick)} ${verb} ${target} :`;
  const words = { from: session.nick, text: said.text, at, account: session.account };
  for (const line of passing(head, words, session.traits, said.type === "action")) reply.line(line);
}
