// `iitd`: two sockets. Each message that is sent is answered on the first, alone; each that comes on the second is one
// read of four lines, and confirmed before the next.
import type { Command } from "../../../lib/chat/command.ts";
import type { FakePeer, FakeWorld } from "../fake_world.ts";
import { withSign } from "./classchat.ts";
import { LineReader } from "./line_reader.ts";
import { refused, showLines } from "./line_shows.ts";
import { cannotGreet } from "./plain.ts";
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

const READ_BYTES_MAX = 2_048;

export const iitd: Tongue = {
  name: "iitd",
  entersLobby: true,
  cannot(command) {
    if (command.type !== "hello") return cannotType(command);
    return /^[\p{L}\p{N}]+$/u.test(command.nick) ? cannotGreet(command) : "has names of letters and digits only";
  },
  shows,
  open: (world) => new IitdSpeaker(world),
};

/** Each line of a text comes as a message of its own. */
function eachLine(type: Wanted["type"], fields: Wanted["fields"]): Shown {
  return textOf(fields).split("\n").map((text) => ({
    type,
    fields: { ...fields, ...(fields.text !== undefined && { text }) },
  }));
}

function shows(wanted: Wanted, after: Command | undefined): Shown {
  const { type, fields } = wanted;
  const isTalk = after?.type === "say" || after?.type === "tell" || after?.type === "shout";
  switch (type) {
    case "bye":
      return { silent: "who leaves hangs up itself" };
    case "member":
    case "members":
    case "status":
      return { silent: "it knows of nobody's coming and going" };
    case "message":
      return fields.kind === "event" ? keep(wanted, "text") : eachLine(type, withSign(fields));
    case "direct":
      return eachLine(type, keep(wanted, "from", "text", "group")[0]?.fields ?? {});
    case "shout":
      return eachLine(type, keep(wanted, "from", "text")[0]?.fields ?? {});
    case "said":
      return after?.type === "say" && after.kind === "action"
        ? { silent: "what the server did is not answered" }
        : keep(wanted);
    case "shouted":
      // Where nobody else is there it can't be delivered.
      return fields.delivered === 0 ? [{ type: "error", fields: {} }, wanted] : keep(wanted);
    case "told": {
      const lines = showLines(wanted, after);
      return after?.type === "tell"
        ? [...keep(wanted), ...("silent" in lines || "differs" in lines ? [] : lines)]
        : lines;
    }
    case "error": {
      const lines = refused(wanted);
      const isAction = after?.type === "say" && after.kind === "action";
      return isTalk && !isAction && !("differs" in lines) && !("silent" in lines)
        ? [{ type, fields: {} }, ...lines]
        : lines;
    }
    default:
      return showLines(wanted, after);
  }
}

class IitdSpeaker implements Speaker {
  readonly #world: FakeWorld;
  readonly #sender: FakePeer;
  #receiver: FakePeer | undefined;
  readonly #reader = new LineReader();
  #name = "";
  #room = "lobby";
  readonly #all: Heard[] = [];
  /** What the server itself has said and nobody has read as events yet. */
  readonly #lines: string[] = [];
  /** Answers that concern commands to the server itself. */
  #asides = 0;
  #left = false;

  constructor(world: FakeWorld) {
    this.#world = world;
    this.#sender = world.dial("auto", LOCAL);
  }

  say(command: Command): void {
    if (command.type === "hello") {
      this.#name = command.nick;
      return this.#sender.send(`REGISTER TOSEND ${this.#name}\n\n`);
    }
    if (command.type === "quit") {
      this.#left = true;
      this.#sender.end();
      return this.#receiver?.end();
    }
    const [to, text] = this.#addressed(command);
    if (to === "server") this.#asides += 1;
    this.#sender.send(`SEND ${to}\nContent-length: ${[...text].length}\n\n${text}`);
  }

  respond(): boolean {
    const answers = this.#sender.heard();
    for (const answer of answers) this.#answered(answer);
    const forwards = this.#receiver?.takeWrites() ?? [];
    for (const bytes of forwards) this.#forwarded(bytes);
    return answers.length + forwards.length > 0;
  }

  heard(): readonly Heard[] {
    this.#takeLines();
    return this.#all.splice(0);
  }

  get ended(): boolean {
    return this.#left || this.#sender.halfClosed;
  }

  #addressed(command: Command): readonly [to: string, text: string] {
    if (command.type === "shout") return ["ALL", command.text];
    if (command.type === "say" && command.kind !== "action") return [`#${this.#room}`, command.text];
    if (command.type === "tell") return [command.group ?? command.to?.join(", ") ?? "", command.text];
    return ["server", String(slashOf(command))];
  }

  #answered(answer: string): void {
    if (answer === `REGISTERED TOSEND ${this.#name}\n\n`) {
      this.#receiver = this.#world.dial("auto", LOCAL);
      return this.#receiver.send(`REGISTER TORECV ${this.#name}\n\n`);
    }
    if (answer === "ERROR 102 Unable to send\n\n") this.#take(heard("error", {}));
    else if (answer === "SEND server\n\n" && this.#asides > 0) this.#asides -= 1;
    else if (/^SEND [^\n]+\n\n$/.test(answer)) this.#take(heard(["said", "told", "shouted"], {}));
    else throw new Error(`Its client stops at ${JSON.stringify(answer)}`);
  }

  #forwarded(bytes: Uint8Array): void {
    if (bytes.length === 1 && bytes[0] === 0xff) return;
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (text === `REGISTERED TORECV ${this.#name}\n\n`) return void this.#take(heard("welcome", { nick: this.#name }));
    const [, from = "", length, body = ""] = /^FORWARD (\S+)\nContent-length: (\d+)\n\n([^\n]+)$/.exec(text) ?? [];
    if (bytes.length > READ_BYTES_MAX || [...body].length !== Number(length)) {
      throw new Error(`Its receiving thread ends at ${JSON.stringify(text)}`);
    }
    this.#receiver?.send(`RECEIVED ${from}\n\n`);
    if (from === "server") return void this.#lines.push(body);
    const [, room, place, speaker] = /^(?:#([^/]+)|(group[^/]+))\/(.+)$/.exec(from) ?? [];
    if (room !== undefined) this.#take(heard("message", { room, from: speaker, text: body }));
    else if (place !== undefined) this.#take(heard("direct", { group: place, from: speaker, text: body }));
    else this.#take(heard(["direct", "shout"], { from, text: body }));
  }

  #take(one: Heard): void {
    this.#takeLines();
    this.#all.push(one);
  }

  /** Lines of the server's own: a list comes in many messages. */
  #takeLines(): void {
    for (const one of this.#reader.read(this.#lines.splice(0))) {
      if (one.types[0] === "joined") this.#room = String(one.fields.room);
      this.#all.push(one);
    }
  }
}
