// What the screen asks for by itself, as time goes: the list of rooms while it can be seen, and what was read.
import type { Model } from "../model.ts";
import type { Wish } from "../wish.ts";
import { ROOMS_FROM } from "./layout.ts";
import { pageOf } from "./pages.ts";
import { ReadMarks } from "./read_marks.ts";
import type { Stage } from "./stage.ts";

/** Between two looks at the list of rooms. */
const ROOMS_MS = 10_000;

export class Errands {
  readonly #marks = new ReadMarks();
  #roomsAt = -Infinity;

  /** What is due now; `mono` is a clock that only goes forward. */
  due(stage: Stage, model: Model, mono: number): readonly Wish[] {
    if (model.phase.type !== "online") return [];
    const read = this.#marks.wish(stage, model, mono);
    return [...this.#rooms(stage, model, mono), ...(read ? [read] : [])];
  }

  #rooms(stage: Stage, model: Model, mono: number): readonly Wish[] {
    const seen = pageOf(stage, model) === "rooms" || stage.size.columns >= ROOMS_FROM;
    if (!seen || mono - this.#roomsAt < ROOMS_MS) return [];
    this.#roomsAt = mono;
    return [{ type: "rooms" }];
  }
}
