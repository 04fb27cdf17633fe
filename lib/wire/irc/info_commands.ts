// What the server says of itself: MOTD, VERSION, TIME, INFO, LINKS, ADMIN, LUSERS.
import { tellMotd, versionOf } from "./greeting.ts";
import { matches } from "./glob.ts";
import { tellSupported } from "./isupport.ts";
import { networkOf, SERVER_NAME } from "./names.ts";
import { ERR, RPL } from "./numerics.ts";
import { listPeople, listRooms } from "./people.ts";
import { type Call, param, type Talk } from "./talk.ts";
import { isoTime } from "./time.ts";

/** True where the server that a query names is this one; else that is answered (RFC 2812, 3.4). */
function meansUs(call: Call, index = 0): boolean {
  const { session, reply } = call;
  const mask = param(call, index);
  if (mask === "" || session.isMe(mask) || matches(mask, SERVER_NAME)) return true;
  reply.numeric(ERR.noSuchServer, mask, "There is one server here");
  return false;
}

export function motd(call: Call): void {
  if (meansUs(call)) tellMotd(call.reply, call.session.welcome?.motd ?? "");
}

export function version(call: Call): void {
  if (!meansUs(call)) return;
  const { session, reply } = call;
  reply.numeric(RPL.version, versionOf(session.server), SERVER_NAME, "speaks IRC beside its own language");
  tellSupported(reply, session.welcome?.limits.rooms ?? 1);
}

export function time(call: Call): void {
  if (!meansUs(call)) return;
  const { at } = call.session;
  // A codec has no clock: it knows the time of the last thing that it was told.
  call.reply.numeric(RPL.time, SERVER_NAME, at === undefined ? "Not known before something happens" : isoTime(at));
}

export function info(call: Call): void {
  if (!meansUs(call)) return;
  const { session, reply } = call;
  const rows = [
    `${session.server}: a chat server for the terminal`,
    "People with other clients are in the same rooms; what is said there is kept.",
    "HELP lists the commands.",
  ];
  for (const row of rows) reply.numeric(RPL.info, row);
  reply.numeric(RPL.endOfInfo, "End of /INFO list");
}

export function links(call: Call): void {
  const mask = call.message.params.at(-1) ?? "*";
  const network = networkOf(call.session.server);
  if (matches(mask, SERVER_NAME)) call.reply.numeric(RPL.links, SERVER_NAME, SERVER_NAME, `0 ${network}`);
  call.reply.numeric(RPL.endOfLinks, mask, "End of /LINKS list");
}

export function admin(call: Call): void {
  if (meansUs(call)) call.reply.numeric(ERR.noAdminInfo, SERVER_NAME, "Whoever runs this server did not say");
}

export function* lusers({ reply }: Call): Talk {
  const people = yield* listPeople({});
  const rooms = yield* listRooms();
  const count = "rows" in people ? people.rows.length : 0;
  const more = "more" in people && people.more ? "at least " : "";
  reply.numeric(RPL.luserClient, `There are ${more}${count} users and 0 invisible on 1 server`);
  const operators = "rows" in people ? people.rows.filter(({ operator }) => operator).length : 0;
  if (operators > 0) reply.numeric(RPL.luserOp, String(operators), "operators are here");
  if ("rows" in rooms) reply.numeric(RPL.luserChannels, String(rooms.rows.length), "rooms that you may know of");
  reply.numeric(RPL.luserMe, `I have ${count} clients and 0 servers`);
  // Nobody remembers what the most ever was: then the numbers are left out (modern.ircdocs.horse, 265).
  reply.numeric(RPL.localUsers, `Current local users ${more}${count}`);
  reply.numeric(RPL.globalUsers, `Current global users ${more}${count}`);
}
