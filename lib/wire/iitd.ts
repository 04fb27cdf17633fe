// `iitd`: one person with two sockets, one to send and one to receive. What is sent is answered on the first, at once
// and with nothing else; what is received comes on the second. This codec is the first socket's, and holds both ends.
import type { Event, EventOf } from "../chat/event.ts";
import { fold, parseGroup } from "../chat/names.ts";
import { parseRecipients } from "../chat/recipients.ts";
import type { Codec, Decoded, Decoder, Parting, Second, Variant } from "./dialect.ts";
import type { Dialect } from "./dialects.ts";
import { IITD_PACE, iitdVariant, tellLines } from "./iitd_forward.ts";
import { IitdStream, parseRegister } from "./iitd_stream.ts";
import type { Act } from "./plain_state.ts";
import { PlainTalk } from "./plain_talk.ts";
import { concat, END_ALONE, END_ASIDE, NOTHING, STOP, unit } from "./units.ts";

const MALFORMED_NAME = "ERROR 100 Malformed username\n\n";
const NOT_REGISTERED = "ERROR 101 No user registered\n\n";
const UNABLE = "ERROR 102 Unable to send\n\n";
const INCOMPLETE = "ERROR 103 Header Incomplete\n\n";
const HELLO_REF = "hello";
const LOBBY_REF = "lobby";
const NAME = /^[\p{L}\p{N}]+$/u;
const BEGINNING = "REGISTER TO";
const NAME_REFUSALS: ReadonlySet<string> = new Set(["bad-nick", "nick-reserved", "nick-taken", "nick-registered"]);

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const iitdDialect: Dialect = {
  name: "iitd",
  sniff({ text }) {
    if (!text.startsWith(BEGINNING)) return BEGINNING.startsWith(text) && text.length > 1 ? "wait" : "no";
    if (/^REGISTER TO(?:SEND|RECV) [^\n]*\n ?\n/.test(text)) return "yes";
    return text.length > 512 ? "no" : "wait";
  },
  late: encoder.encode(NOT_REGISTERED),
  pace: IITD_PACE,
  secondOf(bytes) {
    const [header = ""] = decoder.decode(bytes).split("\n", 1);
    const register = parseRegister(header);
    return register?.role === "TORECV" ? register.name : undefined;
  },
  notAwaited: encoder.encode(NOT_REGISTERED),
  open: () => new IitdCodec(),
};

class IitdCodec implements Codec, Decoder, Second {
  readonly decoder: Decoder = this;
  readonly second: Second = this;
  readonly variant: Variant = iitdVariant;
  readonly #stream = new IitdStream();
  readonly #talk = new PlainTalk();
  readonly #ready: Decoded[] = [];
  /** To whom the messages go that are not answered yet, by ref. */
  readonly #sendsByRef = new Map<string, string>();
  #phase: "naming" | "greeting" | "pairing" | "in" = "naming";
  #name = "";
  #unconfirmed = "";

  feed(chunk: Uint8Array): void {
    this.#stream.feed(chunk);
  }

  next(): Decoded | undefined {
    for (;;) {
      const ready = this.#ready.shift();
      if (ready || this.#phase === "greeting") return ready;
      const part = this.#stream.next();
      if (part === undefined) return undefined;
      if (part.type === "malformed") this.#aside(INCOMPLETE);
      else if (part.type === "send" && this.#phase !== "naming") this.#send(part.to, part.text);
      else if (part.type === "register" && this.#phase === "naming") this.#register(part.name);
      else this.#end(NOT_REGISTERED);
    }
  }

  rest(): Uint8Array {
    return this.#stream.rest();
  }

  readonly heard = (event: Event): void => this.#talk.heard(event);

  get awaited(): string | undefined {
    return this.#phase === "pairing" ? this.#name : undefined;
  }

  attached(): Uint8Array {
    this.#phase = "in";
    this.#ready.push({ type: "command", command: { type: "join", room: "lobby", last: 0 }, ref: LOBBY_REF });
    return unit(`REGISTERED TORECV ${this.#name}\n\n`, END_ALONE);
  }

  /** The socket that sends shows the end only as the answer to the next message. */
  get parting(): Parting | undefined {
    return this.#phase === "in" ? { answer: encoder.encode(INCOMPLETE) } : undefined;
  }

  confirms(chunk: Uint8Array): boolean {
    const said = this.#unconfirmed + decoder.decode(chunk);
    const end = said.lastIndexOf("\n\n");
    // Only the end of a confirmation matters, so a byte of what follows is enough to keep.
    this.#unconfirmed = said.slice(end < 0 ? -1 : end + 2).slice(-1);
    return end >= 0;
  }

  encodeReply(event: Event, ref: string | undefined): Uint8Array {
    if (event.type === "ping") {
      this.#ready.push({ type: "command", command: { type: "pong", t: event.t } });
      return NOTHING;
    }
    if (event.type === "welcome") return this.#welcome(event);
    if (event.type === "error" && ref === HELLO_REF) {
      this.#end(NAME_REFUSALS.has(event.code) ? MALFORMED_NAME : NOT_REGISTERED);
      return NOTHING;
    }
    if (event.type === "bye" && this.#phase !== "in") return NOTHING;
    if (event.type === "bye") return concat([event.text === undefined ? NOTHING : tellLines([event.text]), STOP]);
    const to = ref === undefined ? undefined : this.#sendsByRef.get(ref);
    const lines = this.#talk.answered(event, ref);
    if (ref !== undefined && to !== undefined) return this.#answer(event, ref, to, lines);
    return ref === LOBBY_REF ? NOTHING : tellLines(lines);
  }

  #register(name: string): void {
    if (!NAME.test(name)) return this.#end(MALFORMED_NAME);
    this.#name = name;
    this.#phase = "greeting";
    this.#ready.push({ type: "command", command: { type: "hello", nick: name, agent: "iitd" }, ref: HELLO_REF });
  }

  #welcome(event: EventOf<"welcome">): Uint8Array {
    this.#phase = "pairing";
    this.#talk.state.nick = event.nick;
    this.#talk.state.manyRooms = event.limits.rooms > 1;
    return unit(`REGISTERED TOSEND ${this.#name}\n\n`, END_ASIDE);
  }

  /** `@name`, `@ALL`, `@#room`, `@groupX` and `@server` are what a user may type; an answer may go where it came from. */
  #send(to: string, text: string): void {
    const { state } = this.#talk;
    const [place = ""] = to.split("/", 1);
    if (fold(to) === "server") {
      this.#aside(`SEND ${to}\n\n`);
      return this.#act(this.#talk.slash(text.startsWith("/") ? text : `/${text}`));
    }
    if (fold(to) === "all") return this.#ask(to, state.ask({ type: "shout", text }, { type: "shout" }));
    if (to.startsWith("#")) {
      const command = { type: "say", room: place.slice(1), text } as const;
      return this.#ask(to, state.ask(command, { type: "say", text, kind: "text" }));
    }
    const group = parseGroup(place);
    const people = parseRecipients(to);
    if (group === undefined && !people) return this.#aside(UNABLE);
    const whom = group === undefined ? { to: people ?? [] } : { group };
    this.#ask(to, state.ask({ type: "tell", ...whom, text }, { type: "tell", unsure: undefined }));
  }

  #ask(to: string, acts: readonly Act[]): void {
    for (const act of acts) if (act.type === "ask") this.#sendsByRef.set(act.ref, to);
    this.#act(acts);
  }

  /** The answer on the one socket; what else there is to say of it, who is away or was missed, on the other. */
  #answer(event: Event, ref: string, to: string, lines: readonly string[]): Uint8Array {
    this.#sendsByRef.delete(ref);
    const reached = event.type !== "error" && !(event.type === "shouted" && event.delivered === 0);
    const answer = unit(reached ? `SEND ${to}\n\n` : UNABLE, END_ASIDE);
    return concat([answer, tellLines(event.type === "error" ? [event.text] : lines)]);
  }

  #act(acts: readonly Act[]): void {
    for (const act of acts) {
      if (act.type === "ask") this.#ready.push({ type: "command", command: act.command, ref: act.ref });
      else this.#ready.push({ type: "answer", bytes: tellLines(act.lines) });
    }
  }

  #aside(text: string): void {
    this.#ready.push({ type: "answer", bytes: unit(text, END_ASIDE) });
  }

  #end(text: string): void {
    this.#phase = "greeting";
    this.#ready.push({ type: "end", bytes: unit(text, END_ASIDE) });
  }
}
