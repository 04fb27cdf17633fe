// What the answers to the questions of asking.ts lead to. A password lives in its question until it is sent, and
// nowhere else.
import { NICK_RULE, parseNick } from "../chat/names.ts";
import type { Moment } from "../clock.ts";
import { unreachable } from "../unreachable.ts";
import { sendLogin, sendNew, weakness } from "./commands/account_commands.ts";
import type { Ask, Asking, SecretUse } from "./ask.ts";
import { run, withConsent } from "./consent.ts";
import type { Model } from "./model.ts";
import { askAccountName, becomeAccount, giveUpEntering } from "./must_login.ts";
import { helloWith } from "./hello.ts";
import { chain, change, notice, problem, type Step, step } from "./step.ts";

/** Takes the answer; `text` is as it was typed. */
export function answerAsking(model: Model, moment: Moment, asking: Asking, text: string): Step {
  switch (asking.type) {
    case "confirm":
      return answerConfirm(model, moment, asking, text.trim().toLowerCase());
    case "account":
      return answerAccount(model, moment, asking, text.trim());
    case "secret":
      return text === ""
        ? withoutSecret(model, moment, asking.use)
        : answerSecret(change(model, { question: undefined }), moment, asking.use, text);
    default:
      return unreachable(asking);
  }
}

function answerConfirm(model: Model, moment: Moment, asking: Asking & { type: "confirm" }, word: string): Step {
  if (["y", "yes"].includes(word)) {
    return run(asking.plain ? change(model, { plainAllowed: true }) : model, asking.yes);
  }
  return ["", "n", "no"].includes(word)
    ? declined(model, moment, asking.plain)
    : problem(model, moment, "Type yes or no");
}

/** No: what needed a yes is not done. */
function declined(model: Model, moment: Moment, plain = false): Step {
  const free = change(model, { question: undefined });
  if (plain && model.phase.type !== "online") return step(change(free, { nick: undefined, question: "nick" }));
  return plain && model.session?.mustLogin ? giveUpEntering(free, moment) : notice(free, moment, "Not done");
}

/** The question is given up. */
export function giveUpAsking(model: Model, moment: Moment, asking: Asking): Step {
  switch (asking.type) {
    case "confirm":
      return declined(model, moment, asking.plain);
    case "secret":
      return withoutSecret(model, moment, asking.use);
    case "account":
      return asking.use === "register" && model.session?.mustLogin
        ? giveUpEntering(model, moment)
        : notice(change(model, { question: undefined }), moment, "Nothing was changed");
    default:
      return unreachable(asking);
  }
}

function answerAccount(model: Model, moment: Moment, asking: Asking & { type: "account" }, word: string): Step {
  const nick = parseNick(word === "" ? asking.offered : word.replace(/^@/, ""));
  if (nick === undefined) return problem(model, moment, NICK_RULE);
  if (asking.use === "register") return becomeAccount(model, moment, nick);
  const free = change(model, { question: undefined });
  return withConsent(free, moment, { type: "ask", asking: { type: "secret", use: { type: "login", nick } } });
}

/** Enter alone: another way, or nothing. */
function withoutSecret(model: Model, moment: Moment, use: SecretUse): Step {
  if (use.type === "hello") return step(change(model, { nick: undefined, question: "nick" }));
  if (use.type === "register" && model.session?.mustLogin) return askAccountName(model);
  return notice(change(model, { question: undefined }), moment, "Nothing was changed");
}

function answerSecret(model: Model, moment: Moment, use: SecretUse, text: string): Step {
  switch (use.type) {
    case "hello":
      return helloWith(model, text);
    case "login":
      return sendLogin(model, moment, use.nick, text);
    case "register":
      return twice(model, moment, use, text, (password) => {
        const again: Asking = { type: "secret", use: { type: "register" } };
        const ask: Ask = { type: "account", act: "register", again };
        return sendNew(model, moment, password, { type: "register", password }, ask);
      });
    case "passwd": {
      const { old } = use;
      if (old === undefined) return asks(model, { type: "passwd", old: text });
      return twice(model, moment, use, text, (password) => {
        const again: Asking = { type: "secret", use: { type: "passwd" } };
        const ask: Ask = { type: "account", act: "passwd", again };
        return sendNew(model, moment, password, { type: "passwd", old, password }, ask);
      });
    }
    case "unregister": {
      const ask: Ask = { type: "account", act: "unregister" };
      return withConsent(model, moment, { type: "send", command: { type: "unregister", password: text }, ask });
    }
    default:
      return unreachable(use);
  }
}

/** A new password that nobody sees is typed twice, so that a slip does not lock its owner out. */
function twice(
  model: Model,
  moment: Moment,
  use: SecretUse & { readonly type: "register" | "passwd" },
  text: string,
  go: (password: string) => Step,
): Step {
  const { first, ...fresh } = use;
  if (first === text) return go(text);
  const anew = asks(model, fresh);
  if (first !== undefined) {
    return chain(anew, (after) => problem(after, moment, "The two were not the same: once more"));
  }
  const weak = weakness(text);
  if (weak !== undefined) return chain(anew, (after) => problem(after, moment, weak));
  return asks(model, { ...use, first: text });
}

function asks(model: Model, use: SecretUse): Step {
  return step(change(model, { question: { type: "secret", use } }));
}
