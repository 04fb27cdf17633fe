// /msg: one message to people or a group, or a conversation with them.
import { parseGroup } from "../../chat/names.ts";
import type { Moment } from "../../clock.ts";
import { inGroup, isMe } from "../conversation.ts";
import type { Model, Talk } from "../model.ts";
import { parseRecipients, splitRecipients } from "../../chat/recipients.ts";
import { badForm } from "./bad_form.ts";
import { change, notice, problem, type Step } from "../step.ts";
import { tell } from "../talk.ts";

/** `/msg NAME[, NAME …] [TEXT]` */
export function message(model: Model, moment: Moment, args: string): Step {
  const [names, text] = splitRecipients(args.replace(/^@/, ""));
  const talk = parseTalk(model, names.replace(/:$/, ""));
  if (!talk) return badForm(model, moment, "msg");
  if (text !== "") return tell(model, moment, talk, text);
  if (talk.type === "people" && talk.to.some((nick) => isMe(model, nick))) {
    return problem(model, moment, "That is your own name: write to somebody else");
  }
  const name = talk.type === "group" ? talk.group : talk.to.join(", ");
  return notice(change(model, { talk }), moment, `What you type goes to ${name} alone now. /room goes back`);
}

function parseTalk(model: Model, names: string): Talk | undefined {
  const group = parseGroup(names);
  if (group !== undefined && inGroup(model, group)) return { type: "group", group };
  const to = parseRecipients(names);
  return to && { type: "people", to };
}
