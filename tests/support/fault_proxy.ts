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
  /** Lets bytes gather for a while before it passes them on. */
  readonly gathers?: boolean;
  /** Waits so many ms before each piece. */
  readonly delayMs?: number;
  /** Passes on whole lines only, each as what this makes of it: none, another, several. */
  readonly edit?: (line: string) => readonly string[];
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
  /** Cuts the links that are open now after so many more bytes of one direction. */
  cutAfter(direction: keyof Fates, bytes: number): void;
}

const GATHER_MS = 3;

/** One direction of a link under way. */
interface Course {
  readonly direction: keyof Fates;
  fate: Fate;
  passed: number;
}

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
      return { gathers: true };
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
  const courses = new Set<Course>();
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
    const both: Course[] = [{ direction: "up", fate: up, passed: 0 }, { direction: "down", fate: down, passed: 0 }];
    for (const course of both) courses.add(course);
    await Promise.all(both.map((course) => {
      const [from, to] = course.direction === "up" ? [near, far] : [far, near];
      return pass(from, to, course, end);
    }));
    for (const course of both) courses.delete(course);
    end();
  }

  function shut(conn: Deno.Conn): void {
    if (!open.delete(conn)) return;
    conn.close();
  }

  async function pass(from: Deno.TcpConn, to: Deno.TcpConn, course: Course, end: () => void): Promise<void> {
    const buffer = new Uint8Array(16_384);
    const editor = course.fate.edit && lineEditor(course.fate.edit);
    try {
      for (;;) {
        if (course.fate.gathers) await pause(GATHER_MS);
        const count = await from.read(buffer);
        if (count === null) return await to.closeWrite();
        const bytes = editor ? editor(buffer.slice(0, count)) : buffer.slice(0, count);
        const { fate, passed } = course;
        const last = Math.max(0, Math.min(fate.cutAt ?? Infinity, fate.hangAt ?? Infinity) - passed);
        course.passed += bytes.length;
        await writePieces(to, last < bytes.length ? bytes.subarray(0, last) : bytes, fate);
        if (last > bytes.length) continue;
        counts.faults += 1;
        if (fate.cutAt !== undefined && course.passed >= fate.cutAt) return end();
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
    cutAfter(direction, bytes) {
      for (const course of courses) {
        if (course.direction !== direction) continue;
        course.fate = { ...course.fate, cutAt: course.passed + bytes };
      }
    },
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

/** Makes of the bytes of lines those of edited lines; what has no end yet is kept. */
function lineEditor(edit: (line: string) => readonly string[]): (bytes: Uint8Array) => Uint8Array {
  const decoder = new TextDecoder();
  let rest = "";
  return (bytes) => {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    return new TextEncoder().encode(lines.flatMap(edit).map((line) => `${line}\n`).join(""));
  };
}

/** The fault itself, not a way to wait for something. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
