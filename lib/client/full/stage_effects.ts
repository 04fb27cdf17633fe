// What a step of the stage leads to, done: something for the logic, words to the terminal, settings to keep.
import type { Clock } from "../../clock.ts";
import type { ColourDepth } from "../../tui/colour.ts";
import { copyCodes, titleCodes } from "../../tui/osc.ts";
import type { Screen } from "../../tui/screen.ts";
import { unreachable } from "../../unreachable.ts";
import type { UiEvents } from "../ui.ts";
import { Notices } from "./notices.ts";
import { settingOf, type Settings } from "./settings.ts";
import type { Stage } from "./stage.ts";
import type { StageEffect } from "./stage_step.ts";

const DEPTHS = ["none", "16", "256", "true"] as const satisfies readonly ColourDepth[];

export interface EffectParts {
  readonly screen: Screen;
  readonly events: UiEvents;
  readonly clock: Clock;
  save(settings: Settings): void;
  redraw(): void;
}

export class StageEffects {
  readonly #parts: EffectParts;
  readonly #notices = new Notices();
  #title = "";

  constructor(parts: EffectParts) {
    this.#parts = parts;
  }

  perform(effect: StageEffect, stage: Stage): void {
    const { screen, events, clock, save, redraw } = this.#parts;
    switch (effect.type) {
      case "act":
        return events.act(effect.action);
      case "call":
        return this.#say((name) => this.#notices.call(effect, stage, name, clock.now().mono));
      case "copy":
        return this.#say(() => copyCodes(effect.text));
      case "save":
        return save(effect.settings);
      case "redraw":
        screen.invalidate();
        return redraw();
      case "suspend":
        void screen.suspend();
        return;
      default:
        return unreachable(effect);
    }
  }

  /** As many colours as the settings say, else as the terminal has. */
  useColours(settings: Settings): ColourDepth {
    const { screen } = this.#parts;
    screen.useDepth(DEPTHS.find((each) => each === settingOf(settings, "colours")));
    return screen.depth;
  }

  /** After a drawing: the window's title is that of the frame, and what was read has no notice any more. */
  shown(stage: Stage, title: string): void {
    this.#say((name) => this.#notices.afterReading(stage, name));
    if (title === this.#title) return;
    this.#title = title;
    this.#say(() => titleCodes(title));
  }

  /** Says codes to the terminal, which is called by its name. */
  #say(codes: (name: string) => string): void {
    const { screen } = this.#parts;
    const words = codes(screen.capabilities.name);
    if (words !== "") screen.say(words);
  }
}
