// When the sockets have been looked at. While anything is left to do the event loop asks the system only once in 61 rounds
// what has become ready, and until then retries none of the reads and writes that it has put aside. Who is to wait until
// it has been round waits here: for a byte in a socket of our own, which only the system can say is there.
import { setImmediate } from "node:timers";

/** Without a socket of our own: rounds of the event loop, hardly any work each, after which it has looked. */
const ROUNDS = 64;
const HOSTNAME = "127.0.0.1";
const BYTE = new Uint8Array(1);

/** Two ends of one connection. */
interface Pair {
  readonly near: Deno.TcpConn;
  readonly far: Deno.TcpConn;
}

export class Lookout {
  readonly #heard = new Uint8Array(16);
  #pair: Pair | undefined;
  #users = 0;
  #next: Promise<void> | undefined;

  /** Resolves when it has a socket, or can't have one; it can be used all the while. To be closed as often. Never rejects. */
  async open(): Promise<void> {
    if (this.#users++ > 0) return;
    const pair = await makePair();
    if (this.#users > 0 && !this.#pair) this.#pair = pair;
    else if (pair) shut(pair);
  }

  close(): void {
    if (--this.#users === 0 && this.#pair) this.#drop(this.#pair);
  }

  /** Resolves when the sockets have been looked at; what was ready is read by then, as far as one round goes. */
  next(): Promise<void> {
    return this.#next ??= this.#look();
  }

  async #look(): Promise<void> {
    if (!this.#pair || !await this.#hears(this.#pair)) {
      for (let round = 0; round < ROUNDS; round++) await new Promise<void>((resolve) => setImmediate(resolve));
    }
    this.#next = undefined;
  }

  /** False where the socket is of no use any more. */
  async #hears(pair: Pair): Promise<boolean> {
    try {
      await pair.near.write(BYTE);
      if (await pair.far.read(this.#heard) !== null) return true;
    } catch {
      // Closed, by us or by somebody who may do that to any socket.
    }
    if (this.#pair === pair) this.#drop(pair);
    return false;
  }

  #drop(pair: Pair): void {
    this.#pair = undefined;
    shut(pair);
  }
}

/** `undefined` where the network is not ours to use, or there is no more of it. Asks nobody for leave. */
async function makePair(): Promise<Pair | undefined> {
  if (Deno.permissions.querySync({ name: "net", host: HOSTNAME }).state !== "granted") return undefined;
  let listener: Deno.TcpListener | undefined;
  let near: Deno.TcpConn | undefined;
  try {
    listener = Deno.listen({ hostname: HOSTNAME, port: 0 });
    near = await Deno.connect({ hostname: HOSTNAME, port: listener.addr.port });
    near.setNoDelay(true);
    for (;;) {
      const far = await listener.accept();
      if (far.remoteAddr.port === near.localAddr.port) return { near, far };
      far.close(); // a stranger was quicker
    }
  } catch {
    near?.close();
    return undefined;
  } finally {
    listener?.close();
  }
}

function shut({ near, far }: Pair): void {
  near.close();
  far.close();
}

/** There is one event loop, so there is one of these. */
export const lookout: Lookout = new Lookout();
