// The dialogues of tests/scripts in every dialect that can say them: each person who can speaks it, the others the
// native one; then all of them mixed. Who can't, and why, is told in SPOKEN for those that are made for all of them.
import { assertEquals } from "@std/assert";
import { diceOf } from "../support/dice.ts";
import { type Cast, peopleOf, runMixed, whyNot } from "../support/mixed.ts";
import { optionsOf, parseScript } from "../support/script.ts";
import { TONGUES } from "../support/tongues/all.ts";
import type { Tongue } from "../support/tongues/tongue.ts";

const MIXES = 8;

const folder = new URL("../scripts/", import.meta.url);
const names = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name.endsWith(".txt")).sort();
const scripts = names.map((name) => [name, Deno.readTextFileSync(new URL(name, folder))] as const);

/** The tongues of each person of a script. */
function tonguesOf(script: string): ReadonlyMap<string, readonly Tongue[]> {
  const steps = parseScript(script);
  return new Map(
    peopleOf(steps).map((who) => [who, TONGUES.filter((tongue) => whyNot(steps, who, tongue) === undefined)]),
  );
}

/** As many of a script's people as can speak this; and some mixes, the same each time. */
function castsOf(script: string): ReadonlyMap<string, Cast> {
  const people = [...tonguesOf(script)];
  const casts = new Map<string, Cast>();
  const add = (cast: readonly (readonly [who: string, tongue: Tongue])[]) => {
    const spoken = cast.filter(([, { name }]) => name !== "native");
    const title = spoken.map(([who, { name }]) => `${who} ${name}`).join(", ");
    if (spoken.length > 0) casts.set(title, new Map(spoken));
  };
  for (const tongue of TONGUES) {
    add(people.flatMap(([who, tongues]) => tongues.includes(tongue) ? [[who, tongue] as const] : []));
  }
  for (let seed = 1; seed <= MIXES; seed++) {
    const dice = diceOf(seed * 7_919 + script.length);
    add(people.map(([who, tongues]) => [who, dice.pick(tongues as [Tongue, ...Tongue[]])] as const));
  }
  return casts;
}

for (const [name, script] of scripts) {
  // Rates are about time, which passes otherwise here.
  if (optionsOf(script).includes("--rate")) continue;
  for (const [title, cast] of castsOf(script)) {
    Deno.test(`${name}: ${title}`, () => runMixed(script, cast));
  }
}

/** Who can say what, and why others can't, as a page: of the scripts that are made for all. */
function page(): string {
  const rows = scripts.filter(([name]) => name.startsWith("spoken_")).map(([name, script]) => {
    const steps = parseScript(script);
    const people = peopleOf(steps).map((who) => {
      const reasons = new Map<string, string[]>();
      const spoken: string[] = [];
      for (const tongue of TONGUES) {
        const reason = whyNot(steps, who, tongue);
        if (reason === undefined) spoken.push(tongue.name);
        else reasons.set(reason, [...reasons.get(reason) ?? [], tongue.name]);
      }
      const not = [...reasons].map(([reason, tongues]) => `${tongues.join(", ")} (${reason})`).join("; ");
      return `- ${who}: ${spoken.join(", ")}${not === "" ? "" : `. Not ${not}`}`;
    });
    return `## ${name}\n\n${people.join("\n")}\n`;
  });
  return `# Who can say what\n\nUPDATE=1 deno test -A tests/server/mixed_dialogues_test.ts writes it anew.\n\n${
    rows.join("\n")
  }`;
}

Deno.test("which dialects can say each dialogue is as told, each with its reason", () => {
  const place = new URL("SPOKEN", folder);
  if (Deno.env.get("UPDATE") === "1") Deno.writeTextFileSync(place, page());
  assertEquals(Deno.readTextFileSync(place), page());
});
