// A peer that keeps the protocol's rules while its links are cut and its server is killed: it resumes its session,
// catches up from its cursor, sends again in order what was not answered, and checks all that it is told.
import type { Entry } from "../../lib/chat/entry.ts";
import type { Event } from "../../lib/chat/event.ts";
import { encodeCommand, EventDecoder } from "../../lib/wire/native_client.ts";
import type { Dice } from "../support/dice.ts";

/** Nothing was heard for so long: the link is taken for dead. */
const SILENCE_MS = 1_500;
const PING_MS = 400;
const UNANSWERED_MAX = 20;

interface Unanswered {
  readonly ref: string;
  readonly text: string;
}

export class TorturedPeer {
  /** What it was shown of its room: text by seq, without holes from the first on. */
  readonly shown = new Map<number, string>();
  /** What the server acknowledged: text and seq, in the order of saying. */
  readonly acknowledged: { readonly text: string; readonly seq: number }[] = [];
  /** What should never have happened. */
  readonly complaints: string[] = [];
  links = 0;
  #cursor = 0;
  #token: string | undefined;
  #unanswered: Unanswered[] = [];
  #said = 0;
  #talking: boolean;
  #ended = false;
  #conn: Deno.TcpConn | undefined;

  constructor(
    readonly nick: string,
    readonly room: string,
    readonly port: number,
    readonly dice: Dice,
    talks: boolean,
  ) {
    this.#talking = talks;
  }

  /** Everything it said is acknowledged, and it has seen up to `head` and nothing later. */
  isDone(head: number): boolean {
    return this.#unanswered.length === 0 && this.#cursor === head;
  }

  /** Says nothing new from now on. */
  hush(): void {
    this.#talking = false;
  }

  end(): void {
    this.#ended = true;
    this.#close();
  }

  /** Connects again and again until {@linkcode end}. */
  async run(): Promise<void> {
    while (!this.#ended) {
      await this.#live().catch((error) => {
        if (!isLinkTrouble(error)) this.complaints.push(String(error));
      });
      this.#close();
      await new Promise((resolve) => setTimeout(resolve, this.dice.whole(5, 60)));
    }
  }

  #close(): void {
    try {
      this.#conn?.close();
    } catch {
      // Closed already: by the other end of this race.
    }
    this.#conn = undefined;
  }

  async #live(): Promise<void> {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port: this.port });
    this.#conn = conn;
    this.links += 1;
    let heardAt = performance.now();
    const pings = setInterval(() => {
      if (performance.now() - heardAt > SILENCE_MS) return this.#close();
      conn.write(encodeCommand({ type: "ping" })).catch(() => {});
    }, PING_MS);
    try {
      const decoder = new EventDecoder();
      const buffer = new Uint8Array(16_384);
      const link = new Link(conn);
      await link.say({ type: "hello", nick: this.nick, ...(this.#token !== undefined && { resume: this.#token }) });
      for (;;) {
        const count = await conn.read(buffer);
        if (count === null) return;
        heardAt = performance.now();
        decoder.feed(buffer.subarray(0, count));
        for (let found = decoder.next(); found; found = decoder.next()) {
          if (found.type === "malformed") throw new Error(`unreadable: ${found.detail}`);
          if (await this.#hear(found.event, found.ref, link) === "hang-up") return;
        }
        if (link.live) await this.#talk(link);
      }
    } finally {
      clearInterval(pings);
    }
  }

  async #hear(event: Event, ref: string | undefined, link: Link): Promise<"hang-up" | void> {
    switch (event.type) {
      case "welcome":
        this.#token = event.resume;
        return await link.say({ type: "join", room: this.room, create: true, after: this.#cursor });
      case "joined":
        link.head = event.head;
        if (event.reset) this.complaints.push(`reset at ${this.#cursor} of ${event.head}`);
        return await this.#page(event.history, event.more, link);
      case "history":
        return await this.#page(event.entries, event.more, link);
      case "message":
        return link.live ? this.#show(event) : void link.waiting.push(event);
      case "said":
        return this.#answered(ref, event.seq, link);
      case "error":
        // A nick in grace, a place that another link of ours still holds: the next try will do.
        if (["nick-taken", "storage", "no-such-room"].includes(event.code)) return "hang-up";
        this.complaints.push(`refused: ${event.code} ${event.text}`);
        return;
      case "bye":
        return "hang-up";
      default:
        return;
    }
  }

  /** A page of what was missed; after the last one what came live meanwhile is shown, and what is unanswered said again. */
  async #page(entries: readonly Entry[], more: boolean, link: Link): Promise<void> {
    for (const entry of entries) this.#show(entry);
    if (more && this.#cursor < link.head) {
      return await link.say({ type: "history", room: this.room, after: this.#cursor, limit: 200 });
    }
    link.live = true;
    for (const entry of link.waiting.splice(0)) this.#show(entry);
    for (const { ref, text } of this.#unanswered) await link.say({ type: "say", room: this.room, text }, ref);
  }

  #show({ seq, text }: Pick<Entry, "seq" | "text">): void {
    const before = this.shown.get(seq);
    if (before !== undefined && before !== text) this.complaints.push(`seq ${seq} was "${before}", is "${text}"`);
    if (seq <= this.#cursor) return;
    if (seq !== this.#cursor + 1) this.complaints.push(`a hole between ${this.#cursor} and ${seq}`);
    this.#cursor = seq;
    this.shown.set(seq, text);
  }

  #answered(ref: string | undefined, seq: number, link: Link): void {
    const index = this.#unanswered.findIndex((one) => one.ref === ref);
    const [one] = index < 0 ? [] : this.#unanswered.splice(index, 1);
    if (!one) return void this.complaints.push(`said for ${ref}, which was answered before`);
    if (index > 0) this.complaints.push(`said for ${ref} came before that of an older one`);
    this.acknowledged.push({ text: one.text, seq });
    if (link.live) this.#show({ seq, text: one.text });
    else this.complaints.push(`said for ${ref} before it was said again`);
  }

  async #talk(link: Link): Promise<void> {
    while (this.#talking && this.#unanswered.length < UNANSWERED_MAX) {
      const number = ++this.#said;
      const one = { ref: `r${number}`, text: `${this.nick}#${number}` };
      this.#unanswered.push(one);
      await link.say({ type: "say", room: this.room, text: one.text }, one.ref);
    }
  }
}

/** One link: what is being caught up on it. */
class Link {
  live = false;
  head = 0;
  readonly waiting: Entry[] = [];
  readonly #conn: Deno.TcpConn;

  constructor(conn: Deno.TcpConn) {
    this.#conn = conn;
  }

  async say(command: Parameters<typeof encodeCommand>[0], ref?: string): Promise<void> {
    let rest = encodeCommand(command, ref);
    while (rest.length > 0) rest = rest.subarray(await this.#conn.write(rest));
  }
}

function isLinkTrouble(error: unknown): boolean {
  return error instanceof Deno.errors.ConnectionReset || error instanceof Deno.errors.ConnectionRefused ||
    error instanceof Deno.errors.BrokenPipe || error instanceof Deno.errors.BadResource ||
    error instanceof Deno.errors.Interrupted || error instanceof Deno.errors.NotConnected ||
    error instanceof Deno.errors.ConnectionAborted || (error instanceof Error && /os error/.test(error.message));
}
