// What is kept of a password: a slow hash, with its salt and the parameters by which it was made, as one line of text.
import { scrypt, timingSafeEqual } from "node:crypto";
import { argon2id, type Argon2Params } from "./argon2id.ts";

/** A scheme with its parameters, as `secret` lines name it. */
export type Scheme =
  | ({ readonly name: "argon2id" } & Argon2Params)
  | { readonly name: "scrypt"; readonly cost: number; readonly blockSize: number; readonly parallelism: number };

/** OWASP's least for Argon2id: 19 MiB, two passes. */
export const ARGON2ID: Scheme = { name: "argon2id", memory: 19_456, passes: 2, parallelism: 1 };
/** For a runtime without Argon2id: OWASP's least for scrypt, 2^15 with r=8 and p=3. */
export const SCRYPT: Scheme = { name: "scrypt", cost: 15, blockSize: 8, parallelism: 3 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;
const ARGON2_LINE = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([\w+/]{11,88})\$([\w+/]{22,88})$/;
const SCRYPT_LINE = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/]{11,88})\$([\w+/]{22,88})$/;
const encoder = new TextEncoder();

/** A parsed secret. */
interface Secret {
  readonly scheme: Scheme;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

/** The better scheme that this runtime has. */
export async function bestScheme(): Promise<Scheme> {
  const tiny = { memory: 8, passes: 1, parallelism: 1 };
  return await argon2id(new Uint8Array(8), new Uint8Array(SALT_BYTES), tiny, HASH_BYTES).then(
    () => ARGON2ID,
    () => SCRYPT,
  );
}

/** Makes what is kept of a password. */
export async function makeSecret(password: string, scheme: Scheme): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  return formatSecret({ scheme, salt, hash: await derive(password, scheme, salt, HASH_BYTES) });
}

/** Whether a password is the one of a secret; a secret that cannot be read fits none. */
export async function fits(password: string, secret: string): Promise<boolean> {
  const parsed = parseSecret(secret);
  if (!parsed) return false;
  const { scheme, salt, hash } = parsed;
  return timingSafeEqual(await derive(password, scheme, salt, hash.length), hash);
}

/** True where a secret was made with other parameters than these. */
export function isOutdated(secret: string, scheme: Scheme): boolean {
  const parsed = parseSecret(secret);
  return parsed === undefined || headOf(parsed.scheme) !== headOf(scheme);
}

function derive(password: string, scheme: Scheme, salt: Uint8Array, length: number): Promise<Uint8Array> {
  // Keyboards differ in how they put an é together.
  const bytes = encoder.encode(password.normalize("NFC"));
  if (scheme.name === "argon2id") {
    const { memory, passes, parallelism } = scheme;
    return argon2id(bytes, salt, { memory, passes, parallelism }, length);
  }
  const { cost, blockSize: r, parallelism: p } = scheme;
  const N = 2 ** cost;
  return new Promise((resolve, reject) => {
    scrypt(bytes, salt, length, { N, r, p, maxmem: 256 * N * r }, (error, key) => {
      if (error) reject(error);
      else resolve(new Uint8Array(key));
    });
  });
}

function headOf(scheme: Scheme): string {
  return scheme.name === "argon2id"
    ? `$argon2id$v=19$m=${scheme.memory},t=${scheme.passes},p=${scheme.parallelism}`
    : `$scrypt$ln=${scheme.cost},r=${scheme.blockSize},p=${scheme.parallelism}`;
}

function formatSecret({ scheme, salt, hash }: Secret): string {
  return `${headOf(scheme)}$${toBase64(salt)}$${toBase64(hash)}`;
}

function parseSecret(text: string): Secret | undefined {
  const [, memory, passes, lanes, salt, hash] = ARGON2_LINE.exec(text) ?? [];
  if (salt !== undefined && hash !== undefined) {
    const params = { memory: Number(memory), passes: Number(passes), parallelism: Number(lanes) };
    return { scheme: { name: "argon2id", ...params }, salt: fromBase64(salt), hash: fromBase64(hash) };
  }
  const [, cost, blockSize, parallelism, scryptSalt, scryptHash] = SCRYPT_LINE.exec(text) ?? [];
  if (scryptSalt === undefined || scryptHash === undefined) return undefined;
  const params = { cost: Number(cost), blockSize: Number(blockSize), parallelism: Number(parallelism) };
  return { scheme: { name: "scrypt", ...params }, salt: fromBase64(scryptSalt), hash: fromBase64(scryptHash) };
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/=+$/, "");
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
