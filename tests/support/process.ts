// The real programs as processes: started as a person starts them, listened to, and ended whatever a test does.
import { Lines } from "./lines.ts";
import { NativePeer } from "./native_peer.ts";

const ROOT = new URL("../../", import.meta.url);
/** A program that still runs after this is killed: whoever waits for it then fails instead of hanging. */
const LIFE_MS = 120_000;

export interface ProgramOptions {
  /** The most files that it may have open. */
  readonly filesMax?: number;
  /** Deno's own flags; without `-N` there is no network. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** @default {LIFE_MS} */
  readonly lifeMs?: number;
}

/** How a program ended, and all that it said. */
export interface Ended {
  readonly code: number;
  readonly signal: Deno.Signal | null;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

export class Program implements AsyncDisposable {
  readonly stdout: Lines;
  readonly stderr: Lines;
  readonly #child: Deno.ChildProcess;
  readonly #stdin: WritableStreamDefaultWriter<Uint8Array>;
  readonly #life: ReturnType<typeof setTimeout>;

  /** Starts `server.ts` or `client.ts` with its arguments. */
  constructor(script: "server.ts" | "client.ts", args: readonly string[], options: ProgramOptions = {}) {
    const { flags = ["-N"], env = {}, filesMax, lifeMs = LIFE_MS } = options;
    const command = [Deno.execPath(), "run", "--quiet", ...flags, script, ...args] as const;
    const limited = ["sh", "-c", `ulimit -n ${filesMax}; exec "$0" "$@"`, ...command] as const;
    const [program, ...rest] = filesMax === undefined ? command : limited;
    this.#child = new Deno.Command(program, {
      args: rest,
      cwd: ROOT,
      env: { ...env },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.stdout = new Lines(this.#child.stdout);
    this.stderr = new Lines(this.#child.stderr);
    this.#stdin = this.#child.stdin.getWriter();
    this.#life = setTimeout(() => this.kill("SIGKILL"), lifeMs);
  }

  get pid(): number {
    return this.#child.pid;
  }

  async type(...lines: string[]): Promise<void> {
    await this.#stdin.write(new TextEncoder().encode(lines.map((line) => line + "\n").join("")));
  }

  /** The end of its input. */
  async endInput(): Promise<void> {
    await this.#stdin.close();
  }

  kill(signal: Deno.Signal): void {
    try {
      this.#child.kill(signal);
    } catch {
      // It has ended by itself.
    }
  }

  /** Resolves when the program has ended. */
  async ended(): Promise<Ended> {
    const { code, signal } = await this.#child.status;
    clearTimeout(this.#life);
    return { code, signal, stdout: await this.stdout.ended(), stderr: await this.stderr.ended() };
  }

  /** Signals it to end, and waits for that. */
  async stop(signal: Deno.Signal = "SIGTERM"): Promise<Ended> {
    this.kill(signal);
    return await this.ended();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop("SIGKILL");
    await this.#stdin.abort().catch(() => {});
  }
}

/** A `server.ts` that listens. */
export class ServerProcess extends Program {
  /** The line that it printed when it was ready. */
  ready = "";
  hostname = "";
  port = 0;

  /**
   * Starts one on a free port, and resolves when it listens. History is in memory, unless `--db` is among `args`:
   * then its folder may be read and written.
   */
  static async start(args: readonly string[] = [], options: ProgramOptions = {}): Promise<ServerProcess> {
    const db = args.includes("--db") ? [] : ["--db", ":memory:"];
    return await ServerProcess.startAsIs([...db, ...args], { flags: flagsFor(args), ...options });
  }

  /** The same with these arguments, flags and environment and no others, but for a free port where none is given. */
  static async startAsIs(args: readonly string[], options: ProgramOptions = {}): Promise<ServerProcess> {
    const port = args.includes("--port") ? [] : ["--port", "0"];
    const server = new ServerProcess("server.ts", [...port, ...args], options);
    try {
      server.ready = await server.stdout.until("listening on ");
    } catch (error) {
      const { stderr } = await server.stop("SIGKILL");
      await server[Symbol.asyncDispose]();
      throw new Error(`Cannot start the server: ${stderr.join("\n")}`, { cause: error });
    }
    const [, hostname = "", chosen = ""] = /^listening on (\S+):(\d+)/.exec(server.ready) ?? [];
    server.hostname = hostname;
    server.port = Number(chosen);
    return server;
  }

  dial(): Promise<NativePeer> {
    return NativePeer.dial(this.port);
  }

  /** A peer that has said hello, and joined `room` (made where it is missing). */
  enter(nick: string, room?: string): Promise<NativePeer> {
    return enter(this.port, nick, room);
  }
}

/** Runs `server.ts` to its end. */
export async function runServer(args: readonly string[], options: ProgramOptions = {}): Promise<Ended> {
  await using program = new Program("server.ts", args, { flags: flagsFor(args), ...options });
  return await program.ended();
}

/** Runs `client.ts` with this input to its end; `-N` is all that it may, unless `flags` say otherwise. */
export async function runClient(
  args: readonly string[],
  input: readonly string[] = [],
  options: ProgramOptions = {},
): Promise<Ended> {
  await using program = new Program("client.ts", args, options);
  // One that has ended already reads nothing: its exit code says why.
  if (input.length > 0) await program.type(...input).catch(() => {});
  await program.endInput().catch(() => {});
  return await program.ended();
}

/** A peer at any port of this machine that has said hello, and joined `room`. */
export async function enter(port: number, nick: string, room?: string): Promise<NativePeer> {
  const peer = await NativePeer.dial(port);
  const answer = await peer.ask({ type: "hello", nick });
  if (answer.type !== "welcome") throw new Error(`Cannot enter as ${nick}: ${JSON.stringify(answer)}`);
  if (room === undefined) return peer;
  const joined = await peer.ask({ type: "join", room, create: true });
  if (joined.type !== "joined") throw new Error(`Cannot join ${room}: ${JSON.stringify(joined)}`);
  return peer;
}

/** A folder of one's own that is gone after the test. */
export async function temporaryFolder(): Promise<
  AsyncDisposable & { readonly path: string; of(name: string): string }
> {
  const path = await Deno.makeTempDir({ prefix: "parley-" });
  return {
    path,
    of: (name) => `${path}/${name}`,
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

/** What a person would allow: the network, and the folder of the history where one is named. */
export function flagsFor(args: readonly string[]): readonly string[] {
  const db = args[args.indexOf("--db") + 1];
  if (!args.includes("--db") || !db?.includes("/")) return ["-N"];
  const folder = db.slice(0, db.lastIndexOf("/"));
  return ["-N", `-R=${folder}`, `-W=${folder}`];
}
