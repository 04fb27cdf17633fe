// Signals that end a program. A closed window ends the client as Ctrl-C does: the terminal is given back first.

const END_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Calls back at each of them, until cancelled. */
export function onEndSignals(call: () => void): { cancel(): void } {
  for (const signal of END_SIGNALS) {
    try {
      Deno.addSignalListener(signal, call);
    } catch {
      // Windows knows only some of them.
    }
  }
  return {
    cancel() {
      for (const signal of END_SIGNALS) {
        try {
          Deno.removeSignalListener(signal, call);
        } catch {
          // It was never added.
        }
      }
    },
  };
}
