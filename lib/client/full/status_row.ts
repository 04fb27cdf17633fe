// The row above the line being typed: where one is, how things stand, what is new elsewhere, what lies below.
import type { Moment } from "../../clock.ts";
import type { Area } from "../../tui/area.ts";
import type { Span } from "../../tui/spans.ts";
import { cut, shorten, widthOf } from "../../tui/width.ts";
import { unreachable } from "../../unreachable.ts";
import { formatAddress } from "../address.ts";
import { currentRoom, frontName } from "../conversation.ts";
import type { Model } from "../model.ts";
import { isFiltering } from "./filters.ts";
import { tidy } from "./message_text.ts";
import { type ActivePlace, activePlaces, capped, nameOfPlace } from "./places.ts";
import { frontOf, type Stage } from "./stage.ts";
import type { Theme } from "./theme.ts";

/** A delay that is worth a word. */
const LAG_MS_MIN = 500;
/** Conversations named where something is new, and numbers of others after them. */
const HOT_MAX = 3;
const HOT_NUMBERS_MAX = 5;
const HOT_COLUMNS = 14;

export interface StatusFacts {
  /** Lines below what is in sight; `undefined` where the newest is. */
  readonly below: number | undefined;
  /** The first unread line lies above what is in sight. */
  readonly unreadAbove: boolean;
  /** The topic has a row of its own. */
  readonly titled: boolean;
}

interface Segment {
  readonly text: string;
  /** Stands there before nothing does. */
  readonly short?: string;
  readonly strong?: boolean;
  readonly alert?: boolean;
  /** The least goes first where there is no room. */
  readonly weight: number;
}

export function drawStatus(
  area: Area,
  stage: Stage,
  model: Model,
  moment: Moment,
  theme: Theme,
  facts: StatusFacts,
): void {
  area.fill(theme.bar);
  const { completing } = stage.editor;
  const right = rightOf(stage, facts);
  const rightColumns = right === "" ? 0 : Math.min(area.columns, widthOf(right) + 1);
  const room = area.columns - rightColumns;
  if (completing && !stage.panel) drawChoices(area, completing.labels, completing.index, theme);
  else if (stage.hint !== undefined) {
    area.put(0, 0, ` ${shorten(tidy(stage.hint), Math.max(0, room - 2))}`, theme.barStrong);
  } else area.putSpans(0, 0, spansOf(fitting(segmentsOf(stage, model, moment, facts), room), theme));
  if (right !== "") area.put(0, Math.max(0, area.columns - rightColumns), cut(right, area.columns), theme.barAlert);
}

/** What lies below, and what of that is new. */
function rightOf(stage: Stage, { below }: StatusFacts): string {
  if (below === undefined) return "";
  const { unread } = frontOf(stage);
  const more = below === 0 ? "-- MORE --" : `-- MORE (${below}) --`;
  return stage.page === undefined && unread > 0 ? `↓ ${capped(unread)} new ${more}` : more;
}

function segmentsOf(
  stage: Stage,
  model: Model,
  moment: Moment,
  { titled, unreadAbove }: StatusFacts,
): readonly Segment[] {
  const room = currentRoom(model);
  const name = tidy(frontName(model) ?? "parley");
  const link = linkState(model, moment);
  const lag = lagOf(model, moment);
  const waiting = model.queue.items.length;
  const presence = model.presence.status;
  const people = !model.talk && room ? `${room.count} here` : "";
  return [
    { text: name, strong: true, weight: 9 },
    { text: titled || model.talk ? "" : tidy(room?.topic ?? ""), weight: 1 },
    { text: people, weight: 2 },
    { text: tidy(model.nick ?? "") + (presence === "online" ? "" : ` (${presence})`), weight: 3 },
    { text: isFiltering(stage.settings) ? "filtered" : "", weight: 2 },
    { text: link.text, alert: link.alert, weight: link.alert ? 10 : 4 },
    { text: model.phase.type === "waiting" ? "Enter tries now" : "", weight: 2 },
    { text: lag === undefined ? "" : `lag ${(lag / 1_000).toFixed(1)} s`, alert: true, weight: 6 },
    { text: waiting === 0 ? "" : `${waiting} unsent`, alert: true, weight: 5 },
    { text: frontOf(stage).paging ? "loading …" : "", weight: 6 },
    { text: unreadAbove ? "↑ new messages" : "", short: "↑ new", strong: true, weight: 6 },
    { ...hotlist(activePlaces(stage, model)), strong: true, weight: 7 },
  ].filter(({ text }) => text !== "");
}

/** Leaves out what matters least until the rest fits, and shortens the topic before that. */
function fitting(segments: readonly Segment[], columns: number): readonly Segment[] {
  let left = segments;
  const widthOfAll = () => left.reduce((sum, { text }) => sum + widthOf(text) + 3, -1);
  while (left.length > 1 && widthOfAll() > columns) {
    const least = left.reduce((one, other) => other.weight < one.weight ? other : one);
    const room = columns - (widthOfAll() - widthOf(least.text));
    const { short, ...whole } = least;
    const instead = short !== undefined
      ? { ...whole, text: short }
      : least.weight === 1 && room >= 8
      ? { ...least, text: shorten(least.text, room) }
      : undefined;
    left = left.flatMap((each) => each === least ? instead ? [instead] : [] : [each]);
  }
  return left.map((each) => left.length === 1 ? { ...each, text: shorten(each.text, Math.max(0, columns - 1)) } : each);
}

function spansOf(segments: readonly Segment[], theme: Theme): readonly Span[] {
  return segments.flatMap(({ text, strong, alert }, index) => [
    { text: index === 0 ? " " : " · ", style: theme.bar },
    { text, style: alert ? theme.barAlert : strong ? theme.barStrong : theme.bar },
  ]);
}

function drawChoices(area: Area, candidates: readonly string[], index: number, theme: Theme): void {
  const count = `${index + 1}/${candidates.length}`;
  let column = area.put(0, 1, `${count}  `, theme.bar);
  // The one that stands there now is always in sight.
  const from = Math.max(0, index - 4);
  for (const [at, candidate] of candidates.entries()) {
    if (at < from || column >= area.columns - 2) continue;
    column =
      area.put(0, column, tidy(candidate.trim()), at === index ? { ...theme.barStrong, underline: true } : theme.bar) +
      2;
  }
}

/** Where something is new, with the numbers that lead there: `[2:garden @1, 3:@bob 5, 4]`. */
function hotlist(active: readonly ActivePlace[]): { readonly text: string; readonly short?: string } {
  if (active.length === 0) return { text: "" };
  const shown = active.slice(0, HOT_MAX).map(({ place, unread, called, number }) =>
    `${number}:${shorten(tidy(nameOfPlace(place)), HOT_COLUMNS)} ${called > 0 && place.type !== "person" ? "@" : ""}${
      capped(unread)
    }`
  );
  const numbers = active.slice(0, HOT_MAX + HOT_NUMBERS_MAX).map(({ number }) => String(number));
  const more = active.length > numbers.length ? " …" : "";
  return {
    text: `[${[...shown, ...numbers.slice(HOT_MAX)].join(", ")}${more}]`,
    short: `[${numbers.join(",")}${more}]`,
  };
}

function lagOf({ lag, phase }: Model, { mono }: Moment): number | undefined {
  if (phase.type !== "online") return undefined;
  const ms = Math.max(lag.ms, lag.since === undefined ? 0 : mono - lag.since);
  return ms >= LAG_MS_MIN ? ms : undefined;
}

function linkState(model: Model, moment: Moment): { readonly text: string; readonly alert: boolean } {
  const { phase, address } = model;
  const where = address ? tidy(formatAddress(address)) : "";
  switch (phase.type) {
    case "online":
      return { text: where, alert: false };
    case "idle":
      return {
        text: model.question === "nick" || model.question === "server" ? "" : "offline: /reconnect",
        alert: true,
      };
    case "dialing":
    case "greeting":
      return { text: `connecting to ${where} …`, alert: true };
    case "waiting": {
      const seconds = Math.max(0, Math.ceil((phase.until - moment.mono) / 1_000));
      return { text: `offline, again in ${seconds} s`, alert: true };
    }
    case "leaving":
    case "ended":
      return { text: "leaving …", alert: true };
    default:
      return unreachable(phase);
  }
}
