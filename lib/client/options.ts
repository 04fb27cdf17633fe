// The command line of the client: what was asked for, or the one line that says what is wrong with it.
import { parseArgs } from "@std/cli/parse-args";
import { NICK_RULE, parseNick, parseRoom, ROOM_RULE } from "../chat/names.ts";
import { type Address, parseAddress } from "./address.ts";
import { looksLikeLink, parseLink } from "./invite_link.ts";

export interface Options {
  readonly nick: string | undefined;
  readonly address: Address | undefined;
  /** The room to enter at once. */
  readonly room: string | undefined;
  /** The invite that opens it. */
  readonly invite: string | undefined;
  /** The file with the password; `-` is the first line of the standard input. */
  readonly passwordFile: string | undefined;
  /** A password may go over a connection that is not encrypted. */
  readonly insecure: boolean;
  /** The configuration file of the older tool. */
  readonly config: string | undefined;
  /** No colour and no control codes. */
  readonly plain: boolean;
  /** On a terminal: line after line instead of the full screen. */
  readonly line: boolean;
  /** Colours, where the terminal has them and NO_COLOR is not set. */
  readonly colour: boolean;
  /** Clicks and the wheel are the client's. */
  readonly mouse: boolean;
  /** Where settings are kept; `undefined` is the place that Deno keeps for the program. */
  readonly settings: string | undefined;
  /** Keeps printing after the end of input. */
  readonly listen: boolean;
}

export type ParsedOptions =
  | { readonly type: "run"; readonly options: Options }
  /** Stand in for the server of older clients on this machine. */
  | { readonly type: "bridge"; readonly to: Address }
  | { readonly type: "help" }
  | { readonly type: "version" }
  | { readonly type: "wrong"; readonly detail: string };

/** What `--help` prints. */
export const USAGE = `parley: chat in the terminal

  client.ts [NICK] [HOST[:PORT]] [options]
  client.ts [NICK] parley://…  an invite's line: the server, and the room that it opens
  client.ts bridge HOST[:PORT] lead older clients of this machine to that server
  client.ts FILE.json          a configuration file with NICKNAME, SERVER, SERVER_PORT, USERID

  --room R        enter room R at once (a pipe enters lobby by itself)
  --line          on a terminal: line after line, no full screen
  --plain         the same as plain text: no colours, no control codes
  --no-color      no colours, as with NO_COLOR=1
  --no-mouse      leave clicks and the wheel to the terminal
  --settings FILE keep settings in FILE, or nowhere (:memory:)
  --listen        with a pipe: keep printing after the end of input
  --password-file FILE
                  the password of your account, in the first line of FILE; - for that of the standard input
  --insecure      send a password over a connection that is not encrypted without a question
  --config FILE   read NICKNAME, SERVER, SERVER_PORT and USERID from FILE
  --help          this text
  --version       the version

NICK and HOST are asked for where they are missing. The port is 7667 unless you say otherwise; [v6]:port works.
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused to log in, 4 server not reachable.

  client.ts alice chat.example
  echo "build is green" | client.ts ci chat.example --room builds`;

/** Parses the arguments of the program. */
export function parseOptions(args: readonly string[]): ParsedOptions {
  let unknown: string | undefined;
  const found = parseArgs(withDash(args), {
    boolean: ["plain", "line", "no-mouse", "no-color", "listen", "insecure", "help", "version"],
    string: ["room", "config", "settings", "password-file", "_"],
    alias: { h: "help", V: "version" },
    unknown: (arg) => {
      if (!arg.startsWith("-")) return true;
      unknown ??= arg;
      return false;
    },
  });
  if (unknown !== undefined) return wrong(`There is no option ${unknown}`);
  if (found.help === true) return { type: "help" };
  if (found.version === true) return { type: "version" };
  const words = [found.room, found.config, found.settings, found["password-file"]];
  if (words.some((value) => Array.isArray(value))) return wrong("An option is given twice");
  const [room, named, settings, passwordFile] = words.map((value) => typeof value === "string" ? value : undefined);
  if (room !== undefined && parseRoom(room) === undefined) {
    return wrong(`--room "${room}" cannot be used. ${ROOM_RULE}`);
  }
  if (settings === "") return wrong("--settings needs the name of a file, or :memory:");
  if (passwordFile === "") return wrong("--password-file needs the name of a file, or -");
  if (named === "") return wrong("--config needs the name of a file");
  const positional = found._.map(String);
  const alone = positional.length === 1 && /\.(json|txt)$/i.test(positional[0] ?? "") ? positional[0] : undefined;
  if (positional[0] === "bridge" && positional.length > 1) {
    const to = positional.length === 2 ? parseAddress(positional[1] ?? "") : undefined;
    return to ? { type: "bridge", to } : wrong("bridge takes one HOST[:PORT]");
  }
  const whither = parseWhither(alone === undefined || named !== undefined ? positional : []);
  if (typeof whither === "string") return wrong(whither);
  return {
    type: "run",
    options: {
      ...whither,
      room: room ?? whither.room,
      invite: room === undefined ? whither.invite : undefined,
      passwordFile,
      insecure: found.insecure === true,
      config: named ?? alone,
      settings,
      plain: found.plain === true,
      line: found.line === true,
      colour: found["no-color"] !== true,
      mouse: found["no-mouse"] !== true,
      listen: found.listen === true,
    },
  };
}

/** A lone `-` is a value here, not another option. */
function withDash(args: readonly string[]): string[] {
  const at = args.indexOf("--password-file");
  return at < 0 || args[at + 1] !== "-"
    ? [...args]
    : [...args.slice(0, at), "--password-file=-", ...args.slice(at + 2)];
}

/** Who goes where: `[NICK] [HOST[:PORT]]`, or a link in the host's place; a `string` is what is wrong with it. */
function parseWhither(words: readonly string[]): Pick<Options, "nick" | "address" | "room" | "invite"> | string {
  const [first, ...others] = words;
  // A link alone is a place without a nick.
  const alone = first !== undefined && looksLikeLink(first);
  const [nick, host, ...rest] = alone ? [undefined, first, ...others] : [first, ...others];
  if (rest.length > 0) return `"${rest[0]}" is one argument too many`;
  if (nick !== undefined && parseNick(nick) === undefined) return `"${nick}" cannot be a nick. ${NICK_RULE}`;
  if (host === undefined) return { nick, address: undefined, room: undefined, invite: undefined };
  if (looksLikeLink(host)) {
    const link = parseLink(host);
    return link ? { nick, ...link } : `"${host}" is no link: it is written parley://HOST[:PORT]/ROOM?invite=CODE`;
  }
  const address = parseAddress(host);
  return address
    ? { nick, address, room: undefined, invite: undefined }
    : `"${host}" is no address: give HOST, HOST:PORT or [V6]:PORT, with a port from 1 to 65535`;
}

function wrong(detail: string): ParsedOptions {
  return { type: "wrong", detail: `${detail} (--help shows the usage)` };
}
