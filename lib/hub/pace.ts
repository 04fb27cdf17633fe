// How fast one may ask: by connection, by account and by address together. What one of them lacks, nobody pays.
import { Bucket, type Rate } from "./rate.ts";
import type { Peer, State } from "./state.ts";

/** Those of one address share so many times what one connection has. */
const ADDRESS_FACTOR = 10;
/** Rooms that one account, or the guests of one address, may make in an hour. */
const ROOMS_PER_HOUR = 60;
/** Accounts that may be registered from one address in an hour. */
const ACCOUNTS_PER_HOUR = 20;
const HOUR_S = 3_600;
/** Passwords that may be looked at for one address at once, and in a minute: right ones take as long as wrong ones. */
const PASSWORDS: Rate = { burst: 60, perSecond: 1 };
/** Hellos of one address: all its people come back at once, but nobody comes and goes for ever. Others are told of each. */
const GREETINGS: Rate = { burst: 1_000, perSecond: 20 };
/** Addresses that are remembered; the ones unused for longest are forgotten first. */
const ADDRESSES_MAX = 20_000;

/** What the connections of one address share. */
export class AddressPace {
  readonly bucket = new Bucket();
  readonly greeting = new Bucket();
  readonly making = new Bucket();
  readonly registering = new Bucket();
  readonly proving = new Bucket();
}

export class Paces {
  readonly #paceByAddress = new Map<string, AddressPace>();

  /** The pace of an address, as {@linkcode addressKey} gives it. */
  of(key: string): AddressPace {
    const pace = this.#paceByAddress.get(key) ?? new AddressPace();
    // Put in again: the map's order is then that of use.
    this.#paceByAddress.delete(key);
    this.#paceByAddress.set(key, pace);
    for (const oldest of this.#paceByAddress.keys()) {
      if (this.#paceByAddress.size <= ADDRESSES_MAX) break;
      this.#paceByAddress.delete(oldest);
    }
    return pace;
  }
}

/** Takes `cost` units of all the rates that hold for a connection; gives how many ms are to be waited instead, or 0. */
export function pay(state: State, peer: Peer, cost: number): number {
  const { rate } = state.options;
  if (!rate) return 0;
  const { mono } = state.now;
  const account = peer.session?.person.account;
  const shared = { burst: rate.burst * ADDRESS_FACTOR, perSecond: rate.perSecond * ADDRESS_FACTOR };
  let wait = peer.bucket.wait(cost, mono, rate);
  if (account) wait = Math.max(wait, account.bucket.wait(cost, mono, rate));
  if (peer.pace) wait = Math.max(wait, peer.pace.bucket.wait(cost, mono, shared));
  if (wait > 0) return wait;
  peer.bucket.take(cost, mono, rate);
  account?.bucket.take(cost, mono, rate);
  peer.pace?.bucket.take(cost, mono, shared);
  return 0;
}

/** Whether one more may come now; gives the wait in ms, or 0. On the machine itself there is no bound. */
export function payForHello(state: State, peer: Peer): number {
  return state.options.rate ? peer.pace?.greeting.take(1, state.now.mono, GREETINGS) ?? 0 : 0;
}

/** Whether one more room may be made now; gives the wait in ms, or 0. */
export function payForRoom(state: State, peer: Peer): number {
  const bucket = peer.session?.person.account?.making ?? peer.pace?.making ?? peer.making;
  return state.options.rate ? bucket.take(1, state.now.mono, perHour(ROOMS_PER_HOUR)) : 0;
}

/** Whether one more account may be registered now; gives the wait in ms, or 0. */
export function payForAccount(state: State, peer: Peer): number {
  const bucket = peer.pace?.registering ?? peer.making;
  return state.options.rate ? bucket.take(1, state.now.mono, perHour(ACCOUNTS_PER_HOUR)) : 0;
}

/** Whether one more password may be looked at now; gives the wait in ms, or 0. On the machine itself there is no bound. */
export function payForPassword(state: State, peer: Peer): number {
  return state.options.rate ? peer.pace?.proving.take(1, state.now.mono, PASSWORDS) ?? 0 : 0;
}

function perHour(count: number): Rate {
  return { burst: count, perSecond: count / HOUR_S };
}

/** A wait, in a sentence. */
export function tooFast(wait: number): string {
  return `Too fast: try again in ${(wait / 1_000).toFixed(1)} s`;
}
