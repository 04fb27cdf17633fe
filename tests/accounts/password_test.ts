import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { argon2id } from "../../lib/accounts/argon2id.ts";
import {
  ARGON2ID,
  bestScheme,
  fits,
  isOutdated,
  makeSecret,
  type Scheme,
  SCRYPT,
} from "../../lib/accounts/password.ts";

const encoder = new TextEncoder();
const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// From the reference implementation's own tests (phc-winner-argon2, src/test.c, Argon2id, version 19).
Deno.test.each<[number, number, number, string, string, string]>([
  [65_536, 2, 1, "password", "somesalt", "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"],
  [256, 2, 1, "password", "somesalt", "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"],
  [256, 2, 2, "password", "somesalt", "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037"],
  [65_536, 1, 1, "password", "somesalt", "f6a5adc1ba723dddef9b5ac1d464e180fcd9dffc9d1cbf76cca2fed795d9ca98"],
  [65_536, 2, 1, "differentpassword", "somesalt", "0b84d652cf6b0c4beaef0dfe278ba6a80df6696281d7e0d2891b817d8c458fde"],
  [65_536, 2, 1, "password", "diffsalt", "bdf32b05ccc42eb15d58fd19b1f856b113da1e9a5874fdcc544308565aa8141c"],
])(
  "argon2id() of m=%i t=%i p=%i %s %s is the known answer",
  async (memory, passes, parallelism, password, salt, known) => {
    const made = await argon2id(encoder.encode(password), encoder.encode(salt), { memory, passes, parallelism }, 32);
    assertEquals(hex(made), known);
  },
);

// RFC 7914, section 12: scrypt("pleaseletmein", "SodiumChloride", 16384, 8, 1), all 64 bytes.
const RFC_7914 = "$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$" +
  "cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofLVQylVYT8Pz2LUlwUkKpr55h6F3A1lHkDfzwF7RVdYhw";

Deno.test.each<[string, string]>([
  // By the reference implementation's command line: `argon2 somesalt -id -t 2 -k 256 -p 1 -e`.
  ["$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4", "password"],
  [RFC_7914, "pleaseletmein"],
])("a secret made elsewhere fits its password: %s", async (secret, password) => {
  assert(await fits(password, secret));
  assert(!await fits(`${password} `, secret));
});

Deno.test.each<[string, Scheme]>([["argon2id", ARGON2ID], ["scrypt", SCRYPT]])(
  "makeSecret() by %s keeps its parameters, and no two are the same",
  async (name, scheme) => {
    const secret = await makeSecret("pässwörd with words", scheme);
    assert(secret.startsWith(`$${name}$`));
    assertNotEquals(secret, await makeSecret("pässwörd with words", scheme));
    assert(await fits("pässwörd with words".normalize("NFD"), secret));
    assert(!await fits("passwörd with words", secret));
    assert(!isOutdated(secret, scheme));
    assert(isOutdated(secret, scheme === SCRYPT ? ARGON2ID : SCRYPT));
  },
);

Deno.test("this runtime has Argon2id, and the parameters are those that OWASP names", async () => {
  assertEquals(await bestScheme(), ARGON2ID);
  assertMatch(await makeSecret("correct horse", ARGON2ID), /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

Deno.test.each([
  "",
  "$",
  "plain",
  "$argon2id$v=19$m=1,t=1,p=1$x$y",
  "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgL",
])(
  "a secret that cannot be read fits no password: %s",
  async (secret) => {
    assert(!await fits("password", secret));
    assert(isOutdated(secret, ARGON2ID));
  },
);
