// A socket and nothing else, as `nc` has it: lines go out as typed and come in as they are. What it says and hears
// owes nothing to our own codec.

export class RawPeer implements Disposable {
  readonly #conn: Deno.TcpConn;
  readonly #decoder = new TextDecoder();
  #text = "";
  #closed = false;

  private constructor(conn: Deno.TcpConn) {
    this.#conn = conn;
  }

  static async dial(port: number, hostname = "127.0.0.1"): Promise<RawPeer> {
    return new RawPeer(await Deno.connect({ hostname, port }));
  }

  /** Sends these very characters. */
  async send(text: string): Promise<void> {
    await this.sendBytes(new TextEncoder().encode(text));
  }

  async sendBytes(bytes: Uint8Array): Promise<void> {
    for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await this.#conn.write(rest));
  }

  /** The next line without its `\n`; `undefined` when the server has closed the link. */
  async line(): Promise<string | undefined> {
    const buffer = new Uint8Array(16_384);
    for (;;) {
      const end = this.#text.indexOf("\n");
      if (end >= 0) {
        const line = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 1);
        return line;
      }
      const count = await this.#conn.read(buffer);
      if (count === null) return undefined;
      this.#text += this.#decoder.decode(buffer.subarray(0, count), { stream: true });
    }
  }

  async closeWrite(): Promise<void> {
    await this.#conn.closeWrite();
  }

  [Symbol.dispose](): void {
    if (!this.#closed) this.#conn.close();
    this.#closed = true;
  }
}
