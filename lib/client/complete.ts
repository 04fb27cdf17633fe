// Completion on Tab, line after line: what fits, as far as all of it agrees. Typing alone changes nothing.
import { fold } from "../chat/names.ts";
import { cleanLine } from "../chat/text.ts";
import { candidatesFor, peopleOf } from "./candidates.ts";
import { currentRoom } from "./conversation.ts";
import type { Model } from "./model.ts";
import { isInSecret } from "./secret_line.ts";
import type { Completed } from "./ui.ts";

/** Completes the word before `at` (in UTF-16 units): whole where one candidate fits, else as far as all agree. */
export function complete(model: Model, text: string, at: number): Completed | undefined {
  if (model.question !== undefined || isInSecret(text, at)) return undefined;
  const before = text.slice(0, at);
  const topic = /^\/topic $/.test(text) && at === text.length ? cleanLine(currentRoom(model)?.topic ?? "") : "";
  if (topic !== "") return { text: text + topic, at: at + topic.length, choices: [topic] };
  const word = /[^\s,@]*$/.exec(before)?.[0] ?? "";
  const start = at - word.length;
  const place = candidatesFor(model, before.slice(0, start), word, { people: peopleOf(model) });
  if (place.type === "screen") return undefined;
  const { candidates, after } = place.words;
  const fitting = [...new Set(candidates)].filter((candidate) => fold(candidate).startsWith(fold(word)));
  const [only] = fitting;
  if (only === undefined || (word === "" && !before.startsWith("/"))) return undefined;
  const filled = fitting.length === 1 ? only + after : agreed(fitting, word);
  return { text: before.slice(0, start) + filled + text.slice(at), at: start + filled.length, choices: fitting };
}

function agreed(candidates: readonly string[], word: string): string {
  const [first = word, ...others] = candidates;
  let length = first.length;
  for (const other of others) {
    while (fold(other.slice(0, length)) !== fold(first.slice(0, length))) length--;
  }
  return length > word.length ? first.slice(0, length) : word;
}
