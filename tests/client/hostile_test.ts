// Whatever a server sends, nothing but the client's own codes reaches the terminal: hostile events of every kind go
// through the whole client, from the bytes of the link to those of the terminal, in each of its user interfaces.
// HOSTILE_STRINGS=1000000 makes the run as long as one likes.
import { assert, assertEquals } from "@std/assert";
import type { Event } from "../../lib/chat/event.ts";
import { App } from "../../lib/client/app.ts";
import { FullUi } from "../../lib/client/full/full_ui.ts";
import { DEFAULT_SETTINGS } from "../../lib/client/full/settings.ts";
import { LineUi } from "../../lib/client/line/line_ui.ts";
import type { Connection } from "../../lib/client/link.ts";
import { PlainUi } from "../../lib/client/line/plain_ui.ts";
import type { Ui } from "../../lib/client/ui.ts";
import { EVENT_SHAPES } from "../../lib/wire/native_events.ts";
import { type Dice, diceOf } from "../support/dice.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { eventTemplates, filled } from "../support/hostile.ts";
import { StageTerminal } from "./full/stage_terminal.ts";
import { HandSource, HandTerminal, settled } from "./shell.ts";
import { LOBBY, WELCOME } from "./story.ts";

const STRINGS = Number(Deno.env.get("HOSTILE_STRINGS") ?? 6_000);
/** Events between two looks at what was written. */
const CHUNK_EVENTS = 40;

/** Answers nothing by itself; tells what it was asked last, and which pings were answered. */
class HostileServer implements Connection {
  readonly #source = new HandSource();
  readonly #decoder = new TextDecoder();
  #rest = "";
  #wanted = () => {};
  lastRef: string | undefined;
  pong = -1;

  say(...events: readonly Record<string, unknown>[]): void {
    this.#source.give(events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  }

  read(buffer: Uint8Array): Promise<number | null> {
    return this.#source.read(buffer);
  }

  write(bytes: Uint8Array): Promise<number> {
    const lines = (this.#rest + this.#decoder.decode(bytes, { stream: true })).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) {
      const { op, ref, t } = JSON.parse(line);
      if (op === "pong") this.pong = t;
      else if (typeof ref === "string") this.lastRef = ref;
    }
    this.#wanted();
    return Promise.resolve(bytes.length);
  }

  close(): void {
    this.#source.give(null);
  }

  /** Resolves when the client has taken all that was said before. */
  async taken(t: number): Promise<void> {
    this.say({ op: "ping", t });
    while (this.pong !== t) await new Promise<void>((resolve) => this.#wanted = resolve);
  }

  /** Resolves with the ref of the next request. */
  async asked(): Promise<string> {
    while (this.lastRef === undefined) await new Promise<void>((resolve) => this.#wanted = resolve);
    return this.lastRef;
  }
}

interface Rig {
  readonly ui: Ui;
  /** What was written since, without what is the client's own. */
  foreign(): string;
  type(line: string): void;
  resize(columns: number): void;
}

const LINE_CODES =
  // deno-lint-ignore no-control-regex -- these are the codes
  /\x1b\[\?2004[hl]|\x1b\[2[23];0t|\x1b\]0;[^\p{Cc}]*\x07|\x1b\[(?:\d+C|K|[\d;]*m|H\x1b\[2J\x1b\[3J)|\r\n|\r/gu;
const SCREEN_CODES =
  // deno-lint-ignore no-control-regex -- these are the codes
  /\x1b\[(?:[\d;]*[mHGKJCD]|2J|[?>=<][\d;]*[a-zA-Z]|\?[\d;]*\$p|[\d;]*[ct]|\d+ q)|\x1b\]8;(?:id=\w+)?;[\x21-\x7e]*\x1b\\|\x1b\](?:2|777);[^\p{Cc}]*\x1b\\|\x1b\]1[01];\?\x1b\\|\x1bP\+q[\dA-F;]*\x1b\\|\x07/giu;

function linesRig(codes: boolean): Rig {
  const terminal = new HandTerminal();
  return {
    ui: new LineUi(terminal, { codes, colour: codes }, new FakeClock(0)),
    foreign() {
      const text = terminal.written.replaceAll(codes ? LINE_CODES : /[\r\n\b]/g, "");
      terminal.written = "";
      return text;
    },
    type: (line) => terminal.keys.give(`${line}\r`),
    resize: (columns) => terminal.width = columns,
  };
}

function pipeRig(): Rig {
  const input = new HandSource();
  let written = "";
  const sink = {
    write(bytes: Uint8Array) {
      written += new TextDecoder().decode(bytes);
      return Promise.resolve(bytes.length);
    },
  };
  return {
    ui: new PlainUi({ input, output: sink, errors: sink }),
    foreign() {
      const text = written.replaceAll("\n", "");
      written = "";
      return text;
    },
    type: () => {},
    resize: () => {},
  };
}

function screenRig(clock: FakeClock): Rig {
  const terminal = new StageTerminal();
  const ui = new FullUi({
    terminal,
    clock,
    settings: DEFAULT_SETTINGS,
    mouse: true,
    emoji: () => Promise.resolve([]),
    save: () => {},
  });
  return {
    ui,
    foreign() {
      const text = terminal.written.replaceAll(SCREEN_CODES, "");
      terminal.written = "";
      return text;
    },
    type: (line) => terminal.keys.give(`${line}\r`),
    resize(columns) {
      terminal.dimensions = { rows: 24, columns };
      terminal.calls.get("resized")?.();
    },
  };
}

const LINES: readonly [string, ...string[]] = [
  "hello",
  "@bob: hi",
  "/who",
  "/whois bob",
  "/rooms",
  "/bans",
  "/invites",
  "/history",
  "/search x",
  "/topic",
  "/set",
];

async function endure(rig: Rig, clock: FakeClock, person: boolean, dice: Dice): Promise<number> {
  const server = new HostileServer();
  const full = "news" in rig.ui;
  const app = new App({
    ui: rig.ui,
    clock,
    connect: () => Promise.resolve(server),
    files: { save: () => Promise.resolve(undefined) },
    chance: () => 0,
  }, {
    nick: "alice",
    address: { host: "h", port: 7667 },
    setup: { person, listen: true, full, room: "lobby", uid: undefined, agent: "test/1", refPrefix: "h-" },
  });
  const run = app.run();
  const { type: _w, ...welcome } = WELCOME;
  server.say({ op: "welcome", ref: await server.asked(), ...welcome });
  await server.taken(0);
  // What it asks the terminal at its start is no server's doing.
  rig.foreign();
  const templates = eventTemplates(dice.whole(0, 1_000_000));
  let [strings, seq, shown] = [0, 0, 0];
  for (let round = 1; strings < STRINGS; round++) {
    const { type: _j, ...joined } = LOBBY;
    server.say({ op: "joined", ...joined, head: seq, ...(round % 5 === 0 ? { reset: true, id: `r${round}` } : {}) });
    if (person) rig.type(dice.pick(LINES));
    if (round % 7 === 0) rig.resize(dice.whole(4, 120));
    await settled();
    const events = Array.from({ length: CHUNK_EVENTS }, () => {
      const made = filled(dice.pick(templates), dice, "lobby");
      strings += made.count;
      const { type, ...event }: Event & { readonly room?: string } = made.event;
      const place = type === "message" && event.room === "lobby" ? { seq: ++seq } : {};
      const ref = dice.next() < 0.3 && type !== "ping" ? { ref: server.lastRef } : {};
      return { ...event, op: type, ...place, ...ref };
    });
    server.say(...events);
    await server.taken(round);
    await clock.advance(40);
    await settled();
    const foreign = rig.foreign();
    const found = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.exec(foreign);
    assert(!found, found ? JSON.stringify(foreign.slice(Math.max(0, found.index - 60), found.index + 60)) : "");
    shown += foreign.length;
  }
  assert(shown > STRINGS, "little was shown");
  app.dispatch({ type: "interrupted" });
  server.say({ op: "bye", code: "quit" });
  assertEquals((await run).code, person ? 0 : 1);
  return strings;
}

Deno.test("hostile events are of every kind that a client can read", () => {
  const kinds = new Set(eventTemplates(7).map(({ type }) => type));
  assertEquals([...EVENT_SHAPES.keys()].filter((kind) => kind !== "bye" && !kinds.has(kind as never)), []);
});

const RIGS: readonly (readonly [string, boolean, (clock: FakeClock) => Rig])[] = [
  ["line after line", true, () => linesRig(true)],
  ["line after line without codes", true, () => linesRig(false)],
  ["a pipe", false, () => pipeRig()],
  ["the full screen", true, screenRig],
];

for (const [index, [name, person, rig]] of RIGS.entries()) {
  Deno.test(`${name}: ${STRINGS} hostile strings leave no foreign control character`, async () => {
    const clock = new FakeClock();
    await endure(rig(clock), clock, person, diceOf(index + 1));
  });
}
