// Names on an IRC wire: rooms are `#room`, groups are `&group`, and everybody has the same user and host, since
// addresses are nobody's business. Nicks and rooms keep rules (chat/names.ts) that suit IRC: no blank, `!`, `@`, `:`,
// `,`, `*`, and no nick begins with `#`, `&` or `:`.

/** How the server calls itself where a message needs a source. */
export const SERVER_NAME = "irc.parley";
export const USER = "~u";
export const HOST = "parley";

const NETWORK_LENGTH_MAX = 32;

/**
 * The name that the server's operator gave it, as one word: clients list their networks by it.
 *
 * @param server `name/version`
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { networkOf } from "./names.ts";
 * assertEquals(networkOf("The Garden/1.0"), "The-Garden");
 * ```
 */
export function networkOf(server: string): string {
  const words = server.replace(/\/[^/]*$/, "").replace(/[\s\p{C}]+/gu, " ").trim();
  return [...words.replaceAll(" ", "-")].slice(0, NETWORK_LENGTH_MAX).join("") || "parley";
}

/** A person as the source of a message. */
export function sourceOf(nick: string): string {
  return `${nick}!${USER}@${HOST}`;
}

export function channelOf(room: string): string {
  return `#${room}`;
}

export function channelOfGroup(group: string): string {
  return `&${group}`;
}

/** What a client names as a target. */
export type Target =
  | { readonly type: "room"; readonly room: string }
  | { readonly type: "group"; readonly group: string }
  | { readonly type: "person"; readonly nick: string }
  /** `$*` and `$$*`: everybody on this server (RFC 1459, 4.4.1). */
  | { readonly type: "everyone" };

/** The target as it is meant; whether it exists is the hub's to say. */
export function parseTarget(text: string): Target {
  switch (text[0]) {
    case "#":
      return { type: "room", room: text.slice(1) };
    case "&":
      return { type: "group", group: text.slice(1) };
    case "$":
      if (/^\$\$?\*$/.test(text)) return { type: "everyone" };
      return { type: "person", nick: text };
    default:
      // "nick!user@host" is a nick with its address.
      return { type: "person", nick: text.split("!", 1)[0] ?? text };
  }
}

/** The room of a channel's name, or `undefined` where it is no room's. */
export function roomOf(channel: string): string | undefined {
  return channel.length > 1 && channel[0] === "#" ? channel.slice(1) : undefined;
}
