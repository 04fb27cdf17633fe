// The plain dialect: somebody with nc or telnet, who is asked for a name, shown a menu, and then talks. The commands of
// our own client work.
import type { Event, EventOf } from "../chat/event.ts";
import { refuse } from "../chat/refusal.ts";
import { cleanLine } from "../chat/text.ts";
import { LINE_BYTES_MAX } from "../chat/limits.ts";
import type { Codec, Decoded, Decoder, Variant } from "./dialect.ts";
import type { Dialect, Opening } from "./dialects.ts";
import { BAD_REQUEST, isRequestLine } from "./http.ts";
import { notice, problem } from "./plain_lines.ts";
import { PlainQuestions } from "./plain_questions.ts";
import { PlainReader } from "./plain_reader.ts";
import { secretOf } from "./plain_secrets.ts";
import type { Act } from "./plain_state.ts";
import { PlainTalk } from "./plain_talk.ts";
import { encodeLines, plainVariant } from "./plain_variants.ts";
import { concat, NOTHING } from "./units.ts";

/** A person at a keyboard may think about a name. */
const WELCOME_MS = 300_000;
const PROMPT = "Your name? ";
const TOO_LONG = refuse("line-too-long", `Send lines of at most ${LINE_BYTES_MAX} bytes`);
const HELLO_REF = "hello";

const encoder = new TextEncoder();

/** Any whole line is somebody's name: this row is asked last. */
export const plainDialect: Dialect = {
  name: "plain",
  sniff: ({ line }) => line === undefined ? "no" : "yes",
  welcomeMs: WELCOME_MS,
  open: (opening) => new PlainCodec(opening),
};

class PlainCodec implements Codec, Decoder {
  readonly decoder: Decoder = this;
  readonly #reader = new PlainReader();
  readonly #talk = new PlainTalk();
  readonly #ready: Decoded[] = [];
  #phase: "naming" | "greeting" | "in" = "naming";
  #colour = false;
  #wished = "";
  readonly #questions = new PlainQuestions();

  constructor({ probed, begun, server }: Opening) {
    // Four characters of the question to another kind of client stand on the line.
    if (probed) this.#answer(encoder.encode("\n"));
    if (!begun) this.#show(`This is ${server}.`);
    if (!begun) this.#answer(encoder.encode(PROMPT));
  }

  get variant(): Variant {
    return plainVariant({ ...this.#talk.style, telnet: this.#reader.telnet.active });
  }

  feed(chunk: Uint8Array): void {
    this.#reader.feed(chunk);
    const negotiated = this.#reader.telnet.takeAnswer();
    if (negotiated) this.#answer(negotiated);
  }

  next(): Decoded | undefined {
    for (;;) {
      const ready = this.#ready.shift();
      if (ready || this.#phase === "greeting") return ready;
      const found = this.#reader.next();
      if (found === undefined) return undefined;
      if (found === "too-long") return { type: "faulty", refusal: TOO_LONG };
      if (this.#questions.open) this.#answered(found.line);
      else if (this.#phase === "naming") this.#name(found.line.trim());
      else this.#typed(found.line);
    }
  }

  rest(): Uint8Array {
    return this.#reader.rest();
  }

  encodeReply(event: Event, ref: string | undefined): Uint8Array {
    if (event.type === "ping") {
      this.#ready.push({ type: "command", command: { type: "pong", t: event.t } });
      return NOTHING;
    }
    if (event.type === "welcome") return this.#welcome(event);
    if (event.type === "error" && ref === HELLO_REF && this.#phase === "greeting") return this.#refused(event);
    if (event.type === "bye" && event.code === "quit") {
      return encodeLines([notice("Bye", this.#talk.style)], this.#form);
    }
    const { state } = this.#talk;
    const locked = state.mustLogin;
    const lines = this.#talk.answered(event, ref);
    if ((event.type === "left" && !state.room) || (locked && !state.mustLogin)) this.#act(this.#talk.slash("/menu"));
    return encodeLines(lines, this.#form);
  }

  readonly heard = (event: Event): void => this.#talk.heard(event);

  get #form(): { readonly telnet: boolean } {
    return { telnet: this.#reader.telnet.active };
  }

  #name(line: string): void {
    const nick = line.replace(/^\/nick\s+/i, "");
    if (/^\/?(?:quit|exit)$/i.test(line)) {
      this.#ready.push({ type: "command", command: { type: "quit" } });
    } else if (isRequestLine(line)) {
      this.#phase = "greeting"; // nothing more is read
      this.#ready.push({ type: "end", bytes: BAD_REQUEST });
    } else if (nick === "") {
      this.#answer(encoder.encode(PROMPT));
    } else {
      this.#wished = nick;
      this.#hello({});
    }
  }

  #hello(proof: { readonly password?: string }): void {
    this.#phase = "greeting";
    const command = { type: "hello", nick: this.#wished, agent: "plain", ...proof } as const;
    this.#ready.push({ type: "command", command, ref: HELLO_REF });
  }

  #refused(error: EventOf<"error">): Uint8Array {
    this.#phase = "naming";
    const asksPassword = error.code === "nick-registered" || error.code === "bad-password";
    const lines = encodeLines([problem(error.text, this.#talk.style)], this.#form);
    if (!asksPassword) return concat([lines, encoder.encode(PROMPT)]);
    const question = `Password of ${cleanLine(this.#wished)} (Enter: another name): `;
    return concat([
      lines,
      this.#questions.ask(this.#reader, [question], ([password = ""]) => {
        if (password === "") this.#answer(encoder.encode(PROMPT));
        else this.#hello({ password });
      }),
    ]);
  }

  /** The answer to a question; what follows from it is ready after the last one. */
  #answered(line: string): void {
    this.#answer(this.#questions.answer(this.#reader, line));
    this.#questions.finish();
  }

  #welcome({ nick, server, motd, limits, mustLogin }: EventOf<"welcome">): Uint8Array {
    const { state } = this.#talk;
    this.#phase = "in";
    state.nick = nick;
    state.manyRooms = limits.rooms > 1;
    this.#style();
    const lines = [`You are ${nick} on ${server}.`, ...(motd === "" ? [] : [notice(motd, this.#talk.style)])];
    state.mustLogin = mustLogin === true;
    if (mustLogin) lines.push(notice("/register PASSWORD or /login PASSWORD comes first", this.#talk.style));
    else this.#act(this.#talk.slash("/menu"));
    return encodeLines(lines, this.#form);
  }

  #typed(line: string): void {
    const secret = secretOf(line);
    if (secret) {
      const run = (answers: readonly string[]) => {
        const whole = secret.line(answers);
        if (whole === undefined) {
          return this.#show(notice("Nothing was done: the two were not the same", this.#talk.style));
        }
        this.#act(this.#talk.slash(whole));
      };
      return this.#answer(this.#questions.ask(this.#reader, secret.questions, run));
    }
    const [, wanted] = /^\/colou?r\s+(on|off)\s*$/i.exec(line) ?? [];
    if (wanted === undefined) return this.#act(this.#talk.typed(line));
    this.#colour = wanted.toLowerCase() === "on";
    this.#style();
    this.#show(notice(`Colours are ${wanted.toLowerCase()}`, this.#talk.style));
  }

  #style(): void {
    this.#talk.style = { colour: this.#colour, labelled: this.#talk.state.manyRooms };
  }

  #act(acts: readonly Act[]): void {
    for (const act of acts) {
      if (act.type === "show") this.#show(...act.lines);
      else this.#ready.push({ type: "command", command: act.command, ref: act.ref });
    }
  }

  #show(...lines: readonly string[]): void {
    this.#answer(encodeLines(lines, this.#form));
  }

  #answer(bytes: Uint8Array): void {
    this.#ready.push({ type: "answer", bytes });
  }
}
