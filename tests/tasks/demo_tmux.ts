// The demo in tmux: the server above, four people below, each in a pane of its own, and a line that says how to leave.
import { PEOPLE } from "./demo_story.ts";

/** How long the server may take until it listens, and how often that is looked at. */
const START_MS = 20_000;
const LOOK_MS = 50;

/** Less than this has no room for five panes. */
const COLUMNS_MIN = 60;
const ROWS_MIN = 20;

/** Is there a tmux here, and a terminal that it can use? */
export async function fitsPanes(): Promise<boolean> {
  try {
    const { columns, rows } = Deno.consoleSize();
    if (columns < COLUMNS_MIN || rows < ROWS_MIN || ["", "dumb"].includes(Deno.env.get("TERM") ?? "")) return false;
    return (await new Deno.Command("tmux", { args: ["-V"], stdout: "null", stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}

/** Shows it until the person leaves; the programs end with the last look at them. */
export async function showPanes(): Promise<void> {
  const tmux = new Tmux(await Deno.makeTempDir({ prefix: "parley-demo-" }));
  const stop = () => void tmux.end().then(() => Deno.exit(130));
  const signals = ["SIGTERM", "SIGHUP", "SIGINT"] as const;
  for (const signal of signals) Deno.addSignalListener(signal, stop);
  try {
    const port = freePort();
    const { columns, rows } = Deno.consoleSize();
    const size = ["-x", String(columns), "-y", String(rows)];
    await tmux.run("new-session", "-d", "-s", "demo", ...size, ...program("server.ts", "--db", ":memory:", `${port}`));
    for (const [name, value] of OPTIONS) await tmux.run("set-option", "-g", name, value);
    await listening(port);
    await split(tmux, (name) => program("client.ts", name, `127.0.0.1:${port}`, "--room", "lobby", ...NOBODYS));
    // Who detaches, or loses the terminal, ends it all: the panes hear a hang-up.
    await tmux.attach("attach-session", "-t", "demo", ";", "set-option", "destroy-unattached", "on");
  } finally {
    await tmux.end();
    for (const signal of signals) Deno.removeSignalListener(signal, stop);
  }
}

const OPTIONS: readonly (readonly [string, string])[] = [
  ["mouse", "on"],
  ["set-titles", "off"],
  ["pane-border-status", "top"],
  ["pane-border-format", " #{pane_title} "],
  ["status-left", " parley "],
  ["status-right", " click a pane, or Ctrl-b and an arrow, and type | Ctrl-b d leaves and ends all "],
  ["status-right-length", "100"],
  ["window-status-format", ""],
  ["window-status-current-format", ""],
];

/** The people of the demo leave no settings behind. */
const NOBODYS = ["--settings", ":memory:"];

/** A strip for the server above, and two by two below it. */
async function split(tmux: Tmux, command: (name: string) => string[]): Promise<void> {
  const [alice, bob, carol, dave] = PEOPLE;
  await tmux.run("split-window", "-v", "-l", "75%", "-t", "demo:0.0", ...command(alice));
  await tmux.run("split-window", "-v", "-l", "50%", "-t", "demo:0.1", ...command(carol));
  await tmux.run("split-window", "-h", "-l", "50%", "-t", "demo:0.2", ...command(dave));
  await tmux.run("split-window", "-h", "-l", "50%", "-t", "demo:0.1", ...command(bob));
  await tmux.run("select-pane", "-t", "demo:0.1");
}

class Tmux {
  /** Holds its socket: neither its name nor its end has to do with another tmux. */
  readonly #folder: string;
  readonly #env: Record<string, string>;

  constructor(folder: string) {
    this.#folder = folder;
    // Within a tmux, tmux would refuse to attach to another one.
    this.#env = Deno.env.toObject();
    delete this.#env.TMUX;
  }

  async run(...args: string[]): Promise<void> {
    const { success, stderr } = await this.#command(args, "piped").output();
    if (!success) throw new Error(`tmux ${args[0]}: ${new TextDecoder().decode(stderr).trim()}`);
  }

  /** Runs in this very terminal until the person leaves. */
  async attach(...args: string[]): Promise<void> {
    await this.#command(args, "inherit").spawn().status;
  }

  /** Ends the server and whatever runs in its panes; it may have ended by itself. */
  async end(): Promise<void> {
    await this.#command(["kill-server"], "piped").output();
    await Deno.remove(this.#folder, { recursive: true }).catch(() => {});
  }

  #command(args: readonly string[], io: "piped" | "inherit"): Deno.Command {
    return new Deno.Command("tmux", {
      args: ["-S", `${this.#folder}/tmux`, "-f", "/dev/null", ...args],
      cwd: new URL("../../", import.meta.url),
      env: this.#env,
      clearEnv: true,
      stdin: io === "piped" ? "null" : io,
      stdout: io,
      stderr: io,
    });
  }
}

function program(script: string, ...args: string[]): string[] {
  return [Deno.execPath(), "run", "--quiet", "-N", script, ...args];
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return (listener.addr as Deno.NetAddr).port;
}

async function listening(port: number): Promise<void> {
  for (let waited = 0; waited < START_MS; waited += LOOK_MS) {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port }).catch(() => undefined);
    if (conn) return conn.close();
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  throw new Error(`The server does not listen on port ${port}`);
}
