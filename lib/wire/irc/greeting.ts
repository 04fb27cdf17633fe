// What somebody hears who was let in (RFC 2812, 5.1), and the pieces of it that may be asked for again.
import type { EventOf } from "../../chat/event.ts";
import { tellSupported } from "./isupport.ts";
import { networkOf, SERVER_NAME, sourceOf } from "./names.ts";
import { ROOM_MODE_LETTERS, USER_MODE_LETTERS } from "./modes.ts";
import { ERR, RPL } from "./numerics.ts";
import type { Reply } from "./reply.ts";

/** `001` to `005`, and the message of the day. */
export function greet(reply: Reply, welcome: EventOf<"welcome">): void {
  const { nick, server } = welcome;
  reply.numeric(RPL.welcome, `Welcome to ${networkOf(server)}, ${sourceOf(nick)}`);
  reply.numeric(RPL.yourHost, `Your host is ${SERVER_NAME}, running ${server}`);
  reply.numeric(RPL.created, "What is said in rooms is kept here, and shown to those who come later");
  reply.numeric(RPL.myInfo, SERVER_NAME, versionOf(server), USER_MODE_LETTERS, ROOM_MODE_LETTERS);
  tellSupported(reply, welcome.limits.rooms);
  tellMotd(reply, welcome.motd);
  if (welcome.mustLogin) {
    const text = "This server wants an account: NICKSERV REGISTER password, or NICKSERV IDENTIFY password";
    reply.server("NOTICE", nick, text);
  }
}

export function tellMotd(reply: Reply, motd: string): void {
  if (motd === "") return reply.numeric(ERR.noMotd, "There is no message of the day");
  reply.numeric(RPL.motdStart, `- ${SERVER_NAME} message of the day -`);
  for (const row of motd.split(/\r\n|\r|\n/)) reply.numeric(RPL.motd, `- ${row}`);
  reply.numeric(RPL.endOfMotd, "End of /MOTD");
}

/** `name/1.2` as one word. */
export function versionOf(server: string): string {
  return server.replace(/[\s/]+/g, "-");
}
