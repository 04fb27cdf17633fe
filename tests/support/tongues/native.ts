// The native dialect: it says and shows everything.
import { encodeCommand, EventDecoder } from "../../../lib/wire/native_client.ts";
import type { FakePeer, FakeWorld } from "../fake_world.ts";
import { type Heard, heard, LOCAL, type Speaker, type Tongue } from "./tongue.ts";
import type { Command } from "../../../lib/chat/command.ts";

export const native: Tongue = {
  name: "native",
  cannot: () => undefined,
  shows: (wanted) => [wanted],
  open: (world: FakeWorld) => new NativeSpeaker(world.dial("native", LOCAL)),
};

export class NativeSpeaker implements Speaker {
  readonly #peer: FakePeer;
  readonly #decoder = new EventDecoder();

  constructor(peer: FakePeer) {
    this.#peer = peer;
  }

  say(command: Command, ref?: string): void {
    this.#peer.send(encodeCommand(command, ref));
  }

  raw(line: string): void {
    this.#peer.send(`${line}\n`);
  }

  respond(): boolean {
    return false;
  }

  heard(): readonly Heard[] {
    for (const bytes of this.#peer.takeWrites()) this.#decoder.feed(bytes);
    const all: Heard[] = [];
    for (let found = this.#decoder.next(); found; found = this.#decoder.next()) {
      if (found.type === "malformed") throw new Error(`Cannot read the server's line: ${found.detail}`);
      const { event, ref } = found;
      all.push(heard(event.type, { ...event, ...(ref !== undefined && { ref }) }));
    }
    return all;
  }

  get ended(): boolean {
    return this.#peer.halfClosed;
  }
}
