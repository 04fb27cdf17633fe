// `nickprompt`: waits to be asked for its name, prints each read with a newline after it, ASCII only.
import type { Command } from "../../../lib/chat/command.ts";
import type { FakePeer } from "../fake_world.ts";
import { LineReader } from "./line_reader.ts";
import { showLines } from "./line_shows.ts";
import { cannotGreet } from "./plain.ts";
import { cannotType, slashOf } from "./slash.ts";
import { type Heard, heard, keep, LOCAL, type Shown, type Speaker, type Tongue, type Wanted } from "./tongue.ts";

const READ_BYTES_MAX = 1_024;

export const nickprompt: Tongue = {
  name: "nickprompt",
  entersLobby: true,
  cannot(command) {
    if (!isAscii(JSON.stringify(command))) return "has ASCII only";
    return command.type === "hello" ? cannotGreet(command) : cannotType(command);
  },
  shows,
  open: (world) => new NickpromptSpeaker(world.dial("auto", LOCAL)),
};

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

function shows(wanted: Wanted, after: Command | undefined): Shown {
  if (wanted.type === "bye") return { silent: "who leaves is told nothing" };
  if (!isAscii(JSON.stringify(wanted.fields))) return { differs: "has ASCII only" };
  return wanted.type === "said" ? keep(wanted) : showLines(wanted, after);
}

class NickpromptSpeaker implements Speaker {
  readonly #peer: FakePeer;
  readonly #reader = new LineReader();
  #name = "";
  #asked = false;

  constructor(peer: FakePeer) {
    this.#peer = peer;
  }

  say(command: Command): void {
    if (command.type === "hello") {
      this.#name = command.nick;
      return;
    }
    const plainly = command.type === "say" && command.kind !== "action" && !command.text.startsWith("/");
    this.#peer.send(`${this.#name}: ${plainly ? command.text : slashOf(command)}`);
  }

  respond(): boolean {
    if (this.#asked || this.#peer.writes.length === 0) return false;
    const [first] = this.#peer.heard();
    if (first !== "NICK") throw new Error(`Its client was not asked for its name but told ${first}`);
    this.#asked = true;
    this.#peer.send(this.#name);
    return true;
  }

  heard(): readonly Heard[] {
    const lines = this.#peer.takeWrites().flatMap((bytes) => {
      if (bytes.length === 1 && bytes[0] === 0xff) return [];
      if (bytes.length > READ_BYTES_MAX || bytes.some((byte) => byte >= 0x80)) {
        throw new Error("Its client stops at this");
      }
      const text = new TextDecoder().decode(bytes);
      if (text === "NICK") throw new Error("Its client is asked for its name again");
      return text.split("\n");
    });
    return this.#reader.read(lines.filter((line) => line !== "Connected to server!")).map((one) => {
      const isOwn = one.types[0] === "message" && one.fields.from === this.#name;
      return isOwn ? heard("said", one.fields) : one;
    });
  }

  get ended(): boolean {
    return this.#peer.halfClosed;
  }
}
