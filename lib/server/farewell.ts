// The end of somebody who is turned away: last words, then the close.
import type { Clock } from "../clock.ts";
import { READ_BYTES_MIN } from "./read_buffers.ts";
import { closeQuietly, type Socket } from "./socket.ts";
import { within } from "./within.ts";

/** How long somebody who is turned away has to read why. */
const LINGER_MS = 500;

/** Says a last thing, and closes the socket: when it is read, or the time for that is over. Never rejects. */
export async function farewell(socket: Socket, bytes: Uint8Array, clock: Clock): Promise<void> {
  await within(clock, LINGER_MS, speakAndListen(socket, bytes));
  closeQuietly(socket);
}

async function speakAndListen(socket: Socket, bytes: Uint8Array): Promise<void> {
  try {
    for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await socket.write(rest));
    await socket.closeWrite();
    // A close with unread input resets the link and may take our words with it.
    const buffer = new Uint8Array(READ_BYTES_MIN);
    while (await socket.read(buffer) !== null);
  } catch {
    // It went before it had read all.
  }
}
