// The older clients as scripted peers over real sockets: they send what the unmodified ones send, and answer of
// themselves what those answer.

/** Guards a test that would wait for ever. */
const GUARD_MS = 20_000;

/** Somebody at a socket, with all that was heard so far. */
export class Ear implements Disposable {
  /** All of it, as text. */
  text = "";
  /** Each read by itself: older clients take one for one message. */
  readonly reads: string[] = [];
  ended = false;
  readonly #conn: Deno.TcpConn;
  readonly #onRead: (read: string, ear: Ear) => void;
  readonly #reading: Promise<void>;
  #wake: () => void = () => {};

  private constructor(conn: Deno.TcpConn, onRead: (read: string, ear: Ear) => void) {
    this.#conn = conn;
    this.#onRead = onRead;
    this.#reading = this.#read();
  }

  static async dial(port: number, onRead: (read: string, ear: Ear) => void = () => {}): Promise<Ear> {
    return new Ear(await Deno.connect({ hostname: "127.0.0.1", port }), onRead);
  }

  async send(text: string): Promise<void> {
    for (let rest = new TextEncoder().encode(text); rest.length > 0;) {
      rest = rest.subarray(await this.#conn.write(rest));
    }
  }

  /** Resolves when this has been heard; rejects where it never is. */
  async until(wanted: string): Promise<void> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.#wake();
    }, GUARD_MS);
    while (!this.text.includes(wanted) && !this.ended && !late) {
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    clearTimeout(timer);
    if (!this.text.includes(wanted)) throw new Error(`"${wanted}" was not heard in ${JSON.stringify(this.text)}`);
  }

  /** Resolves when the server has closed the link. */
  async end(): Promise<void> {
    await this.#reading;
  }

  [Symbol.dispose](): void {
    try {
      this.#conn.close();
    } catch {
      // Closed by the test before.
    }
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    const buffer = new Uint8Array(2_048);
    for (;;) {
      const count = await this.#conn.read(buffer).catch(() => null);
      if (count === null) break;
      const read = decoder.decode(buffer.subarray(0, count), { stream: true });
      this.reads.push(read);
      this.text += read;
      this.#onRead(read, this);
      this.#wake();
    }
    this.ended = true;
    this.#wake();
  }
}

/** Somebody in a room by whatever dialect. */
export interface OlderPeer {
  readonly name: string;
  /** Where the words of others are heard. */
  readonly ear: Ear;
  /** As its users do: in some of these systems everybody who is connected hears it. */
  say(text: string): Promise<void>;
  /** To the lobby alone. */
  sayInRoom(text: string): Promise<void>;
  close(): void;
}

export async function plainPeer(port: number, name: string): Promise<OlderPeer> {
  const ear = await Ear.dial(port);
  await ear.send(`${name}\n/join lobby\n`);
  await ear.until("You are in lobby");
  const say = (text: string) => ear.send(`${text}\n`);
  return { name, ear, say, sayInRoom: say, close: () => ear[Symbol.dispose]() };
}

export async function ircPeer(port: number, name: string): Promise<OlderPeer> {
  const ear = await Ear.dial(port);
  await ear.send(`NICK ${name}\r\nUSER ${name} 0 * :${name}\r\nJOIN #lobby\r\n`);
  await ear.until(" 366 ");
  const say = (text: string) => ear.send(`PRIVMSG #lobby :${text}\r\n`);
  return { name, ear, say, sayInRoom: say, close: () => ear[Symbol.dispose]() };
}

/** Its client answers the question by itself, each time it reads it alone. */
export async function nickpromptPeer(port: number, name: string): Promise<OlderPeer> {
  const ear = await Ear.dial(port, (read, self) => {
    if (read === "NICK") self.send(name);
  });
  await ear.until("Connected to server!");
  const say = (text: string) => ear.send(`${name}: ${text}`);
  return { name, ear, say, sayInRoom: say, close: () => ear[Symbol.dispose]() };
}

export async function classchatPeer(port: number, name: string): Promise<OlderPeer> {
  const ear = await Ear.dial(port);
  await ear.send(name);
  await ear.until("Username accepted");
  return {
    name,
    ear,
    say: (text) => ear.send(`${name}>${text}`),
    sayInRoom: (text) => ear.send(`${name}>/say ${text}`),
    close: () => ear[Symbol.dispose](),
  };
}

export async function mucaPeer(port: number, name: string): Promise<OlderPeer> {
  const ear = await Ear.dial(port);
  const uid = `${name}@hku.hk`;
  await ear.send(JSON.stringify({ CMD: "JOIN", UN: name, UID: uid }));
  await ear.until('"LIST"');
  const send = (to: readonly string[], text: string) =>
    ear.send(JSON.stringify({ CMD: "SEND", MSG: `${text}\n`, TO: to, FROM: uid }));
  return {
    name,
    ear,
    say: (text) => send([], text),
    sayInRoom: (text) => send(["#lobby"], text),
    close: () => ear[Symbol.dispose](),
  };
}

/** Its client confirms each message, and reads the answer to one before it sends the next. */
export async function iitdPeer(port: number, name: string): Promise<OlderPeer> {
  const sender = await Ear.dial(port);
  await sender.send(`REGISTER TOSEND ${name}\n\n`);
  await sender.until(`REGISTERED TOSEND ${name}\n\n`);
  const ear = await Ear.dial(port, (read, self) => {
    const [, from] = /^FORWARD (\S+)\n/.exec(read) ?? [];
    if (from !== undefined) self.send(`RECEIVED ${from}\n\n`);
  });
  await ear.send(`REGISTER TORECV ${name}\n\n`);
  await ear.until(`REGISTERED TORECV ${name}\n\n`);
  const send = async (to: string, text: string) => {
    await sender.send(`SEND ${to}\nContent-length: ${[...text].length}\n\n${text}`);
    await sender.until(`SEND ${to}\n\n`);
  };
  return {
    name,
    ear,
    say: (text) => send("ALL", text),
    sayInRoom: (text) => send("#lobby", text),
    close() {
      sender[Symbol.dispose]();
      ear[Symbol.dispose]();
    },
  };
}

export async function nativeEar(port: number, name: string): Promise<OlderPeer> {
  const ear = await Ear.dial(port);
  await ear.send(`{"op":"hello","nick":"${name}"}\n{"op":"join","room":"lobby"}\n`);
  await ear.until('"joined"');
  const say = (text: string) => ear.send(`${JSON.stringify({ op: "say", text })}\n`);
  return { name, ear, say, sayInRoom: say, close: () => ear[Symbol.dispose]() };
}
