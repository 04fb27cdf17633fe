// The shell of the full screen: inputs and printed lines go through the pure parts, what they lead to is done, and the
// screen is drawn once for all that happened meanwhile. A key is seen at once; a flood is drawn some times a second.
import type { Clock } from "../../clock.ts";
import { Hits } from "../../tui/hits.ts";
import { isLight } from "../../tui/modes.ts";
import { Screen, type ScreenEvent } from "../../tui/screen.ts";
import type { Terminal } from "../../tui/terminal.ts";
import { formatAddress } from "../address.ts";
import type { Line } from "../line.ts";
import type { Model } from "../model.ts";
import type { Ui, UiEvents } from "../ui.ts";
import type { News } from "../wish.ts";
import type { EmojiNames } from "./emoji_names.ts";
import { Errands } from "./errands.ts";
import type { Click } from "./frame.ts";
import { FramePace } from "./frame_pace.ts";
import { cleared, printed } from "./print.ts";
import { fetchOpened } from "./scrolling.ts";
import type { Settings } from "./settings.ts";
import { initialStage, type Stage } from "./stage.ts";
import { StageEffects } from "./stage_effects.ts";
import type { StageStep } from "./stage_step.ts";
import { synced } from "./sync.ts";
import { onInput, onNews } from "./update_stage.ts";
import { view } from "./view.ts";

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
  #effects: StageEffects | undefined;
  #events: UiEvents | undefined;
  #stage: Stage;
  readonly #pace: FramePace;
  readonly #errands = new Errands();
  #targets = new Hits<Click>();
  #loading: Promise<void> | undefined;

  constructor(parts: FullUiParts) {
    this.#parts = parts;
    this.#pace = new FramePace(parts.clock, () => this.#draw());
    const { terminal, settings, mouse } = parts;
    this.#stage = initialStage({ size: terminal.size(), depth: terminal.depth(), mouse, settings });
  }

  start(events: UiEvents): void {
    this.#events = events;
    const { terminal, mouse, clock, save, emoji } = this.#parts;
    const screen = this.#screen = Screen.open(terminal, { mouse }, (event) => {
      try {
        this.#take(event);
      } catch (error) {
        // A fault of ours is not the terminal's: whoever runs us gives the terminal back and says it.
        reportError(error);
      }
    });
    this.#effects = new StageEffects({ screen, events, clock, save, redraw: () => this.#pace.now() });
    this.#useColours();
    this.#loading = emoji().then((names) => void (this.#stage = { ...this.#stage, emoji: names }), () => {});
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
    for (const effect of effects) {
      if (effect.type === "save") this.#useColours();
      this.#effects?.perform(effect, this.#stage);
    }
  }

  #useColours(): void {
    const depth = this.#effects?.useColours(this.#stage.settings);
    if (depth !== undefined) this.#stage = { ...this.#stage, depth };
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
    this.#effects?.shown(this.#stage, frame.title);
  }
}
