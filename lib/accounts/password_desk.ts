// Where passwords are made secrets of and checked: at most so many at once, and a short queue before it.
import type { PasswordOutcome } from "../chat/password.ts";
import { bestScheme, fits, isOutdated, makeSecret, type Scheme } from "./password.ts";

export interface PasswordDeskOptions {
  /** How many are worked on at once. @default {the number of processors} */
  readonly atOnce?: number;
  /** Most requests that wait. @default {64} */
  readonly queuedMax?: number;
  /** @default {the best that the runtime has} */
  readonly scheme?: Scheme;
}

const QUEUED_MAX = 64;

/** Does the slow work of passwords, off the event loop. */
export class PasswordDesk {
  readonly #atOnce: number;
  readonly #queuedMax: number;
  readonly #waiting: (() => void)[] = [];
  #working = 0;
  #scheme: Promise<Scheme> | undefined;
  #decoy: Promise<string> | undefined;

  constructor({ atOnce, queuedMax = QUEUED_MAX, scheme }: PasswordDeskOptions = {}) {
    this.#atOnce = Math.max(1, atOnce ?? navigator.hardwareConcurrency);
    this.#queuedMax = queuedMax;
    if (scheme) this.#scheme = Promise.resolve(scheme);
  }

  /** Makes what is kept of a password. */
  make(password: string): Promise<PasswordOutcome> {
    return this.#inTurn(async () => ({ type: "made", secret: await makeSecret(password, await this.#best()) }));
  }

  /** Checks a password. Without a secret, that is for an account that is not there, the same work is done for nothing. */
  check(password: string, secret: string | undefined): Promise<PasswordOutcome> {
    return this.#inTurn(async () => {
      const scheme = await this.#best();
      const decoy = await this.#decoyOf(scheme);
      const against = secret ?? decoy;
      const ok = await fits(password, against) && secret !== undefined;
      if (!ok || !isOutdated(against, scheme)) return { type: "checked", ok };
      return { type: "checked", ok, renewed: await makeSecret(password, scheme) };
    });
  }

  #best(): Promise<Scheme> {
    return this.#scheme ??= bestScheme();
  }

  /** Made once; where that fails, the next one who needs it tries again. */
  async #decoyOf(scheme: Scheme): Promise<string> {
    this.#decoy ??= makeSecret(crypto.randomUUID(), scheme);
    try {
      return await this.#decoy;
    } catch (error) {
      this.#decoy = undefined;
      throw error;
    }
  }

  async #inTurn(work: () => Promise<PasswordOutcome>): Promise<PasswordOutcome> {
    if (this.#working >= this.#atOnce) {
      if (this.#waiting.length >= this.#queuedMax) return { type: "busy" };
      // Whoever is done hands its place on.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#working += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#working -= 1;
    }
  }
}
