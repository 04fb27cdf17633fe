// A server in the test's own process: real sockets on a free port, history in memory unless a store is given.
import { type Clock, systemClock } from "../../lib/clock.ts";
import { openStore } from "../../lib/history/open.ts";
import type { HistoryStore } from "../../lib/history/store.ts";
import { parseServerOptions } from "../../lib/server/options.ts";
import type { LogNotice } from "../../lib/server/log.ts";
import { serve, type Server } from "../../lib/server/serve.ts";
import { NativePeer } from "./native_peer.ts";

export interface TestServer extends AsyncDisposable {
  readonly server: Server;
  readonly notices: LogNotice[];
  /** A port for the native dialect alone: there nothing is taken for another one's first line. */
  readonly nativePort: number;
  dial(): Promise<NativePeer>;
  /** A peer that has said hello. */
  enter(nick: string, room?: string): Promise<NativePeer>;
}

let boots = 0;

/** Starts one with the options of the command line; rates are off unless asked for. */
export function startServer(...args: string[]): Promise<TestServer> {
  return startServerWith({}, ...args);
}

/** The same with a store or a clock of the test's own. */
export async function startServerWith(
  { clock = systemClock, ...parts }: { readonly store?: HistoryStore; readonly clock?: Clock },
  ...args: string[]
): Promise<TestServer> {
  const rate = args.includes("--rate") ? [] : ["--rate", "0"];
  const db = args.includes("--db") ? [] : ["--db", ":memory:"];
  const places = ["--host", "127.0.0.1", "--port", "0", "--listen", "native@127.0.0.1:0"];
  const options = parseServerOptions([...places, ...rate, ...db, ...args]);
  if (typeof options === "string") throw new TypeError(options);
  const store = parts.store ?? await openStore(options.db, options.history, clock);
  const notices: LogNotice[] = [];
  boots += 1;
  const onNotice = (notice: LogNotice) => void notices.push(notice);
  const server = await serve({ ...options, store, clock, boot: `test${boots}`, onNotice });
  const dial = () => NativePeer.dial(server.port);
  return {
    server,
    notices,
    nativePort: server.others[0]?.port ?? 0,
    dial,
    async enter(nick, room) {
      const peer = await dial();
      const answer = await peer.ask({ type: "hello", nick });
      if (answer.type !== "welcome") throw new Error(`Cannot enter as ${nick}: ${JSON.stringify(answer)}`);
      if (room !== undefined) await peer.ask({ type: "join", room, create: true });
      return peer;
    },
    [Symbol.asyncDispose]: () => server.stop(),
  };
}
