// Where a server is: a host as a person types it, and a port.

/** The port that a server listens on where nobody says otherwise. */
export const PORT_DEFAULT = 7667;

export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * Parses `HOST`, `HOST:PORT`, `V6`, `[V6]` or `[V6]:PORT`; `undefined` where it is none of these.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseAddress } from "./address.ts";
 * assertEquals(parseAddress("[::1]:7000"), { host: "::1", port: 7000 });
 * assertEquals(parseAddress("chat.example"), { host: "chat.example", port: 7667 });
 * ```
 */
export function parseAddress(text: string): Address | undefined {
  const trimmed = text.trim();
  const bracketed = /^\[([0-9a-f:.%\w-]+)\](?::(\d+))?$/i.exec(trimmed);
  if (bracketed) return addressOf(bracketed[1], bracketed[2]);
  // Two colons and no brackets: an IPv6 address alone, since a port would be ambiguous.
  if (/^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.%\w-]*$/i.test(trimmed)) return addressOf(trimmed, undefined);
  const named = /^([^\s:/\[\]@]+)(?::(\d+))?$/.exec(trimmed);
  return named ? addressOf(named[1], named[2]) : undefined;
}

/** True where two addresses are written alike: then they are one server. */
export function isSameAddress(one: Address, other: Address): boolean {
  return one.port === other.port && one.host.toLowerCase() === other.host.toLowerCase();
}

/** The port in `text`, 1 to 65535, or `undefined`. */
export function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}

/** The address as one would type it; the usual port is left out. */
export function formatAddress({ host, port }: Address): string {
  if (port === PORT_DEFAULT) return host;
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

function addressOf(host: string | undefined, portText: string | undefined): Address | undefined {
  const port = portText === undefined ? PORT_DEFAULT : parsePort(portText);
  return host === undefined || host === "" || port === undefined ? undefined : { host, port };
}
