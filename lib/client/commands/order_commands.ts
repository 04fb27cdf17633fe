// Order in the house: who is in a room, and who may do what there. What cannot be undone is asked about first.
import type { OrderCommand } from "../../chat/command.ts";
import { DURATION_FORM } from "../../chat/duration.ts";
import { orderDone, orderQuestion, type OrderWord, parseOrder, takeYes } from "../../chat/typed_order.ts";
import type { Moment } from "../../clock.ts";
import { confirm } from "../consent.ts";
import { currentRoom } from "../conversation.ts";
import type { Ask } from "../ask.ts";
import type { Model } from "../model.ts";
import { badForm } from "./bad_form.ts";
import { problem, request, type Step } from "../step.ts";

/** Runs one of the commands of order; `args` is what was typed after its name. */
export function order(model: Model, moment: Moment, word: OrderWord, args: string): Step {
  const { agreed, rest } = takeYes(args);
  const command = parseOrder(word, rest || personInFront(model, word), currentRoom(model)?.name);
  if (command === "bad-form") return badForm(model, moment, word);
  if (command === "bad-time") return problem(model, moment, `Not done: ${DURATION_FORM}`);
  if (command === "no-room") return problem(model, moment, "You are in no room: enter one, or name it as #room first");
  const question = agreed ? undefined : orderQuestion(command);
  if (question === undefined) return request(model, command, orderAsk(command));
  if (!model.setup.person) return problem(model, moment, `Not done: add --yes. ${question}?`);
  const yes = { type: "send", command, ask: orderAsk(command) } as const;
  return confirm(model, moment, `${question}?`, { type: "confirm", yes });
}

function orderAsk(command: OrderCommand): Ask {
  return { type: "order", command, done: orderDone(command) };
}

/** In a conversation with somebody, /erase means that conversation. */
function personInFront({ talk }: Model, word: OrderWord): string {
  if (word !== "erase" || !talk) return "";
  if (talk.type === "group") return `@${talk.group}`;
  return talk.to.length === 1 ? `@${talk.to[0] ?? ""}` : "";
}
