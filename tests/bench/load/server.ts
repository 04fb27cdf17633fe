// The server under a load: the real program, its history in a file, no rates.
import { ServerProcess, temporaryFolder } from "../../support/process.ts";
import { filesMax } from "./machine.ts";

/** What either side has open besides connections. */
const FILES_BESIDES = 100;
/** No load takes longer. */
const LIFE_MS = 600_000;

/** A load needs more files than may be open: a sentence that says what to do. */
export class TooFewFiles extends Error {}

export interface ServerWanted {
  /** Where its history is; a file of its own otherwise. */
  readonly path?: string;
  readonly args?: readonly string[];
  /** How many will connect. */
  readonly clients?: number;
}

/** @throws {TooFewFiles} where so many can't connect */
export async function startServer(path: string, wanted: ServerWanted = {}): Promise<ServerProcess> {
  const { args = [], clients = 0 } = wanted;
  const bounds = ["--rate", "0", "--max-clients", "20000", "--max-per-address", "0"];
  const all = ["--host", "127.0.0.1", "--db", path, ...bounds, "--log", "off", ...args];
  const server = await ServerProcess.start(all, { lifeMs: LIFE_MS });
  const files = Math.min(filesMax(server.pid) ?? Infinity, filesMax(Deno.pid) ?? Infinity);
  if (files >= clients + FILES_BESIDES) return server;
  await server.stop();
  const needed = clients + FILES_BESIDES;
  throw new TooFewFiles(`only ${files} files may be open: run it again after ulimit -n ${needed}`);
}

/** Starts a server, lets it be used, and ends it. */
export async function withServer<T>(act: (server: ServerProcess) => Promise<T>, wanted: ServerWanted = {}): Promise<T> {
  await using folder = await temporaryFolder();
  await using server = await startServer(wanted.path ?? folder.of("h.kv"), wanted);
  const result = await act(server);
  await server.stop();
  return result;
}
