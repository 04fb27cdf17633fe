// Whether a nick is to be had: who bears it, what looks like it, whose it is by account, and who may come back to it.
import { fold, type Nick, skeleton } from "../chat/names.ts";
import { type Refusal, refuse as no } from "../chat/refusal.ts";
import type { Account } from "./account.ts";
import { endSession } from "./ending.ts";
import type { Peer, Person, Session, State } from "./state.ts";

/**
 * Makes sure that nobody but `self` bears a nick, one that looks like it, or a group of that name, and that no account
 * but `account` has it. A nick that only a dropped session holds goes to a newcomer from the same address.
 */
export function claim(
  state: State,
  peer: Peer,
  nick: Nick,
  self: Person | undefined,
  account: Account | undefined,
): Refusal | undefined {
  const folded = fold(nick);
  const registered = state.accounts.like(nick);
  if (registered && registered !== account) {
    if (registered.folded === folded) {
      return no("nick-registered", `The nick ${nick} is registered: give its password, or choose another`);
    }
    return no("nick-taken", `The nick ${nick} is too much like ${registered.record.name}: choose another`);
  }
  if (state.groups.has(folded)) return no("nick-taken", `There is a group ${nick}: choose another nick`);
  // One may bear the very name and another one look like it: both are asked before anybody's session ends.
  const holders = new Set([state.persons.get(folded), state.personByLook.get(skeleton(nick))]);
  const dropped: Session[] = [];
  for (const holder of holders) {
    if (!holder || holder === self) continue;
    const refusal = keepFor(state, peer, nick, holder);
    if (refusal) return refusal;
    dropped.push(...holder.sessions);
  }
  for (const session of dropped) endSession(state, session, "dropped");
  return undefined;
}

/** Why somebody's nick, or one that looks like it, is not to be had, or `undefined` where nothing but a grace keeps it. */
function keepFor(state: State, peer: Peer, nick: Nick, holder: Person): Refusal | undefined {
  if (holder.live) {
    const like = holder.folded === fold(nick) ? "in use" : `too much like ${holder.nick}, who is here`;
    return no("nick-taken", `The nick ${nick} is ${like}: choose another`);
  }
  const sessions = [...holder.sessions];
  if (!holder.account && sessions.every((session) => session.address === peer.address)) return undefined;
  const lastDrop = Math.max(...sessions.map((session) => session.droppedAt));
  const wait = Math.max(1, Math.ceil(lastDrop + state.options.graceMs - state.now.mono));
  const seconds = Math.ceil(wait / 1_000);
  return no(
    "nick-taken",
    `The nick ${nick} is kept for ${holder.nick}, whose link dropped, for ${seconds} more seconds`,
    {
      wait,
    },
  );
}
