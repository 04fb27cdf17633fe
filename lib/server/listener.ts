// Accepting: a loop that survives a shortage of descriptors, and what a socket is to a connection.
import type { Clock } from "../clock.ts";
import type { Socket } from "./socket.ts";
import { turn } from "./turn.ts";

/** After a failed accept (no descriptors left, say): first wait, and longest, in ms. */
const BACK_OFF_MS = 10;
const BACK_OFF_MS_MAX = 1_000;

export interface Arrival {
  readonly socket: Socket;
  readonly address: string;
  readonly local: boolean;
}

/**
 * Accepts until the listener is closed. An error of one accept never ends it: existing connections are not to notice.
 *
 * @param onTrouble called once per row of failures, with what failed
 */
export async function acceptAll(
  listener: Deno.TcpListener,
  clock: Clock,
  onArrival: (arrival: Arrival) => void,
  onTrouble: (detail: string) => void,
): Promise<void> {
  let backOffMs = 0;
  for (;;) {
    let conn: Deno.TcpConn;
    try {
      conn = await listener.accept();
    } catch (error) {
      if (error instanceof Deno.errors.BadResource || error instanceof Deno.errors.Interrupted) return;
      if (backOffMs === 0) onTrouble(error instanceof Error ? error.message : String(error));
      backOffMs = Math.min(Math.max(BACK_OFF_MS, backOffMs * 2), BACK_OFF_MS_MAX);
      await new Promise<void>((resolve) => clock.after(backOffMs, resolve));
      continue;
    }
    backOffMs = 0;
    onArrival(arrivalOf(conn));
    // Accepts that are ready end without a look at anybody else.
    while (!turn.takeHeavy()) await turn.next();
  }
}

function arrivalOf(conn: Deno.TcpConn): Arrival {
  try {
    conn.setNoDelay(true);
    conn.setKeepAlive(true);
  } catch {
    // The peer is gone already: the first read will say so.
  }
  const address = plainAddress(conn.remoteAddr.hostname);
  return { socket: conn, address, local: isLoopback(address) };
}

/** An IPv4 address as such also where a dual-stack listener saw it as IPv6. */
export function plainAddress(hostname: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(hostname)?.[1] ?? hostname;
}

export function isLoopback(address: string): boolean {
  return address === "::1" || address.startsWith("127.");
}
