// What is asked of a room and refused: whether the room is there, and who is where, decides by which numeric.
import { fold } from "../../chat/names.ts";
import type { Refusal } from "../../chat/refusal.ts";
import { channelOf } from "./names.ts";
import { ERR } from "./numerics.ts";
import { findPerson, findRoom } from "./people.ts";
import { refused } from "./refusals.ts";
import type { Call, Talk } from "./talk.ts";

/** What was asked: the command, the room, and of whom. */
export interface AskedOfRoom {
  readonly verb: string;
  readonly room: string;
  readonly nick?: string;
}

/** Answers no (modern.ircdocs.horse: 403 where the room is not there, 441 where somebody is not in it). */
export function* refusedInRoom(call: Call, refusal: Refusal, { verb, room, nick }: AskedOfRoom): Talk {
  const { session, reply } = call;
  const channel = channelOf(room);
  if (refusal.code === "not-in-room") {
    // A hidden room is answered as one that is not there: it is not in the list either.
    const there = session.room(room) !== undefined || (yield* findRoom(room)) !== undefined;
    return refused(reply, refusal, { verb, target: channel }, there ? undefined : ERR.noSuchChannel);
  }
  if (refusal.code !== "no-such-user" || nick === undefined) return refused(reply, refusal, { verb, target: channel });
  const person = yield* findPerson(nick);
  const here = person !== undefined && person.status !== "offline" && fold(person.nick) === fold(nick);
  if (here) reply.numeric(ERR.userNotInChannel, nick, channel, refusal.text);
  else reply.numeric(ERR.noSuchNick, nick, refusal.text);
}
