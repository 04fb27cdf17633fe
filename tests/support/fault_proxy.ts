// A proxy that is a bad network: it delays, throttles, splits, gathers, cuts at a byte, resets, and lets links hang open.
// Each link's fate is thrown with the proxy's dice when it is accepted.
import type { Dice } from "./dice.ts";

/** What happens to one direction of a link. */
export interface Fate {
  /** Closes both ends after so many bytes of this direction; `undefined`: never. */
  readonly cutAt?: number;
  /** At that byte nothing more is passed on, but the link stays open: it hangs. */
  readonly hangAt?: number;
  /** Passes on pieces of at most so many bytes. */
  readonly pieceMax?: number;
  /** Passes on only once so many bytes have come, or nothing more comes for a while. */
  readonly gather?: number;
  /** Waits so many ms before each piece. */
  readonly delayMs?: number;
}

export interface Fates {
  readonly up: Fate;
  readonly down: Fate;
}

export interface FaultProxy extends AsyncDisposable {
  readonly port: number;
  /** Links accepted, and links that the proxy itself cut or let hang. */
  readonly counts: { links: number; faults: number };
  /** From now on every link is passed on as it is. */
  calm(): void;
}

const GATHER_MS = 3;

/** A fate for one direction: mostly harmless, sometimes the end of it. */
export function throwFate(dice: Dice): Fate {
  switch (dice.whole(0, 9)) {
    case 0:
    case 1:
      return { cutAt: dice.whole(1, 6_000) };
    case 2:
      return { hangAt: dice.whole(1, 6_000) };
    case 3:
      return { pieceMax: dice.whole(1, 7) };
    case 4:
      return { delayMs: dice.whole(1, 4) };
    case 5:
      return { gather: dice.whole(100, 3_000) };
    case 6:
      return { pieceMax: dice.whole(1, 50), cutAt: dice.whole(1, 2_000) };
    default:
      return {};
  }
}

/** Forwards to a port of this machine, as `fate` says for each link. */
export function startFaultProxy(toPort: number, fate: () => Fates): FaultProxy {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const counts = { links: 0, faults: 0 };
  const open = new Set<Deno.Conn>();
  const links = new Set<Promise<void>>();
  let calm = false;
  const accepting = (async () => {
    for (;;) {
      const near = await listener.accept().catch(() => undefined);
      if (!near) return;
      counts.links += 1;
      const link: Promise<void> = run(near).finally(() => links.delete(link));
      links.add(link);
    }
  })();

  async function run(near: Deno.TcpConn): Promise<void> {
    open.add(near);
    const far = await Deno.connect({ hostname: "127.0.0.1", port: toPort }).catch(() => undefined);
    if (!far) return shut(near);
    open.add(far);
    const { up, down } = calm ? { up: {}, down: {} } : fate();
    const end = () => {
      shut(near);
      shut(far);
    };
    await Promise.all([pass(near, far, up, end), pass(far, near, down, end)]);
    end();
  }

  function shut(conn: Deno.Conn): void {
    if (!open.delete(conn)) return;
    conn.close();
  }

  async function pass(from: Deno.TcpConn, to: Deno.TcpConn, fate: Fate, end: () => void): Promise<void> {
    const buffer = new Uint8Array(16_384);
    let passed = 0;
    let kept: Uint8Array[] = [];
    try {
      for (;;) {
        const count = await from.read(buffer);
        if (count === null) return await to.closeWrite();
        kept.push(buffer.slice(0, count));
        const bytes = concat(kept);
        if (fate.gather !== undefined && bytes.length < fate.gather) await pause(GATHER_MS);
        kept = [];
        const last = Math.min(fate.cutAt ?? Infinity, fate.hangAt ?? Infinity) - passed;
        await writePieces(to, last < bytes.length ? bytes.subarray(0, last) : bytes, fate);
        passed += bytes.length;
        if (passed < (fate.hangAt ?? Infinity) && passed < (fate.cutAt ?? Infinity)) continue;
        counts.faults += 1;
        if (fate.cutAt !== undefined && passed >= fate.cutAt) return end();
        // It hangs: what comes is swallowed until an end gives up.
        while (await from.read(buffer) !== null);
        return end();
      }
    } catch {
      end();
    }
  }

  return {
    port: (listener.addr as Deno.NetAddr).port,
    counts,
    calm: () => calm = true,
    async [Symbol.asyncDispose]() {
      listener.close();
      await accepting;
      for (const conn of [...open]) shut(conn);
      await Promise.all(links);
    },
  };
}

async function writePieces(to: Deno.TcpConn, bytes: Uint8Array, fate: Fate): Promise<void> {
  const pieceMax = fate.pieceMax ?? bytes.length;
  for (let at = 0; at < bytes.length;) {
    if (fate.delayMs !== undefined) await pause(fate.delayMs);
    at += await to.write(bytes.subarray(at, at + pieceMax));
  }
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

/** The fault itself, not a way to wait for something. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
