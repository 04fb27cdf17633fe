// A server that is for people with an account: a newcomer is led through registering, then goes where it wanted to.
import { fold } from "../chat/names.ts";
import type { Moment } from "../clock.ts";
import { accountOffered } from "./commands/account_commands.ts";
import { dial, forgetLink, quitNow } from "./connection.ts";
import { isMe } from "./conversation.ts";
import { withConsent } from "./consent.ts";
import type { Model } from "./model.ts";
import { chain, change, notice, problem, type Step, step } from "./step.ts";

/** We are welcome as soon as we have an account: this nick has none. */
export function leadToAccount(model: Model, moment: Moment): Step {
  const { person } = model.setup;
  const nick = model.nick ?? "";
  const text = `This server is for people with an account, and ${nick} is not registered yet`;
  if (!person) return quitNow(model, 3, `${text}: register it in a terminal first, with client.ts ${nick} HOST`);
  return chain(
    notice(model, moment, text),
    (after) =>
      isMe(after, accountOffered(after)) || after.accountNamed ? askPassword(after, moment) : askAccountName(after),
  );
}

/** Asks for the name that the account is to have. */
export function askAccountName(model: Model): Step {
  return step(change(model, { question: { type: "account", use: "register", offered: accountOffered(model) } }));
}

/** Goes on under this name: with its password where it is registered, else to a new one. */
export function becomeAccount(model: Model, moment: Moment, nick: string): Step {
  const named = change(model, { accountNamed: true, question: undefined });
  if (fold(nick) === fold(model.nick ?? "")) return askPassword(named, moment);
  const leaving = step(
    forgetLink(change(named, { nick, session: undefined }), moment, { type: "idle" }),
    { type: "send", command: { type: "quit" }, ref: undefined },
    { type: "hang-up" },
  );
  return chain(leaving, (after) => dial(after));
}

/** No password goes there: nothing else can be done with this server. */
export function giveUpEntering(model: Model, moment: Moment): Step {
  const idle = change(forgetLink(model, moment, { type: "idle" }), { session: undefined, question: "unreachable" });
  return chain(
    step(idle, { type: "hang-up" }),
    (after) => problem(after, moment, "Without an account this server lets nobody in"),
  );
}

function askPassword(model: Model, moment: Moment): Step {
  return chain(
    notice(model, moment, `Choose a password, and ${model.nick ?? ""} is yours. Enter alone takes another name`),
    (after) => withConsent(after, moment, { type: "ask", asking: { type: "secret", use: { type: "register" } } }),
  );
}
