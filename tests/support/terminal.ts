// A terminal for tests: a tmux of its own, whose control mode says when something was written, so that nobody sleeps.
import { Lines } from "./lines.ts";

/** Guards a test that would wait for ever. */
const GUARD_MS = 30_000;

/** Runs a program, and shows its exit code after it; keys that end a program do not end the shell around it. */
const RUN = `trap : INT QUIT; "$@"; echo "[exit code $?]"; exec cat`;
const EXIT_CODE = /\[exit code (\d+)\]/;

export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly cwd?: URL;
  readonly env?: Readonly<Record<string, string>>;
}

/** The second screen, clicks told to the program, a cursor to be seen, the keypad's other mode. */
export interface Modes {
  readonly alternate: boolean;
  readonly mouse: boolean;
  readonly cursor: boolean;
  readonly keypad: boolean;
}

export class TestTerminal implements AsyncDisposable {
  readonly #folder: string;
  readonly #socket: string;
  readonly #control: Deno.ChildProcess;
  readonly #events: Lines;

  private constructor(folder: string, control: Deno.ChildProcess) {
    this.#folder = folder;
    this.#socket = socketIn(folder);
    this.#control = control;
    this.#events = new Lines(control.stdout);
  }

  /** Starts a program in a terminal; what it showed last stays to be seen when it has ended. */
  static async start(command: readonly string[], options: TerminalOptions = {}): Promise<TestTerminal> {
    const { columns = 100, rows = 30, cwd = new URL("../../", import.meta.url), env = {} } = options;
    const folder = await Deno.makeTempDir({ prefix: "parley-" });
    const socket = socketIn(folder);
    const variables = Object.entries(env).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
    const place = ["-c", cwd.pathname, "-x", String(columns), "-y", String(rows), ...variables];
    await tmux(socket, "new-session", "-d", "-s", "test", ...place, "sh", "-c", RUN, "sh", ...command);
    const control = new Deno.Command("tmux", {
      args: ["-C", "-S", socket, "attach-session", "-t", "test"],
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    return new TestTerminal(folder, control);
  }

  /** Types these characters, and nothing after them. */
  async type(text: string): Promise<void> {
    await tmux(this.#socket, "send-keys", "-t", "test", "-l", text);
  }

  /** Presses keys by tmux's names of them: `Enter`, `C-c`, `Up`. */
  async press(...keys: string[]): Promise<void> {
    await tmux(this.#socket, "send-keys", "-t", "test", ...keys);
  }

  /** Types a line and presses Enter. */
  async enter(text: string): Promise<void> {
    await this.type(text);
    await this.press("Enter");
  }

  /** Sends a signal to the program. */
  async signal(signal: Deno.Signal): Promise<void> {
    const shell = (await tmux(this.#socket, "display-message", "-p", "-t", "test", "#{pane_pid}")).trim();
    const children = await Deno.readTextFile(`/proc/${shell}/task/${shell}/children`);
    Deno.kill(Number(children.split(" ")[0]), signal);
  }

  /** What is to be seen now, row by row. */
  async screen(): Promise<string> {
    return await tmux(this.#socket, "capture-pane", "-p", "-t", "test");
  }

  /** What is to be seen now, and all that has scrolled away. */
  async scrollback(): Promise<string> {
    return await tmux(this.#socket, "capture-pane", "-p", "-S", "-", "-t", "test");
  }

  /** What is to be seen, with the codes of its colours. */
  async coloured(): Promise<string> {
    return await tmux(this.#socket, "capture-pane", "-e", "-p", "-t", "test");
  }

  /** Gives the terminal another size. */
  async resize(columns: number, rows: number): Promise<void> {
    await tmux(this.#socket, "resize-window", "-t", "test", "-x", String(columns), "-y", String(rows));
  }

  /** Pastes a text as a terminal does for programs that know pastes. */
  async paste(text: string): Promise<void> {
    await tmux(this.#socket, "set-buffer", "-b", "paste", text);
    await tmux(this.#socket, "paste-buffer", "-p", "-r", "-b", "paste", "-t", "test");
  }

  /** The window's title, as the program has set it. */
  async title(): Promise<string> {
    return (await tmux(this.#socket, "display-message", "-p", "-t", "test", "#{pane_title}")).trim();
  }

  /** What the terminal is set to. */
  async modes(): Promise<Modes> {
    const format = "#{alternate_on} #{mouse_any_flag} #{cursor_flag} #{keypad_flag}";
    const flags = (await tmux(this.#socket, "display-message", "-p", "-t", "test", format)).trim().split(" ");
    const [alternate = false, mouse = false, cursor = false, keypad = false] = flags.map((flag) => flag === "1");
    return { alternate, mouse, cursor, keypad };
  }

  /** Resolves with the screen as soon as it shows what is wanted; rejects with what it shows instead. */
  async until(wanted: string | RegExp): Promise<string> {
    const since = performance.now();
    for (;;) {
      const seen = this.#events.all.length;
      const screen = await this.screen();
      if (typeof wanted === "string" ? screen.includes(wanted) : wanted.test(screen)) return screen;
      if (performance.now() - since > GUARD_MS) throw new Error(`The screen does not show ${wanted}:\n${screen}`);
      await this.#events.more(seen);
    }
  }

  /** Resolves as soon as the window has this title; rejects with the one that it has instead. */
  async titled(wanted: string): Promise<void> {
    const since = performance.now();
    for (;;) {
      const seen = this.#events.all.length;
      const title = await this.title();
      if (title === wanted) return;
      if (performance.now() - since > GUARD_MS) throw new Error(`The title is ${title}, and not ${wanted}`);
      await this.#events.more(seen);
    }
  }

  /** Resolves with the exit code when the program has ended. */
  async ended(): Promise<number> {
    return Number(EXIT_CODE.exec(await this.until(EXIT_CODE))?.[1]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await tmux(this.#socket, "kill-server").catch(() => {});
    await this.#control.status;
    await this.#events.ended();
    await this.#control.stdin.close().catch(() => {});
    await Deno.remove(this.#folder, { recursive: true });
  }
}

function socketIn(folder: string): string {
  return `${folder}/tmux`;
}

async function tmux(socket: string, ...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command("tmux", {
    args: ["-S", socket, "-f", "/dev/null", ...args],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`tmux ${args[0]}: ${decoder.decode(stderr).trim()}`);
  return decoder.decode(stdout);
}
