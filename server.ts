// The server's program: flags, wiring, signals, exit code; no logic.
import { setColorEnabled } from "@std/fmt/colors";
import { systemClock } from "./lib/clock.ts";
import { openReader, openStore, StoreError } from "./lib/history/open.ts";
import { complain, formatPlace, print, setTitle } from "./lib/server/console.ts";
import { serverHelp } from "./lib/server/help.ts";
import { printHistory, printRooms } from "./lib/server/operator.ts";
import { parseServerOptions, type ServerOptions } from "./lib/server/options.ts";
import { ListenError } from "./lib/server/listen.ts";
import { openReporter } from "./lib/server/reporter.ts";
import { serve } from "./lib/server/serve.ts";
import { onEndSignals } from "./lib/server/signals.ts";
import { unreachable } from "./lib/unreachable.ts";
import { VERSION } from "./lib/version.ts";

/** After a second signal the server ends within this, whatever is still to be told. */
const HASTE_MS = 900;

const options = parseServerOptions(Deno.args);
if (typeof options === "string") {
  complain(options);
  Deno.exit(2);
}
Deno.exit(await run(options));

async function run(options: ServerOptions): Promise<number> {
  try {
    switch (options.command) {
      case "help":
        await print(serverHelp());
        return 0;
      case "version":
        await print(`parley-server ${VERSION}\n`);
        return 0;
      case "rooms":
      case "export":
        return await operate(options);
      case "serve":
        return await listen(options);
      default:
        return unreachable(options.command);
    }
  } catch (error) {
    // `export | head` has had what it wanted.
    if (options.command !== "serve" && error instanceof Deno.errors.BrokenPipe) return 0;
    complain(explain(error, options));
    return 1;
  }
}

async function operate(options: ServerOptions): Promise<number> {
  const store = await openReader(options.db, systemClock);
  try {
    if (options.command === "rooms") await printRooms(store, print);
    else if (!await printHistory(store, options.room, print)) {
      complain(`There is no room ${options.room} in ${store.place}: see "server.ts rooms"`);
      return 1;
    }
    return 0;
  } finally {
    await store.close();
  }
}

async function listen(options: ServerOptions): Promise<number> {
  setColorEnabled(!Deno.noColor && Deno.stdout.isTerminal());
  const store = await openStore(options.db, options.history, systemClock);
  let end: (why: string) => void = () => {};
  const ending = new Promise<string>((resolve) => end = resolve);
  const boot = crypto.randomUUID().replaceAll("-", "").slice(0, 16);
  const reporter = openReporter(options, systemClock, () => end("nobody reads the output"));
  const server = await serve({ ...options, store, clock: systemClock, boot, onNotice: reporter.notice })
    .catch(async (error) => {
      await store.close();
      throw error;
    });
  const place = formatPlace(server.hostname, server.port);
  reporter.listening(place);
  let hurried = false;
  const removeSignals = onEndSignals((signal) => {
    if (hurried) setTimeout(() => Deno.exit(1), HASTE_MS);
    hurried = true;
    end(signal);
  });
  const others = server.others.map(({ dialect, hostname, port }) => ` · ${dialect} on ${formatPlace(hostname, port)}`);
  const hint = Deno.stdout.isTerminal() ? "; Ctrl-C stops it" : "";
  await print(`listening on ${place} · history: ${store.place}${others.join("")}${hint}\n`).catch(() =>
    end("nobody reads the output")
  );
  reporter.notice({ type: "stopping", why: await ending });
  await server.stop();
  reporter.notice({ type: "stopped" });
  await reporter.flushed();
  setTitle("");
  removeSignals();
  return 0;
}

/** One line that says what to do. */
function explain(error: unknown, options: ServerOptions): string {
  const place = formatPlace(options.host, options.port);
  if (error instanceof StoreError || error instanceof ListenError) return error.message;
  if (error instanceof Deno.errors.AddrInUse) {
    return `Port ${options.port} is in use on ${options.host}: choose another with --port, or stop the program that has it`;
  }
  if (error instanceof Deno.errors.NotCapable) return `${error.message.split("\n")[0]}: run it with -N`;
  if (error instanceof Deno.errors.PermissionDenied) {
    return `Port ${options.port} may not be used by you: choose one above 1023 with --port`;
  }
  if (error instanceof Deno.errors.AddrNotAvailable) {
    return `There is no address ${options.host} on this machine: see --host`;
  }
  const wish = options.command === "serve" ? `serve on ${place}` : "read the history";
  return `Can't ${wish}: ${error instanceof Error ? error.message : String(error)}`;
}
