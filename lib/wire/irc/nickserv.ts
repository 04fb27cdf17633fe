// Accounts by the words that people know from other networks: NICKSERV, NS, or a message to NickServ, which is never
// passed on to anybody of that name. It answers as the server.
import { sourceOf } from "./names.ts";
import { bear, loggedIn, login } from "./login.ts";
import { RPL } from "./numerics.ts";
import type { Reply } from "./reply.ts";
import type { AccountCommand } from "../../chat/command.ts";
import { type Asking, type Call, param, type Talk } from "./talk.ts";

const HELP = [
  "REGISTER password: your nick becomes an account",
  "IDENTIFY [account] password: log in",
  "LOGOUT: be a guest again",
  "SET PASSWORD old new: another password",
  "DROP password: the account ends",
];

/** NICKSERV with its words as parameters. */
export function nickserv(call: Call): Talk {
  return serve(call, call.message.params.flatMap((text) => text.split(" ")));
}

/** A message to NickServ. */
export function tellNickserv(call: Call): Talk {
  return serve(call, param(call, 1).split(" "));
}

export function isNickserv(target: string): boolean {
  return target.toLowerCase() === "nickserv";
}

function* serve(call: Call, words: readonly string[]): Talk {
  const { session, reply } = call;
  const [command = "", one, two, three] = words.filter((word) => word !== "");
  switch (command.toUpperCase()) {
    case "REGISTER":
      if (one === undefined) break;
      return yield* register(call, one);
    case "IDENTIFY": {
      if (one === undefined) break;
      const [name, password] = two === undefined ? [session.nick, one] : [one, two];
      if (!(yield* login(call, name, password))) say(reply, "The name or the password is wrong.");
      return;
    }
    case "LOGOUT": {
      const event = yield { type: "logout" };
      if (event.type === "error") return say(reply, event.text);
      if (event.type !== "ok") return;
      session.account = undefined;
      bear(call, event.nick);
      return reply.numeric(RPL.loggedOut, sourceOf(session.nick), "You are logged out");
    }
    case "SET":
      if (one?.toUpperCase() !== "PASSWORD" || two === undefined || three === undefined) break;
      if (yield* done(reply, { type: "passwd", old: two, password: three })) say(reply, "The password is changed.");
      return;
    case "DROP":
      if (one === undefined) break;
      if (!(yield* done(reply, { type: "unregister", password: one }))) return;
      session.account = undefined;
      return reply.numeric(RPL.loggedOut, sourceOf(session.nick), "The account has ended");
    default:
  }
  for (const row of HELP) say(reply, row);
}

function* register(call: Call, password: string): Talk {
  const event = yield { type: "register", password };
  if (event.type === "error") return say(call.reply, event.text);
  if (event.type === "ok") loggedIn(call, event.account ?? call.session.nick);
}

/** Asks, and says why where it was refused. */
function* done(reply: Reply, command: AccountCommand): Asking<boolean> {
  const event = yield command;
  if (event.type === "error") say(reply, event.text);
  return event.type === "ok";
}

function say(reply: Reply, text: string): void {
  reply.server("NOTICE", reply.session.nick, text);
}
