// Commands of one's own: `/alias brb /status away $*` makes `/brb lunch` mean what it says.
import { findCommand } from "../commands/commands.ts";
import type { Model } from "../model.ts";
import { rowsSaid } from "./print.ts";
import { SETTING_LENGTH_MAX, type Settings } from "./settings.ts";
import type { Stage } from "./stage.ts";
import { hinted, type StageStep, withSettings } from "./stage_step.ts";

const ALIASES_MAX = 100;

/** The line with its alias replaced, once: what comes of it is no alias any more, so none can run in a circle. */
export function expandAlias({ aliases }: Settings, line: string): string {
  const [, name = "", args = ""] = /^\/(\S+)\s*([^]*)$/.exec(line) ?? [];
  const meaning = Object.hasOwn(aliases, name.toLowerCase()) ? aliases[name.toLowerCase()] : undefined;
  if (meaning === undefined) return line;
  if (!/\$[1-9*]/.test(meaning)) return `${meaning} ${args}`.trim();
  const words = args.split(/\s+/);
  return meaning.replace(/\$([1-9*])/g, (_, which) => which === "*" ? args : words[Number(which) - 1] ?? "").trim();
}

/** `/alias [NAME [TEXT]]` */
export function aliasCommand(stage: Stage, model: Model, args: string): StageStep {
  const { aliases } = stage.settings;
  const [, typed = "", meaning = ""] = /^\/?(\S*)\s*([^]*)$/.exec(args) ?? [];
  const name = typed.toLowerCase();
  if (name === "") return listed(stage, model);
  if (meaning === "") {
    const { [name]: gone, ...others } = aliases;
    if (gone === undefined) return hinted(stage, `There is no alias /${name}; /alias ${name} TEXT makes one`);
    return withSettings(stage, { ...stage.settings, aliases: others }, `/${name} means nothing any more`);
  }
  if (findCommand(name)) return hinted(stage, `/${name} is a command already: take another name`);
  if (!/^[\p{L}\p{N}_-]{1,32}$/u.test(name)) return hinted(stage, "An alias is of letters, digits, - and _");
  if (meaning.length > SETTING_LENGTH_MAX) {
    return hinted(stage, `An alias means at most ${SETTING_LENGTH_MAX} characters`);
  }
  if (!Object.hasOwn(aliases, name) && Object.keys(aliases).length >= ALIASES_MAX) {
    return hinted(stage, `There are ${ALIASES_MAX} aliases already: /alias NAME ends one`);
  }
  return withSettings(stage, { ...stage.settings, aliases: { ...aliases, [name]: meaning } }, `/${name}: ${meaning}`);
}

function listed(stage: Stage, model: Model): StageStep {
  const rows = Object.entries(stage.settings.aliases).map(([name, meaning]) => `  /${name}  ${meaning}`);
  return rowsSaid(
    stage,
    model,
    rows.length === 0 ? ["You have no aliases: /alias hi /me says hello makes one"] : [
      "Aliases:",
      ...rows,
    ],
  );
}
