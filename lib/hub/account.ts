// Accounts: identities that are proved and last. A person is somebody who is here; an account may be away.
import type { AccountId, AccountRecord } from "../chat/kept.ts";
import { fold, type Folded, skeleton } from "../chat/names.ts";
import type { RoomId } from "../chat/room.ts";
import { Bucket } from "./rate.ts";
import type { Group, Person, Room } from "./state.ts";

export class Account {
  readonly folded: Folded;
  readonly look: string;
  /** Who bears it now. */
  person: Person | undefined;
  readonly groups = new Set<Group>();
  readonly conversations = new Map<RoomId, Room>();
  /** Conversations with entries that it was not given, from which seq on. */
  readonly pending = new Map<RoomId, number>();
  readonly readUpTo = new Map<RoomId, number>();
  /** Conversations whose read mark is not stored yet. */
  readonly unmarked = new Set<RoomId>();
  /** It is not stored yet: nobody can log in. */
  storing = false;
  /** It is being taken off the books: nothing of it is stored any more. */
  ending = false;
  readonly bucket = new Bucket();
  /** For making rooms. */
  readonly making = new Bucket();

  constructor(public record: AccountRecord) {
    this.folded = fold(record.name);
    this.look = skeleton(record.name);
  }

  get id(): AccountId {
    return this.record.id;
  }
  /** What others are shown: the nick, where somebody bears it, else the name. */
  get shown(): string {
    return this.person?.nick ?? this.record.name;
  }
}

/** The account that somebody is shown with: its name as it was registered; nothing of a guest. */
export function accountOf({ account }: Pick<Person, "account">): { readonly account?: string } {
  return account ? { account: account.record.name } : {};
}

/** All of them. */
export class Accounts {
  readonly byId = new Map<AccountId, Account>();
  readonly byName = new Map<string, Account>();
  readonly #byLook = new Map<string, Account>();

  /** The account of that name, in any spelling of it. */
  named(name: string): Account | undefined {
    return this.byName.get(fold(name));
  }

  /** An account whose name can be taken for this one. */
  like(name: string): Account | undefined {
    return this.named(name) ?? this.#byLook.get(skeleton(name));
  }

  add(account: Account): void {
    this.byId.set(account.id, account);
    this.byName.set(account.folded, account);
    this.#byLook.set(account.look, account);
  }

  remove(account: Account): void {
    this.byId.delete(account.id);
    this.byName.delete(account.folded);
    if (this.#byLook.get(account.look) === account) this.#byLook.delete(account.look);
  }
}
