// The places where the server listens: the main port, and more for one dialect each (`--listen`, `--legacy`).
import type { Clock } from "../clock.ts";
import type { DialectName } from "../wire/dialects.ts";
import { formatPlace } from "./console.ts";
import { acceptAll, type Arrival } from "./listener.ts";

/** Where to listen, and for whom. */
export interface ListenPlace {
  readonly dialect: DialectName | "auto";
  readonly hostname: string;
  readonly port: number;
}

export interface Listening extends ListenPlace {
  readonly listener: Deno.TcpListener;
}

/** What each of the older systems has built into its client. */
export const LEGACY_PLACES: readonly ListenPlace[] = [
  { dialect: "iitd", hostname: "127.0.0.1", port: 8_828 },
  { dialect: "nickprompt", hostname: "127.0.0.1", port: 55_555 },
  { dialect: "classchat", hostname: "127.0.0.1", port: 12_000 },
  { dialect: "muca", hostname: "127.0.0.1", port: 40_452 },
];

const DIALECTS: Readonly<Record<ListenPlace["dialect"], true>> = {
  auto: true,
  native: true,
  irc: true,
  plain: true,
  iitd: true,
  nickprompt: true,
  classchat: true,
  muca: true,
};
const PORT_MAX = 65_535;

/** Reads `DIALECT@HOST:PORT`; a `string` is what is wrong with it. */
export function parseListenPlace(text: string): ListenPlace | string {
  const [, dialect = "", hostname = "", port = ""] = /^(\w+)@(.+):(\d+)$/.exec(text) ?? [];
  if (!Object.hasOwn(DIALECTS, dialect) || Number(port) > PORT_MAX) {
    return `--listen takes DIALECT@HOST:PORT, where DIALECT is one of ${Object.keys(DIALECTS).join(", ")}`;
  }
  return {
    dialect: dialect as ListenPlace["dialect"],
    hostname: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(port),
  };
}

/** A place could not be had; the message says what to do. */
export class ListenError extends Error {
  override readonly name = "ListenError";
}

/** Listens at all places or at none. The first one's error is thrown as it is. */
export function listenAt(places: readonly ListenPlace[]): readonly Listening[] {
  const all: Listening[] = [];
  for (const place of places) {
    try {
      const listener = Deno.listen({ hostname: place.hostname, port: place.port });
      all.push({ ...place, port: (listener.addr as Deno.NetAddr).port, listener });
    } catch (error) {
      for (const { listener } of all) listener.close();
      if (all.length === 0) throw error;
      const why = error instanceof Error ? error.message : String(error);
      const where = formatPlace(place.hostname, place.port);
      throw new ListenError(
        `Can't listen for ${place.dialect} on ${where} (${why}): stop what has it, or leave it out`,
        {
          cause: error,
        },
      );
    }
  }
  return all;
}

/** Accepts at all of them until they are closed. */
export async function acceptAtAll(
  all: readonly Listening[],
  clock: Clock,
  onArrival: (arrival: Arrival, place: Listening) => void,
  onTrouble: (detail: string) => void,
): Promise<void> {
  await Promise.all(
    all.map((place) => acceptAll(place.listener, clock, (arrival) => onArrival(arrival, place), onTrouble)),
  );
}
