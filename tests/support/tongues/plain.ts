// The plain dialect: lines typed with nc.
import type { Command } from "../../../lib/chat/command.ts";
import type { FakePeer } from "../fake_world.ts";
import { LineReader } from "./line_reader.ts";
import { showLines } from "./line_shows.ts";
import { cannotType, slashOf } from "./slash.ts";
import { type Heard, LOCAL, type Speaker, type Tongue } from "./tongue.ts";

export const plain: Tongue = {
  name: "plain",
  cannot: (command) => command.type === "hello" ? cannotGreet(command) : cannotType(command),
  shows: (wanted, after) =>
    after?.type === "hello" && wanted.type === "error"
      ? { differs: "the name is asked for anew" }
      : showLines(wanted, after),
  open: (world) => new PlainSpeaker(world.dial("auto", LOCAL)),
};

/** Why somebody can't come in with this. */
export function cannotGreet(command: Command): string | undefined {
  const { type: _type, nick: _nick, ...more } = { nick: "", ...command };
  const [field] = Object.keys(more);
  return field === undefined ? undefined : `can't name ${field} in hello`;
}

class PlainSpeaker implements Speaker {
  readonly #peer: FakePeer;
  readonly #reader = new LineReader();
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  #begun = "";

  constructor(peer: FakePeer) {
    this.#peer = peer;
  }

  say(command: Command): void {
    if (command.type === "hello") return this.#peer.send(`${command.nick}\n`);
    if (command.type === "say" && command.kind !== "action" && isPlainWords(command.text)) {
      return this.#peer.send(`${command.text}\n`);
    }
    this.#peer.send(`${slashOf(command)}\n`);
  }

  respond(): boolean {
    return false;
  }

  heard(): readonly Heard[] {
    const text = this.#peer.takeWrites().map((bytes) => this.#decoder.decode(bytes, { stream: true })).join("");
    const lines = (this.#begun + text).split("\n");
    this.#begun = lines.pop() ?? "";
    return this.#reader.read(lines);
  }

  get ended(): boolean {
    return this.#peer.halfClosed;
  }
}

/** Words that mean nothing but themselves. */
function isPlainWords(text: string): boolean {
  return /^\p{L}[^:@/]*$/u.test(text) && !/^(?:exit|menu|group)/i.test(text);
}
