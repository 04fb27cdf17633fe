// A client's story without a network or a terminal: lines are typed, events heard, and what is printed and sent is
// read as text. The clock stands still unless it is told to go on.
import { assertEquals } from "@std/assert";
import type { Command } from "../../lib/chat/command.ts";
import type { Event, Joined, Welcome } from "../../lib/chat/event.ts";
import type { Action, ExitCode, Want } from "../../lib/client/action.ts";
import { currentRoom } from "../../lib/client/conversation.ts";
import { initialModel, type Model, type Setup } from "../../lib/client/model.ts";
import { update } from "../../lib/client/update.ts";
import { viewLine } from "../../lib/client/view_line.ts";

export const WELCOME: Welcome = {
  type: "welcome",
  v: 1,
  nick: "alice",
  server: "test/1",
  id: "store1",
  session: "s1",
  resume: "TOKEN",
  resumed: false,
  limits: { line: 65536, text: 4096, rooms: 1, refs: 1000 },
  ping: 30000,
  rooms: [],
  groups: [],
  motd: "",
};

export const LOBBY: Joined = {
  type: "joined",
  room: "lobby",
  id: "r1",
  topic: "",
  limit: 0,
  private: false,
  role: "member",
  members: [
    { nick: "alice", role: "member", status: "online" },
    { nick: "bob", role: "member", status: "online" },
  ],
  count: 2,
  first: 1,
  head: 0,
  history: [],
  more: false,
};

const SETUP: Setup = {
  person: true,
  listen: false,
  room: undefined,
  uid: undefined,
  agent: "test/1",
  refPrefix: "r",
};

export interface StoryStart {
  readonly setup?: Partial<Setup>;
  readonly nick?: string | undefined;
  readonly host?: string | undefined;
}

/** Midday, local time, of some day: what is shown is the same in every time zone. */
export const NOON = new Date(2026, 10, 3, 12, 0, 0).getTime();

export class Story {
  model: Model;
  ms = 0;
  #printed: string[] = [];
  #sent: { command: Command; ref: string | undefined }[] = [];
  #others: Want[] = [];

  constructor({ setup, ...who }: StoryStart = {}) {
    const nick = "nick" in who ? who.nick : "alice";
    const host = "host" in who ? who.host : "localhost";
    const address = host === undefined ? undefined : { host, port: 7667 };
    this.model = initialModel({ setup: { ...SETUP, ...setup }, nick, address });
  }

  /** In the lobby with bob, nothing printed or sent that matters. */
  static inLobby(setup: Partial<Setup> = {}, joined: Partial<Joined> = {}): Story {
    const story = new Story({ setup: { ...setup, room: "lobby" } });
    story.act({ type: "started" }).act({ type: "linked" });
    story.answer(WELCOME).answer({ ...LOBBY, ...joined });
    story.forget();
    return story;
  }

  act(action: Action): this {
    const { model, wants } = update(this.model, action, { at: NOON + this.ms, mono: this.ms });
    this.model = model;
    for (const want of wants) this.#note(want);
    return this;
  }

  type(...lines: string[]): this {
    for (const text of lines) this.act({ type: "line", text });
    return this;
  }

  hear(event: Event, ref?: string): this {
    return this.act({ type: "event", event, ref });
  }

  /** The event as the answer to what was sent last. */
  answer(event: Event): this {
    return this.hear(event, this.lastRef());
  }

  pass(ms: number): this {
    this.ms += ms;
    return this.act({ type: "tick" });
  }

  lose(): this {
    return this.act({ type: "unlinked", reason: "cut", chance: 0.5 });
  }

  lastRef(): string {
    return this.#lastRef;
  }

  /** What was printed since last asked. */
  printed(): readonly string[] {
    return this.#printed.splice(0);
  }

  /** The commands that were sent since last asked. */
  sent(): readonly Command[] {
    return this.#sent.splice(0).map(({ command }) => command);
  }

  /** Refs of what was sent since last asked. */
  sentRefs(): readonly (string | undefined)[] {
    return this.#sent.splice(0).map(({ ref }) => ref);
  }

  /** All else that was wanted since last asked. */
  others(): readonly Want[] {
    return this.#others.splice(0);
  }

  forget(): void {
    this.printed();
    this.sent();
    this.others();
  }

  assertPrinted(...rows: string[]): this {
    assertEquals(this.printed(), rows);
    return this;
  }

  assertSent(...commands: Command[]): this {
    assertEquals(this.sent(), commands);
    return this;
  }

  assertQuit(code: ExitCode): void {
    const quits = this.others().filter((want) => want.type === "quit");
    assertEquals(quits.map((want) => want.code), [code]);
  }

  #lastRef = "";

  #note(want: Want): void {
    if (want.type === "print") {
      const options = { colour: false, width: undefined, room: currentRoom(this.model)?.name };
      // The time is the same in all stories.
      this.#printed.push(...viewLine(want.line, options).map((row) => row.replace(/^\d\d:\d\d /, "")));
    } else if (want.type === "send") {
      this.#sent.push({ command: want.command, ref: want.ref });
      if (want.ref !== undefined) this.#lastRef = want.ref;
    } else if (want.type !== "wake") {
      this.#others.push(want);
    }
  }
}
