// Telling somebody who looks elsewhere: a bell, a notice of the terminal's, and its end once it was read.
import { BELL, noticeCodes, noticeEndCodes } from "../../tui/osc.ts";
import { settingOf } from "./settings.ts";
import type { Stage } from "./stage.ts";
import type { StageEffect } from "./stage_step.ts";

/** Between two calls: a room that talks without end must not ring without end. */
const RING_MS = 1_000;

export class Notices {
  /** The number under which the terminal shows what a conversation called for. */
  readonly #numbers = new Map<string, number>();
  #next = 1;
  #rangAt = -Infinity;

  /** The codes that tell of a call; `terminal` is its name, `mono` a clock that only goes forward. */
  call(
    { key, from, text }: StageEffect & { readonly type: "call" },
    stage: Stage,
    terminal: string,
    mono: number,
  ): string {
    if (mono - this.#rangAt < RING_MS) return "";
    this.#rangAt = mono;
    const { settings, focused } = stage;
    const bell = settingOf(settings, "bell") === "on" ? BELL : "";
    // Who sits before this window needs no other one.
    if (focused || settingOf(settings, "notices") === "off") return bell;
    const number = this.#numbers.get(key) ?? this.#next++;
    this.#numbers.set(key, number);
    return bell + noticeCodes({ number, title: from, text }, terminal);
  }

  /** The codes that take away the notices of what was read meanwhile. */
  afterReading({ conversations }: Stage, terminal: string): string {
    let codes = "";
    for (const [key, number] of this.#numbers) {
      if ((conversations.get(key)?.unread ?? 0) > 0) continue;
      this.#numbers.delete(key);
      codes += noticeEndCodes(number, terminal);
    }
    return codes;
  }
}
