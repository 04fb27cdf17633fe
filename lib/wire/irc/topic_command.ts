// TOPIC: a room's one line of subject. It is asked of the list, or, in one's own room, of the room.
import type { EventOf } from "../../chat/event.ts";
import { roomLines } from "./lines.ts";
import { refusedInRoom } from "./in_room.ts";
import { lookAgain } from "./names_command.ts";
import { channelOf, roomOf } from "./names.ts";
import { ERR, RPL } from "./numerics.ts";
import { findRoom } from "./people.ts";
import type { Reply } from "./reply.ts";
import { type Call, param, type Performed, type Talk } from "./talk.ts";

export function topic(call: Call): Performed {
  const channel = param(call, 0);
  const room = roomOf(channel);
  if (room === undefined) return call.reply.numeric(ERR.noSuchChannel, channel, "There is no such room");
  const wanted = call.message.params[1];
  return wanted === undefined ? tellTopic(call, room) : setTopic(call, room, wanted);
}

function* tellTopic({ session, reply }: Call, room: string): Talk {
  const found: Pick<EventOf<"joined">, "room" | "topic" | "topicBy" | "topicAt"> | undefined =
    (yield* lookAgain(session, room)) ?? (yield* findRoom(room));
  if (!found) return reply.numeric(ERR.noSuchChannel, channelOf(room), "There is no such room");
  if (found.topic === "") reply.numeric(RPL.noTopic, channelOf(found.room), "No topic is set");
  else tellTopicOf(reply, found);
}

/** A topic, and, where that is known, who set it and when. */
export function tellTopicOf(
  reply: Reply,
  { room, topic, topicBy, topicAt }: Pick<EventOf<"joined">, "room" | "topic" | "topicBy" | "topicAt">,
): void {
  reply.numeric(RPL.topic, channelOf(room), topic);
  if (topicBy === undefined || topicAt === undefined) return;
  reply.numeric(RPL.topicWhoTime, channelOf(room), topicBy, String(Math.floor(topicAt / 1_000)));
}

function* setTopic(call: Call, room: string, wanted: string): Talk {
  const { session, reply } = call;
  const heard = session.actsHeard;
  const event = yield { type: "set", room, topic: wanted };
  if (event.type === "error") return yield* refusedInRoom(call, event, { verb: "TOPIC", room });
  if (heard !== session.actsHeard) return;
  const change = { type: "room", room: session.room(room)?.name ?? room, topic: wanted, by: session.nick } as const;
  for (const line of roomLines(change)) reply.line(line);
}
