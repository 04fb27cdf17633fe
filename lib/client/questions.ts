// What is asked of a person, and what the answers lead to.
import { NICK_RULE, parseNick } from "../chat/names.ts";
import type { Moment } from "../clock.ts";
import { parseAddress } from "./address.ts";
import { answerAsking } from "./answer_asking.ts";
import { atAddress, dial, quit } from "./connection.ts";
import { parseLink } from "./invite_link.ts";
import type { Model, Question } from "./model.ts";
import { connectTo } from "./commands/session_commands.ts";
import { hello } from "./hello.ts";
import { chain, change, problem, type Step, step } from "./step.ts";
import { unreachable } from "../unreachable.ts";

/** The server that Enter alone stands for. */
export const SERVER_DEFAULT = "localhost";

/** Asks for what is missing, else dials. */
export function askOrDial(model: Model): Step {
  if (model.nick === undefined) return step(change(model, { question: "nick" }));
  if (model.address === undefined) return step(change(model, { question: "server" }));
  return dial(model);
}

/** Takes the answer to an open question. */
export function answerQuestion(model: Model, moment: Moment, question: Question, text: string): Step {
  if (typeof question === "object") {
    return text.trim().toLowerCase() === "/quit" ? quit(model, moment) : answerAsking(model, moment, question, text);
  }
  const word = text.trim();
  if (/^\/?(quit|exit|q)$/i.test(word) && question !== "nick" || word.toLowerCase() === "/quit") {
    return quit(model, moment);
  }
  switch (question) {
    case "nick":
      return answerNick(model, moment, word);
    case "server":
      return answerServer(model, moment, word === "" ? serverOffered(model) : word);
    case "unreachable":
      return word === "" ? dial(model) : answerServer(model, moment, word);
    default:
      return unreachable(question);
  }
}

/** What Enter alone answers: the nick of the last time, unless it was just refused. */
export function nickOffered({ nick, setup }: Model): string | undefined {
  return nick ?? setup.last?.nick;
}

export function serverOffered({ setup }: Model): string {
  return setup.last?.server ?? SERVER_DEFAULT;
}

function answerNick(model: Model, moment: Moment, word: string): Step {
  const nick = word === "" ? nickOffered(model) : parseNick(word);
  if (nick === undefined) return word === "" ? step(model) : problem(model, moment, NICK_RULE);
  const named = change(model, { nick, question: undefined });
  // On the same connection, where it still stands.
  return named.phase.type === "greeting" ? hello(named) : askOrDial(named);
}

function answerServer(model: Model, moment: Moment, word: string): Step {
  const link = parseLink(word);
  const address = link?.address ?? parseAddress(word);
  if (!address) return problem(model, moment, `"${word}" is no address: give HOST, HOST:PORT or [V6]:PORT`);
  if (model.session) return connectTo(change(model, { question: undefined }), moment, address, link);
  const goal = link ? { room: link.room, invite: link.invite } : model.goal;
  return chain(step(change(atAddress(model, address), { goal, question: undefined })), askOrDial);
}
