// `deno task compile`: the two programs as self-contained binaries in dist/. The flags stand here and nowhere else.

export interface Program {
  /** The entry file; the binary and its default history are named after `app`. */
  readonly entry: string;
  readonly app: string;
  readonly permissions: readonly string[];
}

/**
 * A compiled program can't be given permissions later, so it has those that its options need and no others: network;
 * files for `--db` (server), for `--config` and `/save` (client). No environment, no programs, no system, no FFI.
 */
export const PROGRAMS: readonly Program[] = [
  { entry: "server.ts", app: "parley-server", permissions: ["--allow-net", "--allow-read", "--allow-write"] },
  { entry: "client.ts", app: "parley-client", permissions: ["--allow-net", "--allow-read", "--allow-write"] },
];

export const TARGETS: readonly string[] = [
  "x86_64-unknown-linux-gnu",
  "aarch64-unknown-linux-gnu",
  "x86_64-apple-darwin",
  "aarch64-apple-darwin",
  "x86_64-pc-windows-msvc",
  "aarch64-pc-windows-msvc",
];

/** The arguments of `deno` that make one program, for this machine or for `target`. */
export function compileArgs(program: Program, target?: string): string[] {
  const suffix = target === undefined ? "" : `-${target}`;
  return [
    "compile",
    "--no-prompt",
    "--unstable-kv",
    ...program.permissions,
    "--app-name",
    program.app,
    ...(target === undefined ? [] : ["--target", target]),
    "--output",
    `dist/${program.app}${suffix}`,
    program.entry,
  ];
}

/** Makes all of them; the first that fails ends it with its exit code. */
async function compile(targets: readonly (string | undefined)[]): Promise<number> {
  for (const target of targets) {
    for (const program of PROGRAMS) {
      const { code } = await new Deno.Command(Deno.execPath(), { args: compileArgs(program, target) }).spawn().status;
      if (code !== 0) return code;
    }
  }
  return 0;
}

if (import.meta.main) Deno.exit(await compile(Deno.args.includes("--all") ? TARGETS : [undefined]));
