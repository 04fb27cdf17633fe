// What a message costs between sockets, the kernel and the disk left out: from a read to all the writes that it causes,
// with history in memory. Run with `deno bench -A tests/bench/path_bench.ts`; each run is MESSAGES messages.
import type { Socket } from "../../lib/server/socket.ts";
import { startServer } from "../support/test_server.ts";

const MESSAGES = 1_600;
const NEWLINE = 10;
const TEXT = "hello world, this is a message of some eighty characters, padded a little bit more";

/** A peer of the native dialect whose socket takes all at once. */
class Peer implements Socket {
  readonly #encoder = new TextEncoder();
  readonly #chunks: Uint8Array[] = [];
  #reading: { into: Uint8Array; resolve(count: number): void } | undefined;
  #refs = 0;

  constructor(public onWritten: (bytes: Uint8Array) => void) {}

  send(text: string): void {
    this.#chunks.push(this.#encoder.encode(text));
    this.#feed();
  }

  says(room: string, count: number): string {
    let text = "";
    for (let n = 0; n < count; n++) text += `{"op":"say","room":"${room}","text":"${TEXT}","ref":"${this.#refs++}"}\n`;
    return text;
  }

  read(into: Uint8Array): Promise<number> {
    return new Promise((resolve) => {
      this.#reading = { into, resolve };
      this.#feed();
    });
  }

  write(bytes: Uint8Array): Promise<number> {
    this.onWritten(bytes);
    return Promise.resolve(bytes.length);
  }

  closeWrite(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {}

  #feed(): void {
    const [chunk] = this.#chunks;
    if (!chunk || !this.#reading) return;
    const { into, resolve } = this.#reading;
    this.#reading = undefined;
    const part = chunk.subarray(0, into.length);
    into.set(part);
    if (part.length === chunk.length) this.#chunks.shift();
    else this.#chunks[0] = chunk.subarray(part.length);
    resolve(part.length);
  }
}

/** `roomCount` rooms of `members`, in each of which one says its share of the messages. */
function makeLoad(roomCount: number, members: number): () => Promise<void> {
  const started = startServer("--log", "off", "--history", "1000");
  const each = MESSAGES / roomCount;
  let left = 0;
  let done: (() => void) | undefined;
  const senders: { readonly room: string; readonly peer: Peer }[] = [];
  const entered = started.then(async ({ server }) => {
    for (let index = 0; index < roomCount * members; index++) {
      const room = `r${index % roomCount}`;
      await new Promise<void>((resolve) => {
        const peer: Peer = new Peer((bytes) => {
          const text = new TextDecoder().decode(bytes);
          if (!text.includes('"op":"joined"')) return;
          peer.onWritten = () => {};
          resolve();
        });
        server.take({ socket: peer, address: "127.0.0.1", local: true }, "native");
        peer.send(`{"op":"hello","nick":"n${index}"}\n{"op":"join","room":"${room}","create":true}\n`);
        if (index < roomCount) senders.push({ room, peer });
      });
    }
  });
  return async () => {
    await entered;
    left = MESSAGES;
    const all = new Promise<void>((resolve) => done = resolve);
    for (const { room, peer } of senders) {
      peer.onWritten = (bytes) => {
        for (const byte of bytes) if (byte === NEWLINE) left--;
        if (left === 0) done?.();
      };
      peer.send(peer.says(room, each));
    }
    await all;
  };
}

const hundred = makeLoad(100, 10);
const one = makeLoad(1, 100);
Deno.bench(`${MESSAGES} messages, 100 rooms of 10`, { warmup: 30, n: 200 }, hundred);
Deno.bench(`${MESSAGES} messages, a room of 100`, { warmup: 30, n: 200 }, one);
