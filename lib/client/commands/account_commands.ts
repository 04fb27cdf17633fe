// Commands about one's account. A password that is not on the line is asked for, unseen; nobody is there to be asked:
// then it is that of --password-file.
import { UID_LENGTH_MAX } from "../../chat/limits.ts";
import { parseNick } from "../../chat/names.ts";
import { PASSWORD_BYTES_MAX, PASSWORD_BYTES_MIN } from "../../chat/password.ts";
import type { Moment } from "../../clock.ts";
import type { Ask, Asking } from "../ask.ts";
import { withConsent } from "../consent.ts";
import type { Model } from "../model.ts";
import { badForm } from "./bad_form.ts";
import { problem, request, type Step, step } from "../step.ts";

/** `/register [PASSWORD]`: the present nick becomes an account. */
export function register(model: Model, moment: Moment, args: string): Step {
  const account = model.session?.account;
  if (account !== undefined) {
    return problem(model, moment, `You are logged in as ${account} already. /passwd changes its password`);
  }
  return withSecret(model, moment, args, { type: "secret", use: { type: "register" } }, (password) => {
    const command = { type: "register", password } as const;
    return sendNew(model, moment, password, command, { type: "account", act: "register" });
  });
}

/** `/login [@NAME] [PASSWORD]` */
export function login(model: Model, moment: Moment, args: string): Step {
  const account = model.session?.account;
  if (account !== undefined) return problem(model, moment, `You are logged in as ${account} already. /logout first`);
  const [, name, password = ""] = /^(?:@(\S*)\s*)?([^]*)$/.exec(args) ?? [];
  if (name !== undefined && parseNick(name) === undefined) return badForm(model, moment, "login");
  const nick = name ?? model.nick ?? "";
  const asking: Asking = name === undefined
    ? { type: "account", use: "login", offered: accountOffered(model) }
    : { type: "secret", use: { type: "login", nick } };
  return withSecret(model, moment, password, asking, (secret) => sendLogin(model, moment, nick, secret));
}

export function sendLogin(model: Model, moment: Moment, nick: string, password: string): Step {
  const again: Asking = { type: "secret", use: { type: "login", nick } };
  const ask: Ask = { type: "account", act: "login", again };
  return withConsent(model, moment, { type: "send", command: { type: "login", nick, password }, ask });
}

/** `/logout`: a guest again, on this connection. */
export function logout(model: Model): Step {
  return request(model, { type: "logout" }, { type: "account", act: "logout" });
}

/** `/passwd [OLD NEW]` */
export function passwd(model: Model, moment: Moment, args: string): Step {
  const words = args.split(/\s+/).filter((word) => word !== "");
  const [old = "", password = ""] = words;
  if (words.length !== 0 && words.length !== 2) return badForm(model, moment, "passwd");
  if (words.length === 2) {
    const command = { type: "passwd", old, password } as const;
    return sendNew(model, moment, password, command, { type: "account", act: "passwd" });
  }
  if (!model.setup.person) return badForm(model, moment, "passwd");
  return withConsent(model, moment, { type: "ask", asking: { type: "secret", use: { type: "passwd" } } });
}

/** `/unregister [PASSWORD]`: the name is anybody's again. */
export function unregister(model: Model, moment: Moment, args: string): Step {
  const account = model.session?.account;
  if (account === undefined) return problem(model, moment, "You have no account here, or are not logged in: /login");
  return withSecret(model, moment, args, { type: "secret", use: { type: "unregister" } }, (password) => {
    const command = { type: "unregister", password } as const;
    return withConsent(model, moment, { type: "send", command, ask: { type: "account", act: "unregister" } });
  });
}

/** Sends a password that is to be kept, if a server could keep it. */
export function sendNew(
  model: Model,
  moment: Moment,
  password: string,
  command: { readonly type: "register"; readonly password: string } | {
    readonly type: "passwd";
    readonly old: string;
    readonly password: string;
  },
  ask: Ask,
): Step {
  const weak = weakness(password);
  if (weak !== undefined) return problem(model, moment, weak);
  return withConsent(model, moment, { type: "send", command, ask });
}

/** Why a password is none, or `undefined`. */
export function weakness(password: string): string | undefined {
  const { length } = new TextEncoder().encode(password.normalize("NFC"));
  if (length < PASSWORD_BYTES_MIN) {
    return `A password has ${PASSWORD_BYTES_MIN} characters or more: choose a longer one`;
  }
  return length > PASSWORD_BYTES_MAX ? `A password has at most ${PASSWORD_BYTES_MAX} bytes` : undefined;
}

/** The name that an account is likely to have: the one of the configuration file, where it can be one, else the nick. */
export function accountOffered({ setup, nick }: Model): string {
  const { uid = "" } = setup;
  return (uid.length <= UID_LENGTH_MAX ? parseNick(uid) : undefined) ?? nick ?? "";
}

/** Goes on with the password that was typed, or is kept for where nobody can be asked; else asks. */
function withSecret(
  model: Model,
  moment: Moment,
  typed: string,
  asking: Asking,
  go: (password: string) => Step,
): Step {
  const password = typed === "" ? model.setup.password : typed;
  if (password !== undefined) return go(password);
  if (model.setup.person) {
    // A name may be asked for in any case; nothing is sent before what comes after it.
    return asking.type === "account"
      ? step({ ...model, question: asking })
      : withConsent(model, moment, { type: "ask", asking });
  }
  return problem(model, moment, "Nobody can be asked for a password here: give it by --password-file FILE");
}
