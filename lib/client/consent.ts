// A password does not go to another machine in the clear before somebody has agreed to it, once per connection.
import type { Moment } from "../clock.ts";
import { unreachable } from "../unreachable.ts";
import { formatAddress } from "./address.ts";
import type { Asking, Errand } from "./ask.ts";
import type { Model } from "./model.ts";
import { helloWith } from "./hello.ts";
import { change, notice, problem, request, type Step, step } from "./step.ts";

/** True for names and addresses of this very machine: what goes there is on no wire. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  return name === "localhost" || name.endsWith(".localhost") || name === "::1" || name === "0:0:0:0:0:0:0:1" ||
    /^(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name);
}

/** True where a password may be sent without a question. */
export function mayTellSecrets({ setup, plainAllowed, address }: Model): boolean {
  return setup.insecure === true || plainAllowed || address === undefined || isLoopback(address.host);
}

/** Why a password is not sent where nobody can be asked. */
export function plainRefusal(model: Model): string {
  const host = model.address ? formatAddress(model.address) : "the server";
  return `The password is not sent: the connection to ${host} is not encrypted. ` +
    "Use a tunnel to localhost, or --insecure to send it all the same";
}

/** Does what needs a password to be sent: at once, or after a yes. */
export function withConsent(model: Model, moment: Moment, errand: Errand): Step {
  if (mayTellSecrets(model)) return run(model, errand);
  if (!model.setup.person) return problem(model, moment, plainRefusal(model));
  const host = model.address ? formatAddress(model.address) : "the server";
  const text =
    `The connection to ${host} is not encrypted: whoever is on the way can read it. Send a password all the same?`;
  return confirm(model, moment, text, { type: "confirm", yes: errand, plain: true });
}

/** Asks for a yes to `text`. */
export function confirm(model: Model, moment: Moment, text: string, question: Asking & { type: "confirm" }): Step {
  return notice(change(model, { question }), moment, text);
}

/** Does what was agreed to. */
export function run(model: Model, errand: Errand): Step {
  const free = change(model, { question: undefined });
  switch (errand.type) {
    case "ask":
      return step(change(model, { question: errand.asking }));
    case "send":
      return request(free, errand.command, errand.ask);
    case "hello":
      return helloWith(free, errand.password);
    default:
      return unreachable(errand);
  }
}
