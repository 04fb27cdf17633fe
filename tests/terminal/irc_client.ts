// IRC clients as people have them, for tests: each keeps what it was told in files, and a test waits for what is there.

/** Guards a test that would wait for ever. */
const GUARD_MS = 30_000;

/** True where a program is on this machine. */
export async function isInstalled(program: string): Promise<boolean> {
  const found = new Deno.Command("sh", { args: ["-c", `command -v ${program}`], stdout: "null" });
  return (await found.output()).success;
}

/** A client without a screen: a process with a folder of its own. */
export class FileClient implements AsyncDisposable {
  readonly folder: string;
  readonly #child: Deno.ChildProcess;

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

  /** Resolves with a file's text as soon as it holds what is wanted. */
  async until(path: string, wanted: string | RegExp): Promise<string> {
    const file = `${this.folder}/${path}`;
    const read = () => Deno.readTextFile(file).catch(() => "");
    const holds = (text: string) => typeof wanted === "string" ? text.includes(wanted) : wanted.test(text);
    const watcher = Deno.watchFs(this.folder);
    const guard = setTimeout(() => watcher.close(), GUARD_MS);
    try {
      let text = await read();
      if (holds(text)) return text;
      for await (const _ of watcher) if (holds(text = await read())) return text;
      throw new Error(`There is no ${wanted} in ${path}:\n${text}`);
    } finally {
      clearTimeout(guard);
      closeQuietly(watcher);
    }
  }

  /** Writes a line into one of the client's pipes. */
  async enter(path: string, line: string): Promise<void> {
    using pipe = await Deno.open(`${this.folder}/${path}`, { write: true });
    await pipe.write(new TextEncoder().encode(`${line}\n`));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#child.kill("SIGTERM");
    } catch {
      // It has ended by itself.
    }
    await this.#child.status;
    await Deno.remove(this.folder, { recursive: true });
  }
}

function closeQuietly(watcher: Deno.FsWatcher): void {
  try {
    watcher.close();
  } catch {
    // The guard was faster.
  }
}
