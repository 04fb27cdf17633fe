// Peers of several dialects around a real hub, without sockets: what a peer says goes through its codec to the hub, and
// what it hears is the bytes that its codec or its variant made. Everything happens at once, the store's work too.
import type { Event } from "../../../lib/chat/event.ts";
import type { Effect } from "../../../lib/hub/effect.ts";
import { Hub } from "../../../lib/hub/hub.ts";
import type { Input } from "../../../lib/hub/input.ts";
import type { Claim, HubOptions } from "../../../lib/hub/options.ts";
import type { Codec, Decoded } from "../../../lib/wire/dialect.ts";
import { ircCodec } from "../../../lib/wire/irc/codec.ts";
import { nativeCodec } from "../../../lib/wire/native.ts";
import { FakeStore } from "../../support/fake_store.ts";

/** 2026-01-02T03:04:05.000Z, when each world begins. */
export const BEGIN = Date.UTC(2026, 0, 2, 3, 4, 5);

const OPTIONS: HubOptions = {
  server: "parley/1",
  store: "store",
  boot: "b",
  motd: "",
  roomsPerClient: 1,
  roomLimit: 0,
  clientsMax: 1_000,
  roomsMax: 1_000,
  perAddressMax: 0,
  rate: undefined,
  pingMs: 30_000,
  graceMs: 30_000,
  notices: false,
  secrets: {
    sign: (claim) => `token-${JSON.stringify(claim)}`,
    verify: (token) => token.startsWith("token-") ? JSON.parse(token.slice(6)) as Claim : undefined,
    code: (id) => `code-${id}`,
    digest: (room, password) => `digest of ${room} ${password}`,
  },
  operators: [],
  requireLogin: false,
  kept: [],
  rooms: [],
};

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/** Somebody with a codec. */
export class Peer {
  readonly #world: World;
  held = false;
  open = true;
  #heard = "";

  constructor(world: World, readonly id: number, readonly codec: Codec) {
    this.#world = world;
  }

  /** Sends lines, and gives the lines that this peer heard since it was last looked at. */
  say(...lines: readonly string[]): readonly string[] {
    this.sendBytes(encoder.encode(lines.map((line) => `${line}\r\n`).join("")));
    return this.hear();
  }

  sendBytes(bytes: Uint8Array): void {
    if (!this.open) return;
    this.codec.decoder.feed(bytes);
    this.#world.pump(this);
    this.#world.settle();
  }

  /** Takes what was heard, line by line. */
  hear(): readonly string[] {
    const lines = this.#heard.split("\r\n");
    this.#heard = "";
    if (lines.pop() !== "") throw new Error("Cannot read what was heard: it does not end a line");
    return lines;
  }

  push(bytes: Uint8Array): void {
    if (this.open) this.#heard += decoder.decode(bytes).replace(/(?<!\r)\n/g, "\r\n");
  }
}

export class World {
  readonly #hub: Hub;
  readonly #store = new FakeStore(() => BEGIN + this.mono);
  readonly #peers = new Map<number, Peer>();
  readonly #told = new Set<Peer>();
  readonly #inputs: Input[] = [];
  #running = false;
  mono = 0;
  #count = 0;

  constructor(options: Partial<HubOptions> = {}) {
    this.#hub = new Hub({ ...OPTIONS, ...options });
  }

  connect(codec: Codec = ircCodec("parley/1"), address = "10.0.0.1"): Peer {
    const peer = new Peer(this, ++this.#count, codec);
    this.#peers.set(peer.id, peer);
    this.happen({ type: "opened", connection: peer.id, address, local: address === "127.0.0.1" });
    return peer;
  }

  /** An IRC peer that is registered, with these capabilities, and in a room where one is named. */
  irc(nick: string, options: { readonly caps?: string; readonly room?: string; readonly address?: string } = {}): Peer {
    const { caps, room, address } = options;
    const peer = this.connect(ircCodec("parley/1"), address);
    if (caps !== undefined) peer.say(`CAP REQ :${caps}`, "CAP END");
    peer.say(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`);
    if (room !== undefined) peer.say(`JOIN #${room}`);
    peer.hear();
    return peer;
  }

  /** A native peer; it says JSON and hears JSON. */
  native(nick: string, room?: string): Peer {
    const peer = this.connect(nativeCodec());
    peer.say(JSON.stringify({ op: "hello", nick }));
    if (room !== undefined) peer.say(JSON.stringify({ op: "join", room, create: true }));
    peer.hear();
    return peer;
  }

  /** The link breaks. */
  drop(peer: Peer): void {
    peer.open = false;
    this.#peers.delete(peer.id);
    this.happen({ type: "closed", connection: peer.id });
  }

  /** Time passes, second by second. */
  wait(ms: number): void {
    for (const end = this.mono + ms; this.mono < end;) {
      this.mono = Math.min(this.mono + 1_000, end);
      this.happen({ type: "tick" });
    }
  }

  /** What a peer's codec has ready goes its way. */
  pump(peer: Peer): void {
    while (peer.open && !peer.held) {
      const decoded = peer.codec.decoder.next();
      if (!decoded) return;
      this.#perform(peer, decoded);
    }
  }

  /** Lets the store do all that it was given, and codecs say what follows from it. */
  settle(): void {
    for (;;) {
      const work = this.#store.work.shift();
      if (work) this.happen(work.result(true));
      else if (this.#told.size > 0) this.#pumpTold();
      else return;
    }
  }

  happen(input: Input): void {
    this.#inputs.push(input);
    if (this.#running) return;
    this.#running = true;
    for (let next = this.#inputs.shift(); next; next = this.#inputs.shift()) {
      const now = { at: BEGIN + this.mono, mono: this.mono };
      for (const effect of this.#hub.apply(next, now)) this.#act(effect);
    }
    this.#running = false;
    this.#pumpTold();
  }

  #pumpTold(): void {
    for (const peer of this.#told) {
      this.#told.delete(peer);
      this.pump(peer);
    }
  }

  #perform(peer: Peer, decoded: Decoded): void {
    const connection = peer.id;
    switch (decoded.type) {
      case "command":
        return this.happen({ type: "command", connection, command: decoded.command, ref: decoded.ref });
      case "faulty":
        return this.happen({ type: "faulted", connection, refusal: decoded.refusal, ref: decoded.ref });
      case "answer":
        return peer.push(decoded.bytes);
      case "end":
        if (decoded.bytes) peer.push(decoded.bytes);
        return this.happen({ type: "ended", connection });
    }
  }

  #reply(id: number, event: Event, ref: string | undefined): void {
    const peer = this.#peers.get(id);
    if (!peer) return;
    peer.push(peer.codec.encodeReply(event, ref));
    this.#told.add(peer);
  }

  #act(effect: Effect): void {
    switch (effect.type) {
      case "reply":
        return this.#reply(effect.to, effect.event, effect.ref);
      case "deliver":
        for (const id of effect.audience) {
          const peer = id === effect.except ? undefined : this.#peers.get(id);
          if (!peer) continue;
          peer.codec.heard?.(effect.event);
          this.#told.add(peer);
          peer.push(peer.codec.variant.encode(effect.event));
        }
        return;
      case "entries":
        return this.#entries(effect);
      case "append":
      case "put":
      case "keep":
      case "hash":
      case "check":
      case "page":
      case "refs":
      case "find":
      case "remove":
        return this.#store.perform(effect);
      case "hold":
      case "proceed": {
        const peer = this.#peers.get(effect.connection);
        if (!peer) return;
        peer.held = effect.type === "hold";
        this.#told.add(peer);
        return;
      }
      case "close": {
        if (effect.bye) this.#reply(effect.connection, effect.bye, undefined);
        const peer = this.#peers.get(effect.connection);
        if (peer) peer.open = false;
        this.#peers.delete(effect.connection);
        return;
      }
      default:
        return;
    }
  }

  #entries({ room, entries, audience, answers }: Effect & { readonly type: "entries" }): void {
    for (const id of new Set([...audience, ...answers.map(({ to }) => to)])) {
      const peer = this.#peers.get(id);
      if (!peer) continue;
      const { bytes, ends } = peer.codec.variant.encodeEntries(room, entries);
      for (const [index, entry] of entries.entries()) {
        const own = answers.filter((answer) => answer.to === id && answer.index === index);
        const { seq, at } = entry;
        for (const { ref, act } of own) {
          this.#reply(id, act ? { type: "ok", seq } : { type: "said", room, seq, at }, ref);
        }
        if (own.length === 0 && audience.has(id)) peer.push(bytes.subarray(ends[index - 1] ?? 0, ends[index]));
      }
    }
  }
}
