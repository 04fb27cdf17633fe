// The terminal as this client needs it, and the real one.

export interface Terminal {
  read(buffer: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  setRaw(on: boolean): void;
  columns(): number;
  onResize(call: () => void): void;
}

/** The terminal of this process. */
export const systemTerminal: Terminal = {
  read: (buffer) => Deno.stdin.read(buffer),
  write: (bytes) => Deno.stdout.write(bytes),
  setRaw(on) {
    try {
      Deno.stdin.setRaw(on);
    } catch {
      // The terminal is gone; there is nothing to set.
    }
  },
  columns() {
    try {
      // Some terminals say 0 before they know.
      return Deno.consoleSize().columns || 80;
    } catch {
      return 80;
    }
  },
  onResize(call) {
    try {
      Deno.addSignalListener("SIGWINCH", call);
    } catch {
      // A system without this signal: the next key draws anew.
    }
  },
};
