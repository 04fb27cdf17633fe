// The terminal as a screen needs it, and that of this process: the only file here that touches stdin and stdout.
// Nothing in it ever asks for a permission.
import { unreachable } from "../unreachable.ts";
import type { ColourDepth } from "./colour.ts";
import type { Size } from "./grid.ts";

export interface Cancelling {
  cancel(): void;
}

export interface Terminal {
  read(buffer: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  /** For the last words of a program that cannot wait. */
  writeSync(bytes: Uint8Array): number;
  setRaw(on: boolean): void;
  size(): Size;
  /** What it can show, as far as its surroundings tell. */
  depth(): ColourDepth;
  on(happening: Happening, call: () => void): Cancelling;
  /** Stops the process, where its system can; it goes on when the shell says so. */
  stop(): void;
  after(ms: number, call: () => void): Cancelling;
  /** A clock that only goes forward. */
  mono(): number;
}

/** `continued` after a stop; `terminated` is a signal to end; `exiting` comes while the process ends, also by an error. */
export type Happening = "resized" | "continued" | "terminated" | "exiting";

const FALLBACK: Size = { rows: 24, columns: 80 };
const RESIZE_POLL_MS = 500;

export const systemTerminal: Terminal = {
  read: (buffer) => Deno.stdin.read(buffer),
  write: (bytes) => Deno.stdout.write(bytes),
  writeSync: (bytes) => Deno.stdout.writeSync(bytes),
  setRaw(on) {
    try {
      Deno.stdin.setRaw(on);
    } catch {
      // The terminal is gone; there is nothing to set.
    }
  },
  size() {
    try {
      const { rows, columns } = Deno.consoleSize();
      // Some terminals say 0 before they know.
      return { rows: rows || FALLBACK.rows, columns: columns || FALLBACK.columns };
    } catch {
      return FALLBACK;
    }
  },
  depth() {
    const terminal = variable("TERM");
    if (Deno.noColor || terminal === "dumb") return "none";
    if (/truecolor|24bit/i.test(variable("COLORTERM")) || /direct$/.test(terminal)) return "true";
    return terminal === "linux" || terminal === "vt220" ? "16" : "256";
  },
  on(happening, call) {
    switch (happening) {
      case "resized":
        return onSignals(["SIGWINCH"], call) ?? onPolledSize(call);
      case "continued":
        return onSignals(["SIGCONT"], call) ?? { cancel() {} };
      case "terminated":
        return onSignals(["SIGTERM", "SIGHUP", "SIGINT"], call) ?? { cancel() {} };
      case "exiting":
        return onExiting(call);
      default:
        return unreachable(happening);
    }
  },
  stop() {
    try {
      // Of the process itself, this needs no permission. It does nothing where no shell could continue it.
      Deno.kill(Deno.pid, "SIGTSTP");
    } catch {
      // A system without stopping.
    }
  },
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return { cancel: () => clearTimeout(timer) };
  },
  mono: () => performance.now(),
};

/** A variable of the environment, if it may be read. */
function variable(name: string): string {
  const { state } = Deno.permissions.querySync({ name: "env", variable: name });
  return state === "granted" ? Deno.env.get(name) ?? "" : "";
}

/** Undefined where the system knows none of them. */
function onSignals(signals: readonly Deno.Signal[], call: () => void): Cancelling | undefined {
  const heard = signals.filter((signal) => {
    try {
      Deno.addSignalListener(signal, call);
      return true;
    } catch {
      return false;
    }
  });
  if (heard.length === 0) return undefined;
  return { cancel: () => heard.forEach((signal) => Deno.removeSignalListener(signal, call)) };
}

function onPolledSize(call: () => void): Cancelling {
  let last = systemTerminal.size();
  const timer = setInterval(() => {
    const { rows, columns } = systemTerminal.size();
    if (rows === last.rows && columns === last.columns) return;
    last = { rows, columns };
    call();
  }, RESIZE_POLL_MS);
  return { cancel: () => clearInterval(timer) };
}

function onExiting(call: () => void): Cancelling {
  const names = ["unload", "error", "unhandledrejection"] as const;
  for (const name of names) globalThis.addEventListener(name, call);
  return { cancel: () => names.forEach((name) => globalThis.removeEventListener(name, call)) };
}
