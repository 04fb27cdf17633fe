// LIST: rooms that may be known of, all of them, by name, by mask or by size (ELIST: M, U).
import type { RoomInfo } from "../../chat/info.ts";
import { matches } from "./glob.ts";
import { LIST_CONDITIONS_MAX } from "./limits.ts";
import { channelOf } from "./names.ts";
import { RPL } from "./numerics.ts";
import { listRooms } from "./people.ts";
import { refused } from "./refusals.ts";
import { type Call, listOf, param, type Talk } from "./talk.ts";

type Condition = (room: RoomInfo) => boolean;

export function* list(call: Call): Talk {
  const { reply } = call;
  const conditions = listOf(param(call, 0), LIST_CONDITIONS_MAX).map(conditionOf);
  const sizes = conditions.filter(({ kind }) => kind === "size");
  const named = conditions.filter(({ kind }) => kind === "name");
  const listed = yield* listRooms();
  if ("refusal" in listed) return refused(reply, listed.refusal, { verb: "LIST" });
  reply.numeric(RPL.listStart, "Channel", "Users  Name");
  let { more } = listed;
  for (const room of listed.rows) {
    if (!sizes.every(({ holds }) => holds(room))) continue;
    if (named.length > 0 && !named.some(({ holds }) => holds(room))) continue;
    if (reply.isLong) {
      more = true;
      break;
    }
    reply.numeric(RPL.list, channelOf(room.room), String(room.members), room.topic);
  }
  if (more) reply.cutShort("LIST");
  reply.numeric(RPL.listEnd, "End of /LIST");
}

function conditionOf(text: string): { readonly kind: "size" | "name"; readonly holds: Condition } {
  const size = /^([<>])(\d{1,9})$/.exec(text);
  if (!size) return { kind: "name", holds: ({ room }) => matches(text, channelOf(room)) };
  const most = Number(size[2]);
  return { kind: "size", holds: size[1] === "<" ? ({ members }) => members < most : ({ members }) => members > most };
}
