// `muca`: a window with a list of peers. Its client sends and reads bare JSON objects, addresses people by their
// identity, and learns of everybody by lists. The room and the server are among the peers, so that one can speak in the
// one and give commands to the other.
import type { Event, EventOf } from "../chat/event.ts";
import { fold } from "../chat/names.ts";
import type { Codec, Decoded, Decoder, Parting, Variant } from "./dialect.ts";
import type { Dialect } from "./dialects.ts";
import { jsonSpan } from "./json_span.ts";
import { MucaDecoder } from "./muca_decoder.ts";
import { ack, list, message, type MucaMessageType, OBJECT_BYTES_MAX, quote, UID_BYTES_MAX } from "./muca_objects.ts";
import { MucaPeers } from "./muca_peers.ts";
import { otherName } from "./other_name.ts";
import { linesOf } from "./plain_lines.ts";
import type { Act } from "./plain_state.ts";
import { PlainTalk } from "./plain_talk.ts";
import { framesOf } from "./plain_variants.ts";
import { type JsonObject, parseJsonObject } from "./shape.ts";
import { NOTHING } from "./units.ts";

const SERVER = "server";
const STYLE = { colour: false, labelled: false } as const;
const RENAMES_MAX = 50;
const HELLO_REF = "hello";
const WHO_REF = "who";
const NAME_REFUSALS: ReadonlySet<string> = new Set(["bad-nick", "nick-reserved", "nick-taken", "nick-registered"]);

/** The row for one server: the identities of its peers are known to all codecs of it. */
export function makeMuca(): Dialect {
  const peers = new MucaPeers();
  const variant = makeVariant(peers);
  return {
    name: "muca",
    sniff({ text, line }) {
      if (!text.startsWith("{") || /^\{\s*"op"\s*:/.test(text)) return "no";
      const end = jsonSpan(text, 0);
      if (end === "broken") return "no";
      if (end === "open") return line === undefined ? "wait" : "no";
      return parseJsonObject(text.slice(0, end))?.CMD === "JOIN" ? "yes" : "no";
    },
    pace: { writeBytesMax: OBJECT_BYTES_MAX, gapMs: 50, joint: NOTHING },
    takesOver: true,
    open: () => new MucaCodec(peers, variant),
  };
}

function makeVariant(peers: MucaPeers): Variant {
  const said = (type: MucaMessageType, from: string, text: string) => message(type, peers.uidOf(from), text);
  const entry = (from: string, text: string, kind: string) =>
    kind === "event" ? message("GROUP", SERVER, text) : said("GROUP", from, kind === "action" ? `* ${text}` : text);
  return {
    name: "muca",
    encode(event) {
      if (event.type === "message") return entry(event.from, event.text, event.kind);
      if (event.type === "shout") return said("ALL", event.from, event.text);
      if (event.type === "direct") {
        const { from, to, text, group } = event;
        if (group !== undefined) return said("GROUP", from, `[${group}] ${text}`);
        return said(to.length > 1 ? "GROUP" : "PRIVATE", from, text);
      }
      // Who comes and goes is told by lists.
      if (event.type === "member" || event.type === "members" || event.type === "status") return NOTHING;
      return told(linesOf(event, STYLE));
    },
    encodeEntries: (_room, entries) => framesOf(entries.map(({ from, text, kind }) => entry(from, text, kind))),
  };
}

/** Lines from the server itself. */
function told(lines: readonly string[]): Uint8Array {
  return lines.length === 0 ? NOTHING : message("PRIVATE", SERVER, lines.join("\n"));
}

/** Once the server has hung up its client can't join again before it is started anew. */
const HANGS_UP_ITSELF: Parting = {};

class MucaCodec implements Codec, Decoder {
  readonly decoder: Decoder = this;
  readonly variant: Variant;
  readonly #peers: MucaPeers;
  readonly #objects = new MucaDecoder();
  readonly #talk = new PlainTalk();
  readonly #ready: Decoded[] = [];
  #phase: "naming" | "greeting" | "in" = "naming";
  #name = "";
  #uid: string | undefined;
  #renames = 0;
  #asksWho = false;
  /** The groups that one is in, by folded name: peers of its list as well. */
  readonly #groups = new Map<string, string>();

  constructor(peers: MucaPeers, variant: Variant) {
    this.#peers = peers;
    this.variant = variant;
  }

  get parting(): Parting | undefined {
    return this.#phase === "in" ? HANGS_UP_ITSELF : undefined;
  }

  get identity(): string | undefined {
    return this.#phase === "in" ? this.#uid : undefined;
  }

  feed(chunk: Uint8Array): void {
    this.#objects.feed(chunk);
  }

  next(): Decoded | undefined {
    for (;;) {
      const ready = this.#ready.shift();
      if (ready || this.#phase === "greeting") return ready;
      const object = this.#objects.next();
      if (object === undefined) return undefined;
      if (object === "lost") return { type: "end" };
      if (object.CMD === "JOIN") this.#join(object);
      else if (object.CMD === "SEND" && this.#phase === "in") this.#send(object);
    }
  }

  rest(): Uint8Array {
    return this.#objects.rest();
  }

  readonly heard = (event: Event): void => {
    this.#talk.heard(event);
    this.#noteGroup(event);
    if (event.type !== "person" || event.change === "status") return;
    if (event.change === "gone") this.#peers.gone(event.nick);
    if (event.change === "renamed" && event.to !== undefined) this.#peers.renamed(event.nick, event.to);
    this.#askWho();
  };

  encodeReply(event: Event, ref: string | undefined): Uint8Array {
    if (event.type === "ping") {
      this.#ready.push({ type: "command", command: { type: "pong", t: event.t } });
      return NOTHING;
    }
    if (this.#phase === "greeting" && event.type === "error") return this.#refused(event);
    if (event.type === "welcome") return this.#welcome(event);
    if (event.type === "who" && ref === WHO_REF) return this.#list(event);
    const lines = this.#talk.answered(event, ref);
    this.#noteGroup(event);
    if (event.type === "joined" || event.type === "left") this.#askWho();
    if (event.type === "bye" && event.code === "quit") return NOTHING;
    return told(event.type === "joined" && ref === undefined ? [] : lines);
  }

  #join({ UN, UID }: JsonObject): void {
    const valid = typeof UN === "string" && typeof UID === "string" && quote(UID).length <= UID_BYTES_MAX;
    if (this.#phase !== "naming" || !valid) return this.#answer(ack("FAIL"));
    this.#name = UN;
    this.#uid = UID;
    this.#hello(UN);
  }

  #hello(nick: string): void {
    this.#phase = "greeting";
    const uid = this.#uid === undefined ? {} : { uid: this.#uid };
    this.#ready.push({ type: "command", command: { type: "hello", nick, agent: "muca", ...uid }, ref: HELLO_REF });
  }

  #refused(error: EventOf<"error">): Uint8Array {
    if (NAME_REFUSALS.has(error.code) && ++this.#renames <= RENAMES_MAX) {
      this.#hello(otherName(this.#name, this.#renames));
      return NOTHING;
    }
    this.#phase = "naming";
    this.#renames = 0;
    return ack("FAIL");
  }

  #welcome({ nick, limits }: EventOf<"welcome">): Uint8Array {
    const { state } = this.#talk;
    this.#phase = "in";
    state.nick = nick;
    state.manyRooms = limits.rooms > 1;
    this.#peers.set(nick, this.#uid ?? nick);
    this.#ready.push({ type: "command", command: { type: "watch" }, ref: "watch" });
    this.#ready.push({ type: "command", command: { type: "join", room: "lobby", last: 0 } });
    return ack("OKAY");
  }

  /** Groups come and go by what their members are told. */
  #noteGroup(event: Event): void {
    if (event.type === "group" || event.type === "grouped") {
      if (this.#groups.has(fold(event.group))) return;
      this.#groups.set(fold(event.group), event.group);
    } else if (event.type !== "ungrouped" || !this.#groups.delete(fold(event.group))) return;
    this.#askWho();
  }

  #askWho(): void {
    if (this.#asksWho) return;
    this.#asksWho = true;
    this.#ready.push({ type: "command", command: { type: "who" }, ref: WHO_REF });
  }

  #list({ people }: EventOf<"who">): Uint8Array {
    this.#asksWho = false;
    const here = people.filter(({ status }) => status !== "dropped").map(({ nick }) => nick);
    const rooms = [...this.#talk.state.rooms.values()].map(({ name }) => `#${name}`);
    return list([
      ...here.map((nick) => ({ name: nick, uid: this.#peers.uidOf(nick) })),
      ...[...rooms, ...this.#groups.values(), SERVER].map((name) => ({ name, uid: name })),
    ]);
  }

  #send({ MSG, TO }: JsonObject): void {
    if (typeof MSG !== "string" || !Array.isArray(TO)) return;
    const text = MSG.replace(/\n+$/, "");
    const { state } = this.#talk;
    const names = TO.filter((uid) => typeof uid === "string");
    if (names.length === 0) return this.#act(state.ask({ type: "shout", text }, { type: "shout" }));
    for (const room of names.filter((name) => name.startsWith("#"))) {
      this.#act(state.ask({ type: "say", room: room.slice(1), text }, { type: "say", text, kind: "text" }));
    }
    if (names.some((name) => fold(name) === SERVER)) {
      this.#act(this.#talk.slash(text.startsWith("/") ? text : `/${text}`));
    }
    const groups = names.filter((name) => this.#groups.has(fold(name)));
    for (const group of groups) {
      this.#act(state.ask({ type: "tell", group, text }, { type: "tell", unsure: undefined }));
    }
    const to = names.filter((name) => !name.startsWith("#") && fold(name) !== SERVER && !groups.includes(name));
    if (to.length === 0) return;
    const nicks = to.map((uid) => this.#peers.nickOf(uid));
    this.#act(state.ask({ type: "tell", to: nicks, text }, { type: "tell", unsure: undefined }));
  }

  #act(acts: readonly Act[]): void {
    for (const act of acts) {
      if (act.type === "show") {
        this.#answer(told(act.lines));
        continue;
      }
      const { command, ref } = act;
      this.#ready.push({ type: "command", command, ref });
      if (command.type === "ungroup" && this.#groups.delete(fold(command.group))) this.#askWho();
    }
  }

  #answer(bytes: Uint8Array): void {
    this.#ready.push({ type: "answer", bytes });
  }
}
