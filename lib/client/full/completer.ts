// What could stand at the cursor: commands, then what a command takes; names elsewhere. Who spoke last comes first.
import { fold } from "../../chat/names.ts";
import type { Choices } from "../../tui/completion.ts";
import { type Candidates, candidatesFor, shown } from "../candidates.ts";
import { currentRoom, isMe } from "../conversation.ts";
import type { Model } from "../model.ts";
import { unreachable } from "../../unreachable.ts";
import { OWN_SETTINGS } from "../commands/own_settings.ts";
import { isInSecret } from "../secret_line.ts";
import { emojiChoices } from "./emoji_choices.ts";
import { KEYS } from "./keymap.ts";
import { LEVELS } from "./settings.ts";
import { frontOf, type Stage } from "./stage.ts";
import { THEME_NAMES } from "./theme.ts";

const ROOM_SETTINGS = ["topic", "limit", "private", "password", "invite"];
/** Choices offered at once. */
const CHOICES_MAX = 200;

/** The choices for a text with the cursor at `offset`. */
export function choicesAt(stage: Stage, model: Model, text: string, offset: number): Choices | undefined {
  if (model.question !== undefined || isInSecret(text, offset)) return undefined;
  const before = text.slice(0, offset);
  const topic = /^\/topic $/.test(before) && offset === text.length ? currentRoom(model)?.topic : undefined;
  if (topic) return { start: offset, end: offset, candidates: [topic] };
  const emoji = emojiChoices(stage.emoji, before);
  if (emoji) return emoji;
  const word = /[^\s,@]*$/.exec(before)?.[0] ?? "";
  const start = offset - word.length;
  const found = candidatesFor(model, before.slice(0, start), word, {
    people: people(stage, model),
    commands: Object.keys(stage.settings.aliases),
  });
  const { candidates, after } = found.type === "words" ? found.words : screenWords(found.takes, found.args);
  const wanted = folded(word);
  const fitting = [...new Set(candidates)].filter((each) => folded(each).startsWith(wanted)).slice(0, CHOICES_MAX);
  if (fitting.length === 0 || (word === "" && !before.startsWith("/"))) return undefined;
  return { start, end: offset, candidates: fitting.map((each) => each + after) };
}

/** Signs within a nick need not be typed. */
function folded(text: string): string {
  const plain = fold(text);
  return plain.startsWith("/") ? plain : plain.replace(/[\[\]`_\-^]/g, "") || plain;
}

function screenWords(takes: "setting" | "theme" | "chord" | "level", args: string): Candidates {
  const first = args.trim() === "";
  switch (takes) {
    case "setting":
      return {
        candidates: first ? [...OWN_SETTINGS.map((each) => each.name), ...ROOM_SETTINGS] : valuesOf(args),
        after: first ? " " : "",
      };
    case "theme":
      return { candidates: THEME_NAMES, after: "" };
    case "level":
      return { candidates: first ? LEVELS : [], after: "" };
    case "chord":
      return { candidates: first ? [] : [...KEYS.map((each) => each.name), "none"], after: "" };
    default:
      return unreachable(takes);
  }
}

function valuesOf(args: string): readonly string[] {
  const name = args.trim();
  if (name === "private" || name === "invite") return ["on", "off"];
  return OWN_SETTINGS.find((row) => row.name === name)?.values ?? [];
}

/** Who spoke last, then who is here, then whom one met; oneself last. */
function people(stage: Stage, model: Model): readonly string[] {
  const members = [...currentRoom(model)?.members.values() ?? []].map(({ nick }) => nick);
  const { spokeAt } = frontOf(stage);
  const spoke = (nick: string) => spokeAt.get(fold(nick)) ?? 0;
  const here = members.toSorted((one, other) => spoke(other) - spoke(one));
  const others = [...model.everybody?.values() ?? []].map(({ nick }) => nick);
  const names = shown([...here, ...model.met.values(), ...others]);
  return [...names.filter((nick) => !isMe(model, nick)), ...names.filter((nick) => isMe(model, nick))];
}
