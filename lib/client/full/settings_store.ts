// Settings in a key-value store of the client's own; without a path it is the one that Deno keeps for the program,
// which needs no permission. A store that cannot be used costs the memory of the last time, nothing else.
import { DEFAULT_SETTINGS, parseSettings, type Settings } from "./settings.ts";

const KEY = ["client", "settings"];

export class SettingsStore implements AsyncDisposable {
  readonly #kv: Deno.Kv | undefined;
  #writing: Promise<void> = Promise.resolve();

  private constructor(kv: Deno.Kv | undefined) {
    this.#kv = kv;
  }

  static async open(path?: string): Promise<SettingsStore> {
    try {
      return new SettingsStore(await Deno.openKv(path));
    } catch {
      return new SettingsStore(undefined);
    }
  }

  async load(): Promise<Settings> {
    try {
      return parseSettings((await this.#kv?.get(KEY))?.value);
    } catch {
      return DEFAULT_SETTINGS;
    }
  }

  /** Keeps settings, after those that were given before. */
  save(settings: Settings): void {
    this.#writing = this.#writing.then(() => this.#set(settings));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writing;
    this.#kv?.close();
  }

  async #set(settings: Settings): Promise<void> {
    try {
      await this.#kv?.set(KEY, settings);
    } catch {
      // A full disk, or a store that another version has locked.
    }
  }
}
