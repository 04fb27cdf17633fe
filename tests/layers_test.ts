// The import table of the README's code map, enforced: who may know whom, and who may touch the world.
import { assertEquals } from "@std/assert";

const ROOT = new URL("../", import.meta.url);

/** Which parts of lib each part may import, besides itself and `unreachable`. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  chat: [],
  wire: ["chat"],
  hub: ["chat", "clock"],
  history: ["chat", "clock"],
  accounts: ["chat", "clock"],
  tui: [],
  client: ["chat", "wire", "tui", "clock"],
  server: ["chat", "wire", "hub", "history", "accounts", "clock", "version"],
};

/** Parts that decide and never act: no runtime, clock, chance, timer or waiting. */
const PURE = ["chat", "wire", "hub"];
const IMPURE =
  /\bDeno\.|\bDate\.now|\bnew Date\(\)|\bMath\.random|\bcrypto\.|\bperformance\.|\bset(Timeout|Interval)\(|\bawait\b|\basync\b|\bfetch\(/;

interface Source {
  readonly part: string;
  readonly path: string;
  readonly text: string;
}

function* sources(folder: URL, part: string): Generator<Source> {
  for (const entry of Deno.readDirSync(folder)) {
    const url = new URL(entry.name + (entry.isDirectory ? "/" : ""), folder);
    if (entry.isDirectory) yield* sources(url, part);
    else if (entry.name.endsWith(".ts")) {
      yield { part, path: url.href.slice(ROOT.href.length), text: Deno.readTextFileSync(url) };
    }
  }
}

function* allSources(): Generator<Source> {
  for (const entry of Deno.readDirSync(new URL("lib/", ROOT))) {
    if (entry.isDirectory) yield* sources(new URL(`lib/${entry.name}/`, ROOT), entry.name);
  }
}

function importsOf(source: Source): string[] {
  const found = source.text.matchAll(
    /^(?:import|export)\b[^;]*?from\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm,
  );
  return [...found].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? "");
}

function partOf(specifier: string, path: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const target = new URL(specifier, new URL(path, ROOT)).href.slice(ROOT.href.length);
  const [top, part] = target.split("/");
  if (top !== "lib" || part === undefined) return target;
  return part.replace(/\.ts$/, "");
}

Deno.test("each part of lib imports only what its row of the table allows", () => {
  const wrong: string[] = [];
  for (const source of allSources()) {
    const allowed = MAY_IMPORT[source.part];
    if (!allowed) wrong.push(`${source.path}: the part ${source.part} is not in the table`);
    for (const specifier of importsOf(source)) {
      const part = partOf(specifier, source.path);
      if (part === undefined || part === source.part || part === "unreachable" || allowed?.includes(part)) continue;
      wrong.push(`${source.path} imports ${specifier}`);
    }
  }
  assertEquals(wrong, []);
});

Deno.test("chat, wire and hub touch nothing of the world and await nothing", () => {
  const wrong: string[] = [];
  for (const { part, path, text } of allSources()) {
    if (!PURE.includes(part)) continue;
    for (const [index, line] of text.split("\n").entries()) {
      const code = line.replace(/^\s*(\*|\/\/|\/\*\*?).*$/, "").replace(/\s\/\/ .*$/, "");
      if (IMPURE.test(code)) wrong.push(`${path}:${index + 1}: ${line.trim()}`);
    }
  }
  assertEquals(wrong, []);
});

Deno.test("no file of lib needs a file that needs it, types aside", () => {
  const needed = new Map<string, string[]>();
  for (const { path, text } of allSources()) {
    const found = text.matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from\s+"(\.[^"]+)"/gm);
    needed.set(
      path,
      [...found].map(([, from = ""]) => new URL(from, new URL(path, ROOT)).href.slice(ROOT.href.length)),
    );
  }
  // Who needs nothing that is left is taken out, until only circles are.
  for (let before = -1; before !== needed.size;) {
    before = needed.size;
    for (const [path, files] of needed) if (!files.some((file) => needed.has(file))) needed.delete(path);
  }
  assertEquals([...needed.keys()], []);
});

Deno.test("the top level holds the agreed names and nothing else", async () => {
  const listed = await new Deno.Command("git", { args: ["ls-files"], cwd: ROOT, stdout: "piped" }).output();
  const top = new Set(new TextDecoder().decode(listed.stdout).trim().split("\n").map((path) => path.split("/")[0]));
  const agreed = [
    ".ci",
    ".gitignore",
    "LICENSE",
    "README.md",
    "client.ts",
    "deno.json",
    "deno.lock",
    "lib",
    "server.ts",
    "tests",
  ];
  assertEquals([...top].filter((name) => !agreed.includes(name ?? "")), []);
});

Deno.test("the test task names every folder of tests but those that need a terminal, or are no tests", () => {
  const { tasks } = JSON.parse(Deno.readTextFileSync(new URL("deno.json", ROOT))) as { tasks: Record<string, string> };
  const named = new Set(tasks["test"]?.split(" "));
  const folders = [...Deno.readDirSync(new URL("tests/", ROOT))].filter(({ isDirectory }) => isDirectory);
  const apart = ["bench", "scripts", "support", "terminal", "torture"];
  const missing = folders.map(({ name }) => name).filter((name) => !named.has(`tests/${name}`));
  assertEquals(missing.sort(), apart);
});
