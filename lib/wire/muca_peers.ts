// The identities (`UID`) of those who are connected by `muca`. Its clients address each other by them; everybody else
// is known to them by the nick.
import { fold } from "../chat/names.ts";

/** Remembered at most; those who went are forgotten first. */
const PEERS_MAX = 10_000;

export class MucaPeers {
  readonly #uidByNick = new Map<string, string>();
  readonly #nickByUid = new Map<string, string>();

  set(nick: string, uid: string): void {
    const before = this.#nickByUid.get(uid);
    if (before !== undefined) this.gone(before);
    this.gone(nick);
    this.#uidByNick.set(fold(nick), uid);
    this.#nickByUid.set(uid, nick);
    if (this.#nickByUid.size <= PEERS_MAX) return;
    for (const oldest of this.#nickByUid.values()) return this.gone(oldest);
  }

  renamed(nick: string, to: string): void {
    const uid = this.#uidByNick.get(fold(nick));
    if (uid !== undefined) this.set(to, uid);
  }

  gone(nick: string): void {
    const uid = this.#uidByNick.get(fold(nick));
    if (uid === undefined) return;
    this.#uidByNick.delete(fold(nick));
    this.#nickByUid.delete(uid);
  }

  uidOf(nick: string): string {
    return this.#uidByNick.get(fold(nick)) ?? nick;
  }

  nickOf(uid: string): string {
    return this.#nickByUid.get(uid) ?? uid;
  }
}
