// /ignore: whom one does not hear. What they say still counts as read, so that nothing seems to be missing.
import { fold, NICK_RULE, parseNick } from "../../chat/names.ts";
import type { Moment } from "../../clock.ts";
import { isMe } from "../conversation.ts";
import type { Model } from "../model.ts";
import { chain, change, notice, problem, type Step, step } from "../step.ts";

/** Nicks that may be ignored at once. */
const IGNORED_MAX = 500;

/** `/ignore [NAME]`: begins or ends it. */
export function ignore(model: Model, moment: Moment, args: string): Step {
  const { ignored } = model;
  if (args === "") {
    const names = [...ignored.values()].join(", ");
    return notice(model, moment, names === "" ? "You ignore nobody" : `You ignore ${names}`);
  }
  const nick = parseNick(args.replace(/^@/, ""));
  if (nick === undefined) return problem(model, moment, NICK_RULE);
  if (isMe(model, nick)) return problem(model, moment, "That is your own name");
  const next = new Map(ignored);
  const heard = next.delete(fold(nick));
  if (!heard) next.set(fold(nick), nick);
  if (next.size > IGNORED_MAX) return problem(model, moment, `You ignore ${IGNORED_MAX} people already`);
  return chain(
    notice(change(model, { ignored: next }), moment, heard ? `You hear ${nick} again` : `You ignore ${nick} now`),
    (after) => {
      const news = { type: "ignored", nicks: [...next.values()] } as const;
      return model.setup.full ? step(after, { type: "news", news }) : step(after);
    },
  );
}
