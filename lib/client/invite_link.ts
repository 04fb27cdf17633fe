// An invite as one line to paste: `parley://host:port/room?invite=CODE`.
import { parseRoom } from "../chat/names.ts";
import { type Address, parseAddress, PORT_DEFAULT } from "./address.ts";

export interface InviteLink {
  readonly address: Address;
  readonly room: string;
  readonly invite: string | undefined;
}

const SCHEME = "parley://";

/** True for what means to be such a link, whether it is one or not. */
export function looksLikeLink(text: string): boolean {
  return text.slice(0, SCHEME.length).toLowerCase() === SCHEME;
}

/**
 * The link; the usual port is left out.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatLink, parseLink } from "./invite_link.ts";
 * const link = { address: { host: "::1", port: 7000 }, room: "räume", invite: "a/b" };
 * assertEquals(formatLink(link), "parley://[::1]:7000/r%C3%A4ume?invite=a%2Fb");
 * assertEquals(parseLink(formatLink(link)), link);
 * ```
 */
export function formatLink({ address: { host, port }, room, invite }: InviteLink): string {
  const name = host.includes(":") ? `[${host}]` : host;
  const place = port === PORT_DEFAULT ? name : `${name}:${port}`;
  // A server may have sent any name: half a character cannot be written.
  const path = encodeURIComponent(room.toWellFormed());
  return `${SCHEME}${place}/${path}${
    invite === undefined ? "" : `?invite=${encodeURIComponent(invite.toWellFormed())}`
  }`;
}

/** Parses a link as it was pasted; `undefined` where it is none, or names no place or room. */
export function parseLink(text: string): InviteLink | undefined {
  const trimmed = text.trim().replace(/^<([^]*)>$/, "$1");
  if (!looksLikeLink(trimmed)) return undefined;
  const found = /^([^/?#]+)\/([^/?#]+)\/?(?:\?([^#]*))?(?:#.*)?$/.exec(trimmed.slice(SCHEME.length));
  const address = parseAddress(found?.[1] ?? "");
  const room = decoded(found?.[2] ?? "");
  if (!found || !address || room === undefined || parseRoom(room) === undefined) return undefined;
  const invite = new URLSearchParams(found[3] ?? "").get("invite") ?? undefined;
  return { address, room, invite: invite === "" ? undefined : invite };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
