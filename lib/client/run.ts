// From options to a running client: what is read, which user interface there is, and what an end means.
import { systemClock } from "../clock.ts";
import type { ExitCode } from "./action.ts";
import { App } from "./app.ts";
import { type Config, parseConfig } from "./config.ts";
import { connectTcp } from "./connect.ts";
import { Files, readTextFile } from "./files.ts";
import { readPassword } from "./password_file.ts";
import { FullUi } from "./full/full_ui.ts";
import { settingOf, type Settings } from "./full/settings.ts";
import { SettingsStore } from "./full/settings_store.ts";
import { systemTerminal as screenTerminal } from "../tui/terminal.ts";
import { LineUi } from "./line/line_ui.ts";
import type { Options } from "./options.ts";
import { PlainUi } from "./line/plain_ui.ts";
import { onEndSignals } from "./signals.ts";
import { systemTerminal } from "./terminal.ts";
import type { Ui } from "./ui.ts";

/** How a run ended; `problem` is one line for stderr. */
export interface Ended {
  readonly code: ExitCode;
  readonly problem: string | undefined;
}

/** Runs the client until it is to end. */
export async function runClient(options: Options, version: string): Promise<Ended> {
  const config = options.config === undefined ? undefined : await readConfig(options.config);
  if (config && "problem" in config) return { code: 2, problem: config.problem };
  const nick = options.nick ?? config?.nick;
  const address = options.address ?? config?.address;
  // With one of the two not a terminal, nobody is there to be asked.
  const person = Deno.stdin.isTerminal() && Deno.stdout.isTerminal();
  if (!person && (nick === undefined || address === undefined)) {
    const missing = nick === undefined ? "NICK and HOST are" : "HOST is";
    return { code: 2, problem: `${missing} needed where nobody can be asked: client.ts NICK HOST[:PORT]` };
  }
  const password = options.passwordFile === undefined ? undefined : await readPassword(options.passwordFile);
  if (password && "problem" in password) return { code: 2, problem: password.problem };
  const full = person && !options.plain && !options.line;
  const refused = full ? await whyNoSettings(options.settings) : undefined;
  if (refused !== undefined) return { code: 2, problem: refused };
  await using store = full ? await SettingsStore.open(options.settings) : undefined;
  const settings = await store?.load();
  const app = new App({
    ui: settings && store ? fullUi(options, settings, store) : person ? lineUi(options) : plainUi(),
    clock: systemClock,
    connect: connectTcp,
    files: new Files(),
    chance: Math.random,
  }, {
    nick,
    address,
    ...(settings ? { ignored: settings.ignored } : {}),
    setup: {
      ...(settings ? { full: true, last: settings } : {}),
      person,
      listen: options.listen,
      room: options.room,
      invite: options.invite,
      uid: config?.uid,
      password: password?.text,
      insecure: options.insecure,
      agent: `parley/${version}`,
      refPrefix: `${crypto.randomUUID().slice(0, 8)}-`,
    },
  });
  // The full screen hears them itself, since it has to give the terminal back before anything else.
  const signals = full ? undefined : onEndSignals(() => app.dispatch({ type: "interrupted" }));
  // A fault must not leave a terminal in raw mode behind.
  for (const type of ["error", "unhandledrejection"]) {
    globalThis.addEventListener(type, (event) => {
      event.preventDefault();
      app.fail("reason" in event ? event.reason : "error" in event ? event.error : type);
    });
  }
  try {
    return await app.run();
  } finally {
    signals?.cancel();
    systemTerminal.setRaw(false);
  }
}

async function readConfig(file: string): Promise<Config | { readonly problem: string }> {
  const read = await readTextFile(file);
  if ("problem" in read) return read;
  const parsed = parseConfig(read.text);
  return parsed.type === "config" ? parsed.config : { problem: `${file}: ${parsed.detail}` };
}

function lineUi({ plain, colour }: Options): Ui {
  return new LineUi(systemTerminal, { colour: colour && !plain && !Deno.noColor, codes: !plain }, systemClock);
}

/** Why settings can't be kept in this file, or `undefined`: Deno must not put a question to anybody. */
async function whyNoSettings(file: string | undefined): Promise<string | undefined> {
  if (file === undefined || file === ":memory:") return undefined;
  for (const name of ["read", "write"] as const) {
    const { state } = await Deno.permissions.query({ name, path: file });
    if (state !== "granted") {
      return `Keeping settings in ${file} needs permissions: start with -R=${file} -W=${file}, or without --settings`;
    }
  }
  return undefined;
}

function fullUi({ mouse, colour }: Options, settings: Settings, store: SettingsStore): Ui {
  return new FullUi({
    terminal: colour ? screenTerminal : { ...screenTerminal, depth: () => "none" },
    clock: systemClock,
    settings,
    mouse: mouse && settingOf(settings, "mouse") === "on",
    emoji: async () => (await import("./full/emoji_names.ts")).EMOJI_NAMES,
    save: (changed) => store.save(changed),
  });
}

function plainUi(): Ui {
  return new PlainUi({ input: Deno.stdin, output: Deno.stdout, errors: Deno.stderr });
}
