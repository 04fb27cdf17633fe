// A command that is not written as it should be.
import type { Moment } from "../../clock.ts";
import { findCommand } from "./commands.ts";
import { formOf } from "./help.ts";
import type { Model } from "../model.ts";
import { problem, type Step } from "../step.ts";

/** Says how a command is written. */
export function badForm(model: Model, moment: Moment, name: string): Step {
  const row = findCommand(name);
  return problem(model, moment, row ? `Not done. It is written ${formOf(row)}` : "Not done");
}
