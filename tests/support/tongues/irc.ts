// IRC, as a client without capabilities speaks it, and as one speaks that has them all.
import type { Command } from "../../../lib/chat/command.ts";
import type { FakePeer } from "../fake_world.ts";
import { IrcReader } from "./irc_reader.ts";
import { ircShows } from "./irc_shows.ts";
import { type Heard, LOCAL, type Speaker, type Tongue } from "./tongue.ts";

const CAPS =
  "message-tags server-time batch echo-message labeled-response away-notify draft/chathistory multi-prefix " +
  "userhost-in-names standard-replies";

export const irc: Tongue = {
  name: "irc",
  cannot: (command) => command.type === "history" ? "is given the past on joining alone" : cannotWrite(command),
  shows: (wanted, after) => ircShows(wanted, after, false),
  open: (world) => new IrcSpeaker(world.dial("auto", LOCAL), undefined),
};

export const ircv3: Tongue = {
  name: "ircv3",
  cannot: cannotWrite,
  shows: (wanted, after) => ircShows(wanted, after, true),
  open: (world) => new IrcSpeaker(world.dial("auto", LOCAL), CAPS),
};

const FIELDS: { readonly [type in Command["type"]]?: readonly string[] } = {
  hello: ["nick"],
  create: ["room"],
  join: ["room", "password", "create"],
  leave: ["room"],
  say: ["text", "kind"],
  tell: ["to", "group", "text"],
  shout: ["text"],
  group: ["group", "members"],
  ungroup: ["group"],
  status: ["status", "note"],
  nick: ["nick"],
  set: ["room", "topic"],
  who: ["room"],
  rooms: [],
  history: ["room", "limit"],
  quit: [],
};

function cannotWrite(command: Command): string | undefined {
  const fields = FIELDS[command.type];
  if (!fields) return `has no word for ${command.type} that is read back here`;
  for (const [name, value] of Object.entries(command)) {
    if (name !== "type" && !fields.includes(name)) return `can't name ${name} in ${command.type}`;
    // deno-lint-ignore no-control-regex -- what ends a line of IRC, or marks it
    if (typeof value === "string" && /[\0-\x1f]/.test(value)) return "has one line for a text";
    if (typeof value === "string" && value === "") return "can't say nothing";
    if (typeof value === "string" && value.length > 300) return "splits long texts";
    if (/^(?:room|group|nick)$/.test(name) && /[\s,]/.test(String(value))) return "has names of one word only";
  }
  if (command.type === "status") {
    if (command.status === "busy") return "has one word for away and busy";
    if (command.status === "away" && !command.note) return "is away with a text only";
  }
  if (command.type === "tell" && command.to && command.to.length !== 1) return "writes to each of several alone";
  if (command.type === "group" && command.members.length === 0) return "can't name nobody";
  if (command.type === "who" && command.room === undefined) return "asks for people by room";
  return undefined;
}

class IrcSpeaker implements Speaker {
  readonly #peer: FakePeer;
  readonly #caps: string | undefined;
  readonly #reader = new IrcReader();
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  #begun = "";

  constructor(peer: FakePeer, caps: string | undefined) {
    this.#peer = peer;
    this.#caps = caps;
  }

  say(command: Command): void {
    const lines = this.#linesOf(command);
    this.#peer.send(lines.map((line) => `${line}\r\n`).join(""));
  }

  respond(): boolean {
    return false;
  }

  heard(): readonly Heard[] {
    const text = this.#peer.takeWrites().map((bytes) => this.#decoder.decode(bytes, { stream: true })).join("");
    const lines = (this.#begun + text).split("\r\n");
    this.#begun = lines.pop() ?? "";
    return this.#reader.read(lines);
  }

  get ended(): boolean {
    return this.#peer.halfClosed;
  }

  #linesOf(command: Command): readonly string[] {
    const { room } = this.#reader;
    switch (command.type) {
      case "hello": {
        const asks = this.#caps === undefined ? [] : ["CAP LS 302", `CAP REQ :${this.#caps}`, "CAP END"];
        return [...asks, `NICK ${command.nick}`, `USER ${command.nick} 0 * :${command.nick}`];
      }
      case "create":
        return [`JOIN #${command.room}`];
      case "join":
        return [`JOIN #${command.room}${command.password === undefined ? "" : ` ${command.password}`}`];
      case "leave":
        return [`PART #${command.room ?? room}`];
      case "say":
        return [`PRIVMSG #${room} :${command.kind === "action" ? `\x01ACTION ${command.text}\x01` : command.text}`];
      case "tell":
        return [`PRIVMSG ${command.group === undefined ? command.to?.[0] : `&${command.group}`} :${command.text}`];
      case "shout":
        return [`PRIVMSG $* :${command.text}`];
      case "group":
        return [`GROUP ${command.group} ${command.members.join(",")}`];
      case "ungroup":
        return [`PART &${command.group}`];
      case "status":
        return [command.status === "online" ? "AWAY" : `AWAY :${command.note}`];
      case "nick":
        return [`NICK ${command.nick}`];
      case "set":
        return [`TOPIC #${command.room} :${command.topic ?? ""}`];
      case "who":
        return [`NAMES #${command.room}`];
      case "rooms":
        return ["LIST"];
      case "history":
        return [`CHATHISTORY LATEST #${command.room} * ${command.limit ?? 50}`];
      case "quit":
        return ["QUIT"];
      default:
        throw new TypeError(`Cannot say ${command.type} in IRC`);
    }
  }
}
