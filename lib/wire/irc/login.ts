// Being an account on a connection that is there already, however it was asked for.
import { sourceOf } from "./names.ts";
import { RPL } from "./numerics.ts";
import { refused } from "./refusals.ts";
import type { Asking, Call } from "./talk.ts";

/** Logs in and tells so; `false` where that was refused. The account's nick is borne from then on. */
export function* login(call: Call, name: string, password: string): Asking<boolean> {
  const { session, reply } = call;
  const event = yield { type: "login", nick: name, password };
  if (event.type === "error" && event.code !== "bad-password") refused(reply, event, { verb: "LOGIN" });
  if (event.type !== "ok") return false;
  bear(call, event.nick);
  loggedIn(call, event.account ?? session.nick);
  return true;
}

/** The hub has changed this peer's nick with its account. */
export function bear({ session, reply }: Call, nick: string | undefined): void {
  if (nick === undefined || nick === session.nick) return;
  reply.own(`NICK ${nick}`);
  session.rename(session.nick, nick);
}

/** Tells that this connection is an account's (IRCv3 sasl-3.1, 900). */
export function loggedIn({ session, reply }: Call, account: string): void {
  session.account = account;
  reply.numeric(RPL.loggedIn, sourceOf(session.nick || "*"), account, `You are logged in as ${account}`);
}
