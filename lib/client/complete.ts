// Completion on Tab: commands after a slash, then what a command takes; names elsewhere. Typing alone changes nothing.
import { cleanLine } from "../chat/text.ts";
import { fold } from "../chat/names.ts";
import { COMMANDS, findCommand } from "./commands.ts";
import { currentRoom, isMe } from "./conversation.ts";
import type { Model } from "./model.ts";
import type { Completed } from "./ui.ts";

/** Completes the word before `at` (in UTF-16 units): whole where one candidate fits, else as far as all agree. */
export function complete(model: Model, text: string, at: number): Completed | undefined {
  const before = text.slice(0, at);
  const word = /[^\s,@]*$/.exec(before)?.[0] ?? "";
  const start = at - word.length;
  const first = before.slice(0, start).trim() === "";
  const { candidates, after } = candidatesFor(model, { word, line: before, first });
  const fitting = candidates.filter((candidate) => fold(candidate).startsWith(fold(word)));
  const [only] = fitting;
  if (only === undefined || (word === "" && !before.startsWith("/"))) return undefined;
  const filled = fitting.length === 1 ? only + after : agreed(fitting, word);
  return { text: before.slice(0, start) + filled + text.slice(at), at: start + filled.length, choices: fitting };
}

interface Candidates {
  readonly candidates: readonly string[];
  readonly after: string;
}

function candidatesFor(
  model: Model,
  { word, line, first }: { readonly word: string; readonly line: string; readonly first: boolean },
): Candidates {
  if (first && word.startsWith("/")) return { candidates: COMMANDS.map((row) => `/${row.name}`), after: " " };
  const takes = line.startsWith("/") ? findCommand(/^\/(\S+)/.exec(line)?.[1] ?? "")?.takes : undefined;
  if (takes === "room") return { candidates: roomNames(model), after: " " };
  if (takes === "command") return { candidates: COMMANDS.map((row) => row.name), after: "" };
  const people = nicks(model);
  // `name: ` writes to that person alone, so Tab never puts the colon: it would change who reads the line.
  return { candidates: takes === "person" ? [...people, ...groupNames(model)] : people, after: " " };
}

function agreed(candidates: readonly string[], word: string): string {
  const [first = word, ...others] = candidates;
  let length = first.length;
  for (const other of others) {
    while (fold(other.slice(0, length)) !== fold(first.slice(0, length))) length--;
  }
  return length > word.length ? first.slice(0, length) : word;
}

/** Those of the room first, then others that were met. */
function nicks(model: Model): readonly string[] {
  const room = currentRoom(model);
  const names = [...(room?.members.values() ?? [])].map((member) => member.nick).concat([...model.met.values()]);
  return shown(names).filter((nick) => !isMe(model, nick));
}

function roomNames(model: Model): readonly string[] {
  return shown([...model.listed, ...[...model.rooms.values()].map((room) => room.name)]);
}

function groupNames(model: Model): readonly string[] {
  return shown([...model.groups.values()].map(({ group }) => group));
}

/** Names as they may stand on a terminal, each once: a server may have sent anything. */
function shown(names: readonly string[]): readonly string[] {
  return [...new Set(names.map(cleanLine))];
}
