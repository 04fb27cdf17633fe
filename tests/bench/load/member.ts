// One client of a load: comes, joins, hears, answers pings.
import { Ear } from "./ear.ts";
import type { News, Tongue } from "./tongue.ts";

const BUFFER_BYTES_MIN = 1_024;
/** It grows beyond only where a line is longer. */
const BUFFER_BYTES_MAX = 65_536;
const encoder = new TextEncoder();

export interface MemberOptions {
  readonly port: number;
  readonly tongue: Tongue;
  readonly nick: string;
  readonly room: string;
  readonly senders: number;
}

export class Member {
  readonly ear: Ear;
  /** After each read, when all in it was heard. */
  readonly onHeard: (() => void)[] = [];
  /** What the server refused, or that it closed the link: a load has nothing of the kind. */
  trouble: string | undefined;
  readonly #options: MemberOptions;
  readonly #conn: Deno.TcpConn;
  #buffer = new Uint8Array(BUFFER_BYTES_MIN);
  #wanted: { readonly type: News["type"]; resolve(): void; reject(error: Error): void } | undefined;
  #closed = false;
  #writing: Promise<void> = Promise.resolve();
  readonly #reading: Promise<void>;

  private constructor(options: MemberOptions, conn: Deno.TcpConn) {
    this.#options = options;
    this.#conn = conn;
    const { senders, tongue, room } = options;
    this.ear = new Ear({ senders, seqAt: tongue.seqAt(room), onLine: (line) => this.#hear(line) });
    this.#reading = this.#read();
  }

  /** Connects and says hello. */
  static async enter(options: MemberOptions): Promise<Member> {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port: options.port });
    conn.setNoDelay(true);
    const member = new Member(options, conn);
    await member.#ask(options.tongue.hello(options.nick), "welcome");
    return member;
  }

  async join(): Promise<void> {
    await this.#ask(this.#options.tongue.join(this.#options.room), "joined");
  }

  async leave(): Promise<void> {
    await this.#ask(this.#options.tongue.leave(this.#options.room), "left");
  }

  /** Writes after what was written before. */
  write(bytes: Uint8Array): Promise<void> {
    return this.#writing = this.#writing.then(async () => {
      try {
        for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await this.#conn.write(rest));
      } catch (error) {
        this.#fail(String(error));
      }
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#conn.close();
    await this.#reading;
    await this.#writing;
  }

  async #ask(line: string, type: News["type"]): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#wanted = { type, resolve, reject };
    if (this.trouble !== undefined) reject(new Error(this.trouble));
    await Promise.all([promise, this.write(encoder.encode(line))]);
  }

  async #read(): Promise<void> {
    let begun = 0;
    try {
      for (;;) {
        const count = await this.#conn.read(this.#buffer.subarray(begun));
        if (count === null) return this.#fail("The server has closed the link");
        const end = begun + count;
        const rest = this.ear.take(this.#buffer.subarray(0, end));
        begun = end - rest;
        const isFull = end === this.#buffer.length;
        if (isFull && (end < BUFFER_BYTES_MAX || rest === 0)) this.#grow(rest, end);
        else if (rest > 0) this.#buffer.copyWithin(0, rest, end);
        for (const heard of this.onHeard) heard();
      }
    } catch (error) {
      this.#fail(String(error));
    }
  }

  /** A read that fills the buffer has more to come, of one line maybe. */
  #grow(rest: number, end: number): void {
    const larger = new Uint8Array(this.#buffer.length * 2);
    larger.set(this.#buffer.subarray(rest, end));
    this.#buffer = larger;
  }

  #hear(line: string): void {
    const news = this.#options.tongue.news(line);
    if (news.type === "ping") void this.write(encoder.encode(news.answer));
    else if (news.type === "trouble") this.#fail(news.text);
    else if (news.type === this.#wanted?.type) this.#wanted.resolve();
  }

  #fail(text: string): void {
    if (this.#closed) return;
    this.trouble ??= text;
    this.#wanted?.reject(new Error(text));
  }
}
