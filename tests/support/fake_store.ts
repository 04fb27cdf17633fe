// A make-believe store under the hub: it does its work when the test says so, well or badly, and the hub hears of it
// later still, so that every order in which a real store may answer can be played.
import type { Entry, Page, PageRequest } from "../../lib/chat/entry.ts";
import { type Kept, keyOf } from "../../lib/chat/kept.ts";
import type { PasswordOutcome } from "../../lib/chat/password.ts";
import type { RoomId, RoomRecord } from "../../lib/chat/room.ts";
import { spanOf } from "../../lib/history/span.ts";
import type { Effect } from "../../lib/hub/effect.ts";
import type { Input, StoredSays } from "../../lib/hub/input.ts";
import type { AppendTicket } from "../../lib/hub/ticket.ts";

/** Work that the store was given. It is done first (`begin`), then the hub hears of it (`result`). */
interface Work {
  readonly writes: boolean;
  /** Does it without a word: what is committed can be read, what is read is as of now. */
  begin(): void;
  /** What the hub hears. What was begun as a write can't fail any more. */
  result(well: boolean): Input;
}

type StoreEffect = Effect & {
  readonly type: "append" | "put" | "keep" | "remove" | "page" | "refs" | "find" | "hash" | "check";
};

export class FakeStore {
  readonly entries = new Map<RoomId, Entry[]>();
  readonly refs = new Map<string, { ref: string; seq: number; at: number }[]>();
  readonly records = new Map<RoomId, RoomRecord>();
  /** What is kept beside rooms, by its place. */
  readonly kept = new Map<string, Kept>();
  /** The oldest seq that an erased room still has. */
  readonly firsts = new Map<RoomId, number>();
  /** Whether passwords are kept by other parameters than they were. */
  outdated = false;
  /** Whether the desk where passwords are looked at is busy. */
  busy = false;
  /** What it was given and has not answered, oldest first. */
  readonly work: Work[] = [];
  readonly #now: () => number;

  /** @param now wall time for what is stored */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The nth read ends: reads may overtake each other and writes. */
  read(nth: number, well: boolean): Input | undefined {
    const work = this.work.filter(({ writes }) => !writes)[nth];
    if (work) this.work.splice(this.work.indexOf(work), 1);
    return work?.result(well);
  }

  /** The oldest writes end, `most` at most, as one commit: they never overtake each other. */
  commit(most: number, well: boolean): Input[] {
    const batch = this.work.filter(({ writes }) => writes).slice(0, most);
    const inputs: Input[] = [];
    const runs: StoredSays[] = [];
    const refused: AppendTicket[] = [];
    for (const work of batch) {
      this.work.splice(this.work.indexOf(work), 1);
      const input = work.result(well);
      if (input.type === "stored") { for (const run of input.runs) addTo(runs, run); }
      else if (input.type === "not-stored") refused.push(...input.tickets);
      else inputs.push(input);
    }
    if (runs.length > 0) inputs.push({ type: "stored", runs });
    if (refused.length > 0) inputs.push({ type: "not-stored", tickets: refused });
    return inputs;
  }

  perform(effect: StoreEffect): void {
    switch (effect.type) {
      case "append":
        return void this.work.push(this.#appending(effect));
      case "put": {
        const { record, ticket } = effect;
        return this.#later(
          true,
          () => this.records.set(record.id, record),
          () => ({ type: "put-done", ticket }),
          { type: "put-failed", ticket },
        );
      }
      case "keep": {
        const { change, ticket } = effect;
        return this.#later(
          true,
          () => this.#change(change),
          () => ({ type: "put-done", ticket }),
          { type: "put-failed", ticket },
        );
      }
      case "hash":
        return this.#password(effect.ticket, () => ({ type: "made", secret: `secret of ${effect.password}` }));
      case "check": {
        const ok = effect.secret?.endsWith(`secret of ${effect.password}`) === true;
        const renewed = ok && this.outdated ? { renewed: `newer secret of ${effect.password}` } : {};
        return this.#password(effect.ticket, () => ({ type: "checked", ok, ...renewed }));
      }
      case "remove":
        this.records.delete(effect.room);
        this.entries.delete(effect.room);
        return;
      case "page": {
        const { ticket, room, request } = effect;
        const read = () => pageOf(this.entries.get(room) ?? [], request, this.firsts.get(room) ?? 1);
        return this.#later(false, read, (page) => ({ type: "paged", ticket, page }), { type: "page-failed", ticket });
      }
      case "refs": {
        const { ticket } = effect;
        const read = () => this.refs.get(`${effect.session} ${effect.room}`) ?? [];
        return this.#later(false, read, (refs) => ({ type: "refs-read", ticket, refs }), {
          type: "refs-failed",
          ticket,
        });
      }
      case "find": {
        const { ticket } = effect;
        const found: Input = { type: "found", ticket, entries: [], more: false };
        return this.#later(false, () => found, (input) => input, { type: "find-failed", ticket });
      }
    }
  }

  #password(ticket: (Effect & { readonly type: "hash" })["ticket"], work: () => PasswordOutcome): void {
    const busy: Input = { type: "password", ticket, outcome: { type: "busy" } };
    this.#later(false, () => this.busy ? { type: "busy" as const } : work(), (outcome) => {
      return { type: "password", ticket, outcome };
    }, busy);
  }

  #change({ keeps = [], forgets = [] }: (Effect & { readonly type: "keep" })["change"]): void {
    for (const key of forgets) this.kept.delete(key.join(" "));
    for (const kept of keeps) this.kept.set(keyOf(kept).join(" "), kept);
  }

  #later<Result>(writes: boolean, act: () => Result, well: (result: Result) => Input, badly: Input): void {
    let done: { readonly result: Result } | undefined;
    this.work.push({
      writes,
      begin: () => done ??= { result: act() },
      result: (ok) => ok || (writes && done) ? well((done ??= { result: act() }).result) : badly,
    });
  }

  #appending(effect: Effect & { readonly type: "append" }): Work {
    const { room, ticket } = effect;
    let entry: Entry | undefined;
    return {
      writes: true,
      begin: () => entry ??= this.#store(effect),
      result: (ok) => {
        if (!ok && !entry) return { type: "not-stored", tickets: [ticket] };
        return { type: "stored", runs: [{ room, entries: [entry ??= this.#store(effect)], tickets: [ticket] }] };
      },
    };
  }

  #store(effect: Effect & { readonly type: "append" }): Entry {
    const all = this.entries.get(effect.room) ?? [];
    const { from, text, kind, account, ref, session, room, event, also } = effect;
    const more = { ...(event && { event }), ...(account !== undefined && { account }) };
    const entry: Entry = { seq: all.length + 1, from, text, kind, at: this.#now(), ...more };
    if (also?.put) this.records.set(room, also.put);
    if (also) this.#change(also);
    if (also?.erase) this.firsts.set(room, entry.seq);
    this.entries.set(room, [...all, entry]);
    if (ref !== undefined) {
      const key = `${session} ${room}`;
      this.refs.set(key, [...this.refs.get(key) ?? [], { ref, seq: entry.seq, at: entry.at }]);
    }
    return entry;
  }
}

function addTo(runs: StoredSays[], { room, entries, tickets }: StoredSays): void {
  const at = runs.findIndex((run) => run.room === room);
  const run = runs[at] ?? { room, entries: [], tickets: [] };
  const longer = { room, entries: [...run.entries, ...entries], tickets: [...run.tickets, ...tickets] };
  if (at < 0) runs.push(longer);
  else runs[at] = longer;
}

function pageOf(all: readonly Entry[], request: PageRequest, first: number): Page {
  const { low, high, more } = spanOf(request, first, all.length);
  return { entries: all.slice(low - 1, high), first, head: all.length, more };
}
