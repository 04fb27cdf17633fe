// How long a key takes to the screen while a room says 5,000 messages a second: `deno bench -A tests/bench/screen_bench.ts`
// prints the 50th and 99th percentile, and what it costs to draw. The client is the whole one; server and terminal are
// in memory.
import { App } from "../../lib/client/app.ts";
import { FullUi } from "../../lib/client/full/full_ui.ts";
import { DEFAULT_SETTINGS } from "../../lib/client/full/settings.ts";
import { TRANSCRIPT_LINES_MAX } from "../../lib/client/full/transcript.ts";
import { view } from "../../lib/client/full/view.ts";
import type { Connection } from "../../lib/client/link.ts";
import { systemClock } from "../../lib/clock.ts";
import { LOBBY, NOON, WELCOME } from "../client/story.ts";
import { ScreenStory } from "../client/full/screen_story.ts";
import { StageTerminal } from "../client/full/stage_terminal.ts";

const MESSAGES_PER_S = 5_000;
const CHUNK_MS = 10;
const KEYS = 100;
const KEY_MS = 30;
/** What the issue allows, in ms. */
const KEY_MS_MAX = 50;

const encoder = new TextEncoder();
const chunk = (...events: object[]) => encoder.encode(events.map((event) => `${JSON.stringify(event)}\n`).join(""));
const op = ({ type, ...fields }: { readonly type: string }, more: object = {}) => ({ op: type, ...fields, ...more });

/** A server that welcomes, lets in, and then talks without end. */
class Flood implements Connection {
  readonly #commands = new TextDecoder();
  readonly #answers: Uint8Array[] = [];
  #wanted: (() => void) | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #seq = 0;
  #dueAt = 0;

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#answers.length === 0) await new Promise<void>((resolve) => this.#wanted = resolve);
    const next = this.#answers.shift();
    if (!next) return null;
    const part = next.subarray(0, buffer.length);
    if (part.length < next.length) this.#answers.unshift(next.subarray(part.length));
    buffer.set(part);
    return part.length === 0 ? null : part.length;
  }

  write(bytes: Uint8Array): Promise<number> {
    for (const line of this.#commands.decode(bytes, { stream: true }).split("\n")) {
      if (line === "") continue;
      const { op: name, ref } = JSON.parse(line);
      if (name === "hello") this.#say(chunk(op(WELCOME, { ref })));
      if (name === "join") this.#say(chunk(op(LOBBY, { ref })));
      if (name === "quit") this.#say(chunk({ op: "bye", code: "quit" }));
    }
    return Promise.resolve(bytes.length);
  }

  begin(): void {
    this.#dueAt = performance.now();
    this.#timer = setInterval(() => {
      const due = Math.floor((performance.now() - this.#dueAt) / 1_000 * MESSAGES_PER_S);
      const events: object[] = [];
      while (this.#seq < due) {
        const seq = ++this.#seq;
        events.push({
          op: "message",
          room: "lobby",
          seq,
          from: `nick${seq % 50}`,
          text: `message ${seq} of a flood, see https://example.org/${seq}`,
          kind: "text",
          at: NOON + seq,
        });
      }
      if (events.length > 0) this.#say(chunk(...events));
    }, CHUNK_MS);
  }

  get said(): number {
    return this.#seq;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#say(new Uint8Array());
  }

  #say(bytes: Uint8Array): void {
    this.#answers.push(bytes);
    this.#wanted?.();
  }
}

async function keyToScreen(): Promise<void> {
  const [server, terminal] = [new Flood(), new StageTerminal()];
  terminal.dimensions = { rows: 40, columns: 120 };
  const ui = new FullUi({
    terminal,
    clock: systemClock,
    settings: DEFAULT_SETTINGS,
    mouse: true,
    emoji: () => Promise.resolve([]),
    save: () => {},
  });
  const setup = {
    person: true,
    listen: false,
    full: true,
    room: "lobby",
    uid: undefined,
    agent: "b/1",
    refPrefix: "b-",
  };
  const files = { save: () => Promise.resolve(undefined) };
  const app = new App({ ui, clock: systemClock, connect: () => Promise.resolve(server), files, chance: () => 0 }, {
    nick: "alice",
    address: { host: "h", port: 1 },
    setup,
  });
  const run = app.run();
  terminal.keys.give("\x1b[?62c");
  await new Promise((resolve) => setTimeout(resolve, 100));
  server.begin();
  const took: number[] = [];
  for (let index = 0; index < KEYS; index++) {
    await new Promise((resolve) => setTimeout(resolve, KEY_MS));
    // Letters that no message holds, no two alike in a row.
    const letter = String.fromCharCode(0x3b1 + index % 17);
    const since = performance.now();
    const seen = new Promise<void>((resolve) => terminal.onWrite = (text) => text.includes(letter) && resolve());
    terminal.keys.give(letter);
    await seen;
    took.push(performance.now() - since);
    terminal.written = "";
  }
  const said = server.said;
  terminal.keys.give("\x15/quit\r");
  await run;
  terminal.keys.give(null);
  report(took.sort((one, other) => one - other), said);
}

function report(took: readonly number[], said: number): void {
  const at = (part: number) => took[Math.min(took.length - 1, Math.floor(took.length * part))] ?? NaN;
  const [p50, p99] = [at(0.5), at(0.99)];
  const memory = Math.round(Deno.memoryUsage().heapUsed / 1_048_576);
  const text =
    `key to screen at ${MESSAGES_PER_S} messages/s: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (at most ` +
    `${KEY_MS_MAX}), ${said} messages, at most ${TRANSCRIPT_LINES_MAX} kept, heap ${memory} MiB\n`;
  Deno.stdout.writeSync(encoder.encode(text));
  if (p99 > KEY_MS_MAX) throw new Error(`A key took ${p99.toFixed(1)} ms`);
}

Deno.bench({ name: "a key while 5,000 messages/s arrive", n: 1, warmup: 0, fn: keyToScreen });

const full = ScreenStory.inLobby({ columns: 120, rows: 40 });
for (let seq = 1; seq <= 5_000; seq++) {
  full.say(seq, `nick${seq % 50}`, `message ${seq}, see https://example.org/${seq}`);
}
Deno.bench("draw 120×40", () => void view(full.stage, full.model, { at: NOON, mono: 0 }));

let next = 5_000;
Deno.bench("take one message", () => void full.say(++next, "bob", "the quick brown fox jumps over the lazy dog"));
