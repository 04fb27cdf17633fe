// The codec of the two older systems whose streams have no marks (`nickprompt`, `classchat`). Which of the two it is
// may show only with the first line: then the codec goes over to the other, and so do the frames.
import type { CommandOf } from "../chat/command.ts";
import type { Event, EventOf } from "../chat/event.ts";
import { LINE_BYTES_MAX } from "../chat/limits.ts";
import type { Codec, Decoded, Decoder, Variant } from "./dialect.ts";
import { otherName } from "./other_name.ts";
import type { Act } from "./plain_state.ts";
import { PlainTalk } from "./plain_talk.ts";
import { type RawStyle, readName, splitLines, styleOf } from "./raw_stream.ts";
import { concat, END_ALONE, NOTHING, STOP, unit } from "./units.ts";

/** What the two systems have of their own. */
export interface RawManner {
  readonly variant: Variant;
  /** What a line of chat leads to. */
  typed(talk: PlainTalk, text: string): readonly Act[];
  /** The greeting, before the room is entered and after. */
  welcomed(nick: string): readonly string[];
  entered(nick: string): readonly string[];
  /** The lines of an answer; `undefined`: the common ones. */
  answered(event: Event, talk: PlainTalk, ref: string | undefined): readonly string[] | undefined;
  /** Lines as units. */
  encode(lines: readonly string[]): Uint8Array;
  /** Told where a name can't be had and the client then asks its user anew. */
  readonly refusedName: string | undefined;
}

/** Quiet after which a line is whole: those who type are slower, their network is not. */
const QUIET_MS = 60;
const RENAMES_MAX = 50;
const HELLO_REF = "hello";
const LOBBY_REF = "lobby";
const NAME_REFUSALS: ReadonlySet<string> = new Set(["bad-nick", "nick-reserved", "nick-taken", "nick-registered"]);

const decoder = new TextDecoder();

export class RawCodec implements Codec, Decoder {
  readonly decoder: Decoder = this;
  readonly quietMs = QUIET_MS;
  readonly #manners: Readonly<Record<RawStyle, RawManner>>;
  readonly #talk = new PlainTalk();
  readonly #ready: Decoded[] = [];
  readonly #probed: boolean;
  #style: RawStyle;
  #settled = false;
  #phase: "naming" | "greeting" | "in" | "over" = "naming";
  #chunks: Uint8Array[] = [];
  #chunkBytes = 0;
  /** The name as the client knows it; the server may call it otherwise. */
  #typedName = "";
  #wished = "";
  #renames = 0;
  /** The client was asked for its name and has sent a line instead: the name is still to come. */
  #nameComes = false;
  /** Lines that came before the room was entered. */
  #early: string[] = [];

  constructor(style: RawStyle, probed: boolean, manners: Readonly<Record<RawStyle, RawManner>>) {
    this.#style = style;
    this.#probed = probed;
    this.#manners = manners;
  }

  get variant(): Variant {
    return this.#manner.variant;
  }

  get #manner(): RawManner {
    return this.#manners[this.#style];
  }

  feed(chunk: Uint8Array): void {
    if (this.#phase === "over") return;
    this.#chunks.push(chunk.slice());
    this.#chunkBytes += chunk.length;
    if (this.#chunkBytes > LINE_BYTES_MAX) this.quiet();
  }

  quiet(): void {
    if (this.#chunkBytes === 0) return;
    const text = decoder.decode(concat(this.#chunks));
    this.#chunks = [];
    this.#chunkBytes = 0;
    if (this.#phase === "naming") this.#begin(text);
    else this.#take(text);
  }

  next(): Decoded | undefined {
    return this.#ready.shift();
  }

  rest(): Uint8Array {
    return concat([NOTHING, ...this.#chunks]);
  }

  readonly heard = (event: Event): void => this.#talk.heard(event);

  encodeReply(event: Event, ref: string | undefined): Uint8Array {
    if (event.type === "ping") {
      this.#ready.push({ type: "command", command: { type: "pong", t: event.t } });
      return NOTHING;
    }
    if (event.type === "bye") return this.#bye(event);
    if (event.type === "welcome") return this.#welcome(event);
    if (event.type === "error" && ref === HELLO_REF) return this.#refused(event);
    if (ref === LOBBY_REF) return this.#entered(event);
    const own = this.#manner.answered(event, this.#talk, ref);
    return this.#manner.encode(own ?? this.#talk.answered(event, ref));
  }

  #begin(text: string): void {
    const { name, rest } = readName(text);
    this.#typedName = name;
    this.#wished = name.trim();
    if (rest !== "") this.#settle(rest);
    this.#nameComes = rest === text;
    // Who typed before being asked is asked all the same: it waits for that.
    if (this.#style === "nickprompt" && !this.#probed) {
      this.#ready.push({ type: "answer", bytes: unit("NICK", END_ALONE) });
    }
    this.#hello(this.#wished);
    if (rest !== "") this.#take(rest);
  }

  #take(text: string): void {
    this.#settle(text);
    if (text === this.#typedName && this.#style === "nickprompt") {
      this.#nameComes = false;
      return;
    }
    const lines = splitLines(text, this.#typedName, this.#style, this.#nameComes);
    for (const line of lines) {
      if (this.#phase === "in") this.#act(this.#manner.typed(this.#talk, line));
      else if (this.#early.length < RENAMES_MAX) this.#early.push(line);
    }
  }

  /** The first line tells for certain. */
  #settle(text: string): void {
    const style = this.#settled ? undefined : styleOf(text, this.#typedName);
    if (style === undefined) return;
    this.#settled = true;
    this.#style = style;
  }

  #hello(nick: string): void {
    this.#phase = "greeting";
    const command: CommandOf<"hello"> = { type: "hello", nick, agent: this.#style };
    this.#ready.push({ type: "command", command, ref: HELLO_REF });
  }

  #refused(error: EventOf<"error">): Uint8Array {
    const { refusedName, encode } = this.#manner;
    if (!NAME_REFUSALS.has(error.code)) return this.#over(concat([encode([error.text]), STOP]));
    if (refusedName !== undefined && !this.#probed) return this.#over(unit(refusedName, END_ALONE), "stays");
    if (++this.#renames > RENAMES_MAX) return this.#over(concat([encode([error.text]), STOP]));
    this.#hello(otherName(this.#wished, this.#renames));
    return NOTHING;
  }

  /** Nothing more is heard of this client; unless it `stays`, until it has read why, it is closed. */
  #over(last: Uint8Array, how: "ends" | "stays" = "ends"): Uint8Array {
    this.#phase = "over";
    if (how === "stays") return last;
    this.#ready.push({ type: "end", bytes: last });
    return NOTHING;
  }

  #welcome(event: EventOf<"welcome">): Uint8Array {
    const { state } = this.#talk;
    state.nick = event.nick;
    state.manyRooms = event.limits.rooms > 1;
    const join = { type: "join", room: "lobby", last: 0 } as const;
    this.#ready.push({ type: "command", command: join, ref: LOBBY_REF });
    const lines = [...this.#manner.welcomed(event.nick)];
    if (event.nick !== this.#typedName) lines.push(`- You are called ${event.nick} here`);
    if (event.motd !== "") lines.push(`- ${event.motd}`);
    return this.#manner.encode(lines);
  }

  #entered(event: Event): Uint8Array {
    this.#phase = "in";
    const lines = event.type === "joined" ? this.#manner.entered(this.#talk.state.nick) : [];
    const more = this.#talk.answered(event, undefined);
    const early = this.#early;
    this.#early = [];
    for (const line of early) this.#act(this.#manner.typed(this.#talk, line));
    return this.#manner.encode(event.type === "joined" ? lines : more);
  }

  #bye(event: EventOf<"bye">): Uint8Array {
    this.#phase = "over";
    if (event.code === "quit") return NOTHING;
    return concat([this.#manner.encode(event.text === undefined ? [] : [event.text]), STOP]);
  }

  #act(acts: readonly Act[]): void {
    for (const act of acts) {
      if (act.type === "ask") this.#ready.push({ type: "command", command: act.command, ref: act.ref });
      else this.#ready.push({ type: "answer", bytes: this.#manner.encode(act.lines) });
    }
  }
}
