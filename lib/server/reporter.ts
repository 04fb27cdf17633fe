// Notices to log lines, as the operator wants them, and the title that counts connections.
import type { Clock } from "../clock.ts";
import { setTitle } from "./console.ts";
import { formatJson, formatPretty, type LogNotice } from "./log.ts";
import { LogSink } from "./log_sink.ts";
import type { ServerOptions } from "./options.ts";

export interface Reporter {
  /** From now on the window's title says where, and how many are connected. */
  listening(place: string): void;
  notice(notice: LogNotice): void;
  flushed(): Promise<void>;
}

/** @param onGone nobody reads the log any more */
export function openReporter(
  options: Pick<ServerOptions, "log" | "logText">,
  clock: Clock,
  onGone: () => void,
): Reporter {
  const coloured = Deno.stdout.isTerminal() && !Deno.noColor;
  const format = (notice: LogNotice): string => {
    const { at } = clock.now();
    if (options.log === "json") return formatJson(notice, at, options.logText);
    return formatPretty(notice, at, options.logText, coloured);
  };
  const sink = new LogSink({
    write: (bytes) => Deno.stdout.write(bytes),
    onGone,
    lost: (count) => format({ type: "lines-lost", count }),
  });
  let place = "";
  let connections = 0;
  const entitle = () => place === "" ? undefined : setTitle(`parley ${place} (${connections})`);
  return {
    listening(where) {
      place = where;
      entitle();
    },
    notice(notice) {
      if (notice.type === "connected" || notice.type === "disconnected") {
        ({ connections } = notice);
        entitle();
      }
      if (options.log !== "off") sink.push(format(notice));
    },
    flushed: () => sink.flushed(),
  };
}
