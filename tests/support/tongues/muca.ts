// `muca`: bare JSON objects in ASCII, up to 1,000 bytes a read, split at `}{`. It addresses people by the identities of
// the lists that it was given, and commands to the peer called `server`.
import type { Command } from "../../../lib/chat/command.ts";
import type { FakePeer } from "../fake_world.ts";
import { withSign } from "./classchat.ts";
import { LineReader } from "./line_reader.ts";
import { NOT_ANSWERED, refused, showLines } from "./line_shows.ts";
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

const READ_BYTES_MAX = 1_000;

export const muca: Tongue = {
  name: "muca",
  entersLobby: true,
  cannot: (command) => command.type === "hello" ? cannotGreet(command) : cannotType(command),
  shows,
  open: (world) => new MucaSpeaker(world.dial("auto", LOCAL)),
};

function shows(wanted: Wanted, after: Command | undefined): Shown {
  const { type, fields } = wanted;
  switch (type) {
    case "bye":
      return { silent: "who leaves hangs up itself" };
    case "member":
    case "members":
    case "status":
      return { silent: "who comes and goes shows in the list alone" };
    case "message":
      if (fields.kind === "event") return keep(wanted, "text");
      return [{ type, fields: { ...withSign({ ...fields, room: undefined }) } }];
    case "direct":
      if (fields.group === undefined) return keep(wanted, "from", "text");
      return [{ type, fields: { from: fields.from, text: `[${fields.group}] ${textOf(fields)}` } }];
    case "said":
      return NOT_ANSWERED;
    case "error":
      return refused(wanted);
    default:
      return showLines(wanted, after);
  }
}

interface MucaObject {
  readonly CMD: string;
  readonly TYPE?: string;
  readonly MSG?: string;
  readonly FROM?: string;
  readonly DATA?: readonly { readonly UN: string; readonly UID: string }[];
}

class MucaSpeaker implements Speaker {
  readonly #peer: FakePeer;
  readonly #reader = new LineReader();
  readonly #uidByName = new Map<string, string>();
  #name = "";
  #left = false;

  constructor(peer: FakePeer) {
    this.#peer = peer;
  }

  say(command: Command): void {
    if (command.type === "hello") {
      this.#name = command.nick;
      return this.#send({ CMD: "JOIN", UN: this.#name, UID: `${this.#name}@hku.hk` });
    }
    if (command.type === "quit") {
      this.#left = true;
      return this.#peer.end();
    }
    const [to, text] = this.#addressed(command);
    this.#send({ CMD: "SEND", MSG: `${text}\n`, TO: to, FROM: `${this.#name}@hku.hk` });
  }

  respond(): boolean {
    return false;
  }

  heard(): readonly Heard[] {
    return this.#peer.takeWrites().flatMap((bytes) => {
      const text = new TextDecoder().decode(bytes);
      if (bytes.length > READ_BYTES_MAX || !/^[\x20-\x7e]*$/.test(text)) throw new Error(`Its reader ends at ${text}`);
      return text.split("}{").flatMap((part) => this.#read(JSON.parse(`{${part.replace(/^\{|\}$/g, "")}}`)));
    });
  }

  get ended(): boolean {
    return this.#left || this.#peer.halfClosed;
  }

  #addressed(command: Command): readonly [to: readonly string[], text: string] {
    if (command.type === "shout") return [[], command.text];
    if (command.type === "say" && command.kind !== "action") return [[this.#room()], command.text];
    if (command.type === "tell" && command.to) {
      return [command.to.map((name) => this.#uidByName.get(name) ?? name), command.text];
    }
    const { group } = command as { readonly group?: string };
    if (command.type === "tell" && group !== undefined && this.#uidByName.has(group)) return [[group], command.text];
    return [["server"], String(slashOf(command))];
  }

  #room(): string {
    return [...this.#uidByName.keys()].findLast((name) => name.startsWith("#")) ?? "#lobby";
  }

  #send(object: unknown): void {
    this.#peer.send(JSON.stringify(object));
  }

  #read({ CMD, TYPE, MSG = "", FROM = "", DATA = [] }: MucaObject): readonly Heard[] {
    if (CMD === "ACK") return TYPE === "OKAY" ? [heard("welcome", { nick: this.#name })] : [heard("error")];
    if (CMD === "LIST") {
      if (DATA.length === 0) throw new Error("Its reader ends at an empty list");
      for (const { UN, UID } of DATA) {
        this.#uidByName.delete(UN);
        this.#uidByName.set(UN, UID);
      }
      return [];
    }
    if (CMD !== "MSG") throw new Error(`Its client knows no ${CMD}`);
    const text = MSG.replace(/\n$/, "");
    if (FROM === "server") {
      return TYPE === "PRIVATE" ? this.#reader.read(text.split("\n")) : [heard("message", { text })];
    }
    const from = FROM.replace(/@hku\.hk$/, "");
    return [heard(TYPE === "ALL" ? "shout" : TYPE === "PRIVATE" ? "direct" : ["message", "direct"], { from, text })];
  }
}
