// Lines of IRC as events.
import type { Fields } from "../script.ts";
import { type Heard, heard } from "./tongue.ts";

interface Line {
  readonly tags: string;
  readonly nick: string;
  readonly verb: string;
  readonly params: readonly string[];
}

const LINE = /^(?:@(\S+) +)?(?::([^\s!]+)\S* +)?(\S+)(?: +(.*))?$/s;
const LINE_BYTES_MAX = 510;
/** Who enters another room is told so on the way: a part of entering. */
const ONE_ROOM = "In one room at a time";

/** The numerics that a refusal may be told by. */
const NUMERICS: Readonly<Record<string, readonly string[]>> = {
  "bad-nick": ["432"],
  "nick-reserved": ["432"],
  "nick-taken": ["433"],
  "nick-registered": ["433"],
  "bad-password": ["475"],
  "banned": ["474"],
  "bad-room": ["403"],
  "room-full": ["471"],
  "invite-only": ["473"],
  "not-in-room": ["442", "404"],
  "not-allowed": ["482"],
  "no-such-user": ["401"],
  "text-empty": ["412"],
  "muted": ["404"],
  "bad-group": ["403"],
  "no-such-group": ["403"],
  "not-in-group": ["442"],
  "group-too-small": ["400"],
  "group-exists": ["400"],
  "not-to-yourself": ["400"],
};

export function numericsOf(code: string): readonly string[] {
  return NUMERICS[code] ?? [];
}

function parse(line: string): Line {
  // deno-lint-ignore no-control-regex -- what no line may hold
  if (/[\0\r\n\x1b]/.test(line)) throw new Error(`Not a line of IRC: ${JSON.stringify(line)}`);
  const [, tags = "", nick = "", verb = "", rest = ""] = LINE.exec(line) ?? [];
  const body = tags === "" ? line : line.slice(tags.length + 2);
  if (verb === "" || new TextEncoder().encode(body).length > LINE_BYTES_MAX) {
    throw new Error(`Not a line of IRC: ${line}`);
  }
  const [, words = "", , last] = /^(.*?)((?:^| ):(.*))?$/s.exec(rest) ?? [];
  const params = words.split(" ").filter((word) => word !== "");
  return { tags, nick, verb, params: last === undefined ? params : [...params, last] };
}

export class IrcReader {
  #nick = "*";
  #room = "";
  readonly #groups = new Map<string, string[]>();
  #all: Heard[] = [];
  #names: string[] = [];
  #topic = "";
  #entering = "";
  #past: Fields[] | undefined;
  #rooms: Fields[] = [];

  /** The room that this client is in. */
  get room(): string {
    return this.#room;
  }

  read(lines: readonly string[]): readonly Heard[] {
    this.#all = [];
    for (const line of lines) if (line !== "") this.#take(parse(line));
    // What was said before comes after the names, where it is no batch.
    return this.#all;
  }

  #push(type: Heard["types"][number] | Heard["types"], fields: Fields = {}): void {
    this.#all.push(heard(type, fields));
  }

  #take(line: Line): void {
    const { verb, params, nick } = line;
    const [first = ""] = params;
    const last = params.at(-1) ?? "";
    const isMe = nick === this.#nick;
    switch (verb) {
      case "CAP":
      case "PING":
        return;
      case "ERROR":
        return this.#push("bye");
      case "BATCH":
        return this.#batch(first);
      case "JOIN":
        return this.#joined(nick, first, isMe);
      case "PART":
        return last === ONE_ROOM ? undefined : this.#parted(nick, first, isMe);
      case "QUIT":
        return this.#push("member", {
          nick,
          change: last === "The link dropped" ? "dropped" : "left",
          room: this.#room,
        });
      case "KICK":
        return this.#kicked(nick, params);
      case "NICK":
        if (!isMe) return this.#push("member", { nick, change: "renamed", to: first, room: this.#room });
        this.#nick = first;
        return this.#push("ok", { nick: first });
      case "MODE":
        return this.#mode(nick, params);
      case "TOPIC":
        return this.#push("room", { room: first.slice(1), by: nick, topic: last });
      case "AWAY":
        return this.#away(nick, params.length === 0 ? "" : last);
      case "PRIVMSG":
      case "NOTICE":
        return this.#words(line, isMe);
      case "FAIL":
        return this.#push("error", { text: last, codes: [] });
      default:
        return this.#numeric(verb, params);
    }
  }

  #numeric(verb: string, params: readonly string[]): void {
    const [me = "", second = "", third = ""] = params;
    const last = params.at(-1) ?? "";
    if (verb === "001") this.#nick = me;
    else if (verb === "376" || verb === "422") this.#push("welcome", { nick: me });
    else if (verb === "301") this.#push("told", { nick: second });
    else if (verb === "305" || verb === "306") this.#push("ok");
    else if (verb === "332") this.#topic = last;
    else if (verb === "353") {
      this.#names.push(...last.trim().split(" ").map((name) => name.replace(/^[~@]/, "").split("!")[0] ?? ""));
    } else if (verb === "366") this.#named(second);
    else if (verb === "322") this.#rooms.push({ room: second.slice(1), members: Number(third), topic: last });
    else if (verb === "323") this.#push("rooms", { rooms: this.#rooms.splice(0) });
    else if (/^[45]/.test(verb) || verb === "263") this.#push("error", { text: last, codes: codesOf(verb) });
  }

  /** Of who comes in it is told at once how present they are. */
  #away(nick: string, text: string): void {
    const { types = [], fields = {} } = this.#all.at(-1) ?? {};
    if (types[0] === "member" && fields.change === "joined" && fields.nick === nick) return;
    this.#push("status", { nick, text });
  }

  #joined(nick: string, channel: string, isMe: boolean): void {
    if (isMe) {
      [this.#entering, this.#topic] = [channel, ""];
      if (channel.startsWith("#")) this.#room = channel.slice(1);
    } else if (channel.startsWith("#")) this.#push("member", { room: channel.slice(1), nick, change: "joined" });
  }

  #parted(nick: string, channel: string, isMe: boolean): void {
    const name = channel.slice(1);
    const group = channel.startsWith("&") ? this.#groups.get(channel) : undefined;
    if (group && !isMe) {
      group.splice(group.indexOf(nick), 1);
      this.#push("group", { group: name, members: [...group] });
    } else if (group) {
      this.#groups.delete(channel);
      this.#push(["ungrouped", "ok"], { group: name });
    } else if (!isMe) this.#push("member", { room: name, nick, change: "left" });
    else if (this.#room === name) {
      this.#room = "";
      this.#push("left", { room: name });
    }
  }

  #kicked(by: string, [channel = "", nick = ""]: readonly string[]): void {
    const room = channel.slice(1);
    if (nick === this.#nick) this.#push("left", { room, code: "kicked", by });
    else this.#push("member", { room, nick, change: "kicked", by });
  }

  #mode(by: string, [channel = "", modes = "", nick]: readonly string[]): void {
    const role = /^\+q/.test(modes) ? "owner" : /^\+o/.test(modes) ? "moderator" : "member";
    if (nick !== undefined && /[qo]/.test(modes)) {
      return this.#push("member", { room: channel.slice(1), nick, change: "role", role, by });
    }
    this.#push("room", { room: channel.slice(1), by });
  }

  #named(channel: string): void {
    const names = this.#names.splice(0).sort();
    const entering = this.#entering === channel;
    this.#entering = "";
    if (!channel.startsWith("&")) {
      if (entering) this.#push("joined", { room: channel.slice(1), topic: this.#topic, history: [] });
      else this.#push("who", { people: names.map((nick) => ({ nick })) });
      return;
    }
    this.#groups.set(channel, names);
    this.#push(["group", "grouped"], { group: channel.slice(1), members: names });
  }

  #batch(mark: string): void {
    if (mark.startsWith("+")) this.#past = [];
    else {
      this.#push("history", { entries: this.#past ?? [] });
      this.#past = undefined;
    }
  }

  #words({ nick, verb, params: [target = "", words = ""], tags }: Line, isMe: boolean): void {
    // deno-lint-ignore no-control-regex -- how an action is marked
    const [, action] = /^\x01ACTION (.*)\x01$/s.exec(words) ?? [];
    const fields = { from: nick, text: action ?? words, kind: action === undefined ? "text" : "action" };
    if (this.#past && /(?:^|;)batch=/.test(tags)) return void this.#past.push(fields);
    if (isMe) return this.#push(["said", "told", "shouted"], { text: fields.text });
    if (verb === "NOTICE" && nick === "irc.parley") return this.#served(target, words);
    if (target.startsWith("#")) this.#push("message", { room: target.slice(1), ...fields });
    else if (target.startsWith("&")) this.#push("direct", { group: target.slice(1), ...fields });
    else if (target === "$*") this.#push("shout", fields);
    else if (target === this.#nick) this.#push("direct", fields);
    else throw new Error(`Words to somebody else: ${target}`);
  }

  /** What the server tells: what was said before, or a refusal. */
  #served(target: string, words: string): void {
    const [, from, text] = /^\[\S+ \S+\] (?:<(\S+)>|\* \S+|) ?(.*)$/s.exec(words) ?? [];
    if (text === undefined || !target.startsWith("#")) {
      if (!words.startsWith("Not here, so not in it")) this.#push("error", { text: words, codes: [] });
      return;
    }
    const last = this.#all.at(-1);
    if (last?.types[0] !== "joined") throw new Error(`The past comes late: ${words}`);
    (last.fields.history as Fields[]).push({ from, text });
  }
}

function codesOf(numeric: string): readonly string[] {
  return Object.entries(NUMERICS).filter(([, numerics]) => numerics.includes(numeric)).map(([code]) => code);
}
