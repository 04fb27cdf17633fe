// Asking whether a password is right. An account that is not there takes as long, and is answered in the same words.
import { PASSWORD_BYTES_MAX, PASSWORD_BYTES_MIN, type PasswordOutcome } from "../chat/password.ts";
import { fold } from "../chat/names.ts";
import { type Refusal, refuse as no } from "../chat/refusal.ts";
import type { Account } from "./account.ts";
import { payForPassword, tooFast } from "./pace.ts";
import { utf8Length } from "./answer_size.ts";
import type { Peer, State } from "./state.ts";

/** How long one is asked to wait where too many passwords are being looked at, in ms. */
const BUSY_MS = 1_000;
const BUSY = no("busy", "Too many passwords are being looked at: try again in a moment", { wait: BUSY_MS });
const WRONG = no("bad-password", "The name or the password is wrong: try again, or choose another name");

/**
 * Has the password of the account called `name` checked. The answer comes later, once: a refusal, or the account. The
 * caller holds the peer meanwhile.
 */
export function checkPassword(
  state: State,
  peer: Peer,
  name: string,
  password: string,
  answer: (outcome: Account | Refusal) => void,
): void {
  const { failures, now: { mono } } = state;
  const account = state.accounts.named(name);
  const places = [`account ${fold(name)}`, `address ${peer.addressKey}`];
  const wait = Math.max(...places.map((place) => failures.wait(place, mono)));
  if (wait > 0) return answer(tooOften(wait));
  const pace = payForPassword(state, peer);
  if (pace > 0) return answer(no("too-fast", tooFast(pace), { wait: pace }));
  if (account?.storing || places.some((place) => failures.crowded(place, mono))) return answer(BUSY);
  for (const place of places) failures.begin(place, mono);
  const generation = account?.record.generation;
  const settled = (outcome: PasswordOutcome) => {
    const right = outcome.type === "checked" && outcome.ok;
    for (const place of places) failures.end(place, state.now.mono, outcome.type === "checked" && !right);
    if (outcome.type !== "checked") return answer(BUSY);
    // It may have been taken off the books meanwhile,
    if (!right || !account || !state.accounts.byId.has(account.id)) return answer(WRONG);
    // or given another password, or voided its tokens: who came by the old one would outlast that.
    if (account.record.generation !== generation) return answer(BUSY);
    failures.forget(places[0] ?? "");
    if (outcome.renewed !== undefined) revise(state, account, { secret: outcome.renewed });
    answer(account);
  };
  state.emit({ type: "check", password, secret: account?.record.secret, ticket: { settled } });
}

/** Why a password is none that could be kept, or `undefined`. */
export function weakness(password: string): Refusal | undefined {
  const bytes = utf8Length(password.normalize("NFC"));
  if (bytes >= PASSWORD_BYTES_MIN && bytes <= PASSWORD_BYTES_MAX) return undefined;
  const text = `A password has ${PASSWORD_BYTES_MIN} to ${PASSWORD_BYTES_MAX} bytes: choose a longer one`;
  return no("weak-password", bytes > PASSWORD_BYTES_MAX ? text.replace("longer", "shorter") : text);
}

export function busy(): Refusal {
  return BUSY;
}

/** Changes an account's record at once, and stores it; `settled` is told whether that could be done. */
export function revise(
  state: State,
  account: Account,
  change: Partial<Account["record"]>,
  settled: (stored: boolean) => void = () => {},
): void {
  if (account.ending || !state.accounts.byId.has(account.id)) return settled(false);
  account.record = { ...account.record, ...change };
  state.emit({ type: "keep", change: { keeps: [account.record] }, ticket: { type: "then", settled } });
}

function tooOften(wait: number): Refusal {
  return no("too-fast", `Too many wrong passwords: try again in ${Math.ceil(wait / 1_000)} s`, { wait });
}
