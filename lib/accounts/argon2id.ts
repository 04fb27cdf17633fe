// Argon2id by WebCrypto, which does its work on another thread.

/** How much work a guess is: `memory` in KiB. */
export interface Argon2Params {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** What this runtime has and TypeScript's library does not know yet. */
interface Argon2Subtle {
  importKey(format: "raw-secret", key: Uint8Array, algorithm: { name: "Argon2id" }, extractable: false, usages: [
    "deriveBits",
  ]): Promise<CryptoKey>;
  deriveBits(
    algorithm: Argon2Params & { readonly name: "Argon2id"; readonly nonce: Uint8Array },
    key: CryptoKey,
    bits: number,
  ): Promise<ArrayBuffer>;
}

/** Derives `length` bytes; rejects with a `NotSupportedError` where the runtime has no Argon2id. */
export async function argon2id(
  password: Uint8Array,
  salt: Uint8Array,
  params: Argon2Params,
  length: number,
): Promise<Uint8Array> {
  const subtle = crypto.subtle as unknown as Argon2Subtle;
  const key = await subtle.importKey("raw-secret", password, { name: "Argon2id" }, false, ["deriveBits"]);
  return new Uint8Array(await subtle.deriveBits({ name: "Argon2id", nonce: salt, ...params }, key, length * 8));
}
