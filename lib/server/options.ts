// The server's command line (README, "The server's options"). Wrong usage is a value: one line that says what to do.
import { parseNick } from "../chat/names.ts";
import { parseArgs } from "@std/cli/parse-args";
import { LEGACY_PLACES, type ListenPlace, parseListenPlace } from "./listen.ts";

export interface ServerOptions {
  readonly command: "serve" | "rooms" | "export" | "help" | "version";
  /** The room that `export` is asked for; `undefined`: all. */
  readonly room: string | undefined;
  readonly host: string;
  readonly port: number;
  /** Where to listen besides. */
  readonly listen: readonly ListenPlace[];
  /** A path, `:memory:`, or `undefined` for the place that Deno gives a program. */
  readonly db: string | undefined;
  readonly name: string;
  readonly motd: string;
  readonly roomsPerClient: number;
  readonly roomLimit: number;
  readonly clientsMax: number;
  readonly roomsMax: number;
  readonly perAddressMax: number;
  readonly rate: { readonly burst: number; readonly perSecond: number } | undefined;
  /** Entries kept per room; 0 = all. */
  readonly history: number;
  readonly outboxBytes: number;
  readonly pingMs: number;
  readonly graceMs: number;
  /** Accounts that may do everything. */
  readonly operators: readonly string[];
  readonly requireLogin: boolean;
  readonly log: "pretty" | "json" | "off";
  readonly logText: boolean;
}

interface NumberOption {
  readonly initial: number;
  readonly least: number;
  readonly most: number;
  readonly about: string;
}

/** Every option that takes a number: its default, its bounds, what it is. `--help` is made of it. */
export const NUMBERS = {
  port: { initial: 7_667, least: 0, most: 65_535, about: "TCP port; 0 takes any free one" },
  "rooms-per-client": { initial: 1, least: 1, most: 1_000, about: "rooms that one may be in at once" },
  "room-limit": { initial: 0, least: 0, most: 1_000_000, about: "members of a room made without a limit (0 = none)" },
  "max-clients": { initial: 10_000, least: 1, most: 1_000_000, about: "people at once" },
  "max-rooms": { initial: 10_000, least: 1, most: 1_000_000, about: "rooms in all" },
  "max-per-address": {
    initial: 64,
    least: 0,
    most: 1_000_000,
    about: "connections per address (0 = any; loopback any)",
  },
  history: { initial: 0, least: 0, most: 1_000_000_000, about: "entries kept per room (0 = all)" },
  outbox: { initial: 1_048_576, least: 1_024, most: 1_073_741_824, about: "bytes that wait for a slow reader" },
  ping: { initial: 30_000, least: 100, most: 3_600_000, about: "ms of silence until a ping; twice that closes" },
  grace: { initial: 30_000, least: 0, most: 86_400_000, about: "ms that a dropped link's place is kept" },
} as const satisfies Record<string, NumberOption>;

/** Every option that takes a word. */
export const WORDS = {
  host: { initial: "0.0.0.0", about: "address to listen on; :: takes IPv4 and IPv6" },
  db: { initial: "", about: "file of the history, or :memory: for none" },
  name: { initial: "parley", about: "the server's name" },
  motd: { initial: "", about: "a line of welcome" },
  rate: { initial: "20/5", about: "requests: burst/refill per second; 0 lifts every rate" },
  log: { initial: "pretty", about: "pretty, json or off" },
} as const;

const FLAGS = ["log-text", "require-login", "legacy", "help", "version"] as const;

/** Reads the command line; a `string` is what is wrong with it, in one line. */
export function parseServerOptions(args: readonly string[]): ServerOptions | string {
  const words = Object.keys(WORDS);
  const numbers = Object.keys(NUMBERS);
  let wrong: string | undefined;
  const parsed = parseArgs(args, {
    boolean: FLAGS,
    string: [...words, ...numbers, "listen", "operator", "_"],
    collect: ["listen", "operator"],
    alias: { h: "help", V: "version" },
    unknown: (arg) => {
      if (!arg.startsWith("-")) return true;
      wrong ??= `There is no option ${arg}: see --help`;
      return false;
    },
  });
  if (wrong) return wrong;
  const number = (name: keyof typeof NUMBERS): number => {
    const { initial, least, most } = NUMBERS[name];
    const given = single(parsed[name]);
    if (given === undefined) return initial;
    const value = /^\d+$/.test(given) ? Number(given) : NaN;
    if (!(value >= least && value <= most)) wrong ??= `--${name} takes a whole number from ${least} to ${most}`;
    return value;
  };
  const word = (name: keyof typeof WORDS): string => single(parsed[name]) ?? WORDS[name].initial;
  const positional = parsed._.map(String).filter((arg) => arg !== ""); // `--motd ""` leaves its value here
  const place = commandOf(positional);
  if (typeof place === "string") return place;
  const log = word("log");
  if (log !== "pretty" && log !== "json" && log !== "off") wrong ??= "--log takes pretty, json or off";
  const rate = rateOf(word("rate"));
  if (typeof rate === "string") wrong ??= rate;
  if (word("host") === "") wrong ??= "--host takes an address, such as 0.0.0.0 or ::";
  const listen: ListenPlace[] = parsed["legacy"] === true ? [...LEGACY_PLACES] : [];
  for (const each of (parsed["listen"] ?? []) as string[]) {
    const parsedPlace = parseListenPlace(each);
    if (typeof parsedPlace === "string") wrong ??= parsedPlace;
    else listen.push(parsedPlace);
  }
  if (parsed["db"] === "") wrong ??= "--db takes a path, or :memory:";
  const options: ServerOptions = {
    command: parsed["help"] ? "help" : parsed["version"] ? "version" : place.command,
    room: place.room,
    host: word("host"),
    port: place.port ?? number("port"),
    listen,
    db: word("db") || undefined,
    name: word("name"),
    motd: word("motd"),
    roomsPerClient: number("rooms-per-client"),
    roomLimit: number("room-limit"),
    clientsMax: number("max-clients"),
    roomsMax: number("max-rooms"),
    perAddressMax: number("max-per-address"),
    rate: typeof rate === "string" ? undefined : rate,
    history: number("history"),
    outboxBytes: number("outbox"),
    pingMs: number("ping"),
    graceMs: number("grace"),
    log: log as ServerOptions["log"],
    operators: (parsed["operator"] ?? []) as string[],
    requireLogin: parsed["require-login"] === true,
    logText: parsed["log-text"] === true,
  };
  const nobody = options.operators.find((name) => parseNick(name) === undefined);
  if (nobody !== undefined) return `--operator needs a nick, "${nobody}" is none`;
  return wrong ?? options;
}

function single(value: unknown): string | undefined {
  const last = Array.isArray(value) ? value.at(-1) : value;
  return typeof last === "string" ? last : undefined;
}

interface Place {
  readonly command: "serve" | "rooms" | "export";
  readonly room: string | undefined;
  readonly port: number | undefined;
}

function commandOf(positional: readonly string[]): Place | string {
  const [first, second, ...rest] = positional;
  const serve: Place = { command: "serve", room: undefined, port: undefined };
  if (first === undefined) return serve;
  if (first === "rooms" && second === undefined) return { ...serve, command: "rooms" };
  if (first === "export" && rest.length === 0) return { ...serve, command: "export", room: second };
  if (/^\d+$/.test(first) && second === undefined) {
    const port = Number(first);
    return port <= NUMBERS.port.most ? { ...serve, port } : `There is no port ${first}: the highest is 65535`;
  }
  return `What is meant by "${
    positional.join(" ")
  }"? A lone number is the port; the commands are rooms and export [ROOM]`;
}

function rateOf(text: string): ServerOptions["rate"] | string {
  if (text === "0") return undefined;
  const [, burst, perSecond] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  if (Number(burst) > 0 && Number(perSecond) > 0) return { burst: Number(burst), perSecond: Number(perSecond) };
  return "--rate takes burst/refill per second, such as 20/5, or 0 for none";
}
