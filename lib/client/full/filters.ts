// Lines that one does not want to see: they are there, and are shown again when the filter is off.
import { fold } from "../../chat/names.ts";
import type { Line } from "../line.ts";
import { settingOf, type Settings } from "./settings.ts";

/** True while something is hidden. */
export function isFiltering(settings: Settings): boolean {
  return settings.filters.length > 0 && settingOf(settings, "filter") === "on";
}

/** True for the words of somebody else that hold what is not wanted. */
export function isHidden(settings: Settings, line: Line): boolean {
  if (!isFiltering(settings) || !("from" in line) || line.mine) return false;
  const text = fold(line.text);
  return settings.filters.some((each) => text.includes(fold(each)));
}
