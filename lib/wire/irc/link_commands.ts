// The link itself: PING, PONG, QUIT.
import { SERVER_NAME } from "./names.ts";
import { ERR } from "./numerics.ts";
import { type Call, param, type Performed, type Talk } from "./talk.ts";

export function ping(call: Call): Performed {
  const token = param(call, 0);
  if (token === "") return call.reply.numeric(ERR.noOrigin, "No origin given");
  return pong(call, token);
}

/** Asked of the hub, so that the PONG comes after all that was on its way before, and so that it knows of life here. */
function* pong({ reply }: Call, token: string): Talk {
  yield { type: "ping" };
  reply.server("PONG", SERVER_NAME, token);
}

/** The answer to our PING is not answered. */
export function answerPing({ message: { params } }: Call): { readonly type: "pong"; readonly t?: number } {
  const token = params.at(-1) ?? "";
  return /^\d{1,15}$/.test(token) ? { type: "pong", t: Number(token) } : { type: "pong" };
}

/** Ends with the hub's `bye`, which the codec writes as ERROR. */
export function* quit(call: Call): Talk {
  const reason = param(call, 0);
  yield { type: "quit", ...(reason !== "" && { reason }) };
}
