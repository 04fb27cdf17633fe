// The full screen but for its shell and its store decides and draws, and touches nothing.
import { assertEquals } from "@std/assert";

const FOLDER = new URL("../../../lib/client/full/", import.meta.url);
const SHELL = ["full_ui.ts", "stage_effects.ts", "settings_store.ts"];
const IMPURE =
  /\bDeno\.|\bDate\.now|\bnew Date\(\)|\bMath\.random|\bcrypto\.|\bperformance\.|\bset(Timeout|Interval)\(|\bawait\b|\basync\b/;

Deno.test("stage and view read no clock, touch no terminal and await nothing", () => {
  const wrong = [...Deno.readDirSync(FOLDER)].map(({ name }) => name)
    .filter((name) => !SHELL.includes(name))
    .filter((name) =>
      IMPURE.test(Deno.readTextFileSync(new URL(name, FOLDER)).replaceAll(/^\s*(\/\/|\/?\*).*$/gm, ""))
    );
  assertEquals(wrong, []);
});
