// The pure functions over the store's secret that the hub is given. A resume token needs no memory of the server: it
// says which session and when, and an HMAC says that we said so.
import { createHmac, timingSafeEqual } from "node:crypto";
import { REFS_MS } from "../chat/limits.ts";
import type { SessionId } from "../chat/room.ts";
import type { Secrets } from "../hub/options.ts";

const SESSION = /^[0-9a-z-]{1,64}$/;

/**
 * @param secret 32 bytes that never leave the server
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { secretsOf } from "./tokens.ts";
 * import type { SessionId } from "../chat/room.ts";
 * const secrets = secretsOf(new Uint8Array(32));
 * const token = secrets.sign("s-1" as SessionId, 1_000);
 * assertEquals(secrets.verify(token, 2_000), "s-1");
 * assertEquals(secrets.verify(token + "x", 2_000), undefined);
 * ```
 */
export function secretsOf(secret: Uint8Array): Secrets {
  const mac = (purpose: string, text: string) =>
    createHmac("sha256", secret).update(purpose).update("\0").update(text).digest("base64url");
  return {
    sign(session, at) {
      const claim = `${session}.${at.toString(36)}`;
      return `${claim}.${mac("resume", claim)}`;
    },
    verify(token, at) {
      const [session = "", issued = "", sum = "", ...rest] = token.split(".");
      if (rest.length > 0 || !SESSION.test(session)) return undefined;
      if (!equal(sum, mac("resume", `${session}.${issued}`))) return undefined;
      const age = at - parseInt(issued, 36);
      return age <= REFS_MS ? session as SessionId : undefined;
    },
    digest: (room, password) => mac("room-password", `${room}\0${password}`),
  };
}

function equal(a: string, b: string): boolean {
  const left = new TextEncoder().encode(a);
  const right = new TextEncoder().encode(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
