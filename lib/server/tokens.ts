// The pure functions over the store's secret that the hub is given. A resume token needs no memory of the server: it
// says which session and when, and an HMAC says that we said so.
import { createHmac, timingSafeEqual } from "node:crypto";
import { REFS_MS } from "../chat/limits.ts";
import type { AccountId } from "../chat/kept.ts";
import type { SessionId } from "../chat/room.ts";
import type { Secrets } from "../hub/options.ts";

const ID = /^[0-9a-z-]{1,64}$/;
const CODE_LENGTH = 16;

/**
 * @param secret 32 bytes that never leave the server
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { secretsOf } from "./tokens.ts";
 * import type { SessionId } from "../chat/room.ts";
 * const secrets = secretsOf(new Uint8Array(32));
 * const claim = { session: "s-1" as SessionId };
 * const token = secrets.sign(claim, 1_000);
 * assertEquals(secrets.verify(token, 2_000), claim);
 * assertEquals(secrets.verify(token + "x", 2_000), undefined);
 * ```
 */
export function secretsOf(secret: Uint8Array): Secrets {
  const mac = (purpose: string, text: string) =>
    createHmac("sha256", secret).update(purpose).update("\0").update(text).digest("base64url");
  return {
    sign({ session, account }, at) {
      const parts = [session, at.toString(36)];
      if (account) parts.push(account.id, account.generation.toString(36));
      const text = parts.join(".");
      return `${text}.${mac("resume", text)}`;
    },
    verify(token, at) {
      const parts = token.split(".");
      const sum = parts.pop() ?? "";
      const [session = "", issued = "", account, generation] = parts;
      if ((parts.length !== 2 && parts.length !== 4) || !ID.test(session)) return undefined;
      if (!equal(sum, mac("resume", parts.join(".")))) return undefined;
      if (!(at - parseInt(issued, 36) <= REFS_MS)) return undefined;
      const claim = { session: session as SessionId };
      if (account === undefined || generation === undefined) return claim;
      return { ...claim, account: { id: account as AccountId, generation: parseInt(generation, 36) } };
    },
    code: (id) => mac("invite", id).slice(0, CODE_LENGTH),
    digest: (room, password) => mac("room-password", `${room}\0${password}`),
  };
}

function equal(a: string, b: string): boolean {
  const left = new TextEncoder().encode(a);
  const right = new TextEncoder().encode(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
