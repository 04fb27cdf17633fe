// The README's tables hold what the programs have: an option or command that is missing there, or told otherwise, fails.
import { assertEquals } from "@std/assert";
import { COMMANDS } from "../lib/client/commands/commands.ts";
import { KEYS, shownChord } from "../lib/client/full/keymap.ts";
import { USAGE } from "../lib/client/options.ts";
import { serverHelp } from "../lib/server/help.ts";
import { NUMBERS, WORDS } from "../lib/server/options.ts";

/** Table rows, without the padding that the formatter adds. */
const rows = new Set(
  Deno.readTextFileSync(new URL("../README.md", import.meta.url)).split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => line.replace(/\s+\|/g, " |").replace(/\|\s+/g, "| ").trim()),
);

const cell = (text: string) => text.replaceAll("|", "\\|");

Deno.test("the README tells every option of the server with its default", () => {
  const wanted = [
    ...Object.entries(WORDS).map(([name, { initial, about }]) =>
      `| \`--${name} ${name.toUpperCase()}\` | ${about}${initial === "" ? "" : ` (\`${initial}\`)`} |`
    ),
    ...Object.entries(NUMBERS).map(([name, { initial, about }]) => `| \`--${name} N\` | ${about} (${initial}) |`),
  ];
  assertEquals(wanted.filter((row) => !rows.has(row)), []);
});

Deno.test("the README tells every option that the server's help tells", () => {
  const told = [...rows].join("\n");
  const options = [...serverHelp().matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option ?? "");
  assertEquals(options.length > 20, true);
  assertEquals(options.filter((option) => !told.includes(`\`${option}`)), []);
});

Deno.test("the README tells every command of the client with its example", () => {
  const wanted = COMMANDS.map(({ name, syntax, about, example }) => {
    const call = syntax === "" ? `/${name}` : `/${name} ${cell(syntax)}`;
    return `| \`${call}\` | ${cell(about)} | \`${cell(example)}\` |`;
  });
  assertEquals(wanted.filter((row) => !rows.has(row)), []);
});

Deno.test("the README tells every key of the client with its action", () => {
  const wanted = KEYS.map(({ name, chords, about }) =>
    `| ${chords.map(shownChord).join(", ")} | ${about} | \`${name}\` |`
  );
  assertEquals(wanted.filter((row) => !rows.has(row)), []);
});

Deno.test("the README tells every option of the client", () => {
  const told = [...rows].join("\n");
  const options = [...USAGE.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option ?? "");
  assertEquals(options.length > 5, true);
  assertEquals(options.filter((option) => !told.includes(`\`${option}`)), []);
});
