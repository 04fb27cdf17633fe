// A story on the full screen, without a terminal: keys are pressed, events heard, and the screen is read as text.
import type { Command } from "../../../lib/chat/command.ts";
import type { Event, Joined, Welcome } from "../../../lib/chat/event.ts";
import type { Action } from "../../../lib/client/action.ts";
import { EMOJI_NAMES } from "../../../lib/client/full/emoji_names.ts";
import type { Click, Frame } from "../../../lib/client/full/frame.ts";
import { Hits } from "../../../lib/tui/hits.ts";
import { cleared, printed } from "../../../lib/client/full/print.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../lib/client/full/settings.ts";
import { initialStage, type Stage } from "../../../lib/client/full/stage.ts";
import type { StageEffect, StageStep } from "../../../lib/client/full/stage_step.ts";
import { synced } from "../../../lib/client/full/sync.ts";
import { fetchOpened } from "../../../lib/client/full/scrolling.ts";
import { onInput, onNews } from "../../../lib/client/full/update_stage.ts";
import { view } from "../../../lib/client/full/view.ts";
import { initialModel, type Model, type Setup } from "../../../lib/client/model.ts";
import { update } from "../../../lib/client/update.ts";
import type { TerminalInput } from "../../../lib/tui/input.ts";
import type { ColourDepth } from "../../../lib/tui/colour.ts";
import { LOBBY, NOON, WELCOME } from "../story.ts";

export interface ScreenStart {
  readonly columns?: number;
  readonly rows?: number;
  readonly nick?: string | undefined;
  readonly host?: string | undefined;
  readonly settings?: Partial<Settings>;
  readonly setup?: Partial<Setup>;
  readonly mouse?: boolean;
  readonly depth?: ColourDepth;
}

export class ScreenStory {
  model: Model;
  stage: Stage;
  ms = 0;
  readonly sent: Command[] = [];
  readonly #refs = new WeakMap<Command, string>();
  readonly effects: StageEffect[] = [];
  readonly quits: number[] = [];
  #lastRef = "";
  #targets = new Hits<Click>();

  constructor(start: ScreenStart = {}) {
    const { columns = 80, rows = 24, settings = {}, setup = {}, mouse = true, depth = "true" } = start;
    const host = "host" in start ? start.host : "localhost";
    this.model = initialModel({
      setup: {
        person: true,
        listen: false,
        full: true,
        room: undefined,
        uid: undefined,
        agent: "test/1",
        refPrefix: "r",
        ...setup,
      },
      nick: "nick" in start ? start.nick : "alice",
      address: host === undefined ? undefined : { host, port: 7667 },
    });
    const stage = initialStage({
      size: { rows, columns },
      depth,
      mouse,
      settings: { ...DEFAULT_SETTINGS, ...settings },
    });
    this.stage = { ...stage, emoji: EMOJI_NAMES };
    this.act({ type: "started" });
  }

  /** In the lobby with bob. */
  static inLobby(start: ScreenStart = {}, joined: Partial<Joined> = {}, welcome: Partial<Welcome> = {}): ScreenStory {
    const story = new ScreenStory({ ...start, setup: { room: "lobby", ...start.setup } });
    story.act({ type: "linked" }).answer({ ...WELCOME, ...welcome }).answer({ ...LOBBY, ...joined });
    story.sent.splice(0);
    return story;
  }

  act(action: Action): this {
    const { model, wants } = update(this.model, action, { at: NOON + this.ms, mono: this.ms });
    this.model = model;
    for (const want of wants) {
      this.#follow();
      if (want.type === "print") this.#step((stage) => printed(stage, this.model, want.line, want.keys));
      else if (want.type === "news") this.#step((stage) => onNews(stage, this.model, want.news));
      else if (want.type === "clear") this.stage = cleared(this.stage);
      else if (want.type === "quit") this.quits.push(want.code);
      else if (want.type === "send") {
        this.sent.push(want.command);
        if (want.ref === undefined) continue;
        this.#refs.set(want.command, want.ref);
        this.#lastRef = want.ref;
      }
    }
    this.#follow();
    this.#step((stage) => fetchOpened(stage, this.model));
    return this;
  }

  hear(event: Event, ref?: string): this {
    return this.act({ type: "event", event, ref });
  }

  /** The event as the answer to what was sent last. */
  answer(event: Event): this {
    return this.hear(event, this.#lastRef);
  }

  /** The ref of what was sent at this place. */
  refOf(index: number): string | undefined {
    const command = this.sent[index];
    return command && this.#refs.get(command);
  }

  /** Somebody says something in a room. */
  say(seq: number, from: string, text: string, room = "lobby"): this {
    return this.hear({ type: "message", room, seq, from, text, kind: "text", at: NOON + this.ms });
  }

  /** One's own line, typed, sent and stored. */
  saySelf(seq: number, text: string, room = "lobby"): this {
    return this.type(text).press("enter").answer({ type: "said", room, seq, at: NOON + this.ms });
  }

  pass(ms: number): this {
    this.ms += ms;
    return this.act({ type: "tick" });
  }

  lose(): this {
    return this.act({ type: "unlinked", reason: "cut", chance: 0.5 });
  }

  input(input: TerminalInput): this {
    this.#step((stage) => onInput(stage, this.model, input, this.#targets));
    return this;
  }

  press(...chords: string[]): this {
    for (const chord of chords) this.input({ type: "key", chord });
    return this;
  }

  type(text: string): this {
    return this.input({ type: "text", text });
  }

  enter(text: string): this {
    return this.type(text).press("enter");
  }

  paste(text: string): this {
    return this.input({ type: "paste", text, cut: false });
  }

  focus(focused: boolean): this {
    return this.input({ type: "focus", focused });
  }

  resize(columns: number, rows: number): this {
    this.stage = { ...this.stage, size: { rows, columns } };
    return this;
  }

  /** Clicks where this text stands first. */
  click(text: string): this {
    const rows = this.rows();
    const row = rows.findIndex((each) => each.includes(text));
    const mouse = { type: "mouse", action: "press", button: "left", ctrl: false, alt: false, shift: false } as const;
    return this.input({ ...mouse, row, column: (rows[row] ?? "").indexOf(text) });
  }

  wheel(direction: "up" | "down"): this {
    const mouse = { type: "mouse", button: "none", ctrl: false, alt: false, shift: false, row: 1, column: 30 } as const;
    return this.input({ ...mouse, action: `wheel-${direction}` });
  }

  /** The rows of the screen, as one sees them. */
  rows(): readonly string[] {
    return this.screen().split("\n");
  }

  screen(): string {
    const { grid, targets } = this.frame();
    this.#targets = targets;
    return grid.toString();
  }

  frame(): Frame {
    return view(this.stage, this.model, { at: NOON + this.ms, mono: this.ms });
  }

  title(): string {
    return this.frame().title;
  }

  cursor(): Frame["cursor"] {
    return this.frame().cursor;
  }

  #follow(): void {
    this.stage = synced(this.stage, this.model);
  }

  #step(step: (stage: Stage) => StageStep): void {
    const { stage, effects } = step(this.stage);
    this.stage = stage;
    for (const effect of effects) {
      this.effects.push(effect);
      if (effect.type === "act") this.act(effect.action);
    }
  }
}

/** Members of a room, all online. */
export function members(...nicks: string[]): Joined["members"] {
  return nicks.map((nick, index) => ({ nick, role: index === 0 ? "owner" : "member", status: "online" }));
}

/** A history of `count` entries, one a minute before noon. */
export function entries(from: number, count: number, text = (seq: number) => `line ${seq}`): Joined["history"] {
  return Array.from({ length: count }, (_, index) => {
    const seq = from + index;
    return {
      seq,
      from: seq % 2 === 0 ? "bob" : "carol",
      text: text(seq),
      kind: "text",
      at: NOON - (1_000 - seq) * 60_000,
    };
  });
}
