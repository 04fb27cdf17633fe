// Comings and goings, folded: only what they come to is said, and in a large room only of people who talk.
import { fold } from "../../chat/names.ts";
import { type PresenceChange, presenceText } from "../line.ts";

/** Names in one list. */
const NAMES_MAX = 8;

export interface Folding {
  /** `smart` folds, `all` tells each, `none` nothing. */
  readonly mode: "smart" | "all" | "none";
  /** Whether anybody wants to know this of somebody. */
  isFitting(change: PresenceChange): boolean;
}

/** The changes in one row of words, or `undefined` where they come to nothing. */
export function foldPresence(changes: readonly PresenceChange[], { mode, isFitting }: Folding): string | undefined {
  if (mode === "none") return undefined;
  if (mode === "all") return changes.map(presenceText).join(" · ");
  const came: string[] = [];
  const went: string[] = [];
  const lost: string[] = [];
  const others: string[] = [];
  for (const { before, now, here, wasHere, last } of persons(changes)) {
    if (!isFitting(last)) continue;
    if (!wasHere && here) came.push(now);
    else if (wasHere && !here && last.reason !== undefined) others.push(presenceText({ ...last, nick: now }));
    else if (wasHere && !here) (last.kind === "dropped" ? lost : went).push(now);
    else if (wasHere && here && before !== now) others.push(`${before} is called ${now} now`);
  }
  const parts = [
    ...(came.length > 0 ? [`${listed(came)} came in`] : []),
    ...(went.length > 0 ? [`${listed(went)} left`] : []),
    ...(lost.length > 0 ? [`${listed(lost)} lost the connection`] : []),
    ...others,
  ];
  return parts.length === 0 ? undefined : parts.join(" · ");
}

interface PersonChange {
  readonly before: string;
  readonly wasHere: boolean;
  now: string;
  here: boolean;
  last: PresenceChange;
}

/** What became of each person, however often they came, went and took other names. */
function persons(changes: readonly PresenceChange[]): Iterable<PersonChange> {
  const all: PersonChange[] = [];
  const byNick = new Map<string, PersonChange>();
  for (const change of changes) {
    const key = fold(change.nick);
    let person = byNick.get(key);
    if (!person) {
      const wasHere = change.kind !== "joined";
      person = { before: change.nick, wasHere, now: change.nick, here: wasHere, last: change };
      all.push(person);
      byNick.set(key, person);
    }
    person.last = change;
    person.here = change.kind === "joined" || change.kind === "renamed";
    if (change.kind !== "renamed") continue;
    person.now = change.to ?? change.nick;
    byNick.delete(key);
    byNick.set(fold(person.now), person);
  }
  return all;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_MAX).join(", ");
  return names.length > NAMES_MAX ? `${shown} and ${names.length - NAMES_MAX} more` : shown;
}
