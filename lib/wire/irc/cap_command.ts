// CAP: what a client may have that IRC did not have in 1993 (IRCv3 capability-negotiation).
import { isCap, listCaps } from "./caps.ts";
import { BODY_BYTES_MAX } from "./limits.ts";
import { SERVER_NAME } from "./names.ts";
import { ERR } from "./numerics.ts";
import { registerWhenReady } from "./registration.ts";
import { type Call, param, type Performed, type Talk } from "./talk.ts";

/** Room for `:server CAP nick LS * :` and a nick of the greatest length. */
const CAPS_BYTES_MAX = BODY_BYTES_MAX - 160;

export function cap(call: Call): Performed {
  const { session, reply } = call;
  const subcommand = param(call, 0).toUpperCase();
  switch (subcommand) {
    case "LS": {
      suspend(call);
      session.capVersion = Math.max(session.capVersion, Number.parseInt(param(call, 1), 10) || 301);
      return tell(call, "LS", listCaps(session.capVersion));
    }
    case "LIST":
      return tell(call, "LIST", [...session.caps]);
    case "REQ":
      suspend(call);
      return request(call, param(call, 1));
    case "END":
      return end(call);
    default:
      return reply.numeric(ERR.invalidCapCommand, subcommand, "That is no command of CAP");
  }
}

function suspend({ session }: Call): void {
  if (session.phase !== "ready") session.negotiating = true;
}

function end(call: Call): Talk | undefined {
  if (call.session.phase === "ready") return undefined;
  call.session.negotiating = false;
  return registerWhenReady(call);
}

/** All or nothing: one name that is not known, and none is set. */
function request({ session, reply }: Call, list: string): void {
  const nick = session.nick || "*";
  const wanted: { readonly name: string; readonly on: boolean }[] = list.split(" ").filter((word) => word !== "").map(
    (word) => ({ name: word.replace(/^-/, ""), on: word[0] !== "-" }),
  );
  const known = wanted.every(({ name }) => isCap(name));
  if (known) { for (const { name, on } of wanted) if (isCap(name)) session.setCap(name, on); }
  // As they came, trailing blank and all: clients compare.
  reply.line(`:${SERVER_NAME} CAP ${nick} ${known ? "ACK" : "NAK"} :${list}`);
}

function tell({ session, reply }: Call, subcommand: string, names: readonly string[]): void {
  const nick = session.nick || "*";
  let rest = names.join(" ");
  // Only 302 knows a list of several lines: the others get what one line holds, which is all of it today.
  while (session.capVersion >= 302 && rest.length > CAPS_BYTES_MAX) {
    const end = rest.lastIndexOf(" ", CAPS_BYTES_MAX);
    reply.line(`:${SERVER_NAME} CAP ${nick} ${subcommand} * :${rest.slice(0, end)}`);
    rest = rest.slice(end + 1);
  }
  reply.line(`:${SERVER_NAME} CAP ${nick} ${subcommand} :${rest}`);
}
