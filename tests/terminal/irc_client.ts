// IRC clients as people have them, for tests: each keeps what it was told in files, and a test waits for what is there.
import { Lines } from "../support/lines.ts";

/** True where a program is on this machine. */
export async function isInstalled(program: string): Promise<boolean> {
  const found = new Deno.Command("sh", { args: ["-c", `command -v ${program}`], stdout: "null" });
  return (await found.output()).success;
}

/** A client without a screen: a process with a folder of its own. */
export class FileClient implements AsyncDisposable {
  readonly folder: string;
  readonly #child: Deno.ChildProcess;
  readonly #files = new Map<string, Follower>();

  private constructor(folder: string, child: Deno.ChildProcess) {
    this.folder = folder;
    this.#child = child;
  }

  /** @param args gives the arguments for the client's folder */
  static async start(program: string, args: (folder: string) => readonly string[]): Promise<FileClient> {
    const folder = await Deno.makeTempDir({ prefix: "parley-" });
    const options = { stdin: "null", stdout: "null", stderr: "null" } as const;
    const child = new Deno.Command(program, { args: [...args(folder)], ...options }).spawn();
    return new FileClient(folder, child);
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** The next line of a file that holds what is wanted; those before it are passed over. */
  until(path: string, wanted: string | RegExp): Promise<string> {
    let file = this.#files.get(path);
    if (!file) this.#files.set(path, file = new Follower(`${this.folder}/${path}`));
    return file.lines.until(wanted);
  }

  /** A file's lines, as far as it was looked at. */
  lines(path: string): readonly string[] {
    return this.#files.get(path)?.lines.all ?? [];
  }

  /** Writes a line into one of the client's pipes. */
  async enter(path: string, line: string): Promise<void> {
    using pipe = await Deno.open(`${this.folder}/${path}`, { write: true });
    await pipe.write(new TextEncoder().encode(`${line}\n`));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const file of this.#files.values()) await file.end();
    stop(this.#child);
    await this.#child.status;
    await Deno.remove(this.folder, { recursive: true });
  }
}

/** A file as it grows, from its first line on; it need not be there yet. */
class Follower {
  readonly lines: Lines;
  readonly #tail: Deno.ChildProcess;

  constructor(path: string) {
    const args = ["-n", "+1", "--retry", "-s", "0.2", "-F", path];
    this.#tail = new Deno.Command("tail", { args, stdin: "null", stdout: "piped", stderr: "null" }).spawn();
    this.lines = new Lines(this.#tail.stdout);
  }

  async end(): Promise<void> {
    stop(this.#tail);
    await this.lines.ended();
    await this.#tail.status;
  }
}

function stop(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGTERM");
  } catch {
    // It has ended by itself.
  }
}
