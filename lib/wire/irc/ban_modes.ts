// `+b`: the hub bans accounts, nicks and addresses by masks of its own, which the list shows as they are. `m:nick` is
// a mute: it may stay and read, and not speak.
import type { OrderCommand } from "../../chat/command.ts";
import { maskOf } from "./acts.ts";
import { channelOf } from "./names.ts";
import { RPL } from "./numerics.ts";
import { refusedInRoom } from "./in_room.ts";
import type { Call, Talk } from "./talk.ts";

/** Whom a ban or a mute is for: `nick!*@*` is a nick, as everybody has the same user and host here. */
export type BanTarget = { readonly nick: string } | { readonly mask: string } | { readonly mute: string };

const MUTE = "m:";

const NICK_MASK = /^([^!@*?]+)(?:!\*@\*|!\S*@\S*)?$/;

export function banMask(typed: string): BanTarget {
  if (typed.startsWith(MUTE)) {
    const mute = typed.slice(MUTE.length);
    return { mute: NICK_MASK.exec(mute)?.[1] ?? mute };
  }
  // What the list shows has a colon or a slash in it, which no nick has.
  if (/[:/]/.test(typed)) return { mask: typed };
  const nick = NICK_MASK.exec(typed)?.[1];
  return nick === undefined ? { mask: typed } : { nick };
}

export function* changeBan(call: Call, room: string, target: BanTarget, on: boolean): Talk {
  const { session, reply } = call;
  const heard = session.actsHeard;
  const name = "nick" in target ? target.nick : "mask" in target ? target.mask : target.mute;
  const event = yield askFor(room, target, name, on);
  if (event.type === "error") {
    return yield* refusedInRoom(call, event, { verb: "MODE", room, nick: name });
  }
  if (heard !== session.actsHeard) return;
  reply.own(
    `MODE ${channelOf(session.room(room)?.name ?? room)} ${on ? "+" : "-"}b ${"mute" in target ? MUTE : ""}${
      maskOf(name)
    }`,
  );
}

function askFor(room: string, target: BanTarget, name: string, on: boolean): OrderCommand {
  if ("mute" in target) return { type: on ? "mute" : "unmute", room, nick: name };
  return on ? { type: "ban", room, ...target } : { type: "unban", room, mask: name };
}

export function* tellBans({ reply }: Call, room: string): Talk {
  const channel = channelOf(room);
  const event = yield { type: "bans", room };
  // Clients ask for the list when they join: who may not see it is shown none.
  const { bans, mutes } = event.type === "bans" ? event : { bans: [], mutes: [] };
  const rows = [...bans, ...mutes.map((mute) => ({ ...mute, mask: `${MUTE}${mute.mask}` }))];
  for (const { mask, by, at } of rows) {
    reply.numeric(RPL.banList, channel, maskOf(mask), by, String(Math.floor(at / 1_000)));
  }
  reply.numeric(RPL.endOfBanList, channel, "End of channel ban list");
}
