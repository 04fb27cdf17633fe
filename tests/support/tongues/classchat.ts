// `classchat`: sends `name>text`, prints each read. A plain line goes to everybody, `name:text` to one; it knows the
// strings of its own server.
import type { Command } from "../../../lib/chat/command.ts";
import type { FakePeer } from "../fake_world.ts";
import type { Fields } from "../script.ts";
import { LineReader } from "./line_reader.ts";
import { refused, showLines } from "./line_shows.ts";
import { cannotGreet } from "./plain.ts";
import { codesOf } from "./refusal_words.ts";
import { cannotType, slashOf } from "./slash.ts";
import {
  type Heard,
  heard,
  keep,
  LOCAL,
  type Shown,
  type Speaker,
  textOf,
  type Tongue,
  type Wanted,
} from "./tongue.ts";

const READ_BYTES_MAX = 1_024;
const NOT_KNOWN = { silent: "its server had no word for it" } as const;

export const classchat: Tongue = {
  name: "classchat",
  entersLobby: true,
  cannot: (command) => command.type === "hello" ? cannotGreet(command) : cannotType(command),
  shows,
  open: (world) => new ClasschatSpeaker(world.dial("auto", LOCAL)),
};

function shows(wanted: Wanted, after: Command | undefined): Shown {
  const { type, fields } = wanted;
  switch (type) {
    case "bye":
      return { silent: "who leaves is told nothing" };
    case "member":
    case "members":
    case "status":
      return NOT_KNOWN;
    case "message": {
      if (fields.kind === "event") return keep(wanted, "from", "text");
      return [{ type, fields: withSign(fields) }];
    }
    case "group": {
      const { by, members } = fields;
      if (typeof by !== "string" || !Array.isArray(members)) return { differs: "who made it must be known" };
      return members.includes(by) ? keep(wanted, "group", "by") : NOT_KNOWN;
    }
    case "grouped":
      return keep(wanted, "group", "absent");
    case "ungrouped":
      return keep(wanted);
    case "error":
      return refused(wanted);
    case "welcome":
      return keep(wanted);
    default:
      return showLines(wanted, after);
  }
}

/** An action is a text with a sign there. */
export function withSign(fields: Fields): Fields {
  const { kind, ...shown } = fields;
  const { from, text, room } = shown;
  return {
    ...(from === undefined ? {} : { from }),
    ...(room === undefined ? {} : { room }),
    ...(text === undefined ? {} : { text: kind === "action" ? `* ${textOf(fields)}` : text }),
  };
}

class ClasschatSpeaker implements Speaker {
  readonly #peer: FakePeer;
  readonly #reader = new LineReader();
  #name = "";

  constructor(peer: FakePeer) {
    this.#peer = peer;
  }

  say(command: Command): void {
    if (command.type !== "hello") return this.#peer.send(`${this.#name}>${typedOf(command)}`);
    this.#name = command.nick;
    this.#peer.send(this.#name);
  }

  respond(): boolean {
    return false;
  }

  heard(): readonly Heard[] {
    const lines = this.#peer.takeWrites().flatMap((bytes) => {
      if (bytes.length === 1 && bytes[0] === 0xff) return [];
      if (bytes.length > READ_BYTES_MAX) throw new Error("Its client reads no more at once");
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes).split("\n");
    });
    return this.#read(lines);
  }

  #read(lines: readonly string[]): readonly Heard[] {
    const all: Heard[] = [];
    const others: string[] = [];
    let absent: string[] = [];
    let [isOwn, isMenu] = [false, false];
    for (const line of lines) {
      const [, missing] = /^(\S+) is not active$/.exec(line) ?? [];
      if (isMenu) isMenu = !line.startsWith("/rooms, /join");
      else if (missing !== undefined) absent.push(missing);
      else if (isOwn && line.startsWith("    ")) all.push(continued(all.pop(), line.slice(4)));
      else if (line !== "[ From server ] ") {
        const own = ownLine(line, absent);
        isOwn = own !== undefined;
        if (!own) others.push(line);
        else {
          all.push(...this.#reader.read(others.splice(0)), own);
          [absent, isMenu] = [[], own.types[0] === "welcome"];
        }
      }
    }
    return [...all, ...this.#reader.read(others)];
  }

  get ended(): boolean {
    return this.#peer.halfClosed;
  }
}

function typedOf(command: Command): string {
  if (command.type === "shout" && /^\p{L}[^:/]*$/u.test(command.text) && !/^(?:exit|menu|group)/i.test(command.text)) {
    return command.text;
  }
  if (command.type === "tell" && command.group !== undefined) return `${command.group}:${command.text}`;
  if (command.type === "tell" && command.to?.length === 1) return `${command.to[0]}:${command.text}`;
  if (command.type === "group") return `group ${command.group} ${command.members.join(",")}`;
  return command.type === "quit" ? "exit" : String(slashOf(command));
}

/** What was heard, with one line more. */
function continued(last: Heard | undefined, line: string): Heard {
  if (!last) throw new Error(`Nothing is continued by ${JSON.stringify(line)}`);
  return heard(last.types, { ...last.fields, text: `${last.fields.text}\n${line}` });
}

/** A line in its own server's words. */
function ownLine(line: string, absent: readonly string[]): Heard | undefined {
  if (line === "Username accepted") return heard("welcome");
  const everybody = /^(\S+) in ClassChat : (.*)$/su.exec(line);
  if (everybody) return heard(["message", "shout"], { from: everybody[1], text: everybody[2], room: "lobby" });
  const inRoom = /^(\S+) in (\S+) : (.*)$/su.exec(line);
  if (inRoom) return heard("message", { from: inRoom[1], room: inRoom[2], text: inRoom[3] });
  const inGroup = /^<(\S+)> in (group\S+): (.*)$/su.exec(line);
  if (inGroup) return heard("direct", { from: inGroup[1], group: inGroup[2], text: inGroup[3] });
  const direct = /^<(\S+)> : (.*)$/su.exec(line);
  if (direct) return heard("direct", { from: direct[1], text: direct[2] });
  const added = /^(\S+) added you in (group\S+)$/su.exec(line);
  if (added) return heard("group", { by: added[1], group: added[2] });
  const made = /^Group (group\S+) is created successfully$/iu.exec(line);
  if (made) return heard("grouped", { group: made[1], absent });
  if (line === "You are alone in group. Server will now delete the group") return heard("ungrouped");
  const [, told] =
    /^(?:\[ From server \] )? ?((?:Client not active|Syntax error|Group should|You are not in group).*)$/.exec(line) ??
      /^\[ From server \] (.+)$/.exec(line) ?? [];
  return told === undefined ? undefined : heard("error", { text: told, codes: codesOf(told) });
}
