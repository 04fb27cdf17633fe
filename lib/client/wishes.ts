// What the full screen asks of the server beside typed lines, and what comes of the answers.
import type { Entry } from "../chat/entry.ts";
import type { EventOf } from "../chat/event.ts";
import { fold } from "../chat/names.ts";
import type { Moment } from "../clock.ts";
import { unreachable } from "../unreachable.ts";
import { isMe } from "./conversation.ts";
import { pastLine, saidLine } from "./events/entries.ts";
import type { Line, SaidLine } from "./line.ts";
import type { Ask } from "./ask.ts";
import type { Model, Person } from "./model.ts";
import { plural } from "./plural.ts";
import { enter } from "./commands/room_commands.ts";
import { block, chain, change, notice, request, show, type Step, step } from "./step.ts";
import { markRead } from "./events/read_marks.ts";
import { talkOrSay } from "./talk.ts";
import type { News, Place, Wish } from "./wish.ts";

/** Entries of one page: a few screens. */
const PAGE_ENTRIES = 100;
/** People that the list of everybody holds. */
const EVERYBODY_MAX = 2_000;

/** Does what the full screen wishes, as far as that is possible now. */
export function grant(model: Model, moment: Moment, wish: Wish): Step {
  if (wish.type === "open") return open(model, wish.place);
  if (wish.type === "say") return talkOrSay(model, moment, wish.text);
  if (model.phase.type !== "online") return refuseWish(model, wish);
  switch (wish.type) {
    case "page": {
      const { place, span } = wish;
      const where = place.type === "room" ? { room: place.name } : { with: place.name };
      const command = { type: "history", ...where, [span.side]: span.seq, limit: PAGE_ENTRIES } as const;
      return request(model, command, { type: "page", place, span });
    }
    case "search":
      return request(model, wish, { type: "search", text: wish.text });
    case "everybody":
      return wish.on ? watch(model) : step(change(model, { everybody: undefined }), UNWATCH);
    case "read":
      return markRead(model, wish.place, wish.seq);
    case "rooms":
      return request(model, { type: "rooms" }, { type: "directory" });
    default:
      return unreachable(wish);
  }
}

const UNWATCH = { type: "send", command: { type: "watch", off: true }, ref: undefined } as const;

/** Asks for everybody, and for whoever comes and goes from now on. */
export function watch(model: Model): Step {
  return chain(
    step(change(model, { everybody: new Map() }), { type: "send", command: { type: "watch" }, ref: undefined }),
    (after) => request(after, { type: "who" }, { type: "everybody" }),
  );
}

/** A part of the list of everybody. */
export function takeEverybody(model: Model, event: EventOf<"who">): Step {
  if (!model.everybody) return step(model);
  const everybody = new Map(model.everybody);
  for (const { nick, status } of event.people) everybody.set(fold(nick), { nick, status });
  const changed = change(model, { everybody });
  const last = event.people.at(-1);
  if (!event.more || last === undefined || everybody.size >= EVERYBODY_MAX) return step(changed);
  return request(changed, { type: "who", after: last.nick }, { type: "everybody" });
}

/** Somebody came to the server, or went. */
export function person(model: Model, event: EventOf<"person">): Step {
  if (!model.everybody) return step(model);
  const everybody = new Map(model.everybody);
  const before = everybody.get(fold(event.nick)) ?? { nick: event.nick, status: "online" };
  if (event.change === "gone" || event.change === "renamed") everybody.delete(fold(event.nick));
  const now: Person = { nick: event.to ?? before.nick, status: event.status ?? before.status };
  if (event.change !== "gone" && everybody.size < EVERYBODY_MAX) everybody.set(fold(now.nick), now);
  return step(change(model, { everybody }));
}

/** A page of a history that the screen asked for. */
export function takeScreenPage(model: Model, event: EventOf<"history">, { place, span }: PageAsk): Step {
  const lines = event.entries.map((entry) => lineOf(model, entry, place));
  return tell(model, { type: "page", place, span, lines, more: event.more, failed: false });
}

function lineOf(model: Model, entry: Entry, { type, name }: Place): Line {
  if (type !== "room") return pastLine(model, entry, name, type === "group");
  return saidLine(name, entry, { mine: isMe(model, entry.from), old: true });
}

type PageAsk = Ask & { readonly type: "page" };

/** The server could not give a page. */
export function pageFailed(model: Model, { place, span }: Pick<PageAsk, "place" | "span">): Step {
  return tell(model, { type: "page", place, span, lines: [], more: false, failed: true });
}

/** What was found. Where there is no full screen it is printed. */
export function found(model: Model, moment: Moment, event: EventOf<"search">, ask: Ask | undefined): Step {
  if (ask?.type !== "search") return step(model);
  const lines = event.entries.map((entry): SaidLine =>
    saidLine(entry.room, entry, { mine: isMe(model, entry.from), old: true })
  );
  if (model.setup.full) return tell(model, { type: "hits", text: ask.text, lines, more: event.more });
  if (lines.length === 0) return notice(model, moment, `Nothing found: ${ask.text}`);
  return chain(
    block(model, `— ${plural(lines.length, "line", "lines")} with ${ask.text}${event.more ? ", and more" : ""} —`),
    ...lines.toReversed().map((line) => (after: Model) => show(after, line)),
    (after) => block(after, "— end —"),
  );
}

/** Tells the full screen something. */
export function tell(model: Model, news: News): Step {
  return step(model, { type: "news", news });
}

function open(model: Model, place: Place): Step {
  switch (place.type) {
    case "room": {
      const room = model.rooms.get(fold(place.name));
      if (!room) return model.phase.type === "online" ? enter(model, place.name) : step(model);
      return step(change(model, { current: fold(place.name), talk: undefined }));
    }
    case "person":
      return step(change(model, { talk: { type: "people", to: [place.name] } }));
    case "group":
      return step(change(model, { talk: { type: "group", group: place.name } }));
    default:
      return unreachable(place.type);
  }
}

/** Without a server only the list of everybody can be put away. */
function refuseWish(model: Model, wish: Exclude<Wish, { readonly type: "open" | "say" }>): Step {
  if (wish.type === "page") return pageFailed(model, wish);
  if (wish.type === "everybody" && !wish.on) return step(change(model, { everybody: undefined }));
  return step(model);
}
