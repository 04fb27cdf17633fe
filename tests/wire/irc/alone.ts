// One IRC codec without a hub: the test says what the hub would answer. For what no hub of the tests can be brought to.
import { assert, assertEquals } from "@std/assert";
import type { Command } from "../../../lib/chat/command.ts";
import type { Event, EventOf } from "../../../lib/chat/event.ts";
import { ircCodec } from "../../../lib/wire/irc/codec.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

export const WELCOME: EventOf<"welcome"> = {
  type: "welcome",
  v: 1,
  nick: "ada",
  server: "parley/1",
  id: "store",
  session: "s",
  resume: "token",
  resumed: false,
  limits: { line: 65_536, text: 4_096, rooms: 1, refs: 1_000 },
  ping: 30_000,
  rooms: [],
  groups: [],
  motd: "",
};

export class Alone {
  readonly codec = ircCodec("parley/1");

  /** One that is registered as `ada`, and in `#tea` where asked for. */
  static registered(caps = "", room?: string): Alone {
    const alone = new Alone();
    if (caps !== "") alone.say(`CAP REQ :${caps}`, "CAP END");
    alone.ask("NICK ada\r\nUSER ada 0 * :Ada", WELCOME);
    if (room !== undefined) alone.ask(`JOIN #${room}`, joined(room));
    return alone;
  }

  /** Sends lines that the codec answers by itself. */
  say(...lines: readonly string[]): readonly string[] {
    this.codec.decoder.feed(encoder.encode(lines.map((line) => `${line}\r\n`).join("")));
    const heard: string[] = [];
    for (let next = this.codec.decoder.next(); next; next = this.codec.decoder.next()) {
      assert(next.type === "answer" || next.type === "end", `answers by itself, not ${JSON.stringify(next)}`);
      if (next.bytes) heard.push(...split(next.bytes));
    }
    return heard;
  }

  /** Sends a line that asks the hub, gives the answers in turn, and gives what was asked and what was heard. */
  ask(line: string, ...events: readonly Event[]): { readonly commands: readonly Command[]; readonly heard: string[] } {
    this.codec.decoder.feed(encoder.encode(`${line}\r\n`));
    const commands: Command[] = [];
    const heard: string[] = [];
    const answers = [...events];
    for (let next = this.codec.decoder.next(); next; next = this.codec.decoder.next()) {
      if (next.type === "command") {
        commands.push(next.command);
        const event = answers.shift();
        if (event) heard.push(...split(this.codec.encodeReply(event, next.ref)));
      } else if (next.type !== "faulty" && next.bytes) heard.push(...split(next.bytes));
    }
    assertEquals(answers, [], "every answer was asked for");
    return { commands, heard };
  }

  /** Something that goes to many: what the codec adds, then what its variant has. */
  told(event: Event): readonly string[] {
    this.codec.heard?.(event);
    return [...split(this.codec.variant.encode(event)), ...this.say()];
  }
}

export function joined(room: string, more: Partial<EventOf<"joined">> = {}): EventOf<"joined"> {
  return {
    type: "joined",
    room,
    id: "room",
    topic: "",
    limit: 0,
    private: false,
    role: "member",
    members: [{ nick: "ada", role: "member", status: "online" }, { nick: "bob", role: "owner", status: "busy" }],
    count: 2,
    first: 1,
    head: 0,
    history: [],
    more: false,
    ...more,
  };
}

export function split(bytes: Uint8Array): string[] {
  const lines = decoder.decode(bytes).split("\r\n");
  assertEquals(lines.pop(), "", "ends in CR LF");
  return lines;
}
