// AWAY: a status with its note (RFC 2812, 4.1).
import { ERR, RPL } from "./numerics.ts";
import { refused } from "./refusals.ts";
import { type Call, param, type Talk } from "./talk.ts";

export function* away(call: Call): Talk {
  const { reply } = call;
  const note = param(call, 0);
  const event = yield note === "" ? { type: "status", status: "online" } : { type: "status", status: "away", note };
  if (event.type === "error") return refused(reply, event, { verb: "AWAY" }, ERR.unknown);
  if (note === "") reply.numeric(RPL.unaway, "You are no longer marked as away");
  else reply.numeric(RPL.nowAway, "You are marked as away");
}
