// Who is talking, by the first bytes: a table of dialects in order, within deadlines, on all that came so far and
// never on single packets. Pure: it is fed bytes and ticks with the monotonic time, and says what is to be done.
//
// Most speak first and are known by their first line. Two older clients send no newline, one of them nothing at all
// before it is asked: these are told apart by silence, by the four bytes NICK, and finally by their codec.
import type { Dialect, DialectName, Sample } from "./dialects.ts";
import type { Stranger } from "./strangers.ts";
import { TelnetFilter } from "./telnet.ts";
import { concat, NOTHING } from "./units.ts";

/** What is to be done. After `chosen` or `refused` there is nothing more. */
export type Sniffed =
  /** To be written at once, by itself. */
  | { readonly type: "write"; readonly bytes: Uint8Array }
  /** `rest` is the stream from its first byte, for the codec. */
  | { readonly type: "chosen"; readonly dialect: Dialect; readonly probed: boolean; readonly rest: Uint8Array }
  /** Written where there is something to say, then closed. */
  | { readonly type: "refused"; readonly as: string; readonly bytes: Uint8Array };

/**
 * What the listener is for: `classchat` and `nickprompt` are the ports of those clients; with `sure` nobody is asked and
 * nothing is guessed.
 */
export type SniffHint = "auto" | "nickprompt" | "classchat" | "sure";

export interface SnifferOptions {
  /** In the order in which they are asked. */
  readonly rows: readonly (Dialect | Stranger)[];
  readonly hint: SniffHint;
  /** Monotonic ms at the accept. */
  readonly mono: number;
}

const encoder = new TextEncoder();
const latin1 = new TextDecoder("latin1");
const NICK = encoder.encode("NICK");
/** Stops the older clients in peace; others show a character that is none. */
const STOP = Uint8Array.of(0xff);
const IAC = 0xff;

/** Silence before the one client that waits to be asked is asked. */
const PROBE_MS = 1_200;
/** Quiet after bytes without a newline: their sender has said all. */
const QUIET_MS = 300;
/** An answer to the probe comes by itself within this; a person takes longer. */
const ANSWER_MS = 1_000;
/** For the rest of what began like a dialect; for a second key of whoever types by single bytes; for their newline. */
const REST_MS = 5_000;
const KEY_MS = 3_000;
const TYPING_MS = 60_000;
const SILENCE_MS = 300_000;
/** More than this without a decision is a native line, whose decoder has a bound of its own. */
const SAMPLE_BYTES_MAX = 8_192;

const EARLY_LINE = /^[^:>\n]{1,64}: /;
const NAMED_LINE = /^[^>\n]{1,64}>/;

export class Sniffer {
  readonly #options: SnifferOptions;
  readonly #telnet = new TelnetFilter();
  #raw: Uint8Array = NOTHING;
  #bytes: Uint8Array = NOTHING;
  #out: Sniffed[] = [];
  #done = false;
  #probedAt: number | undefined;
  #firstAt = 0;
  #lastAt = 0;
  #singles = true;
  #waiting = false;
  /** Nothing but newlines so far: somebody who presses Enter. */
  #blank = true;

  constructor(options: SnifferOptions) {
    this.#options = options;
    if (options.hint === "nickprompt") this.#probe(options.mono);
  }

  /** Takes bytes that came at `mono`, and keeps them: `chunk` must not change any more. */
  feed(chunk: Uint8Array, mono: number): void {
    if (chunk.length === 0 || this.#done) return;
    if (this.#raw.length === 0) this.#firstAt = mono;
    this.#lastAt = mono;
    if (chunk.length > 1) this.#singles = false;
    const isTelnet = this.#raw.length === 0 ? chunk[0] === IAC : this.#telnet.active;
    this.#raw = this.#raw.length === 0 ? chunk : concat([this.#raw, chunk]);
    this.#bytes = isTelnet ? concat([this.#bytes, this.#telnet.strip(chunk)]) : this.#raw;
    this.#ask(false);
  }

  /** Time has come; to be called at {@linkcode dueMono}, and harmless at any other time. */
  tick(mono: number): void {
    if (this.#done || mono < this.dueMono) return;
    if (this.#raw.length === 0) {
      if (this.#probedAt !== undefined || this.#options.hint !== "auto") return this.#refuse("silent", STOP);
      return this.#probe(mono);
    }
    if (this.#waiting) return this.#ask(true);
    this.#takeRaw();
  }

  /** When a tick is wanted, in monotonic ms. */
  get dueMono(): number {
    const { hint, mono } = this.#options;
    if (this.#raw.length === 0) {
      return this.#probedAt === undefined && hint === "auto" ? mono + PROBE_MS : mono + SILENCE_MS;
    }
    if (this.#waiting) return this.#firstAt + REST_MS;
    if (this.#blank) return Math.min(this.#lastAt + QUIET_MS, this.#firstAt + TYPING_MS);
    if (this.#telnet.active) return this.#firstAt + TYPING_MS;
    if (hint !== "auto" || !this.#singles) return this.#lastAt + QUIET_MS;
    return this.#firstAt + (this.#raw.length === 1 ? KEY_MS : TYPING_MS);
  }

  /** What is to be done next, or `undefined` while more bytes or time are needed. */
  next(): Sniffed | undefined {
    return this.#out.shift();
  }

  /** Goes through the table; `late` where what a row waits for did not come in time. */
  #ask(late: boolean): void {
    this.#waiting = false;
    const sample = sampleOf(this.#bytes);
    this.#blank = sample.text === "";
    if (this.#blank) return this.#raw.length > SAMPLE_BYTES_MAX ? this.#choose("plain") : undefined;
    for (const row of this.#options.rows) {
      const verdict = row.sniff(sample);
      if (verdict === "no") continue;
      if (verdict === "yes") return this.#take(row);
      if (!late) {
        if (this.#bytes.length > SAMPLE_BYTES_MAX) break;
        this.#waiting = true;
        return;
      }
      if (row.late) return this.#refuse(row.name, !("open" in row) && this.#isSpoilt(row) ? NOTHING : row.late);
    }
    if (this.#bytes.length > SAMPLE_BYTES_MAX) return this.#choose("native");
    if (late) this.#takeRaw();
  }

  /** Bytes without a newline, and quiet since: one of the two clients that never send one, or a person at the keys. */
  #takeRaw(): void {
    const { text } = sampleOf(this.#bytes);
    const { hint } = this.#options;
    if (hint === "sure") return this.#refuse("unknown", STOP);
    if (this.#telnet.active || text === "") return this.#choose("plain");
    if (hint !== "auto") return this.#choose(hint);
    if (NAMED_LINE.test(text)) return this.#choose("classchat");
    const answered = this.#probedAt !== undefined && this.#firstAt - this.#probedAt <= ANSWER_MS;
    this.#choose(answered || EARLY_LINE.test(text) ? "nickprompt" : "classchat");
  }

  #probe(mono: number): void {
    this.#probedAt = mono;
    this.#out.push({ type: "write", bytes: NICK });
  }

  #choose(name: DialectName): void {
    const row = this.#options.rows.find((each) => each.name === name);
    if (row) this.#take(row);
    else this.#refuse(name, STOP);
  }

  #take(row: Dialect | Stranger): void {
    if (!("open" in row)) return this.#refuse(row.name, this.#isSpoilt(row) ? NOTHING : row.answer);
    this.#done = true;
    // Only the plain dialect goes on with telnet: it takes the stream as it came.
    const rest = row.name === "plain" ? this.#raw : this.#bytes;
    this.#out.push({ type: "chosen", dialect: row, probed: this.#probedAt !== undefined, rest });
  }

  /** The question was asked of a browser: what it would be answered could not be read behind that. */
  #isSpoilt(row: Stranger): boolean {
    return this.#probedAt !== undefined && row.standsAlone === true;
  }

  #refuse(as: string, bytes: Uint8Array): void {
    this.#done = true;
    this.#out.push({ type: "refused", as, bytes });
  }
}

function sampleOf(bytes: Uint8Array): Sample {
  let start = 0;
  while (bytes[start] === 10 || bytes[start] === 13) start++;
  const own = bytes.subarray(start);
  const text = latin1.decode(own);
  const end = text.indexOf("\n");
  return { bytes: own, text, line: end < 0 ? undefined : text.slice(0, end).replace(/\r$/, "") };
}
