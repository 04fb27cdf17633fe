// Saying, telling, shouting: from a typed text to the queue, and from its answer to the screen.
import type { SayKind } from "../chat/command.ts";
import type { EventOf } from "../chat/event.ts";
import { fold } from "../chat/names.ts";
import { cleanText, isBlank } from "../chat/text.ts";
import type { Moment } from "../clock.ts";
import { currentRoom, frontKey, talkKeys } from "./conversation.ts";
import { receive } from "./events/entries.ts";
import type { Model, Outgoing, Talk } from "./model.ts";
import { enqueue, findOutgoing, settle } from "./queue.ts";
import { chain, change, notice, problem, show, type Step, step } from "./step.ts";

/** Says something in the room. */
export function say(model: Model, moment: Moment, text: string, kind: SayKind = "text"): Step {
  const room = currentRoom(model);
  if (!room) {
    return problem(model, moment, "Not sent: you are in no room. /join lobby, or menu shows the rooms");
  }
  if (isBlank(text)) return step(model);
  const plain = { type: "say", room: room.name, text } as const;
  return enqueue(model, moment, kind === "text" ? plain : { ...plain, kind });
}

/** Writes to people or to a group. `unsure`: the whole line, where it may have been meant for the room. */
export function tell(model: Model, moment: Moment, talk: Talk, text: string, unsure?: string): Step {
  if (isBlank(text)) return step(model);
  const command = talk.type === "group"
    ? { type: "tell", group: talk.group, text } as const
    : { type: "tell", to: talk.to, text } as const;
  return enqueue(model, moment, command, unsure);
}

/** Writes to everybody. */
export function shout(model: Model, moment: Moment, text: string): Step {
  return isBlank(text) ? step(model) : enqueue(model, moment, { type: "shout", text });
}

/** What is typed without more: to the conversation that is open, else to the room. */
export function talkOrSay(model: Model, moment: Moment, text: string): Step {
  return model.talk ? tell(model, moment, model.talk, text) : say(model, moment, text);
}

/** One's own entry is stored: it takes its place among the others'. */
export function said(model: Model, moment: Moment, event: EventOf<"said">, ref: string | undefined): Step {
  const command = findOutgoing(model, ref)?.command;
  const room = model.rooms.get(fold(event.room));
  if (command?.type !== "say") return step(model);
  const entry = {
    seq: event.seq,
    at: event.at,
    from: model.nick ?? "",
    text: cleanText(command.text),
    kind: command.kind ?? "text",
  };
  return chain(
    room ? receive(model, moment, room, entry) : step(model),
    (after) => settle(after, moment, ref),
  );
}

/** One's own words to people or a group were passed on. */
export function told(model: Model, moment: Moment, event: EventOf<"told">, ref: string | undefined): Step {
  const command = findOutgoing(model, ref)?.command;
  if (command?.type !== "tell") return step(model);
  const { later = [] } = event;
  const reached = [...event.delivered, ...later];
  const talk: Talk = command.group === undefined
    ? { type: "people", to: reached }
    : { type: "group", group: command.group };
  const text = cleanText(command.text);
  const line = {
    type: "direct",
    from: model.nick ?? "",
    to: reached,
    group: command.group,
    text,
    at: event.at,
    mine: true,
  } as const;
  const isLater = (nick: string) => later.some((each) => fold(each) === fold(nick));
  const absent = Object.entries(event.status).filter(([nick, status]) => status !== "online" && !isLater(nick));
  return chain(
    show(model, line, ...talkKeys(talk)),
    (after) =>
      event.missed.length === 0 ? step(after) : problem(after, moment, `Not reached: ${event.missed.join(", ")}`),
    (after) => later.length === 0 ? step(after) : notice(after, moment, laterText(later)),
    ...absent.map(([nick, status]) => (after: Model) => notice(after, moment, `${nick} is ${status}`)),
    (after) => settle(after, moment, ref),
  );
}

/** Who is not here and has an account gets it later. */
function laterText(later: readonly string[]): string {
  const one = later.length === 1;
  return `${later.join(", ")} ${one ? "is" : "are"} not here: it is kept, and given at ${
    one ? "the" : "their"
  } next login`;
}

/** One's own shout was passed on. */
export function shouted(model: Model, moment: Moment, event: EventOf<"shouted">, ref: string | undefined): Step {
  const command = findOutgoing(model, ref)?.command;
  if (command?.type !== "shout") return step(model);
  const text = cleanText(command.text);
  const line = { type: "shout", from: model.nick ?? "", text, at: event.at, mine: true } as const;
  return chain(
    show(model, line, frontKey(model)),
    (after) => event.delivered === 0 ? notice(after, moment, "Nobody else is connected") : step(after),
    (after) => settle(after, moment, ref),
  );
}

/** Nobody is called as `Word: text` began: it may have been meant for the room, and nothing leaves without a second Enter. */
export function holdBack(model: Model, moment: Moment, { command, ref }: Outgoing, line: string): Step {
  const names = command.type === "tell" ? command.to?.join(", ") : undefined;
  const room = currentRoom(model);
  const cure = room ? `Enter again sends it to ${room.name}` : "/rooms lists the rooms";
  const said = `Not sent: nobody here is called ${names ?? "so"}. ${cure}: ${line}`;
  return chain(
    show(change(model, { held: room ? line : undefined }), { type: "problem", text: said, at: moment.at }),
    (after) => settle(after, moment, ref),
  );
}
