// A typed line: an answer, a command, an old habit, or something to say.
import { isBlank } from "../chat/text.ts";
import { fold } from "../chat/names.ts";
import type { Moment } from "../clock.ts";
import { unreachable } from "../unreachable.ts";
import { type CommandName, findCommand } from "./commands/commands.ts";
import { dial, quit } from "./connection.ts";
import { inGroup, isKnown } from "./conversation.ts";
import { type Habit, parseHabit } from "../chat/habits.ts";
import { unknownCommand } from "./commands/help.ts";
import { looksLikeLink } from "./invite_link.ts";
import { roomByNumber, showsMenu } from "./menu.ts";
import type { Model } from "./model.ts";
import { answerQuestion } from "./questions.ts";
import { enter, join } from "./commands/room_commands.ts";
import { secretFrom } from "./secret_line.ts";
import { runCommand } from "./commands/run_command.ts";
import { change, problem, request, type Step, step } from "./step.ts";
import { say, shout, talkOrSay, tell } from "./talk.ts";

/** The commands whose text may have several lines. */
const TAKES_LINES: ReadonlySet<CommandName> = new Set(["say", "me", "msg", "shout"]);

/** What a typed line leads to. */
export function updateInput(model: Model, moment: Moment, text: string): Step {
  if (model.phase.type === "ended" || model.phase.type === "leaving") return step(model);
  if (model.question) return answerQuestion(model, moment, model.question, text);
  // A slip before the slash must not say a password to the room.
  if (/^\s/.test(text) && secretFrom(text) !== undefined) return updateInput(model, moment, text.trimStart());
  if (isBlank(text)) return enterAlone(model, moment);
  const { choosing } = model;
  const ready = change(model, { held: undefined, choosing: false });
  if (text.startsWith("//")) return talkOrSay(ready, moment, text.slice(1));
  if (text.startsWith("/")) return command(ready, moment, text);
  // In a room a link is something to say.
  if (looksLikeLink(text.trim()) && ready.current === undefined && !ready.talk) return join(ready, moment, text.trim());
  const room = choosing || ready.current === undefined ? chosenRoom(ready, text.trim()) : undefined;
  if (room !== undefined && !ready.talk) return enter(ready, room);
  return habit(ready, moment, text);
}

function chosenRoom(model: Model, word: string): string | undefined {
  return roomByNumber(model, word) ??
    (model.current === undefined ? model.listed.find((room) => fold(room) === fold(word)) : undefined);
}

/** Enter alone: sends what was held back, or tries the server now. */
function enterAlone(model: Model, moment: Moment): Step {
  if (model.held !== undefined) return say(change(model, { held: undefined }), moment, model.held);
  if (model.phase.type === "waiting") return dial(model, model.phase.attempt);
  return step(model);
}

function command(model: Model, moment: Moment, text: string): Step {
  const found = /^\/(\S*)\s*([^]*)$/.exec(text);
  const [word, args] = [found?.[1] ?? "", (found?.[2] ?? "").trim()];
  const row = findCommand(word);
  if (!row) return problem(model, moment, unknownCommand(word));
  // Several lines were pasted, most likely: they are somebody's text, never a command that does something else. But
  // what begins like a message to somebody goes there, and not to the room.
  if (text.trim().includes("\n") && !TAKES_LINES.has(row.name)) {
    return problem(model, moment, `Not done: /${row.name} takes one line. //${row.name} … sends it all as text`);
  }
  return runCommand(model, moment, row.name, args);
}

function habit(model: Model, moment: Moment, text: string): Step {
  return runHabit(model, moment, habitOf(model, text), text);
}

/** What a text is that is typed into this model: to whom it goes, where it says so itself. */
export function habitOf(model: Model, text: string): Habit {
  return parseHabit(text, {
    names: model.setup.person,
    isKnown: (name) => isKnown(model, name) || inGroup(model, name),
  });
}

function runHabit(model: Model, moment: Moment, found: Habit, text: string): Step {
  switch (found.type) {
    case "text":
      return talkOrSay(model, moment, text);
    case "menu":
      return showsMenu(model);
    case "exit":
      return quit(model, moment);
    case "shout":
      return shout(model, moment, found.text);
    case "tell":
      return tell(model, moment, { type: "people", to: found.to }, found.text, found.sure ? undefined : text);
    case "tell-group":
      // Somebody's nick may begin with "group" too.
      return !inGroup(model, found.group) && isKnown(model, found.group)
        ? tell(model, moment, { type: "people", to: [found.group] }, found.text)
        : tell(model, moment, { type: "group", group: found.group }, found.text);
    case "make-group":
      return request(model, { type: "group", group: found.group, members: found.members }, {
        type: "do",
        done: "",
      });
    case "malformed":
      return problem(model, moment, `Not sent. It is written ${found.form}`);
    default:
      return unreachable(found);
  }
}
