// When the program is asked to end: by a signal, a closed window, or a reader of its output that went away.

/** SIGTERM and SIGHUP do not exist everywhere: what a system lacks is left out. */
const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK", "SIGHUP"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/** Calls back for each signal that asks for an end, the second one too. The result removes the listeners. */
export function onEndSignals(call: (signal: Deno.Signal) => void): () => void {
  const removals = SIGNALS.map((signal) => {
    const listener = () => call(signal);
    Deno.addSignalListener(signal, listener);
    return () => Deno.removeSignalListener(signal, listener);
  });
  return () => removals.forEach((remove) => remove());
}
