// The shell of the full screen: inputs and printed lines go through the pure parts, what they lead to is done, and the
// screen is drawn once for all that happened meanwhile. A key is seen at once; a flood is drawn some times a second.
import type { Clock } from "../../clock.ts";
import type { ColourDepth } from "../../tui/colour.ts";
import { copyCodes, titleCodes } from "../../tui/osc.ts";
import { Hits } from "../../tui/hits.ts";
import { isLight } from "../../tui/modes.ts";
import { Screen, type ScreenEvent } from "../../tui/screen.ts";
import type { Terminal } from "../../tui/terminal.ts";
import { unreachable } from "../../unreachable.ts";
import { formatAddress } from "../address.ts";
import type { Line } from "../line.ts";
import type { Model } from "../model.ts";
import type { Ui, UiEvents } from "../ui.ts";
import type { News } from "../wish.ts";
import type { EmojiNames } from "./emoji_names.ts";
import { Errands } from "./errands.ts";
import type { Click } from "./frame.ts";
import { FramePace } from "./frame_pace.ts";
import { Notices } from "./notices.ts";
import { cleared, printed } from "./print.ts";
import { fetchOpened } from "./scrolling.ts";
import { settingOf, type Settings } from "./settings.ts";
import { initialStage, type Stage } from "./stage.ts";
import type { StageEffect, StageStep } from "./stage_step.ts";
import { synced } from "./sync.ts";
import { onInput, onNews } from "./update_stage.ts";
import { view } from "./view.ts";

const DEPTHS = ["none", "16", "256", "true"] as const satisfies readonly ColourDepth[];

export interface FullUiParts {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly mouse: boolean;
  /** Loads the names of emoji: they are not needed for the first picture. */
  emoji(): Promise<EmojiNames>;
  /** Keeps settings for the next run. */
  save(settings: Settings): void;
}

export class FullUi implements Ui {
  readonly #parts: FullUiParts;
  #screen: Screen | undefined;
  #events: UiEvents | undefined;
  #stage: Stage;
  readonly #pace: FramePace;
  readonly #notices = new Notices();
  readonly #errands = new Errands();
  #targets = new Hits<Click>();
  #title = "";
  #loading: Promise<void> | undefined;

  constructor(parts: FullUiParts) {
    this.#parts = parts;
    this.#pace = new FramePace(parts.clock, () => this.#draw());
    const { terminal, settings, mouse } = parts;
    this.#stage = initialStage({ size: terminal.size(), depth: terminal.depth(), mouse, settings });
  }

  start(events: UiEvents): void {
    this.#events = events;
    this.#screen = Screen.open(this.#parts.terminal, { mouse: this.#parts.mouse }, (event) => {
      try {
        this.#take(event);
      } catch (error) {
        // A fault of ours is not the terminal's: whoever runs us gives the terminal back and says it.
        reportError(error);
      }
    });
    this.#useColours();
    this.#loading = this.#parts.emoji().then((emoji) => void (this.#stage = { ...this.#stage, emoji }), () => {});
  }

  print(line: Line, keys: readonly string[]): void {
    this.#follow();
    this.#step((stage, events) => printed(stage, events.model(), line, keys));
  }

  news(news: News): void {
    this.#follow();
    this.#step((stage, events) => onNews(stage, events.model(), news));
  }

  clear(): void {
    this.#stage = cleared(this.#stage);
  }

  changed(): void {
    const events = this.#events;
    if (!events) return;
    this.#follow();
    this.#remember(events.model());
    this.#step((stage) => fetchOpened(stage, events.model()));
    for (const wish of this.#errands.due(this.#stage, events.model(), this.#parts.clock.now().mono)) {
      events.act({ type: "wish", wish });
    }
    this.#pace.soon();
  }

  // The model tells all of this, and what waits is shown where it was typed.
  endLine(): void {}
  surround(): void {}
  poll(): void {}

  async caughtUp(): Promise<void> {
    // Keys and drawing have their turn even while a room talks without end.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }

  async close(): Promise<void> {
    this.#pace.cancel();
    await this.#screen?.close();
    await this.#loading;
  }

  #take(event: ScreenEvent): void {
    const events = this.#events;
    if (!events) return;
    switch (event.type) {
      case "resized":
      case "resumed":
        this.#stage = { ...this.#stage, size: event.size };
        return this.#pace.now();
      case "capabilities":
        this.#stage = { ...this.#stage, light: isLight(event.capabilities) };
        this.#useColours();
        return this.#pace.now();
      case "terminated":
        return events.interrupted();
      case "ended":
        return events.ended();
      default:
        this.#step((stage) => onInput(stage, events.model(), event, this.#targets));
        // What was typed is seen before anything else is done.
        return this.#pace.afterKeys();
    }
  }

  #step(step: (stage: Stage, events: UiEvents) => StageStep): void {
    const events = this.#events;
    if (!events) return;
    const { stage, effects } = step(this.#stage, events);
    this.#stage = stage;
    // Bare is for copying, which the terminal does where the clicks are its own.
    this.#screen?.useMouse(this.#parts.mouse && !stage.bare);
    for (const effect of effects) this.#perform(effect, events);
  }

  /** As many colours as the settings say, else as the terminal has. */
  #useColours(): void {
    const depth = DEPTHS.find((each) => each === settingOf(this.#stage.settings, "colours"));
    this.#screen?.useDepth(depth);
    this.#stage = { ...this.#stage, depth: this.#screen?.depth ?? this.#stage.depth };
  }

  /** Says codes to the terminal, which is called by its name. */
  #say(codes: (name: string) => string): void {
    const words = codes(this.#screen?.capabilities.name ?? "");
    if (words !== "") this.#screen?.say(words);
  }

  #perform(effect: StageEffect, events: UiEvents): void {
    switch (effect.type) {
      case "act":
        return events.act(effect.action);
      case "call":
        return this.#say((name) => this.#notices.call(effect, this.#stage, name, this.#parts.clock.now().mono));
      case "copy":
        return this.#say(() => copyCodes(effect.text));
      case "save":
        this.#useColours();
        return this.#parts.save(effect.settings);
      case "redraw":
        this.#screen?.invalidate();
        return this.#pace.now();
      case "suspend":
        void this.#screen?.suspend();
        return;
      default:
        return unreachable(effect);
    }
  }

  /** The stage goes where the model is, before anything is put on it. */
  #follow(): void {
    if (this.#events) this.#stage = synced(this.#stage, this.#events.model());
  }

  /** Whom one was and where, for the next time. */
  #remember({ nick, address, phase }: Model): void {
    if (phase.type !== "online" || nick === undefined || !address) return;
    const { settings } = this.#stage;
    const server = formatAddress(address);
    if (settings.nick === nick && settings.server === server) return;
    this.#stage = { ...this.#stage, settings: { ...settings, nick, server } };
    this.#parts.save(this.#stage.settings);
  }

  #draw(): void {
    const [events, screen] = [this.#events, this.#screen];
    if (!events || !screen) return;
    const frame = view(this.#stage, events.model(), this.#parts.clock.now());
    this.#targets = frame.targets;
    screen.draw(frame.grid, frame.cursor);
    this.#say((name) => this.#notices.afterReading(this.#stage, name));
    if (frame.title === this.#title) return;
    this.#title = frame.title;
    this.#say(() => titleCodes(frame.title));
  }
}
